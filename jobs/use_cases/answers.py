"""What use cases answer to the person who asked, as data without wording."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from jobs.facts import PersonRef, TaskLine
from jobs.notices import RetrospectiveFigures
from jobs.rehearsal import Foreseen
from jobs.use_cases.closing_answers import ClosingAnswer
from jobs.use_cases.cover_answers import AbsenceOver, CoverAnswer, PauseTakenBack
from jobs.use_cases.feed_answers import FeedAnswer
from jobs.use_cases.handover_answers import HandOverAnswer
from jobs.use_cases.learning_answers import LearningAnswer
from jobs.use_cases.own_answers import OwnAnswer
from jobs.use_cases.partner_answers import PartnerAnswer

Door = Literal["command", "message", "button", "form", "engine", "file", "mail"]
Change = Literal[
    "done",
    "small",
    "on_it",
    "blocked",
    "later",
    "moved",
    "skipped",
    "taken",
    "reassigned",
    "shrunk",
    "passed_on",
    "ball_owner",
    "ball_approval",
    "ball_partner",
    "ball_material",
]


@dataclass(frozen=True)
class Actor:
    """Who asks. Guests see only their own tasks; the coordinator and their deputy may do everything.

    `message` is the messenger's key of what they wrote, if they wrote it, so that an edit or a deletion is followed.
    """

    workspace_id: int
    person: PersonRef
    coordinates: bool
    is_guest: bool
    language: str
    formality: str
    zone: str
    message: str | None = None


@dataclass(frozen=True)
class Replied:
    """What a reply changed. `on` is the date it is about; `next_on` the activity's next due date."""

    change: Change
    task: TaskLine
    on: date | None = None
    next_on: date | None = None
    person: PersonRef | None = None


@dataclass(frozen=True)
class TaskList:
    """A person's open tasks, nearest first."""

    on: date
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True)
class PlannedTask:
    task: TaskLine
    responsible: PersonRef | None
    shifted_from: date | None


@dataclass(frozen=True)
class MonthPlan:
    month: date
    tasks: tuple[PlannedTask, ...]


@dataclass(frozen=True)
class RetrospectiveShown:
    figures: RetrospectiveFigures
    posted: bool
    company: str = ""


@dataclass(frozen=True)
class Preview:
    """Every message of one day."""

    on: date
    messages: tuple[Foreseen, ...]


@dataclass(frozen=True)
class TakenBack:
    """What a message had done and does no longer, because it was edited or deleted; `words` are lessons, decisions."""

    tasks: tuple[TaskLine, ...]
    words: tuple[str, ...] = ()
    absences: tuple[AbsenceOver, ...] = ()
    pauses: tuple[PauseTakenBack, ...] = ()


NOTHING_TAKEN_BACK = TakenBack(())


SubjectAnswer = HandOverAnswer | LearningAnswer | OwnAnswer | CoverAnswer | ClosingAnswer | PartnerAnswer | FeedAnswer
UseCaseAnswer = Replied | TakenBack | TaskList | MonthPlan | RetrospectiveShown | Preview | SubjectAnswer
