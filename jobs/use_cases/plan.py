"""A company's whole plan as data: what a plan file says once every name in it is a person.

People stand in it by the messenger's own ids, so it knows neither rows nor handles.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date, time
from itertools import chain
from typing import Literal

from jobs.rules.turns import Every

RoleName = Literal["coordinate", "plan", "prioritise", "decide", "measure", "learn"]

ROLE_NAMES: tuple[RoleName, ...] = ("coordinate", "plan", "prioritise", "decide", "measure", "learn")

PERSON = {"person": True}
"""Marks a field that holds a person's id, or several, so that changes can be told by name."""

IDENTITY = {"identity": True}
"""Marks a field by which an entry is recognised; it cannot change."""

NESTED = {"nested": True}
"""Marks a field that holds entries of their own."""


@dataclass(frozen=True)
class By:
    """Through which door a plan is changed, and by whom, as the history tells it."""

    door: str
    person_id: int | None = None


BY_FILE = By("file")


@dataclass(frozen=True)
class KnownPerson:
    """Somebody a plan may name. Standing: member, guest, external or deactivated."""

    external_id: str
    handle: str
    name: str
    standing: str = "member"

    @property
    def may_work(self) -> bool:
        return self.standing in ("member", "guest")


@dataclass(frozen=True)
class CompanyPlan:
    """Settings for everyone. Categories are the kinds of holiday beside the public ones."""

    language: str = "de"
    formality: str = "du"
    zone: str = "Europe/Berlin"
    country: str = "DE"
    region: str | None = None
    categories: tuple[str, ...] = ()
    eves: str = "half"
    conversation: str | None = None
    retrospective_at: time = time(9, 30)


@dataclass(frozen=True)
class PersonPlan:
    """A person's own settings. Zone and language None: whatever the messenger says stays."""

    external_id: str = field(metadata=PERSON | IDENTITY)
    deputy: str | None = field(default=None, metadata=PERSON)
    nudge_at: time = time(9, 0)
    days: tuple[str, ...] = ("mon", "tue", "wed", "thu", "fri")
    zone: str | None = None
    country: str | None = None
    region: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class RolePlan:
    name: RoleName = field(metadata=IDENTITY)
    holder: str = field(metadata=PERSON)
    deputy: str | None = field(default=None, metadata=PERSON)


@dataclass(frozen=True)
class MetricPlan:
    name: str = field(metadata=IDENTITY)
    unit: str = ""
    target: float | None = None


@dataclass(frozen=True)
class GoalPlan:
    name: str = field(metadata=IDENTITY)
    priority: int = 1
    metrics: tuple[MetricPlan, ...] = field(default=(), metadata=NESTED)


@dataclass(frozen=True)
class PartnerPlan:
    """Somebody outside whom activities name. Without an e-mail address they get no mail."""

    name: str = field(metadata=IDENTITY)
    email: str | None = None
    language: str | None = None
    contact: str | None = field(default=None, metadata=PERSON)


@dataclass(frozen=True)
class ChannelPlan:
    name: str = field(metadata=IDENTITY)
    silence_limit: int | None = None


@dataclass(frozen=True)
class ActivityPlan:
    """Escalation: working days of waiting by step, for the steps that don't wait as usual, sorted by name.

    Turns: who owns its tasks in turns, in order, and for how long each time.
    """

    title: str = field(metadata=IDENTITY)
    owner: str | None = field(metadata=PERSON)
    cadence: str = field()
    starts: date = field()
    channel: str | None = None
    goal: str | None = None
    deputies: tuple[str, ...] = field(default=(), metadata=PERSON)
    lead: int = 3
    tolerance: int = 2
    non_working: str = "before"
    small_version: str | None = None
    instructions: str = ""
    material: str | None = None
    partner: str | None = None
    inside_contact: str | None = field(default=None, metadata=PERSON)
    escalation: tuple[tuple[str, int], ...] = ()
    turns: tuple[str, ...] = field(default=(), metadata=PERSON)
    turn_every: Every | None = None


@dataclass(frozen=True)
class ClosingPlan:
    first_on: date = field(metadata=IDENTITY)
    last_on: date = field()
    name: str = ""


@dataclass(frozen=True)
class AbsencePlan:
    person: str = field(metadata=PERSON | IDENTITY)
    first_on: date = field(metadata=IDENTITY)
    last_on: date | None = None


@dataclass(frozen=True)
class Plan:
    """The rhythm of a company.

    Roles, goals, channels, activities and closing days are complete: what is not in it has ended. People, partners
    and absences are only added to: whoever is not in it keeps their settings.
    """

    company: CompanyPlan
    people: tuple[PersonPlan, ...] = ()
    roles: tuple[RolePlan, ...] = ()
    goals: tuple[GoalPlan, ...] = ()
    channels: tuple[ChannelPlan, ...] = ()
    partners: tuple[PartnerPlan, ...] = ()
    activities: tuple[ActivityPlan, ...] = ()
    closing_days: tuple[ClosingPlan, ...] = ()
    absences: tuple[AbsencePlan, ...] = ()


def people_named(plan: Plan) -> set[str]:
    """Everyone a plan names, by the messenger's id."""
    return set(_people_in(chain(plan.people, plan.roles, plan.partners, plan.activities, plan.absences)))


def _people_in(entries: Iterable[PersonPlan | RolePlan | PartnerPlan | ActivityPlan | AbsencePlan]) -> Iterator[str]:
    for entry in entries:
        for part in fields(entry):
            value = getattr(entry, part.name) if part.metadata.get("person") else None
            yield from (value,) if isinstance(value, str) else value or ()
