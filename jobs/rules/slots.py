"""From civil days and wall times to instants, and when a nudge may go out.

Dates come first and carry no zone; only here does a day and a wall time become an instant. Nothing is ever added to a
zoned datetime, because that moves the hands of the clock and not the time.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def wall_instant(day: date, at: time, zone: str) -> datetime:
    """The instant, in UTC, at which clocks in that zone show this time on this day.

    A time that the clocks skip is read with the offset before the change (02:30 becomes 03:30 in Berlin in spring); of
    a time that comes twice the first is meant. Both are the rule of RFC 5545, and of PEP 495 for fold=0. Raises
    ZoneInfoNotFoundError, a KeyError, for a zone that does not exist.
    """
    return datetime.combine(day, at.replace(fold=0), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def local_day(instant: datetime, zone: str) -> date:
    """The civil day in that zone at an instant; raises ValueError for a naive datetime."""
    return _local(instant, zone).date()


def local_time(instant: datetime, zone: str) -> time:
    """What the clocks in that zone show at an instant; raises ValueError for a naive datetime."""
    return _local(instant, zone).time()


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Wall times at which nothing is sent: from `start`, before `end`, usually across midnight. Equal: never quiet."""

    start: time = time(18, 0)
    end: time = time(8, 0)

    def covers(self, at: time) -> bool:
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


DEFAULT_QUIET = QuietHours()


@dataclass(frozen=True, slots=True)
class NudgeWindow:
    """When nudges may go out on one day: from the slot, and late until quiet hours begin (`open_until`, not included).

    Both are instants in UTC.
    """

    slot: datetime
    open_until: datetime

    def is_open(self, now: datetime) -> bool:
        return self.slot <= now < self.open_until


def slot_on(day: date, nudge_at: time, zone: str, quiet: QuietHours = DEFAULT_QUIET) -> datetime:
    """The instant of a day's nudges. A nudge time within quiet hours means the end of the quiet hours.

    What counts is the time the clocks show: also a time that was skipped must not land in quiet hours.
    """
    slot = wall_instant(day, nudge_at, zone)
    return wall_instant(day, quiet.end, zone) if quiet.covers(local_time(slot, zone)) else slot


def nudge_window(day: date, nudge_at: time, zone: str, quiet: QuietHours = DEFAULT_QUIET) -> NudgeWindow:
    """The window of a day: until quiet hours begin, at the latest until midnight."""
    slot = slot_on(day, nudge_at, zone, quiet)
    if quiet.start != quiet.end and quiet.start > local_time(slot, zone):
        return NudgeWindow(slot, wall_instant(day, quiet.start, zone))
    return NudgeWindow(slot, wall_instant(day + timedelta(days=1), time(), zone))


def _local(instant: datetime, zone: str) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no zone; instants are aware datetimes in UTC")
    return instant.astimezone(ZoneInfo(zone))
