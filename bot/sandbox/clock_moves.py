"""Moving the workspace's clock, and those who want to act on it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.sandbox.clock import SandboxClock
from bot.sandbox.records import JsonObject

ClockListener: TypeAlias = Callable[[datetime], Awaitable[None]]

_WEEKEND = (5, 6)
EXAMPLES = '{"move_to": "2026-12-01T09:00:00+01:00"}, {"days": 3} or {"next_morning": true, "at": "09:30"}'


class ClockMoves:
    """Moves the clock as it is asked to, and waits until every listener has done its part."""

    def __init__(self, clock: SandboxClock, changed: Callable[[], None]) -> None:
        self._clock = clock
        self._changed = changed
        self._listeners: list[tuple[ClockListener, asyncio.AbstractEventLoop | None]] = []

    def listen(self, callback: ClockListener) -> None:
        """Await `callback(now)` at every move, on the loop that runs here and now, else on the sandbox's."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            loop = None
        self._listeners.append((callback, loop))

    async def move(self, wish: JsonObject) -> datetime:
        """Carry out one wish and answer with the new now. Raises ValueError if it cannot be understood."""
        self._clock.move_to(target(wish, self._clock.now()))
        self._changed()
        for callback, loop in self._listeners:
            if loop is None or loop is asyncio.get_running_loop():
                await callback(self._clock.now())
            else:
                there = asyncio.run_coroutine_threadsafe(_call(callback, self._clock.now()), loop)
                await asyncio.wrap_future(there)
        return self._clock.now()


async def _call(callback: ClockListener, now: datetime) -> None:
    await callback(now)


def target(wish: JsonObject, now: datetime) -> datetime:
    """The instant a wish names, by the wall times of `zone` (default Europe/Berlin).

    `move_to` is an instant, `days` so many days ahead at the same wall time, `next_morning` the next time it is `at`
    o'clock (default 09:00) on a weekday, as nobody is there to see the others.
    """
    zone = ZoneInfo(wish.get("zone", "Europe/Berlin"))
    local = now.astimezone(zone)
    if "move_to" in wish:
        instant = datetime.fromisoformat(wish["move_to"])
        return instant if instant.tzinfo else instant.replace(tzinfo=zone)
    if "days" in wish:
        return (local + timedelta(days=float(wish["days"]))).astimezone(UTC)
    if wish.get("next_morning"):
        morning = datetime.combine(local.date(), time.fromisoformat(wish.get("at", "09:00")), zone)
        while morning <= local or morning.weekday() in _WEEKEND:
            morning += timedelta(days=1)
        return morning
    raise ValueError(f"Say where to move the clock: {EXAMPLES}.")
