"""Whose turn the tasks of an activity are, as they are made and as the list of those who take turns changes."""

from collections.abc import Mapping
from datetime import date
from typing import Self

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.facts import PersonRef
from jobs.rules.turns import EVERY, FEWEST, Rotation, following
from storage.tables import Activity, Task
from storage.turns_of_owners import turns_taken, untouched_tasks


def rotation_of(activity: Activity) -> Rotation[int] | None:
    """The turns that people take; None where one person owns an activity all the time.

    Of a list that has shrunk to one person nothing is left to take turns.
    """
    people = tuple(turn.person_id for turn in activity.turns)
    every = next((one for one in EVERY if one == activity.turn_every), None)
    return Rotation(people, every, activity.starts_on) if every and len(people) >= FEWEST else None


class Turns:
    """Whose turn each date of an activity is, while its tasks are made one after the other."""

    def __init__(self, rotation: Rotation[int] | None, taken: Mapping[date, int]) -> None:
        self._rotation = rotation
        self._taken = dict(taken)

    @classmethod
    def of(cls, session: Session, activity: Activity) -> Self:
        """Those that go on from the tasks there are."""
        rotation = rotation_of(activity)
        return cls(rotation, turns_taken(session, activity.id) if rotation else {})

    def on(self, nominal: date) -> int | None:
        """Whose turn a task on this date is; nobody's where people don't take turns."""
        if self._rotation is None:
            return None
        before = max((day for day in self._taken if day < nominal), default=None)
        return self._rotation.turn(nominal, None if before is None else self._taken[before])

    def take(self, nominal: date, person_id: int | None) -> None:
        """The task on this date has become theirs."""
        if person_id is not None:
            self._taken[nominal] = person_id

    def give(self, nominal: date) -> int | None:
        """Whose turn the task on this date is from now on; what was somebody's already stays theirs."""
        person_id = self._taken.get(nominal) or self.on(nominal)
        self.take(nominal, person_id)
        return person_id


def give_anew(session: Session, activity: Activity) -> None:
    """Lets the open tasks that nobody has touched follow the list as it is now; what is under way stays whose it is."""
    free = untouched_tasks(session, activity.id)
    for task in free:
        task.turn_id = None
    session.flush()
    turns = Turns.of(session, activity)
    for task in free:
        task.turn_id = turns.give(task.nominal_on)


def next_in_turn(company: Company, activity: Activity, task: Task) -> PersonRef | None:
    """Whose turn it is after the one to whom a task belongs; whoever has left is passed over."""
    if task.turn_id is None or rotation_of(activity) is None:
        return None
    after = following([turn.person_id for turn in activity.turns], task.turn_id)
    return next((company.ref(one) for one in after if one in company.people and company.is_here(one)), None)
