"""Which days are worked: weekdays, public holidays, the eves of Christmas and New Year, company closings."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from jobs.rules.regions import (
    Region,
    UnknownRegion,
    check_region,
    last_known_year,
    public_holidays,
)

__all__ = [
    "HALF_DAYS",
    "MONDAY_TO_FRIDAY",
    "Eves",
    "NoWorkingDay",
    "Region",
    "UnknownRegion",
    "Workdays",
    "check_region",
    "last_known_year",
    "public_holidays",
]

Eves = Literal["work", "half", "off"]

HALF_DAYS = frozenset({(12, 24), (12, 31)})
"""Month and day of Christmas Eve and New Year's Eve: no public holidays in Germany or Austria, so each company says."""

MONDAY_TO_FRIDAY = frozenset(range(5))

_SEARCH_DAYS = 400  # more than a year, so a calendar with a single working day a year still finds it


class NoWorkingDay(ValueError):
    """No working day within 400 days; the calendar has no working weekday, or it is closed throughout."""

    def __init__(self, near: date) -> None:
        super().__init__(f"no working day within {_SEARCH_DAYS} days of {near}; check weekdays and closing days")
        self.near = near


@dataclass(frozen=True)
class Workdays:
    """The days a person works, or the company: one class for both.

    `weekdays` counts from 0 for Monday; `closings` are first and last day, both included. With `eves` at `half` the
    two eves are still working days: something can be due on them.
    """

    region: Region
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    closings: tuple[tuple[date, date], ...] = ()
    eves: Eves = "work"
    _off: dict[int, frozenset[date]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.weekdays <= frozenset(range(7)):
            raise ValueError(f"weekdays count from 0 (Monday) to 6 (Sunday), not {sorted(self.weekdays)}")
        for first, last in self.closings:
            if last < first:
                raise ValueError(f"a closing cannot end ({last}) before it begins ({first})")

    def works_on(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self._off_in(day.year)

    def is_half_day(self, day: date) -> bool:
        """A working day that is only half worked."""
        return self.eves == "half" and (day.month, day.day) in HALF_DAYS and self.works_on(day)

    def next(self, day: date, n: int = 1) -> date:
        """The n-th working day strictly after `day`, n from 1; raises NoWorkingDay."""
        return self._nth(day, n, 1)

    def previous(self, day: date, n: int = 1) -> date:
        """The n-th working day strictly before `day`, n from 1; raises NoWorkingDay."""
        return self._nth(day, n, -1)

    def at_or_after(self, day: date) -> date:
        return day if self.works_on(day) else self.next(day)

    def at_or_before(self, day: date) -> date:
        return day if self.works_on(day) else self.previous(day)

    def count(self, first: date, last: date) -> int:
        """Working days from `first` to `last`, both included; 0 where last lies before first."""
        return sum(map(self.works_on, _days(first, last)))

    def of_month(self, year: int, month: int) -> tuple[date, ...]:
        """All working days of a month, in order."""
        first = date(year, month, 1)
        days = _days(first, first + timedelta(days=30))
        return tuple(day for day in days if day.month == month and self.works_on(day))

    def _nth(self, day: date, n: int, step: int) -> date:
        if n < 1:
            raise ValueError(f"working days are counted from 1, not {n}")
        for _ in range(n):
            day = self._neighbour(day, step)
        return day

    def _neighbour(self, day: date, step: int) -> date:
        start = day.toordinal()
        for ordinal in range(start + step, start + step * (_SEARCH_DAYS + 1), step):
            if not date.min.toordinal() <= ordinal <= date.max.toordinal():
                break
            candidate = date.fromordinal(ordinal)
            if self.works_on(candidate):
                return candidate
        raise NoWorkingDay(day)

    def _off_in(self, year: int) -> frozenset[date]:
        # Kept per calendar: hashing a region for every single day would cost more than the look-up itself.
        off = self._off.get(year)
        if off is None:
            off = self._off[year] = public_holidays(self.region, year) | self._own_days_off(year)
        return off

    def _own_days_off(self, year: int) -> frozenset[date]:
        start, end = date(year, 1, 1), date(year, 12, 31)
        closed = {day for first, last in self.closings for day in _days(max(first, start), min(last, end))}
        eves = {date(year, *eve) for eve in HALF_DAYS} if self.eves == "off" else set()
        return frozenset(closed | eves)


def _days(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
