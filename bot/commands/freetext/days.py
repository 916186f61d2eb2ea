"""The phrases of days and hours in a text. What looks like a day and can't be read safely is marked as such."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.commands.freetext.day_forms import FORMS, RELATIONS
from bot.commands.freetext.signals import Signal, Signals
from bot.commands.freetext.weeks import Seen


@dataclass(frozen=True)
class When:
    """A phrase of a day: which words it takes, and the day where there is exactly one."""

    start: int
    end: int
    day: date | None
    signals: Signals


def days_in(words: Sequence[str], seen: Seen) -> list[When]:
    """Every phrase of a day or an hour, in order and without overlaps. Words are folded."""
    text, starts = _joined(words)
    found: list[When] = []
    at = 0
    while at < len(words):
        when = max(_phrases(text, starts, at, seen), key=lambda one: one.end, default=None)
        found += [when] if when else []
        at = when.end if when else at + 1
    return found


def _joined(words: Sequence[str]) -> tuple[str, list[int]]:
    """The words in a row, a space behind each, and where each begins."""
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    return "".join(f"{word} " for word in words), starts


def _phrases(text: str, starts: list[int], at: int, seen: Seen) -> Iterator[When]:
    """All the ways to read a day that begins at a word."""
    begin = starts[at]
    for relation, signals in RELATIONS:
        if not text.startswith(relation, begin):
            continue
        for form, read in FORMS:
            found = form.match(text, begin + len(relation))
            if not found or found.end() not in starts:
                continue
            told = read(seen, found, relation.strip())
            if told:
                yield When(at, starts.index(found.end()), told[0], _told(told[1], signals))


def _told(kind: Signals, relation: Signals) -> Signals:
    """What lies behind "since" is over, whatever it is."""
    return relation if Signal.PAST in relation else kind | relation
