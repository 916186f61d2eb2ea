"""Queries about absences, and about the tasks that change hands because of one."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, contains_eager

from storage.cover_tables import Absence
from storage.tables import Task


def entered_of_person(session: Session, workspace_id: int, person_id: int) -> list[Absence]:
    """Somebody's absences that were entered here and hold now, the first ones first; what calendars say is left out."""
    query = (
        select(Absence)
        .where(
            Absence.workspace_id == workspace_id,
            Absence.person_id == person_id,
            Absence.feed_id.is_(None),
            ~Absence.dismissed,
        )
        .order_by(Absence.first_on, Absence.id)
    )
    return list(session.scalars(query))


def forget_ended(session: Session, workspace_id: int, person_id: int, before: date) -> None:
    """Drops what was ended by a message and would be over by now anyway."""
    ended = (Absence.feed_id.is_(None), Absence.dismissed, Absence.last_on < before)
    session.execute(delete(Absence).where(Absence.workspace_id == workspace_id, Absence.person_id == person_id, *ended))


def absences_said(session: Session, workspace_id: int, source: str) -> list[Absence]:
    """The absences that were said, or ended, in one message."""
    query = select(Absence).where(Absence.workspace_id == workspace_id, Absence.source == source[:120])
    return list(session.scalars(query.order_by(Absence.first_on)))


def open_tasks_for_change(session: Session, task_ids: Sequence[int]) -> list[Task]:
    """Those of these tasks that are still open, locked until the transaction ends."""
    query = (
        select(Task)
        .join(Task.activity)
        .options(contains_eager(Task.activity))
        .where(Task.id.in_(task_ids), Task.ended.is_(None))
        .order_by(Task.id)
        .with_for_update(of=Task)
        .execution_options(populate_existing=True)
    )
    return list(session.scalars(query))


def held_tasks(session: Session, workspace_id: int) -> list[Task]:
    """Open tasks that somebody was handed, nearest first."""
    query = (
        select(Task)
        .join(Task.activity)
        .options(contains_eager(Task.activity))
        .where(Task.workspace_id == workspace_id, Task.ended.is_(None), Task.holder_id.is_not(None))
        .order_by(Task.due_on, Task.id)
    )
    return list(session.scalars(query))
