"""Who would act on the tasks ahead, and where that hangs by a thread: pure facts about chains and days.

It decides nothing about who is responsible, that is `availability.responsible`; it only looks at how far down the chain
a task would have to go.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from jobs.rules.absences import merged
from jobs.rules.availability import Chain, Link, PersonFacts, Responsible, Span, available, responsible
from jobs.rules.regions import Region
from jobs.rules.retrospective import PERCENT_FROM
from jobs.rules.school_holidays import is_school_holiday

Cover = Literal["owner", "stand_in", "coordinator", "nobody"]
GapKind = Literal["nobody", "coordinator", "alone"]
"""Nobody is there; only the coordination would be left; a single person could be asked, in their school holidays."""

_COVERS: dict[Link, Cover] = {
    "handover": "owner",
    "contact": "owner",
    "owner": "owner",
    "deputy": "stand_in",
    "coordinator": "coordinator",
    "coordinator_deputy": "coordinator",
}
_LAST_RESORT = ("coordinator", "coordinator_deputy")
_GRAVITY: dict[GapKind, int] = {"nobody": 0, "coordinator": 1, "alone": 2}


@dataclass(frozen=True, slots=True)
class Watched:
    """An open task: the day somebody must be there for it, and its chain. `key` and `activity` only tell them apart."""

    key: int
    activity: int
    day: date
    chain: Chain


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody of the chain who isn't there; without a span they can't be asked at all."""

    person_id: int
    span: Span | None


@dataclass(frozen=True, slots=True)
class Gap:
    """A task whose cover is missing or thin: who is away before the last resort, and who would be left, if anybody.

    `closed`: the company is closed on that day.
    """

    key: int
    activity: int
    day: date
    kind: GapKind
    missing: tuple[Missing, ...]
    left_id: int | None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """Of how many tasks somebody is there before the coordination has to step in."""

    covered: int
    tasks: int

    @property
    def percent(self) -> int | None:
        """In whole percent, rounded down so that only a full share is a hundred; None for too few tasks."""
        return None if self.tasks < PERCENT_FROM else self.covered * 100 // self.tasks


def cover_of(chain: Chain, day: date) -> Cover:
    """How far down its chain a task would go on that day."""
    found = responsible(chain, day)
    return _COVERS[found.link] if isinstance(found, Responsible) else "nobody"


def share_of(tasks: Iterable[Watched]) -> Share:
    covers = [cover_of(task.chain, task.day) for task in tasks]
    return Share(sum(cover in ("owner", "stand_in") for cover in covers), len(covers))


def gaps_in(tasks: Iterable[Watched], regions: dict[int, Region], closings: Collection[Span] = ()) -> tuple[Gap, ...]:
    """Every gap, the gravest first and the nearest of those; `regions` say by person which school holidays count."""
    found = (gap for task in tasks if (gap := gap_of(task, regions, closings)) is not None)
    return tuple(sorted(found, key=lambda gap: (_GRAVITY[gap.kind], gap.day, gap.key)))


def gap_of(task: Watched, regions: dict[int, Region], closings: Collection[Span] = ()) -> Gap | None:
    """What is missing for a task; None where somebody is there for it and not all alone."""
    kind = _kind(task, regions)
    if kind is None:
        return None
    found = responsible(task.chain, task.day)
    left = found.person_id if isinstance(found, Responsible) else None
    missing = tuple(_missing(person, task.day) for person in _away(task, but=left))
    return Gap(task.key, task.activity, task.day, kind, missing, left, any(task.day in span for span in closings))


def first_gaps(gaps: Sequence[Gap], limit: int) -> tuple[tuple[Gap, int], ...]:
    """The first gap of each activity, with how many more it has of the same kind: as many different ones as wanted."""
    chosen: dict[int, Gap] = {}
    for gap in gaps:
        chosen.setdefault(gap.activity, gap)
    return tuple((gap, _alike(gaps, gap) - 1) for gap in list(chosen.values())[:limit])


def _alike(gaps: Sequence[Gap], gap: Gap) -> int:
    return sum(one.activity == gap.activity and one.kind == gap.kind for one in gaps)


def _kind(task: Watched, regions: dict[int, Region]) -> GapKind | None:
    cover = cover_of(task.chain, task.day)
    if cover in ("nobody", "coordinator"):
        return cover
    people = [person for link, person in task.chain.links if link not in _LAST_RESORT]
    if len(people) > 1 or (region := regions.get(people[0].id)) is None:
        return None
    return "alone" if is_school_holiday(region, task.day) else None


def _away(task: Watched, but: int | None) -> Iterable[PersonFacts]:
    """Those who would have come first; where nobody is there, everybody."""
    for link, person in task.chain.links:
        if person.id != but and not available(person, task.day) and (but is None or link not in _LAST_RESORT):
            yield person


def _missing(person: PersonFacts, day: date) -> Missing:
    spans = merged(person.absences, person.workdays) if person.active and person.reachable else ()
    return Missing(person.id, next((span for span in spans if day in span), None))
