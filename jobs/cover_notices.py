"""What is said about who covers whom, as data: before an absence, while it lasts, and after it. Never why."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from jobs.facts import PersonRef, TaskLine
from jobs.rules.availability import Span
from jobs.rules.coverage import GapKind, Share

StandInState = Literal["asked", "accepted", "declined", "elsewhere"]


@dataclass(frozen=True)
class HandedTask:
    """A task that falls into an absence, and who acts for it then; `accepted`: they have said that they will.

    `last_resort`: it is with whoever coordinates only because nobody stands in.
    """

    task: TaskLine
    by: PersonRef | None
    last_resort: bool = False
    accepted: bool = False
    material_link: str | None = None


@dataclass(frozen=True)
class HandingOver:
    """Told to somebody on the eve of their absence: what falls into it and who acts then, to be agreed to with one tap.

    `first` is the day on which the absence was to begin, `span` what it is now: None where it is off. Once it has
    `begun`, nothing is asked any more.
    """

    reader: PersonRef
    on: date
    first: date
    span: Span | None
    tasks: tuple[HandedTask, ...]
    confirmed: bool = False
    begun: bool = False


@dataclass(frozen=True)
class StandInTask:
    """A task that somebody takes while another is away; `by` is who has it now where that is somebody else."""

    task: TaskLine
    state: StandInState
    by: PersonRef | None = None
    material_link: str | None = None


@dataclass(frozen=True)
class StandingIn:
    """Told to whoever stands in: who is away when, and what they take meanwhile."""

    reader: PersonRef
    on: date
    who: PersonRef
    first: date
    span: Span | None
    tasks: tuple[StandInTask, ...]


@dataclass(frozen=True)
class Uncovered:
    """Told to whoever coordinates: what falls into an absence and has nobody, or nobody but themselves."""

    reader: PersonRef
    on: date
    who: PersonRef
    span: Span | None
    tasks: tuple[HandedTask, ...]

    @property
    def waiting(self) -> tuple[HandedTask, ...]:
        """What still needs somebody."""
        return tuple(one for one in self.tasks if self.span is not None and one.task.is_open and one.last_resort)


@dataclass(frozen=True)
class Returned:
    """Told to somebody who is back: what ended meanwhile, what is open, and who kept it going."""

    reader: PersonRef
    on: date
    ended: tuple[TaskLine, ...]
    still_open: tuple[TaskLine, ...]
    thanks: tuple[PersonRef, ...]


@dataclass(frozen=True)
class Away:
    """Somebody who isn't there on a day, and when they are away; without a span they can't be asked at all."""

    person: PersonRef
    span: Span | None


@dataclass(frozen=True)
class CoverGap:
    """A task ahead that nobody is there for, nobody but whoever coordinates, or a single person in school holidays.

    `away` are those who would come first, `left` is who would be left. `further` counts the activity's other tasks for
    which the same holds. `settled`: somebody was found meanwhile, or it has ended.
    """

    task: TaskLine
    activity_id: int
    kind: GapKind
    away: tuple[Away, ...]
    left: PersonRef | None
    closed: bool = False
    further: int = 0
    settled: bool = False


@dataclass(frozen=True)
class DataEnd:
    """Public or school holidays are known until this day and no longer, and that is soon."""

    kind: Literal["public", "school"]
    until: date


@dataclass(frozen=True)
class CoverageAhead:
    """Told weekly to whoever coordinates: the gravest gaps of the next weeks; `more` counts those that aren't shown."""

    reader: PersonRef
    on: date
    gaps: tuple[CoverGap, ...]
    more: int
    share: Share
    ends: tuple[DataEnd, ...] = ()

    @property
    def waiting(self) -> tuple[CoverGap, ...]:
        """What somebody is still to be found for."""
        return tuple(gap for gap in self.gaps if not gap.settled)


CoverNotice = HandingOver | StandingIn | Uncovered | Returned
