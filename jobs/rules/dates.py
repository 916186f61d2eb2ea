"""The dates and months people type, in German and English at once. A small closed grammar: nothing is guessed."""

import re
from calendar import isleap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from jobs.rules.calendar_words import LONGEST_MONTHS, MONTHS, WEEKDAYS, fold, nearest_word
from jobs.rules.workdays import NoWorkingDay, Workdays

DateFault = Literal["unknown", "impossible", "past"]

_NEAR_DAYS = {"today": 0, "heute": 0, "tomorrow": 1, "morgen": 1, "uebermorgen": 2}
_WORDS = (*_NEAR_DAYS, *WEEKDAYS)


class DateError(ValueError):
    """A text that names no usable date: why (`code`), and an `example` that would do."""

    def __init__(self, code: DateFault, text: str, example: str) -> None:
        super().__init__(f"{code} date {text!r}; write for example {example!r}")
        self.code = code
        self.text = text
        self.example = example


@dataclass(frozen=True, slots=True)
class _Reader:
    """What every form needs beside its own numbers."""

    text: str
    today: date
    workdays: Workdays

    def refusal(self, code: DateFault, example: date) -> DateError:
        return DateError(code, self.text, f"{example:%d.%m.%Y}")


def parse_date(text: str, today: date, workdays: Workdays, *, allow_past: bool = False) -> date:
    """The day a text names, seen from `today`; raises DateError.

    `2026-12-01`, `01.12.2026`, `1.12.26`, `1. Dezember 2026`. Without its year a day is the next such one, today
    included. `fri`, `Freitag` is the next one after today; `heute`, `tomorrow`, `übermorgen`; `+3` is the third
    working day after today. With `allow_past` a date with its year may lie before today; the others never do.
    """
    reader = _Reader(text, today, workdays)
    folded = fold(text)
    for form, read in _FORMS:
        found = form.fullmatch(folded)
        if found:
            day = read(reader, found)
            break
    else:
        raise DateError("unknown", text, nearest_word(folded, _WORDS) or _example(today))
    if day < today and not allow_past:
        raise reader.refusal("past", _next_such(day.month, day.day, today) or today)
    return day


def parse_month(text: str, today: date, *, prefer: Literal["past", "future"] = "past") -> tuple[int, int]:
    """Year and month of `2026-12`, `12.2026`, `12/2026`, `Dezember 2026`, or of `dez` alone; raises DateError.

    A name alone is the most recent such month, the current one included; with `prefer="future"` the next one.
    """
    folded = fold(text)
    found = _MONTH.fullmatch(folded)
    if found is None:
        raise DateError("unknown", text, nearest_word(folded, MONTHS) or f"{today:%Y-%m}")
    if found["name"]:
        month = MONTHS.get(found["name"])
        if month is None:
            raise DateError("unknown", text, nearest_word(found["name"], MONTHS) or f"{today:%Y-%m}")
        year = int(found["named_year"]) if found["named_year"] else _year_of(month, today, prefer)
    else:
        year, month = int(found["year"] or found["year_after"]), int(found["month"] or found["month_before"])
    if not (1 <= month <= 12 and year >= 1):
        raise DateError("impossible", text, f"{today:%Y-%m}")
    return year, month


def _year_of(month: int, today: date, prefer: Literal["past", "future"]) -> int:
    return today.year - (month > today.month) if prefer == "past" else today.year + (month < today.month)


def _full(reader: _Reader, found: re.Match[str]) -> date:
    year, month, day = int(found["year"]), _month(found["month"]), int(found["day"])
    if len(found["year"]) == 2:
        year += 2000
    try:
        return date(year, month, day)
    except ValueError:
        raise reader.refusal("impossible", _possible(reader.today, year, month)) from None


def _without_year(reader: _Reader, found: re.Match[str]) -> date:
    month, day = _month(found["month"]), int(found["day"])
    soon = _next_such(month, day, reader.today)
    if soon is None:
        year = reader.today.year + (month < reader.today.month)
        raise reader.refusal("impossible", _possible(reader.today, year, month))
    return soon


def _month(number_or_name: str) -> int:
    return MONTHS.get(number_or_name) or int(number_or_name)


def _working_days_ahead(reader: _Reader, found: re.Match[str]) -> date:
    n = int(found["n"])
    if n == 0:
        raise DateError("impossible", reader.text, "+1")
    try:
        return reader.workdays.next(reader.today, n)
    except NoWorkingDay:
        raise DateError("impossible", reader.text, _example(reader.today)) from None


def _word(reader: _Reader, found: re.Match[str]) -> date:
    name = found["word"]
    if name in _NEAR_DAYS:
        return reader.today + timedelta(days=_NEAR_DAYS[name])
    return reader.today + timedelta(days=(WEEKDAYS[name] - reader.today.weekday() - 1) % 7 + 1)


def _next_such(month: int, day: int, today: date) -> date | None:
    """The next such day from today on; eight years cover every way to a 29 February, also across 2100."""
    return next((near for near in _each_year(month, day, today.year) if near >= today), None)


def _each_year(month: int, day: int, year: int) -> Iterator[date]:
    if not (1 <= month <= 12 and 1 <= day <= LONGEST_MONTHS[month - 1]):
        return
    for candidate in range(year, min(year + 9, date.max.year + 1)):
        if (month, day) != (2, 29) or isleap(candidate):
            yield date(candidate, month, day)


def _possible(today: date, year: int, month: int) -> date:
    """The end of the month that was meant, or tomorrow where there is no such month or it is over."""
    if date.min.year <= year < date.max.year and 1 <= month <= 12:
        end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        if end >= today:
            return end
    return today + timedelta(days=1)


def _example(today: date) -> str:
    return f"{today + timedelta(days=1):%d.%m.}"


_DAY_AND_NUMBER = r"(?P<day>[0-9]{1,2})\. ?(?P<month>[0-9]{1,2})"
_DAY_AND_NAME = rf"(?P<day>[0-9]{{1,2}})\.? (?P<month>{'|'.join(MONTHS)})\.?"

_FORMS: tuple[tuple[re.Pattern[str], Callable[[_Reader, re.Match[str]], date]], ...] = (
    (re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"), _full),
    (re.compile(rf"{_DAY_AND_NUMBER}\. ?(?P<year>[0-9]{{4}}|[0-9]{{2}})"), _full),
    (re.compile(rf"{_DAY_AND_NUMBER}\.?"), _without_year),
    (re.compile(rf"{_DAY_AND_NAME} (?P<year>[0-9]{{4}})"), _full),
    (re.compile(_DAY_AND_NAME), _without_year),
    (re.compile(r"\+ ?(?P<n>[0-9]{1,3})"), _working_days_ahead),
    (re.compile(rf"(?P<word>{'|'.join(_WORDS)})\.?"), _word),
)

_MONTH = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})"
    r"|(?P<month_before>[0-9]{1,2})[./](?P<year_after>[0-9]{4})"
    r"|(?P<name>[a-z]+)\.?(?: (?P<named_year>[0-9]{4}))?"
)
