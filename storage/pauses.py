"""Queries about the tasks of activities that rest."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from storage.tables import Activity, Task


def paused_tasks(session: Session, activity_id: int, first: date) -> list[Task]:
    """An activity's tasks from that day on that fell into a pause, nearest first."""
    query = (
        select(Task)
        .options(joinedload(Task.activity))
        .where(Task.activity_id == activity_id, Task.ended == "paused", Task.due_on >= first)
        .order_by(Task.due_on, Task.id)
    )
    return list(session.scalars(query))


def said_in(session: Session, workspace_id: int, source: str) -> list[Activity]:
    """The activities that rest, or go on, because of what one message says."""
    query = select(Activity).where(Activity.workspace_id == workspace_id, Activity.pause_source == source[:120])
    return list(session.scalars(query.order_by(Activity.id), execution_options={"populate_existing": True}))


def next_open_task(session: Session, activity_id: int) -> Task | None:
    """The activity's open task that is due first."""
    query = (
        select(Task)
        .options(joinedload(Task.activity))
        .where(Task.activity_id == activity_id, Task.ended.is_(None))
        .order_by(Task.due_on, Task.id)
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def nearest_tasks(session: Session, activity_ids: Sequence[int], today: date) -> list[Task]:
    """The next task of each of these activities, whatever became of it."""
    query = (
        select(Task)
        .options(joinedload(Task.activity))
        .where(Task.activity_id.in_(activity_ids), Task.due_on >= today)
        .order_by(Task.due_on, Task.id)
    )
    nearest: dict[int, Task] = {}
    for task in session.scalars(query):
        nearest.setdefault(task.activity_id, task)
    return list(nearest.values())
