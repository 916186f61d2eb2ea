"""Days counted from today: next weekday, beginning and end of weeks and months, as far as somebody works on them."""

from dataclasses import dataclass
from datetime import date, timedelta

from jobs.rules.workdays import NoWorkingDay, Workdays

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Seen:
    """From where a day is looked at."""

    today: date
    workdays: Workdays


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def next_weekday(seen: Seen, weekday: int) -> date:
    """The next such day after today."""
    return seen.today + timedelta(days=(weekday - seen.today.weekday() - 1) % 7 + 1)


def worked(seen: Seen, day: date) -> date | None:
    """The day, or the next one that is worked."""
    try:
        return seen.workdays.at_or_after(day)
    except NoWorkingDay:
        return None


def first_of_next_week(seen: Seen) -> date | None:
    return next(iter(_worked_in_week(seen, monday(seen.today) + WEEK)), None)


def last_of_this_week(seen: Seen) -> date | None:
    return max(_worked_in_week(seen, monday(seen.today)), default=None)


def last_of_next_week(seen: Seen) -> date | None:
    return max(_worked_in_week(seen, monday(seen.today) + WEEK), default=None)


def _worked_in_week(seen: Seen, first: date) -> list[date]:
    """The days still to come of the week that begins on `first`."""
    days = (first + timedelta(days=number) for number in range(7))
    return [day for day in days if day >= seen.today and seen.workdays.works_on(day)]


def first_of_next_month(seen: Seen) -> date | None:
    year, month = divmod(seen.today.year * 12 + seen.today.month, 12)
    return next(iter(seen.workdays.of_month(year, month + 1)), None)


def last_of_this_month(seen: Seen) -> date | None:
    return of_month(seen, seen.today.month, last=True)


def of_month(seen: Seen, month: int, *, last: bool) -> date | None:
    """The first or last working day of the next such month; the current one has an end, but no beginning any more."""
    year = seen.today.year + (month < seen.today.month)
    days = [day for day in seen.workdays.of_month(year, month) if day >= seen.today]
    if not days or (month == seen.today.month and not last):
        return None
    return days[-1] if last else days[0]


def next_day_of_month(today: date, day: int) -> date | None:
    """The next 15th; None where the month hasn't such a day, and for today, which nobody names like that."""
    if day == today.day:
        return None
    year, month = divmod(today.year * 12 + today.month - 1 + (day < today.day), 12)
    try:
        return date(year, month + 1, day)
    except ValueError:
        return None
