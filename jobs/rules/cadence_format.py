"""A cadence as text that can be read back: English for plan files, German or English for people."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, assert_never

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
from jobs.rules.calendar_words import MONTH_CODES, WEEKDAY_CODES

_ENDINGS = {1: "st", 2: "nd", 3: "rd"}

_ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_GERMAN_WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def format_cadence(cadence: Cadence, language: Literal["en", "de"] = "en") -> str:
    """The one text of a cadence, which `parse_cadence` turns back into it. English is the form of plan files."""
    return _english(cadence, _IN_FILES) if language == "en" else _german(cadence)


def cadence_in_words(cadence: Cadence, language: str) -> str:
    """The cadence as people say it, German or else English; `parse_cadence` understands that too."""
    return _german(cadence) if language == "de" else _english(cadence, _IN_WORDS)


@dataclass(frozen=True, slots=True)
class _Names:
    """How weekdays and months are called, and what stands before the last of several."""

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    last: str

    def days(self, weekdays: Iterable[int]) -> str:
        *others, last = (self.weekdays[weekday] for weekday in sorted(weekdays))
        return f"{', '.join(others)}{self.last}{last}" if others else last


_IN_FILES = _Names(WEEKDAY_CODES, MONTH_CODES, ", ")
_IN_WORDS = _Names(_ENGLISH_WEEKDAYS, _ENGLISH_MONTHS, " and ")
_GERMAN = _Names(_GERMAN_WEEKDAYS, (), " und ")


def _english(cadence: Cadence, names: _Names) -> str:
    match cadence:
        case EveryWorkingDay():
            return "every working day"
        case Weekly(weekdays, every):
            return f"every {f'{every} weeks' if every > 1 else 'week'} on {names.days(weekdays)}"
        case Monthly(point, every):
            head = {1: "monthly", 3: "quarterly"}.get(every, f"every {every} months")
            return f"{head} on {_english_point(point, names)}"
        case Yearly(month, day):
            return f"yearly on {day} {names.months[month - 1]}"
        case AfterCompletion(days, at_most):
            return f"{_count(days, 'day')} after completion" + (f", at most {at_most}" if at_most > days else "")
        case _:
            assert_never(cadence)


def _english_point(point: MonthPoint, names: _Names) -> str:
    match point:
        case DayOfMonth(day):
            return f"day {day}"
        case LastDay():
            return "last day"
        case NthWeekday(nth, weekday):
            return f"{nth}{_ENDINGS.get(nth, 'th')} {names.weekdays[weekday]}"
        case LastWeekday(weekday):
            return f"last {names.weekdays[weekday]}"
        case NthWorkingDay(nth):
            return f"working day {nth}"
        case LastWorkingDay():
            return "last working day"
        case _:
            assert_never(point)


def _german(cadence: Cadence) -> str:
    match cadence:
        case EveryWorkingDay():
            return "jeden Werktag"
        case Weekly(weekdays, every):
            days = _GERMAN.days(weekdays)
            return f"{f'alle {every} Wochen' if every > 1 else 'jede Woche'} am {days}"
        case Monthly(point, every):
            head = {1: "monatlich", 3: "vierteljährlich"}.get(every, f"alle {every} Monate")
            return f"{head} am {_german_point(point)}"
        case Yearly(month, day):
            return f"jährlich am {day}.{month}."
        case AfterCompletion(days, at_most):
            span = f"{days} {'Tage' if days > 1 else 'Tag'}"
            return f"{span} nach Abschluss" + (f", höchstens {at_most}" if at_most > days else "")
        case _:
            assert_never(cadence)


def _german_point(point: MonthPoint) -> str:
    match point:
        case DayOfMonth(day):
            return f"{day}."
        case LastDay():
            return "letzten Tag"
        case NthWeekday(nth, weekday):
            return f"{nth}. {_GERMAN.weekdays[weekday]}"
        case LastWeekday(weekday):
            return f"letzten {_GERMAN.weekdays[weekday]}"
        case NthWorkingDay(nth):
            return f"{nth}. Werktag"
        case LastWorkingDay():
            return "letzten Werktag"
        case _:
            assert_never(point)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
