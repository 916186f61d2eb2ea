"""What a free text can come to: a reading that is safe to act on, or the candidates to ask back about."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from jobs.facts import StallReason

Meaning = Literal["done", "small", "on_it", "blocked", "later", "move", "skip", "take_over", "hand_over"]

MEANINGS: tuple[Meaning, ...] = (
    "done",
    "small",
    "on_it",
    "blocked",
    "later",
    "move",
    "skip",
    "take_over",
    "hand_over",
)
"""In the order in which they are offered."""


@dataclass(frozen=True)
class Titled:
    """An open task that words may name."""

    task_id: int
    number: int
    title: str


@dataclass(frozen=True)
class Reading:
    """What was certainly meant. None is what wasn't said.

    `person` stands as it was typed: `<@U123>`, `@dora` or a colleague's name. `note` is the text where it says more
    than the other fields do, and empty otherwise.
    """

    meaning: Meaning
    task_id: int | None
    day: date | None
    reason: StallReason | None
    person: str | None
    note: str


@dataclass(frozen=True)
class Unsure:
    """Not certain enough to act on; what was understood nevertheless makes the question shorter."""

    meanings: tuple[Meaning, ...]
    task_id: int | None
    day: date | None
    reason: StallReason | None
