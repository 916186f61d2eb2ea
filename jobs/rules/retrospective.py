"""The figures of a month, about activities and channels, never about people.

Rhythm kept: tasks done by their due date plus tolerance, divided by the planned ones without agreed pauses.
Longest silence: calendar days between two outputs of a channel, as far as the month sees them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from jobs.rules.workdays import Workdays

PERCENT_FROM = 5
"""With fewer planned tasks a percentage would pretend to a precision that isn't there."""

Ended = Literal["done", "small", "skipped", "paused", "lapsed"]


@dataclass(frozen=True)
class TaskFact:
    """One task planned for the month. Dates are civil, tolerance counts working days."""

    planned_on: date
    due_on: date
    tolerance: int
    ended: Ended | None
    ended_on: date | None
    by_deputy: bool


@dataclass(frozen=True)
class Tally:
    """How the month's tasks ended; the parts overlap where a task was both small and done by a deputy."""

    planned: int
    expected: int
    kept_in_time: int
    done: int
    by_deputy: int
    small: int
    moved: int
    skipped: int
    paused: int
    lapsed: int
    still_open: int


def tally(tasks: Sequence[TaskFact], workdays: Workdays) -> Tally:
    """Counts the month's tasks by how they ended."""
    ended = Counter(task.ended for task in tasks)
    return Tally(
        planned=len(tasks),
        expected=len(tasks) - ended["paused"],
        kept_in_time=sum(kept_in_time(task, workdays) for task in tasks),
        done=ended["done"] + ended["small"],
        by_deputy=sum(task.by_deputy for task in tasks if was_done(task)),
        small=ended["small"],
        moved=sum(task.due_on != task.planned_on for task in tasks),
        skipped=ended["skipped"],
        paused=ended["paused"],
        lapsed=ended["lapsed"],
        still_open=ended[None],
    )


def was_done(task: TaskFact) -> bool:
    return task.ended in ("done", "small")


def kept_in_time(task: TaskFact, workdays: Workdays) -> bool:
    """Whether a task was done by its due date plus tolerance."""
    if not was_done(task) or task.ended_on is None:
        return False
    latest = workdays.next(task.due_on, task.tolerance) if task.tolerance else task.due_on
    return task.ended_on <= latest


def longest_silence(outputs: Iterable[date], begins: date, month: date, until: date) -> int:
    """The channel's longest silence in calendar days that reaches into the month.

    `begins` is where counting starts if nothing came out before; `until` is the last day looked at.
    """
    first, last = month, min(until, month_end(month))
    days = sorted(day for day in outputs if day <= last)
    marks = [max((day for day in days if day < first), default=min(begins, last))]
    marks += [day for day in days if day >= first] + [last]
    return max((after - before).days for before, after in pairwise(marks))


def month_end(month: date) -> date:
    """The last day of the month that begins on this day."""
    return next_month(month) - timedelta(days=1)


def next_month(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def previous_month(month: date) -> date:
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def posting_day(month: date, workdays: Workdays) -> date:
    """The first working day of a month: when the month before is looked back upon."""
    return workdays.at_or_after(month.replace(day=1))
