"""People and tasks as every message and answer shows them: facts without wording, free of the database."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from jobs.rules.ball import Party

Ending = Literal["done", "small", "skipped", "paused", "lapsed"]
StallReason = Literal["approval", "material", "time", "partner", "topic", "absence", "priority", "technology"]


@dataclass(frozen=True)
class PersonRef:
    """A person as a message mentions them: the messenger's own id where they have one, the name everywhere else."""

    id: int
    name: str
    external_id: str | None = None


@dataclass(frozen=True)
class Ball:
    """Who has to do the next thing, and for how many working days it has been theirs, where that is shown."""

    party: Party
    days: int | None = None


@dataclass(frozen=True)
class TaskLine:
    """A task as every message shows it, with what became of it so far.

    `partner` does the work outside; `ball` is there where it is worth saying: not where the owner has it as ever, nor
    where the reason of a stall says so. Of a task that has ended it is the partner's where they have reported it.
    """

    id: int
    number: int
    title: str
    due_on: date
    planned_on: date
    owner: PersonRef | None
    holder: PersonRef | None
    ended: Ending | None = None
    ended_on: date | None = None
    ended_by: PersonRef | None = None
    promised_until: date | None = None
    snoozed_until: date | None = None
    stall_reason: StallReason | None = None
    note: str | None = None
    partner: str | None = None
    ball: Ball | None = None

    @property
    def is_open(self) -> bool:
        return self.ended is None


@dataclass(frozen=True)
class Reader:
    """For whom a notice is worded: language, form of address, zone of times."""

    language: str
    formality: str
    zone: str
