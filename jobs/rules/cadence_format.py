"""A cadence as text that can be read back: English for plan files, German or English for people."""

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

_GERMAN_WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def format_cadence(cadence: Cadence, language: Literal["en", "de"] = "en") -> str:
    """The one text of a cadence, which `parse_cadence` turns back into it. English is the form of plan files."""
    return _english(cadence) if language == "en" else _german(cadence)


def _english(cadence: Cadence) -> str:
    match cadence:
        case EveryWorkingDay():
            return "every working day"
        case Weekly(weekdays, every):
            days = ", ".join(WEEKDAY_CODES[weekday] for weekday in sorted(weekdays))
            return f"every {f'{every} weeks' if every > 1 else 'week'} on {days}"
        case Monthly(point, every):
            head = {1: "monthly", 3: "quarterly"}.get(every, f"every {every} months")
            return f"{head} on {_english_point(point)}"
        case Yearly(month, day):
            return f"yearly on {day} {MONTH_CODES[month - 1]}"
        case AfterCompletion(days, at_most):
            return f"{_count(days, 'day')} after completion" + (f", at most {at_most}" if at_most > days else "")
        case _:
            assert_never(cadence)


def _english_point(point: MonthPoint) -> str:
    match point:
        case DayOfMonth(day):
            return f"day {day}"
        case LastDay():
            return "last day"
        case NthWeekday(nth, weekday):
            return f"{nth}{_ENDINGS.get(nth, 'th')} {WEEKDAY_CODES[weekday]}"
        case LastWeekday(weekday):
            return f"last {WEEKDAY_CODES[weekday]}"
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
            *others, last = (_GERMAN_WEEKDAYS[weekday] for weekday in sorted(weekdays))
            days = f"{', '.join(others)} und {last}" if others else last
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
            return f"{nth}. {_GERMAN_WEEKDAYS[weekday]}"
        case LastWeekday(weekday):
            return f"letzten {_GERMAN_WEEKDAYS[weekday]}"
        case NthWorkingDay(nth):
            return f"{nth}. Werktag"
        case LastWorkingDay():
            return "letzten Werktag"
        case _:
            assert_never(point)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
