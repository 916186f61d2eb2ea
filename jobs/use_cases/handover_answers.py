"""What the use cases about hand-overs answer, as data without wording."""

from dataclasses import dataclass
from datetime import date

from jobs.facts import PersonRef, TaskLine
from jobs.rules.availability import Span


@dataclass(frozen=True)
class HandedOver:
    """Somebody's absence is agreed to; `told` are those who stand in, `left` counts what nobody does."""

    on: date
    who: PersonRef
    own: bool
    span: Span
    told: tuple[PersonRef, ...]
    left: int


@dataclass(frozen=True)
class TakenOn:
    """What somebody takes while another is away."""

    who: PersonRef
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True)
class Declined:
    """Somebody can't stand in for a task; `by` has it now. `last_resort`: nobody but the coordination is left."""

    task: TaskLine
    by: PersonRef | None
    last_resort: bool


@dataclass(frozen=True)
class StandInChanged:
    """Somebody else takes a task while its owner is away."""

    task: TaskLine
    by: PersonRef
    who: PersonRef
    own: bool


HandOverAnswer = HandedOver | TakenOn | Declined | StandInChanged
