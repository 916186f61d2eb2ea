"""Which days are school holidays where: a hint that people with children are away, never a day off by itself.

Known for the German Länder alone, and only as far ahead as the ministries have said them.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from jobs.rules.availability import Span
from jobs.rules.regions import Region, last_known_year, public_holidays

_WEEKEND = (5, 6)


def has_school_holidays(region: Region) -> bool:
    """Whether anything is known of this region at all; where nothing is, nothing can end."""
    return region.country == "DE" and region.subdivision is not None


@lru_cache(maxsize=1024)
def school_holidays(region: Region, year: int) -> frozenset[date]:
    """Every such day of that civil year that is no public holiday; empty where nothing is known."""
    if not has_school_holidays(region):
        return frozenset()
    public = public_holidays(_public(region), year)
    return public_holidays(_with_school(region), year) - public


def is_school_holiday(region: Region, day: date) -> bool:
    return day in school_holidays(region, day.year)


@lru_cache(maxsize=256)
def school_holidays_known_until(region: Region) -> date | None:
    """The last day that is known to be one; None where nothing is known of the region."""
    if not has_school_holidays(region):
        return None
    return max(school_holidays(region, last_known_year(_with_school(region))), default=None)


def school_breaks(region: Region, first: date, last: date) -> tuple[Span, ...]:
    """The school holidays that touch these days, each whole; weekends and public holidays within are part of them."""
    years = range(first.year - 1, last.year + 2)
    days = sorted(day for year in years for day in school_holidays(region, year))
    off = frozenset(day for year in years for day in public_holidays(_public(region), year)) if days else frozenset()
    return tuple(span for span in _spans(days, off) if span.first <= last and first <= (span.last or span.first))


def _spans(days: list[date], off: frozenset[date]) -> Iterable[Span]:
    if not days:
        return
    began = days[0]
    for day, following in pairwise(days):
        if not _touch(day, following, off):
            yield Span(began, day)
            began = following
    yield Span(began, days[-1])


def _touch(day: date, following: date, off: frozenset[date]) -> bool:
    between = (day + timedelta(days=number) for number in range(1, (following - day).days))
    return all(one.weekday() in _WEEKEND or one in off for one in between)


def _public(region: Region) -> Region:
    return Region(region.country, region.subdivision)


def _with_school(region: Region) -> Region:
    return Region(region.country, region.subdivision, ("school",))
