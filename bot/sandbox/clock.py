"""The sandbox's own time: it runs at real speed from wherever it was last moved to."""

import threading
import time
from datetime import UTC, datetime, timedelta


class SandboxClock:
    """Answers what time it is in the workspace, and hands out message timestamps.

    Safe to ask from any thread.
    """

    def __init__(self, start: datetime | None = None) -> None:
        self._lock = threading.Lock()
        self._last_microsecond = 0
        self._base = datetime.now(UTC)
        self._mark = time.monotonic()
        if start is not None:
            self.move_to(start)

    def now(self) -> datetime:
        """The present instant of the workspace, in UTC."""
        with self._lock:
            return self._now()

    def move_to(self, instant: datetime) -> datetime:
        """Go on from `instant`, earlier or later than now. Naive datetimes are refused."""
        if instant.tzinfo is None:
            raise ValueError("The clock needs an instant with a zone, for example 2026-12-01T09:00:00+01:00.")
        with self._lock:
            self._base = instant.astimezone(UTC)
            self._mark = time.monotonic()
            return self._base

    def timestamp(self) -> str:
        """A new message timestamp: seconds with six decimals, later than every one before.

        Also after the clock was moved back, because a `ts` identifies a message for ever.
        """
        with self._lock:
            present = int(self._now().timestamp() * 1_000_000)
            self._last_microsecond = max(present, self._last_microsecond + 1)
            seconds, fraction = divmod(self._last_microsecond, 1_000_000)
        return f"{seconds}.{fraction:06d}"

    def epoch(self) -> int:
        """Now as whole seconds since 1970, the form of `event_time` and `created`."""
        return int(self.now().timestamp())

    def _now(self) -> datetime:
        return self._base + timedelta(seconds=time.monotonic() - self._mark)


def stopwatch() -> float:
    """Real seconds from an arbitrary start: for the limits that bind the app's process, not the workspace."""
    return time.monotonic()
