"""What the use cases about company closing days answer, as data without wording."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from jobs.making import WEEKS_AHEAD
from jobs.rules.availability import Span
from jobs.rules.closings import FallsAway

ClosingChangeKind = Literal["shifted", "skipped", "kept", "stays", "returns", "added"]
"""Kept stays by its activity's own rule, stays is left alone because of what people have done about it."""

Stays = Literal["moved", "under_way"]


@dataclass(frozen=True)
class ClosingChange:
    """One task, from which day to which; `number` is None for one that is yet to be made."""

    kind: ClosingChangeKind
    title: str
    number: int | None
    before: date
    after: date | None = None
    why: FallsAway | Stays | None = None


@dataclass(frozen=True)
class ClosingWish:
    """Days on which the company is to be closed; `id` is the key of the entry that they replace."""

    span: Span
    name: str = ""
    id: int | None = None


@dataclass(frozen=True)
class ClosingForeseen:
    """What these closing days would do; `joined`: they become one with others that are known."""

    on: date
    wish: ClosingWish
    span: Span
    name: str
    changes: tuple[ClosingChange, ...]
    joined: bool = False


@dataclass(frozen=True)
class ClosingNoted:
    """The company is closed on these days, and this is what has become of the tasks."""

    on: date
    id: int
    span: Span
    name: str
    changes: tuple[ClosingChange, ...]
    joined: bool = False


@dataclass(frozen=True)
class ClosingOver:
    """Days on which the company works after all; not `done`: would work."""

    on: date
    id: int
    span: Span
    name: str
    changes: tuple[ClosingChange, ...]
    done: bool = True


@dataclass(frozen=True)
class KnownClosing:
    id: int
    span: Span
    name: str


@dataclass(frozen=True)
class Closings:
    """The closing days that are not over, the nearest first, and whether whoever asks may change them."""

    on: date
    closings: tuple[KnownClosing, ...]
    may_change: bool


def known_until(answer: ClosingForeseen | ClosingNoted | ClosingOver) -> date | None:
    """The day up to which tasks are made, where the days reach beyond it: later tasks are planned around them."""
    until = answer.on + timedelta(weeks=WEEKS_AHEAD)
    return until if (answer.span.last or answer.span.first) > until else None


ClosingAnswer = ClosingForeseen | ClosingNoted | ClosingOver | Closings
