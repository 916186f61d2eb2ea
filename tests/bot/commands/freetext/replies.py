"""How a table of replies is written down: what somebody wrote, and what a colleague beside them would understand.

UNSURE is what a careful colleague would ask back about. The day is a Tuesday in Bavaria.
"""

from dataclasses import dataclass
from datetime import date

from bot.commands.freetext.reading import Meaning, Titled
from jobs.facts import StallReason

TODAY = date(2026, 12, 1)
TUE, WED, THU, FRI = (date(2026, 12, day) for day in (1, 2, 3, 4))
NEXT_MON, NEXT_TUE, NEXT_WED, NEXT_THU, NEXT_FRI = (date(2026, 12, day) for day in (7, 8, 9, 10, 11))

NAMES = ("Otto Berg", "Dora Klein", "Clara Sommer", "Max Mayr", "Jörg Ernst")


@dataclass(frozen=True)
class Understood:
    """What the four facts of a reading should be; the note is a matter of its own."""

    meaning: Meaning
    task: Titled | None = None
    day: date | None = None
    reason: StallReason | None = None
    person: str | None = None


UNSURE = None
Row = tuple[str, Understood | None]


def done(task: Titled | None = None) -> Understood:
    return Understood("done", task)


def small(task: Titled | None = None) -> Understood:
    return Understood("small", task)


def on_it(day: date | None = None, task: Titled | None = None) -> Understood:
    return Understood("on_it", task, day)


def blocked(reason: StallReason | None = None, task: Titled | None = None) -> Understood:
    return Understood("blocked", task, reason=reason)


def later(day: date | None = None, task: Titled | None = None) -> Understood:
    return Understood("later", task, day)


def move(day: date | None = None, task: Titled | None = None) -> Understood:
    return Understood("move", task, day)


def skip(task: Titled | None = None) -> Understood:
    return Understood("skip", task)


def take_over(task: Titled | None = None, day: date | None = None) -> Understood:
    return Understood("take_over", task, day)


def hand_over(person: str | None = None, task: Titled | None = None) -> Understood:
    return Understood("hand_over", task, person=person)
