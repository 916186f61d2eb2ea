"""What the use cases about people themselves answer: their roles, their calendars, what is stored about them."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

from jobs.facts import PersonRef, TaskLine
from jobs.use_cases.plan import RoleName

Presence = Literal["there", "away", "left"]
WhichCalendar = Literal["own", "company"]


@dataclass(frozen=True)
class RoleHolder:
    """Somebody with a role, and whether they can be asked today. `left`: the account is deactivated."""

    person: PersonRef
    presence: Presence = "there"


@dataclass(frozen=True)
class RoleLine:
    name: RoleName
    holder: RoleHolder | None
    deputy: RoleHolder | None


@dataclass(frozen=True)
class Roles:
    """All six roles. `changed` is the one that was just given to somebody else."""

    roles: tuple[RoleLine, ...]
    may_change: bool
    changed: RoleName | None = None


@dataclass(frozen=True)
class CalendarEntry:
    """A task in a calendar: how often it was changed, and who is responsible; only the company's calendar says it."""

    task: TaskLine
    version: int
    responsible: PersonRef | None = None


@dataclass(frozen=True)
class Calendar:
    """The tasks of the coming weeks, and what was done in the last ones: of one person, or of a whole `company`."""

    workspace: str
    today: date
    until: date
    entries: tuple[CalendarEntry, ...]
    made_at: datetime
    company: str | None = None

    @property
    def tasks(self) -> tuple[TaskLine, ...]:
        return tuple(entry.task for entry in self.entries)

    @property
    def open_tasks(self) -> int:
        return sum(task.is_open for task in self.tasks)


@dataclass(frozen=True)
class CalendarSnapshot:
    """Somebody's own calendar as it is now. `may_publish`: they are told what subscribing would take."""

    calendar: Calendar
    subscribable: bool
    may_publish: bool


@dataclass(frozen=True)
class CalendarLinks:
    """The addresses at which calendars can be subscribed to; None where one is switched off, or was never made.

    `changed` is the one whose link was just withdrawn. The company's is there for who coordinates alone.
    """

    today: date
    until: date
    open_tasks: int
    own: str | None
    company: str | None = None
    may_share: bool = False
    changed: WhichCalendar | None = None


@dataclass(frozen=True)
class Away:
    """Days on which somebody is not asked, both ends included; without an end until further notice."""

    first: date
    last: date | None


@dataclass(frozen=True)
class OwnRole:
    name: RoleName
    as_deputy: bool


@dataclass(frozen=True)
class OwnData:
    """What is stored about somebody: the gist for reading, and `everything` as JSON takes it."""

    name: str
    handle: str
    language: str
    zone: str
    nudge_at: time
    weekdays: tuple[str, ...]
    roles: tuple[OwnRole, ...]
    owned: tuple[str, ...]
    deputised: tuple[str, ...]
    turns: tuple[str, ...]
    absences: tuple[Away, ...]
    events: int
    messages: int
    contributions: int
    everything: dict[str, Any]


OwnAnswer = Roles | CalendarSnapshot | CalendarLinks | OwnData
