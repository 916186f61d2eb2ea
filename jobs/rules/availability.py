"""Who is there on a day, and who must therefore act: absence changes who, never when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from jobs.rules.workdays import Workdays

Link = Literal["handover", "contact", "owner", "deputy", "coordinator", "coordinator_deputy"]


@dataclass(frozen=True, slots=True)
class Span:
    """From `first` to `last`, both included; without `last` it has no end. Why somebody is away is never known."""

    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError(f"a span cannot end ({self.last}) before it begins ({self.first})")

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What decides whether a person can be asked. Not `active` is an absence without end."""

    id: int
    active: bool
    reachable: bool
    absences: tuple[Span, ...]
    workdays: Workdays


@dataclass(frozen=True, slots=True)
class Chain:
    """Who acts for an activity, in the order in which they are asked; each person once, at their first place."""

    links: tuple[tuple[Link, PersonFacts], ...]


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who must act, and by which link of the chain it came to them."""

    person_id: int
    link: Link


@dataclass(frozen=True, slots=True)
class Nobody:
    """Nobody of the chain is there: an event of its own. `tried` are the persons' ids, in order."""

    tried: tuple[int, ...]


def available(person: PersonFacts, day: date) -> bool:
    """Whether the person can be asked at all: active, reachable, not absent. A free weekday is no absence."""
    return person.active and person.reachable and not any(day in span for span in person.absences)


def build_chain(
    *,
    owner: PersonFacts | None,
    handover: PersonFacts | None = None,
    contact: PersonFacts | None = None,
    deputies: Sequence[PersonFacts] = (),
    coordinator: PersonFacts | None = None,
    coordinator_deputy: PersonFacts | None = None,
) -> Chain:
    """The order is hand-over, owner, deputies, coordinator, coordinator's deputy; missing ones are left out.

    For a partner's work the inside contact answers before the owner.
    """
    wanted: list[tuple[Link, PersonFacts | None]] = [
        ("handover", handover),
        ("contact", contact),
        ("owner", owner),
        *(("deputy", deputy) for deputy in deputies),
        ("coordinator", coordinator),
        ("coordinator_deputy", coordinator_deputy),
    ]
    return Chain(tuple(_each_person_once(wanted)))


def responsible(chain: Chain, day: date) -> Responsible | Nobody:
    """The first of the chain who is available on that day."""
    for link, person in chain.links:
        if available(person, day):
            return Responsible(person.id, link)
    return Nobody(tuple(person.id for _, person in chain.links))


def _each_person_once(
    links: Iterable[tuple[Link, PersonFacts | None]],
) -> Iterator[tuple[Link, PersonFacts]]:
    seen: set[int] = set()
    for link, person in links:
        if person is not None and person.id not in seen:
            seen.add(person.id)
            yield link, person
