"""The plain rule by which entries of a calendar are absences, and whose. It reads a title for a name, and keeps none.

A whole day counts that is marked as busy, and so does a whole day that an entry marked as out of office covers. Nothing
else does: meetings, parts of a day, what is free, tentative or called off. A person's own calendar speaks of that
person; in a company's an entry must name exactly one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from jobs.rules.availability import Span
from jobs.rules.calendar_words import fold

EntryState = Literal["busy", "free", "out_of_office"]

_A_DAY = timedelta(days=1)
_TO_MIDNIGHT = timedelta(minutes=1)
"""Some calendars let a day end at 23:59."""
_WORD = re.compile(r"[^\W_]+")
Words = tuple[str, ...]


@dataclass(frozen=True)
class CalendarEntry:
    """One entry, or one occurrence of an entry that recurs; it ends before `ends`. A day is civil, so is a naive time.

    `key` tells it from others of its calendar, for as long as it is the same one there.
    """

    key: str
    begins: date | datetime
    ends: date | datetime
    state: EntryState
    title: str = field(default="", repr=False)


@dataclass(frozen=True)
class NamedPerson:
    """Somebody whose name may stand in a title, and the zone by whose clocks their days are counted."""

    id: int
    name: str
    zone: str


@dataclass(frozen=True)
class ReadAbsence:
    """What an entry says: who is away, and when."""

    key: str
    person_id: int
    span: Span


def absences_of(entries: Iterable[CalendarEntry], person: NamedPerson) -> tuple[ReadAbsence, ...]:
    """What a person's own calendar says."""
    found = ((entry.key, days_of(entry, person.zone)) for entry in entries)
    return tuple(ReadAbsence(key, person.id, span) for key, span in found if span is not None)


def absences_among(entries: Iterable[CalendarEntry], people: Sequence[NamedPerson]) -> tuple[ReadAbsence, ...]:
    """What a company's calendar says; an entry that names nobody, or several people, says nothing."""
    named = ((entry, named_in(entry.title, people)) for entry in entries if entry.state != "free")
    return tuple(found for entry, person in named if person for found in absences_of([entry], person))


def days_of(entry: CalendarEntry, zone: str) -> Span | None:
    """The whole days on which somebody is away, by the clocks of their zone; None where the entry doesn't count."""
    if entry.state == "free":
        return None
    if not isinstance(entry.begins, datetime) or not isinstance(entry.ends, datetime):
        first, last = _day(entry.begins), _day(entry.ends) - _A_DAY
        return Span(first, max(first, last))
    if entry.state != "out_of_office":
        return None
    first = _first_whole(_local(entry.begins, zone))
    last = (_local(entry.ends, zone) + _TO_MIDNIGHT).date() - _A_DAY
    return Span(first, last) if first <= last else None


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _local(moment: datetime, zone: str) -> datetime:
    """By the clocks there; a time without a zone is meant so wherever somebody is."""
    return moment.astimezone(ZoneInfo(zone)) if moment.tzinfo else moment


def _first_whole(begins: datetime) -> date:
    return begins.date() if begins.time() == time.min else begins.date() + _A_DAY


def named_in(title: str, people: Sequence[NamedPerson]) -> NamedPerson | None:
    """The only one whom a title names: by the whole name, or by a first name that nobody else has."""
    words = _words(title)
    names = {person: _words(person.name) for person in people}
    firsts = Counter(name[:1] for name in names.values())
    found: set[NamedPerson] = set()
    for person, name in names.items():
        if name and (place := _place(name, words)) is not None:
            found.add(person)
            # Whose first name is somebody's family name is not meant by it.
            words = (*words[:place], *("" for _ in name), *words[place + len(name) :])
    found.update(one for one, name in names.items() if firsts[name[:1]] == 1 and name[:1] and name[0] in words)
    return next(iter(found)) if len(found) == 1 else None


def _words(text: str) -> Words:
    return tuple(_WORD.findall(fold(text)))


def _place(name: Words, words: Words) -> int | None:
    """Where a name stands among the words."""
    places = range(len(words) - len(name) + 1)
    return next((place for place in places if words[place : place + len(name)] == name), None)
