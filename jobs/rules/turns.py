"""Whose turn it is where people take turns: by calendar period, or one task each.

Only the order and the calendar decide. Who was away, stood in or finished late changes nobody's turn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Literal, TypeVar, assert_never, get_args

Every = Literal["task", "week", "month", "quarter"]
EVERY: tuple[Every, ...] = get_args(Every)
FEWEST = 2
"""With fewer people nobody takes turns."""

Who = TypeVar("Who")


@dataclass(frozen=True)
class Rotation(Generic[Who]):
    """People in the order of their turns. Periods count from the one in which the activity starts."""

    people: tuple[Who, ...]
    every: Every
    starts: date

    def turn(self, nominal: date, before: Who | None) -> Who:
        """Whose turn a task is by its nominal date; `before` had the task before it.

        Within a period it is one person's, however many tasks lie in it.
        """
        if self.every == "task":
            return self.after(before)
        return self.people[(_period(self.every, nominal) - _period(self.every, self.starts)) % len(self.people)]

    def after(self, person: Who | None) -> Who:
        """The next in turn; the first where nobody has had a turn, or whoever had is none of them any more."""
        return self.people[(self.people.index(person) + 1) % len(self.people) if person in self.people else 0]

    def together(self, one: date, other: date) -> bool:
        """Whether both days belong to one person's turn; two tasks never do where each is a turn."""
        return self.every != "task" and _period(self.every, one) == _period(self.every, other)


def following(people: Sequence[Who], person: Who) -> tuple[Who, ...]:
    """Everybody else in the order in which they follow somebody; all of them, where that is none of them."""
    place = people.index(person) + 1 if person in people else 0
    return tuple(one for one in (*people[place:], *people[:place]) if one != person)


def _period(every: Literal["week", "month", "quarter"], day: date) -> int:
    """The number of the week, month or quarter since the calendar began. Weeks begin on Monday, as in ISO 8601."""
    match every:
        case "week":
            return (day - timedelta(days=day.weekday())).toordinal() // 7
        case "month":
            return day.year * 12 + day.month - 1
        case "quarter":
            return day.year * 4 + (day.month - 1) // 3
        case _:
            assert_never(every)
