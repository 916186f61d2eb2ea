"""Reads the days of an absence, and who is meant. Other words are refused, and neither said again nor kept."""

import re
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.commands.ask import Ask
from bot.commands.grammar import Misread
from jobs.rules.availability import Span
from jobs.rules.calendar_words import fold
from jobs.rules.spans import SpanError, SpanFault, parse_spans
from jobs.use_cases import finding
from jobs.use_cases.refusals import RefusalCode, Refused

_PERSON = re.compile(r"(<@[^<>\s]+>|@[^\s,;:]+)")
_BEFORE_SOMEBODY = ("fuer", "for")
_BEFORE_A_DEPUTY = ("vertretung", "deputy", "mit", "with", "durch", "by")
_FAULTS: dict[SpanFault, RefusalCode] = {
    "unknown": "absence_words",
    "impossible": "date_impossible",
    "past": "date_past",
    "backwards": "absence_backwards",
}


@dataclass(frozen=True)
class AbsenceLine:
    """A line taken apart: people as they were written, and whatever stands for days."""

    person: str | None
    deputy: str | None
    days: str


def split_line(words: str) -> AbsenceLine:
    """Somebody named before the days is away, somebody behind them, or called a deputy, stands in."""
    people: dict[str, str] = {}
    days: list[str] = []
    before: list[str] = []
    for place, piece in enumerate(_PERSON.split(words)):
        if place % 2 == 0:
            before = piece.split()
            days += _without_markers(before)
            continue
        part = "person" if not days and not _names_deputy(before) and not people else "deputy"
        if part in people:
            raise Refused("absence_words")
        people[part] = piece.rstrip(".!?")
    return AbsenceLine(people.get("person"), people.get("deputy"), " ".join(days).strip(" ,;:!?"))


def _without_markers(words: list[str]) -> list[str]:
    """The words without those at their end that only lead to a person."""
    kept = list(words)
    while kept and _bare(kept[-1]) in (*_BEFORE_SOMEBODY, *_BEFORE_A_DEPUTY):
        kept.pop()
    return kept


def _names_deputy(before: list[str]) -> bool:
    return bool(before) and _bare(before[-1]) in _BEFORE_A_DEPUTY


def _bare(word: str) -> str:
    return fold(word).strip(",;:.")


def read_spans(session: Session, ask: Ask, text: str) -> tuple[Span, ...]:
    """The days that are meant, seen from the actor's today; Refused with nothing but what is wrong with a day."""
    today, workdays = finding.today(session, ask.actor, ask.now)
    try:
        return parse_spans(text, today, workdays)
    except SpanError as fault:
        said = fault.text if fault.code == "impossible" else ""
        raise Misread(_FAULTS[fault.code], fault.example, text=said, on=fault.on) from None
