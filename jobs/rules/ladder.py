"""The ladder as data: its steps, one open task as the ladder sees it, the people around it, and what can be decided."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import Literal

from jobs.rules.nudging import Target

Cause = Literal["heads_up", "due", "again", "take_over", "resumed", "cover", "silence", "blocked", "postponed"]
POSTPONEMENTS_TO_STALL = 3


class Step(IntEnum):
    NONE = -1
    HEADS_UP = 0
    DUE = 1
    AGAIN = 2
    DEPUTY = 3
    COORDINATOR = 4
    DECIDER = 5


@dataclass(frozen=True)
class Policy:
    """Working days of waiting before each step; a running case keeps the policy it started with."""

    again: int = 1
    deputy: int = 1
    coordinator: int = 1
    decider: int = 3


@dataclass(frozen=True)
class Case:
    """One open task as the ladder sees it. `asked_at` is the confirmed delivery of the last step, if confirmed."""

    due_on: date
    lead: int
    step: int = Step.NONE
    asked_id: int | None = None
    asked_at: datetime | None = None
    promised_until: date | None = None
    snoozed_until: date | None = None
    blocked: bool = False
    postponements: int = 0
    policy: Policy = Policy()


@dataclass(frozen=True)
class Cast:
    """The people around a task, each list in the order in which they are asked."""

    responsible: tuple[Target, ...]
    deputies: tuple[Target, ...]
    coordinators: tuple[Target, ...]
    deciders: tuple[Target, ...]


@dataclass(frozen=True)
class Look:
    """Nothing yet; look again at this instant."""

    at: datetime


@dataclass(frozen=True)
class Ask:
    """Ask this person now."""

    step: Step
    person_id: int
    cause: Cause


@dataclass(frozen=True)
class Nobody:
    """Somebody should be asked and nobody can be; look again at this instant."""

    at: datetime


@dataclass(frozen=True)
class Lapse:
    """Everybody has been asked and nobody has said anything for long: silence that nobody agreed to."""


@dataclass(frozen=True)
class Rest:
    """Nothing to do now: a delivery is waited for or, `at_the_top`, the ladder has no step left."""

    at_the_top: bool = False


Move = Look | Ask | Nobody | Lapse | Rest
