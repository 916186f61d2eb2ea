"""The spans of days people type, German and English at once: "mo bis fr", "from 1 to 5 Dec", "bis fr", "ab mo".

Only days are read. Any other word is refused, so that nobody writes down why somebody is away.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from jobs.rules.availability import Span
from jobs.rules.calendar_words import WEEKDAYS, fold
from jobs.rules.dates import DateError, parse_date
from jobs.rules.workdays import Workdays

SpanFault = Literal["unknown", "impossible", "past", "backwards"]

RUNNING = timedelta(days=31)
"""How long ago a span may have begun whose first day is written without its year."""
LONGEST_WITHOUT_YEAR = timedelta(days=183)
"""A longer span needs its year: "5.12. bis 1.12." is rather the wrong way round."""
MOST_WORDS = 6
"""Two days of three words each: "1. Dezember 2026 5. Januar 2027"."""

_FROM = ("ab", "von", "vom", "from")
_UNTIL = ("bis", "until", "till", "to", "through", "-")
_FILLERS = ("am", "den", "dem", "zum", "on", "the")
_NO_END = ("auf weiteres", "further notice")
_THIS_WEEK = ("diese woche", "this week")
_NEXT_WEEK = ("naechste woche", "kommende woche", "next week")

_BETWEEN_SPANS = re.compile(r"[,;]|(?<!\S)(?:und|and|sowie|&)(?!\S)", re.IGNORECASE)
_DASH = re.compile(r"([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})|\s*[-–—]\s*")
_DAY_ALONE = re.compile(r"([0-9]{1,2})\.?")
_DAY_AND_MONTH = re.compile(r"[0-9]{1,2}(\.? ?[^\W\d].*|\. ?[0-9].*)")


class SpanError(ValueError):
    """A text that names no usable span: why (`code`), the words it is about, and a day that would do."""

    def __init__(self, code: SpanFault, text: str, example: str | None = None, on: date | None = None) -> None:
        super().__init__(f"{code} span {text!r}")
        self.code = code
        self.text = text
        self.example = example
        self.on = on


def parse_spans(text: str, today: date, workdays: Workdays) -> tuple[Span, ...]:
    """The spans a text names, in the order in which they are said; raises SpanError.

    Several stand between commas or "und". A first day alone is a single day, behind "ab" it has no end; a last day
    alone begins today. A span that is running may have begun before today, none ends before it.
    """
    pieces = [piece.split() for piece in _BETWEEN_SPANS.split(_DASH.sub(_spaced, text))]
    spans = tuple(_Reader(today, workdays).span(piece) for piece in pieces if piece)
    if not spans:
        raise SpanError("unknown", text)
    return spans


def _spaced(found: re.Match[str]) -> str:
    """A dash between days with spaces around it; the dashes within 2026-12-01 stay as they are."""
    return found[1] or " - "


@dataclass(frozen=True)
class _Reader:
    today: date
    workdays: Workdays

    def span(self, words: list[str]) -> Span:
        words = [word for word in words if fold(word) not in _FILLERS]
        opening = bool(words) and fold(words[0]) in _FROM
        words = words[1:] if opening else words
        until = next((place for place, word in enumerate(words) if fold(word) in _UNTIL), None)
        if until is not None:
            return self._checked(" ".join(words[:until]), " ".join(words[until + 1 :]))
        return self._open(" ".join(words)) if opening else self._without_connective(words)

    def _open(self, text: str) -> Span:
        try:
            return Span(self._day(text, allow_past=True))
        except SpanError as fault:
            if fault.code != "unknown":
                raise
            return self._two_days(text.split())

    def _without_connective(self, words: list[str]) -> Span:
        text = fold(" ".join(words))
        sunday = self.today + timedelta(days=6 - self.today.weekday())
        if text in _THIS_WEEK:
            return Span(self.today, sunday)
        if text in _NEXT_WEEK:
            return Span(sunday + timedelta(days=1), sunday + timedelta(days=7))
        try:
            day = self._day(" ".join(words))
        except SpanError as fault:
            if fault.code != "unknown":
                raise
            return self._two_days(words)
        return Span(day, day)

    def _two_days(self, words: list[str]) -> Span:
        """A first and a last day with nothing between them: "mo fr", "1. Dezember 5. Dezember"."""
        for place in range(1, len(words) if len(words) <= MOST_WORDS else 0):
            first, last = " ".join(words[:place]), " ".join(words[place:])
            if self._is_day(first) and self._is_day(last):
                return self._checked(first, last)
        raise SpanError("unknown", " ".join(words))

    def _is_day(self, text: str) -> bool:
        try:
            self._day(text, allow_past=True)
        except SpanError as fault:
            return fault.code != "unknown"
        return True

    def _checked(self, first_text: str, last_text: str) -> Span:
        if fold(last_text) in _NO_END:
            return Span(self._day(first_text, allow_past=True) if first_text else self.today)
        first, last = self._both(first_text, last_text)
        if last < first:
            raise SpanError("backwards", f"{first_text} - {last_text}")
        if last < self.today:
            raise SpanError("past", last_text, on=last)
        return Span(first, last)

    def _both(self, first_text: str, last_text: str) -> tuple[date, date]:
        last = self._day(last_text, allow_past=True)
        if not first_text:
            return self.today, last
        first_text = _with_month_of(first_text, last_text)
        first = self._day(first_text, allow_past=True)
        by_weekday = fold(last_text).rstrip(".") in WEEKDAYS
        if last > first or (last == first and not by_weekday):
            return first, last
        if (began := self._just_been(first_text)) is not None:
            return began, last
        if by_weekday:
            return first, self._day(last_text, today=first)
        return first, self._from(first, last_text) or last

    def _just_been(self, text: str) -> date | None:
        """The day that is meant if it was one of the last weeks'; only of dates, "mo" is always the next one."""
        if not text[0].isdigit():
            return None
        day = self._day(text, allow_past=True, today=self.today - RUNNING)
        return day if day <= self.today else None

    def _from(self, first: date, text: str) -> date | None:
        """A date whose year is left out, counted from the first day instead of today."""
        if not text[0].isdigit():
            return None
        day = self._day(text, allow_past=True, today=first)
        return day if day - first <= LONGEST_WITHOUT_YEAR else None

    def _day(self, text: str, *, allow_past: bool = False, today: date | None = None) -> date:
        try:
            return parse_date(text, today or self.today, self.workdays, allow_past=allow_past)
        except DateError as fault:
            on = self._day(text, allow_past=True) if fault.code == "past" else None
            raise SpanError(fault.code, text, fault.example, on) from fault


def _with_month_of(first: str, last: str) -> str:
    """A first day without its month, "1. bis 5.12.", has that of the last."""
    day, month = _DAY_ALONE.fullmatch(first), _DAY_AND_MONTH.fullmatch(last)
    return f"{day[1]}{month[1]}" if day and month else first
