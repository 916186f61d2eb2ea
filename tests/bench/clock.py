"""The bot's clock in the benchmark, which is moved from week to week."""

from bot.sandbox.clock import SandboxClock, stopwatch


class MovableClock(SandboxClock):
    """Fulfils jobs.clock.Clock."""

    def monotonic(self) -> float:
        return stopwatch()
