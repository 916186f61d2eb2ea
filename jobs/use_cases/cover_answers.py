"""What the use cases about absences, pauses and cover answer, as data without wording. No absence has a cause."""

from dataclasses import dataclass
from datetime import date

from jobs.cover_notices import CoverGap, DataEnd
from jobs.facts import PersonRef, TaskLine
from jobs.rules.availability import Span
from jobs.rules.coverage import Share
from jobs.use_cases.closing_answers import KnownClosing


@dataclass(frozen=True)
class CoveredTask:
    """A task, and who is there for it; where nobody is, `deputies` are those who are away as well."""

    task: TaskLine
    by: PersonRef | None
    deputies: tuple[PersonRef, ...] = ()


@dataclass(frozen=True)
class AbsenceNoted:
    """When somebody is away now, and what falls into it up to `known_until`, as far ahead as there are tasks.

    `id` is the absence's key, if it is a single one. `joined`: it became one with what was known before. `changed`: it
    had other days, or another deputy, before; then `returned` came back, and `stayed` where somebody had begun it.
    """

    on: date
    known_until: date
    who: PersonRef
    own: bool
    spans: tuple[Span, ...]
    tasks: tuple[CoveredTask, ...]
    id: int | None = None
    joined: bool = False
    changed: bool = False
    returned: tuple[TaskLine, ...] = ()
    stayed: tuple[CoveredTask, ...] = ()


@dataclass(frozen=True)
class AbsenceOver:
    """An absence that has ended (`running`), or will not be. `returned` are tasks that came back from a deputy.

    `stayed` are those that the deputy has begun. `restored`: that it was over is taken back.
    """

    on: date
    who: PersonRef
    own: bool
    span: Span
    running: bool
    returned: tuple[TaskLine, ...] = ()
    stayed: tuple[CoveredTask, ...] = ()
    restored: bool = False


@dataclass(frozen=True)
class KnownAbsence:
    """`from_calendar`: nobody has entered it here."""

    id: int
    span: Span
    from_calendar: bool = False


@dataclass(frozen=True)
class WhichAbsence:
    """Several absences are to come, nearest first."""

    on: date
    who: PersonRef
    own: bool
    absences: tuple[KnownAbsence, ...]


@dataclass(frozen=True)
class AbsenceList:
    """The absences of one person that are not over, nearest first; `others` are those that the reader may change."""

    on: date
    who: PersonRef
    own: bool
    absences: tuple[KnownAbsence, ...]
    others: tuple["PersonAway", ...] = ()


@dataclass(frozen=True)
class Paused:
    """An activity that rests: how many of its tasks, if all are known already, and when it is due next."""

    on: date
    id: int
    title: str
    until: date
    reason: str
    resting: int | None
    next_on: date | None


@dataclass(frozen=True)
class Resumed:
    """An activity that goes on before the agreed day, with the tasks that are open again."""

    on: date
    title: str
    returned: tuple[TaskLine, ...]
    next_on: date | None


@dataclass(frozen=True)
class PauseTakenBack:
    """What a message said about a pause holds no longer; `until`: how long the activity rests now, if it does."""

    on: date
    title: str
    until: date | None


@dataclass(frozen=True)
class PausedActivity:
    id: int
    title: str
    until: date


@dataclass(frozen=True)
class WhichPaused:
    """Several activities rest, the one that goes on first by itself before the others."""

    on: date
    activities: tuple[PausedActivity, ...]


@dataclass(frozen=True)
class ActivityCover:
    """Who has an activity, and who stands in, in order. `now` is who must act today; the same as the owner or not.

    Where people take turns the owner is whose turn the next task is, and `then` is the next in turn.
    """

    title: str
    owner: PersonRef | None
    deputies: tuple[PersonRef, ...]
    now: PersonRef | None
    paused_until: date | None = None
    then: PersonRef | None = None


@dataclass(frozen=True)
class PersonAway:
    person: PersonRef
    span: Span
    id: int | None = None


@dataclass(frozen=True)
class SchoolBreak:
    """School holidays of a region in which people of the plan live; country and part by their ISO codes."""

    country: str
    subdivision: str | None
    span: Span


@dataclass(frozen=True)
class Team:
    """Who covers what, who is away soon, where cover is missing in the weeks ahead, and what is coming up there.

    `breaks` are school holidays by region, `ends` what will not be known for much longer.
    """

    on: date
    activities: tuple[ActivityCover, ...]
    away: tuple[PersonAway, ...]
    gaps: tuple[CoverGap, ...]
    share: Share
    closings: tuple[KnownClosing, ...] = ()
    breaks: tuple[SchoolBreak, ...] = ()
    ends: tuple[DataEnd, ...] = ()


CoverAnswer = AbsenceNoted | AbsenceOver | WhichAbsence | AbsenceList | Paused | Resumed | WhichPaused | Team
