"""Queries about whose turn the tasks of an activity are."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from storage.plans import untouched
from storage.tables import Task


def turns_taken(session: Session, activity_id: int) -> dict[date, int]:
    """Whose turn each task of an activity is, or was, by nominal date; without those that were nobody's."""
    query = select(Task.nominal_on, Task.turn_id).where(Task.activity_id == activity_id, Task.turn_id.is_not(None))
    return {nominal: person_id for nominal, person_id in session.execute(query) if person_id is not None}


def turns_kept(session: Session, activity_id: int) -> dict[date, int]:
    """The same without open tasks that nobody has touched: what stays whatever becomes of the list."""
    query = select(Task.nominal_on, Task.turn_id).where(
        Task.activity_id == activity_id, Task.turn_id.is_not(None), or_(Task.ended.is_not(None), ~untouched())
    )
    return {nominal: person_id for nominal, person_id in session.execute(query) if person_id is not None}


def turns_ahead(session: Session, workspace_id: int, today: date) -> dict[int, int]:
    """Whose turn the next open task of each activity is, from today on, where people take turns."""
    query = (
        select(Task.activity_id, Task.turn_id)
        .where(Task.workspace_id == workspace_id, Task.ended.is_(None), Task.due_on >= today, Task.turn_id.is_not(None))
        .order_by(Task.due_on.desc(), Task.id.desc())
    )
    return {activity_id: person_id for activity_id, person_id in session.execute(query) if person_id is not None}


def untouched_tasks(session: Session, activity_id: int) -> list[Task]:
    """The activity's open tasks of which there is no history: nobody was asked, nobody changed anything; in order."""
    query = (
        select(Task).where(Task.activity_id == activity_id, Task.ended.is_(None), untouched()).order_by(Task.nominal_on)
    )
    return list(session.scalars(query))
