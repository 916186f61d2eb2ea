"""Which rows of symbols are a cadence, and which: a closed list of forms, each with what it builds."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from jobs.rules.cadence_forms import (
    MAX_DAYS,
    MAX_MONTHS,
    MAX_NTH_WEEKDAY,
    MAX_WEEKS,
    MAX_WORKING_DAY,
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
from jobs.rules.calendar_words import LONGEST_MONTHS, MONTH_CODES, WEEKDAY_CODES

CadenceFault = Literal[
    "empty",
    "unknown_word",
    "sub_daily",
    "time_of_day",
    "every_day",
    "several_times",
    "ambiguous",
    "bad_interval",
    "fifth_weekday",
    "impossible_day",
    "ceiling_below_floor",
    "missing_day",
    "missing_period",
    "not_understood",
]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text is no cadence, and the nearest one that is."""

    code: CadenceFault
    offer: Cadence


WEEKDAY = rf"\b(?:{'|'.join(WEEKDAY_CODES)})\b"
MONTH = rf"\b(?:{'|'.join(MONTH_CODES)})\b"
DAYS = f"(?P<days>{WEEKDAY}(?: (?:to )?{WEEKDAY})*)"
DATE = rf"(?P<date>\d+/\d+|#?\d+ {MONTH}|{MONTH} #?\d+)"
INTERVAL = r"every (?:(?P<n>#?\d+|other) )?"
NAMED_POINT = rf"day \d+|last day|(?:#\d+|last) {WEEKDAY}|workday \d+|(?:#\d+|last) workday"
AT_MOST = r"(?: atmost (?:after )?(?P<most>\d+)(?: (?P<most_unit>day|week))?)?"
DAY_POINT = r"#\d+(?: day)?"


def match_symbols(symbols: str) -> Cadence | Refusal | None:
    """The cadence, the refusal of one whose form is right but a number wrong, or None for no known form."""
    for form, build in _FORMS:
        found = form.fullmatch(symbols)
        if found:
            return build(found)
    return None


def weekdays_in(days: str) -> frozenset[int]:
    """`mon thu` or `mon to fri` as numbers, 0 for Monday."""
    weekdays: set[int] = set()
    names = iter(days.split())
    last = 0
    for name in names:
        if name == "to":
            end = WEEKDAY_CODES.index(next(names))
            weekdays |= {(last + step) % 7 for step in range((end - last) % 7 + 1)}
            last = end
        else:
            last = WEEKDAY_CODES.index(name)
            weekdays.add(last)
    return frozenset(weekdays)


def point_in(point: str) -> tuple[MonthPoint, CadenceFault | None]:
    """The point of a month, or the nearest possible one with the reason why it is not the one that was named."""
    match point.split():
        case ["last", "day"]:
            return LastDay(), None
        case ["last", "workday"]:
            return LastWorkingDay(), None
        case ["last", weekday]:
            return LastWeekday(WEEKDAY_CODES.index(weekday)), None
        case ["workday", number] | [number, "workday"]:
            return _working_day(_number(number))
        case ["day", number] | [number, "day"] | [number]:
            return _day_of_month(_number(number))
        case [number, weekday]:
            return _nth_weekday(_number(number), WEEKDAY_CODES.index(weekday))
        case _:
            raise AssertionError(point)


def date_in(text: str) -> Yearly | Refusal:
    """`24 dec`, `dec #24` or `24/12`."""
    names = text.replace("/", " ").split()
    if names[0] in MONTH_CODES:
        names.reverse()
    day = _number(names[0])
    month = MONTH_CODES.index(names[1]) + 1 if names[1] in MONTH_CODES else int(names[1])
    near_month = _clamped(month, 1, 12)
    near_day = _clamped(day, 1, LONGEST_MONTHS[near_month - 1])
    near = Yearly(near_month, near_day)
    return near if (near_month, near_day) == (month, day) else Refusal("impossible_day", near)


def _day_of_month(day: int) -> tuple[MonthPoint, CadenceFault | None]:
    if day > 31:
        return LastDay(), "impossible_day"
    return (DayOfMonth(day), None) if day else (DayOfMonth(1), "impossible_day")


def _working_day(nth: int) -> tuple[MonthPoint, CadenceFault | None]:
    if nth > MAX_WORKING_DAY:
        return LastWorkingDay(), "impossible_day"
    return (NthWorkingDay(nth), None) if nth else (NthWorkingDay(1), "impossible_day")


