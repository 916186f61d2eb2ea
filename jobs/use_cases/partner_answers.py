"""What the use cases about partners answer: to whoever asks inside, and to the partner themselves."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from jobs.facts import PersonRef, TaskLine


@dataclass(frozen=True)
class PartnerTask:
    """An open task as its partner may see it: nothing about the people inside but who answers their questions."""

    id: int
    title: str
    due_on: date
    instructions: str
    material_link: str | None
    contact: str | None
    promised_until: date | None = None
    overdue: bool = False


@dataclass(frozen=True)
class PartnerReplied:
    """What a partner's word has changed."""

    said: Literal["done", "needs", "later"]
    task: PartnerTask
    on: date | None = None


@dataclass(frozen=True)
class PartnerLine:
    """A partner with what is open of theirs. `heard_on` is the day they last said something themselves."""

    id: int
    name: str
    email: str | None
    language: str | None
    formality: str
    contact: PersonRef | None
    stopped: bool
    activities: tuple[str, ...]
    tasks: tuple[TaskLine, ...]
    heard_on: date | None = None


@dataclass(frozen=True)
class Partners:
    """Everyone outside who does part of the work."""

    today: date
    partners: tuple[PartnerLine, ...]
    may_change: bool


@dataclass(frozen=True)
class PartnerSaved:
    """A partner as they stand now; `renamed_from` is what they were called before, if that is something else."""

    partner: PartnerLine
    new: bool
    renamed_from: str | None = None


@dataclass(frozen=True)
class PartnerRemoved:
    name: str


@dataclass(frozen=True)
class Reopened:
    """A task that a partner had reported as done and that goes on."""

    task: TaskLine


@dataclass(frozen=True)
class BallLies:
    """Whose ball a task is, and who is responsible for it inside."""

    task: TaskLine
    responsible: PersonRef | None


PartnerAnswer = Partners | PartnerSaved | PartnerRemoved | Reopened | BallLies
