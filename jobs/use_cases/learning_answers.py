"""What the use cases of measuring and learning answer, as data without wording."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from jobs.facts import PersonRef

DecisionState = Literal["open", "done", "dropped"]


@dataclass(frozen=True)
class MetricLine:
    """A metric, and the goal it is about."""

    id: int
    name: str
    goal: str
    unit: str = ""
    target: float | None = None


@dataclass(frozen=True)
class ReadingLine:
    month: date
    value: float


@dataclass(frozen=True)
class MeasuredMetric:
    """A metric with its last readings, oldest first. `missing` is last month, if it has none."""

    metric: MetricLine
    readings: tuple[ReadingLine, ...]
    missing: date | None = None


@dataclass(frozen=True)
class MeasuredGoal:
    name: str
    priority: int
    metrics: tuple[MeasuredMetric, ...]


@dataclass(frozen=True)
class Goals:
    """The goals, most important first."""

    goals: tuple[MeasuredGoal, ...]
    may_record: bool


@dataclass(frozen=True)
class Recorded:
    """A reading as it stands now, and the value it had before it was corrected. `by_default`: no month was named."""

    metric: MetricLine
    reading: ReadingLine
    before: float | None
    by_default: bool


@dataclass(frozen=True)
class WhichMetric:
    """Several metrics fit what was said; everything else is known already."""

    text: str
    metrics: tuple[MetricLine, ...]
    value: float
    month: date | None


@dataclass(frozen=True)
class ActivityLine:
    id: int
    title: str


@dataclass(frozen=True)
class LessonLine:
    activity: str
    text: str
    on: date


@dataclass(frozen=True)
class LessonKept:
    """A lesson that was attached, and when the activity is due next. `shortened`: it was longer than is kept."""

    lesson: LessonLine
    next_on: date | None
    shortened: bool


@dataclass(frozen=True)
class Lessons:
    """The latest lessons, newest first."""

    lessons: tuple[LessonLine, ...]


@dataclass(frozen=True)
class DecisionLine:
    """What was agreed. `may_close` is whether the reader may say what became of it."""

    id: int
    text: str
    owner: PersonRef | None
    due_on: date
    state: DecisionState
    may_close: bool


@dataclass(frozen=True)
class Decisions:
    """The open decisions, nearest first, and the one that was just made or closed.

    `full`: a new one was asked for, but as many are open as a team can keep in mind.
    """

    on: date
    open: tuple[DecisionLine, ...]
    may_add: bool
    changed: DecisionLine | None = None
    full: bool = False


LearningAnswer = Goals | Recorded | WhichMetric | LessonKept | Lessons | Decisions
