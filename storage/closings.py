"""Queries about company closing days, and about the tasks whose days depend on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager

from storage.cover_tables import ClosingDay
from storage.tables import Task, TaskEvent

WHY = "closing"
"""What the history says of a change that closing days made."""


@dataclass(frozen=True)
class PlannedDay:
    """A day on which the calendar has put a task."""

    task_id: int
    activity_id: int
    nominal_on: date
    planned_on: date


def closing_days(session: Session, workspace_id: int, today: date) -> list[ClosingDay]:
    """Those that are not over, the nearest first."""
    query = select(ClosingDay).where(ClosingDay.workspace_id == workspace_id, ClosingDay.last_on >= today)
    return list(session.scalars(query.order_by(ClosingDay.first_on, ClosingDay.id)))


def tasks_ahead(session: Session, activity_ids: Sequence[int], today: date, *, lock: bool) -> list[Task]:
    """The tasks of these activities whose day has not passed: open, resting, or fallen away because it is closed.

    With `lock` they are ours until the transaction ends.
    """
    ahead = or_(
        and_(or_(Task.ended.is_(None), Task.ended == "paused"), Task.due_on >= today),
        and_(Task.ended == "skipped", Task.planned_on >= today, _fell_away()),
    )
    query = (
        select(Task)
        .join(Task.activity)
        .options(contains_eager(Task.activity))
        .where(Task.activity_id.in_(activity_ids), ahead)
        .order_by(Task.id)
    )
    if lock:
        query = query.with_for_update(of=Task).execution_options(populate_existing=True)
    return list(session.scalars(query))


def planned_days(session: Session, activity_ids: Sequence[int], first: date) -> list[PlannedDay]:
    """Every day from the first on that a task of these activities takes, by the rule or by the calendar."""
    ahead = or_(Task.planned_on >= first, Task.nominal_on >= first)
    columns = (Task.id, Task.activity_id, Task.nominal_on, Task.planned_on)
    query = select(*columns).where(Task.activity_id.in_(activity_ids), ahead)
    return [PlannedDay(*row) for row in session.execute(query)]


def fallen_away(session: Session, workspace_id: int, first: date, last: date) -> set[int]:
    """The tasks planned within these days that fell away because the company is closed: nobody has left them out."""
    within = (Task.workspace_id == workspace_id, Task.planned_on.between(first, last))
    return set(session.scalars(select(Task.id).where(*within, Task.ended == "skipped", _fell_away())))


def _fell_away() -> ColumnElement[bool]:
    """The last that happened to it is that closing days made it fall away."""
    later = aliased(TaskEvent)
    last = ~exists().where(later.task_id == TaskEvent.task_id, later.id > TaskEvent.id)
    because = TaskEvent.data["why"].as_string() == WHY
    return exists().where(TaskEvent.task_id == Task.id, TaskEvent.kind == "skipped", because, last)
