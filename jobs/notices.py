"""Everything the bot may ever say unasked, as data: facts for one recipient, no wording, no markup.

The outbox stores only a notice's kind and ids (`jobs/composing.py` turns them into these classes when the message is
about to go out), so language, messenger and facts are chosen as late as possible.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from jobs.calendar_notices import CalendarUnreadable
from jobs.cover_notices import CoverageAhead, CoverNotice
from jobs.facts import PersonRef, Reader, StallReason, TaskLine
from jobs.mail_notices import PartnerMail
from jobs.partner_notices import PartnerSaid
from jobs.pause_notices import PauseOver
from jobs.rules.ball import Party
from jobs.rules.shortage import SmallOffer
from jobs.rules.turns import Every

Tone = Literal["heads_up", "due", "again", "take_over", "deputy_asked", "resumed", "cover", "small_version"]
EscalationCause = Literal["silence", "blocked", "postponed"]


@dataclass(frozen=True)
class Turn:
    """Whoever reads it has their turn: for this period, or with this task alone, and who follows them."""

    every: Every
    then: PersonRef


@dataclass(frozen=True)
class NudgeItem:
    """One task in a nudge.

    `small_offer` says how visibly the small version is offered, `turn` that it is the reader's own. `answered` is what
    its reader sees instead of buttons once somebody has replied, or, when `newer`, because a later message asks in its
    place.
    """

    task: TaskLine
    tone: Tone
    instructions: str = ""
    small_version: str | None = None
    material_link: str | None = None
    lesson: str | None = None
    deputy: PersonRef | None = None
    answered: bool = False
    newer: bool = False
    small_offer: SmallOffer = "menu"
    turn: Turn | None = None


@dataclass(frozen=True)
class Nudge:
    """Everything one person is asked about at one slot, in one message; `waiting` is what they were asked before."""

    reader: PersonRef
    on: date
    items: tuple[NudgeItem, ...]
    waiting: tuple[NudgeItem, ...] = ()


@dataclass(frozen=True)
class EscalationItem:
    """A stalled task with what the coordinator needs to act: who was asked, why it waits, who could take it."""

    task: TaskLine
    cause: EscalationCause
    asked: tuple[PersonRef, ...]
    silent_days: int
    small_version: str | None
    candidates: tuple[PersonRef, ...]
    answered: bool = False


@dataclass(frozen=True)
class Escalation:
    """What the coordinator is asked to settle, with means to act."""

    reader: PersonRef
    on: date
    items: tuple[EscalationItem, ...]


@dataclass(frozen=True)
class DecisionWanted:
    """Told once to whoever decides, when the coordinator could not settle a stall."""

    reader: PersonRef
    item: EscalationItem
    coordinator: PersonRef | None


@dataclass(frozen=True)
class NobodyThere:
    """Nobody can be asked about these tasks; told to the coordinator's chain."""

    reader: PersonRef
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True)
class Unreached:
    """A message that could not be delivered, and the means to react; told to the coordinator.

    `partner` is whom a mail didn't reach; that is told to whoever is responsible inside.
    """

    reader: PersonRef
    person: PersonRef | None
    conversation: str | None
    tasks: tuple[TaskLine, ...]
    why: str
    partner: str | None = None


@dataclass(frozen=True)
class LeftActivity:
    """An activity of somebody who left: who owns it now, when it is due next, and who acts then."""

    id: int
    title: str
    owner: PersonRef | None
    next_on: date | None
    by: PersonRef | None
    ended: bool = False


@dataclass(frozen=True)
class LeftRole:
    """A role of somebody who left, and who has been given it."""

    name: str
    holder: PersonRef | None


@dataclass(frozen=True)
class LeftTurns:
    """An activity in which somebody who left took turns; `still`: they stand in its list, and are passed over."""

    id: int
    title: str
    still: bool


@dataclass(frozen=True)
class Left:
    """Somebody's account was closed: what was theirs, to be given to others; told once, to whoever coordinates.

    `back`: the account has been opened again since.
    """

    reader: PersonRef
    person: PersonRef
    activities: tuple[LeftActivity, ...]
    tasks: tuple[TaskLine, ...]
    roles: tuple[LeftRole, ...] = ()
    turns: tuple[LeftTurns, ...] = ()
    back: bool = False

    @property
    def waiting(self) -> tuple[LeftActivity | TaskLine | LeftRole | LeftTurns, ...]:
        """What somebody else is still to be found for, and lists that still name them."""
        if self.back:
            return ()
        owned = (one for one in self.activities if not one.ended and self._is_theirs(one.owner))
        held = (one for one in self.tasks if one.is_open and self._is_theirs(one.holder))
        roles = (one for one in self.roles if self._is_theirs(one.holder))
        return (*owned, *held, *roles, *(one for one in self.turns if one.still))

    def _is_theirs(self, who: PersonRef | None) -> bool:
        return who is not None and who.id == self.person.id


@dataclass(frozen=True)
class Greeting:
    """What the bot does, said once to whoever comes first to a company that nobody has set up."""

    reader: PersonRef


@dataclass(frozen=True)
class Appointed:
    """Told to whoever coordinates from now on, when somebody else has set it up."""

    reader: PersonRef
    by: PersonRef | None


@dataclass(frozen=True)
class ChannelSilence:
    channel: str
    longest_days: int
    limit: int | None


@dataclass(frozen=True)
class NextTask:
    on: date
    title: str
    covered: bool


@dataclass(frozen=True)
class RetrospectiveFigures:
    """A month in figures about activities, never about people. Definitions: jobs/rules/retrospective.py.

    `waiting` are the working days for which each party was waited for, over all tasks; jobs/rules/ball.py.
    """

    month: date
    planned: int
    kept_in_time: int
    expected: int
    done: int
    by_deputy: int
    small: int
    moved: int
    skipped: int
    paused: int
    lapsed: int
    still_open: int
    silences: tuple[ChannelSilence, ...]
    stall_reasons: tuple[tuple[StallReason, int], ...]
    next_month: tuple[NextTask, ...]
    nudges_sent: int
    nudges_answered: int
    nudges_undelivered: int
    waiting: tuple[tuple[Party, int], ...] = ()


@dataclass(frozen=True)
class RetrospectivePosted:
    """The monthly retrospective for the company's conversation. Names no person."""

    company: str
    figures: RetrospectiveFigures


Notice = (
    Nudge
    | Escalation
    | DecisionWanted
    | NobodyThere
    | CalendarUnreadable
    | Unreached
    | Left
    | Greeting
    | Appointed
    | CoverNotice
    | CoverageAhead
    | PartnerMail
    | PartnerSaid
    | PauseOver
    | RetrospectivePosted
)


@dataclass(frozen=True)
class Composed:
    """A notice with all it takes to word and route it, as it stands at this instant."""

    notice: Notice
    reader: Reader
    made_at: datetime