def _nth_weekday(nth: int, weekday: int) -> tuple[MonthPoint, CadenceFault | None]:
    if nth > MAX_NTH_WEEKDAY:
        return LastWeekday(weekday), "fifth_weekday"
    return (NthWeekday(nth, weekday), None) if nth else (NthWeekday(1, weekday), "impossible_day")


def _weekly(found: re.Match[str]) -> Cadence | Refusal:
    groups = found.groupdict()
    weekdays = weekdays_in(found["days"])
    every = _interval(groups.get("n"))
    if groups.get("unit") == "day":
        every, rest = divmod(every, 7)
        if rest:
            return Refusal("bad_interval", Weekly(weekdays, _clamped(every, 1, MAX_WEEKS)))
    near = Weekly(weekdays, _clamped(every, 1, MAX_WEEKS))
    return near if near.every == every else Refusal("bad_interval", near)


def _monthly(found: re.Match[str]) -> Cadence | Refusal:
    groups = found.groupdict()
    point, fault = point_in(found["point"])
    every = _interval(groups.get("n")) * (3 if groups.get("unit") == "quarter" else 1)
    near = Monthly(point, _clamped(every, 1, MAX_MONTHS))
    if near.every != every:
        fault = "bad_interval"
    return Refusal(fault, near) if fault else near


def _yearly(found: re.Match[str]) -> Cadence | Refusal:
    return date_in(found["date"])


def _after(found: re.Match[str]) -> Cadence | Refusal:
    days = int(found["n"]) * (7 if found["unit"] == "week" else 1)
    floor = _clamped(days, 1, MAX_DAYS)
    if days != floor:
        return Refusal("bad_interval", AfterCompletion(floor, floor))
    if found["most"] is None:
        return AfterCompletion(floor, floor)
    most = int(found["most"])
    if found["unit"] == "week" and found["most_unit"] is None:
        # "2 weeks …, at most 21": days or weeks? Asked, not guessed.
        likely = most if most >= floor else most * 7
        return Refusal("ambiguous", AfterCompletion(floor, _clamped(likely, floor, MAX_DAYS)))
    ceiling = most * (7 if found["most_unit"] == "week" else 1)
    if ceiling < floor:
        return Refusal("ceiling_below_floor", AfterCompletion(floor, min(floor + 7, MAX_DAYS)))
    near = AfterCompletion(floor, min(ceiling, MAX_DAYS))
    return near if near.at_most == ceiling else Refusal("bad_interval", near)


def _every_working_day(_: re.Match[str]) -> Cadence:
    return EveryWorkingDay()


def _interval(n: str | None) -> int:
    if n is None:
        return 1
    return 2 if n == "other" else _number(n)


def _number(text: str) -> int:
    return int(text.removeprefix("#"))


def _clamped(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Cadence | Refusal]], ...] = tuple(
    (re.compile(form), build)
    for form, build in (
        ("every workday", _every_working_day),
        (rf"{INTERVAL}week {DAYS}", _weekly),
        (rf"{DAYS} {INTERVAL}week", _weekly),
        (rf"every (?P<n>\d+) (?P<unit>day) {DAYS}", _weekly),
        (rf"{DAYS} every (?P<n>\d+) (?P<unit>day)", _weekly),
        (rf"every (?P<n>other) {DAYS}", _weekly),
        (rf"(?:every )?{DAYS}", _weekly),
        # A day by its number stands in fewer places than the other points: "every 2nd month" and "every month, every
        # 14 days" must not be read as the 2nd and the 14th of the month.
        (rf"{INTERVAL}(?P<unit>month|quarter) (?P<point>{NAMED_POINT}|{DAY_POINT})(?: month)?", _monthly),
        (rf"{INTERVAL}(?P<unit>month|quarter) (?P<point>\d+)", _monthly),
        (rf"{INTERVAL}(?P<unit>month|quarter) every (?P<point>{NAMED_POINT})(?: month)?", _monthly),
        (rf"(?P<point>{NAMED_POINT}|{DAY_POINT}|\d+) {INTERVAL}(?P<unit>month)", _monthly),
        (rf"(?:every )?(?P<point>{NAMED_POINT}) month", _monthly),
        (rf"every year {DATE}", _yearly),
        (rf"{DATE} every year", _yearly),
        (rf"every {DATE}", _yearly),
        (rf"(?P<n>\d+) (?P<unit>day|week) after completion{AT_MOST}", _after),
    )
)
