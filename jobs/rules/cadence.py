"""When an activity recurs: its dates, and what happens to one that falls on a day off.

Only the rule and the first date decide. What was moved, snoozed or finished late never shifts the series, except for a
cadence that says so itself ("14 days after completion").
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import count, islice
from typing import Literal, assert_never

from jobs.rules.cadence_format import format_cadence
from jobs.rules.cadence_forms import (
    AfterCompletion,
    Cadence,
    DayOfMonth,
    EveryWorkingDay,
    LastDay,
    LastWeekday,
    LastWorkingDay,
    Monthly,
    MonthPoint,
    NthWeekday,
    NthWorkingDay,
    Weekly,
    Yearly,
)
from jobs.rules.cadence_grammar import CadenceFault
from jobs.rules.cadence_text import CadenceError, parse_cadence
from jobs.rules.workdays import Workdays

__all__ = [
    "AfterCompletion",
    "Cadence",
    "CadenceError",
    "CadenceFault",
    "DayOfMonth",
    "EveryWorkingDay",
    "LastDay",
    "LastWeekday",
    "LastWorkingDay",
    "MonthPoint",
    "Monthly",
    "NthWeekday",
    "NthWorkingDay",
    "ShiftPolicy",
    "Weekly",
    "Yearly",
    "due_dates",
    "format_cadence",
    "next_after_completion",
    "next_dates",
    "next_due_dates",
    "nominal_dates",
    "parse_cadence",
    "shift",
]

ShiftPolicy = Literal["before", "after", "nearest", "keep", "skip"]

_ECHOED = 12


def nominal_dates(cadence: Cadence, starts: date, first: date, last: date, workdays: Workdays) -> Iterator[date]:
    """The dates of the rule from `first` to `last`, both included, rising, none before `starts`.

    The first date of the rule on or after `starts` is the anchor of every longer interval: two weeks are 14 days from
    the week it lies in (never the parity of a week's number: 2026 has a week 53), three months count from its month.
    `workdays` are the company's; they only matter to rules that speak of working days.

    After completion there is just the first date: the others depend on when each is finished, see
    `next_after_completion`.
    """
    low = max(starts, first)
    for day in _dates(cadence, starts, low, last, workdays):
        if day > last:
            return
        if day >= low:
            yield day


def next_dates(cadence: Cadence, starts: date, after: date, workdays: Workdays, n: int = 3) -> tuple[date, ...]:
    """The next n dates strictly after `after`, for the echo of an accepted cadence.

    For a cadence after completion they suppose that each is finished on its day. Shorter than n only where the
    calendar itself ends, or has no working day.
    """
    if isinstance(cadence, AfterCompletion):
        supposed = _supposing_completion(cadence, starts)
        return tuple(islice((day for day in supposed if day > after), n))
    if after == date.max:
        return ()
    first = max(starts, after + timedelta(days=1))
    # No rule is rarer than once a year; the two years on top cover the way to the anchor.
    last = _plus(first, 366 * (n + 2)) or date.max
    return tuple(islice(nominal_dates(cadence, starts, first, last, workdays), n))


def next_after_completion(cadence: AfterCompletion, completed: date) -> tuple[date, date]:
    """The earliest and the latest day for the next one."""
    return completed + timedelta(days=cadence.days), completed + timedelta(days=cadence.at_most)


def shift(nominal: date, policy: ShiftPolicy, workdays: Workdays) -> date | None:
    """Where a nominal date is due, once it has moved off the days that are not worked; None drops this one.

    `nearest` takes the earlier of two working days equally far away. A shift may cross the end of a month in either
    direction: Sunday the 31st becomes Monday the 1st with `after`, Saturday the 1st becomes Friday the 31st with
    `before`. Whoever wants to stay within the month takes a cadence by working days. Raises NoWorkingDay.
    """
    if policy == "keep" or workdays.works_on(nominal):
        return nominal
    match policy:
        case "before":
            return workdays.previous(nominal)
        case "after":
            return workdays.next(nominal)
        case "nearest":
            before, after = workdays.previous(nominal), workdays.next(nominal)
            return before if nominal - before <= after - nominal else after
        case "skip":
            return None
        case _:
            assert_never(policy)


def due_dates(
    nominal: Iterable[date], policy: ShiftPolicy, workdays: Workdays, taken: Iterable[date] = ()
) -> Iterator[tuple[date, date]]:
    """Nominal dates with the days they are due on.

    What falls away is dropped, and so is what days off push onto a day that is `taken` already.
    """
    used = set(taken)
    for day in nominal:
        due = shift(day, policy, workdays)
        if due is not None and due not in used:
            used.add(due)
            yield day, due


def next_due_dates(
    cadence: Cadence, starts: date, today: date, policy: ShiftPolicy, company: Workdays, owner: Workdays
) -> tuple[tuple[date, date], ...]:
    """The nominal dates from today on with the days they are due on, for the echo of an accepted cadence.

    `company` decides rules that speak of working days, `owner` moves what falls on a day off. Enough of them for three
    to be told, whichever of them are done already.
    """
    nominal = next_dates(cadence, starts, today - timedelta(days=1), company, _ECHOED)
    return tuple(due_dates(nominal, policy, owner))


def _dates(cadence: Cadence, starts: date, low: date, last: date, workdays: Workdays) -> Iterator[date]:
    """Rising dates of the rule, beginning no later than the first one from `low` on."""
    match cadence:
        case EveryWorkingDay():
            days = map(date.fromordinal, range(low.toordinal(), last.toordinal() + 1))
            return filter(workdays.works_on, days)
        case Weekly():
            return _weekly(cadence, starts, low)
        case Monthly():
            return _monthly(cadence, starts, low, workdays)
        case Yearly():
            return (_clamped(year, cadence.month, cadence.day) for year in range(low.year, date.max.year + 1))
        case AfterCompletion():
            return iter((starts,))
        case _:
            assert_never(cadence)


def _weekly(cadence: Weekly, starts: date, low: date) -> Iterator[date]:
    anchor = starts.toordinal() + min((weekday - starts.weekday()) % 7 for weekday in cadence.weekdays)
    monday = anchor - (anchor + 6) % 7  # ordinal 1 was a Monday
    period = 7 * cadence.every
    begun = max(0, (low.toordinal() - monday) // period)
    for week in range(monday + begun * period, date.max.toordinal() + 1, period):
        for weekday in sorted(cadence.weekdays):
            day = week + weekday
            if starts.toordinal() <= day <= date.max.toordinal():
                yield date.fromordinal(day)


def _monthly(cadence: Monthly, starts: date, low: date, workdays: Workdays) -> Iterator[date]:
    anchor = _month_number(starts)
    if _in_month(cadence.on, starts.year, starts.month, workdays) < starts:
        anchor += 1
    begun = max(0, (_month_number(low) - anchor) // cadence.every)
    for number in count(anchor + begun * cadence.every, cadence.every):
        year, month = divmod(number, 12)
        if year > date.max.year:
            return
        yield _in_month(cadence.on, year, month + 1, workdays)


def _in_month(point: MonthPoint, year: int, month: int, workdays: Workdays) -> date:
    match point:
        case DayOfMonth(day):
            return _clamped(year, month, day)
        case LastDay():
            return _clamped(year, month, 31)
        case NthWeekday(nth, weekday):
            first = date(year, month, 1)
            return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
        case LastWeekday(weekday):
            end = _clamped(year, month, 31)
            return end - timedelta(days=(end.weekday() - weekday) % 7)
        case NthWorkingDay(nth):
            return _nth_working_day(year, month, nth, workdays)
        case LastWorkingDay():
            return _nth_working_day(year, month, 31, workdays)
        case _:
            assert_never(point)


def _nth_working_day(year: int, month: int, nth: int, workdays: Workdays) -> date:
    # A month closed from end to end still has its date, so that the shift decides and nothing vanishes unseen.
    days = workdays.of_month(year, month) or (_clamped(year, month, 31),)
    return days[min(nth, len(days)) - 1]


def _clamped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _supposing_completion(cadence: AfterCompletion, starts: date) -> Iterator[date]:
    day: date | None = starts
    while day is not None:
        yield day
        day = _plus(day, cadence.days)


def _plus(day: date, days: int) -> date | None:
    ordinal = day.toordinal() + days
    return date.fromordinal(ordinal) if ordinal <= date.max.toordinal() else None
