"""What the use cases about people themselves answer: their roles, their calendar, what is stored about them."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

from jobs.facts import PersonRef, TaskLine
from jobs.use_cases.plan import RoleName

Presence = Literal["there", "away", "left"]


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
class OwnCalendar:
    """The open tasks somebody is responsible for, from today up to a day."""

    workspace: str
    today: date
    until: date
    tasks: tuple[TaskLine, ...]
    made_at: datetime


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
    absences: tuple[Away, ...]
    events: int
    messages: int
    contributions: int
    everything: dict[str, Any]


OwnAnswer = Roles | OwnCalendar | OwnData
