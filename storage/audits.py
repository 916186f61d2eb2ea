"""Queries that look for work nobody does."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from storage.outbox_tables import Outgoing, OutgoingTask
from storage.tables import Activity, Task, Workspace

_LAST_STEP = 5


def _count(session: Session, query: Select[Any]) -> int:
    return int(session.scalar(query) or 0)


def unclaimed_tasks(session: Session, before: datetime) -> int:
    """Tasks whose next look lies before an instant, in workspaces whose rhythm is switched on."""
    forgotten = (Task.next_at < before) & Task.ended.is_(None) & Workspace.held_since.is_(None)
    query = select(func.count()).select_from(Task).join(Workspace, Workspace.id == Task.workspace_id)
    return _count(session, query.where(forgotten))


def overdue_messages(session: Session, before: datetime) -> int:
    waiting = (Outgoing.state == "pending") & (Outgoing.next_try_at < before)
    return _count(session, select(func.count()).select_from(Outgoing).where(waiting))


def held_messages(session: Session, before: datetime) -> int:
    held = (Outgoing.state == "sending") & (Outgoing.lease_until < before)
    return _count(session, select(func.count()).select_from(Outgoing).where(held))


def unsettled_messages(session: Session, before: datetime) -> int:
    unsettled = (Outgoing.state == "unknown") & (Outgoing.next_try_at < before)
    return _count(session, select(func.count()).select_from(Outgoing).where(unsettled))


def forgotten_tasks(session: Session) -> int:
    """Open tasks that nothing will ever look at again, though their ladder has not come to its end."""
    on_its_way = (
        exists()
        .where(OutgoingTask.outbox_id == Outgoing.id)
        .where(OutgoingTask.task_id == Task.id)
        .where(Outgoing.state.in_(("pending", "sending", "unknown")))
    )
    query = (
        select(func.count())
        .select_from(Task)
        .join(Activity, Activity.id == Task.activity_id)
        .where(Task.ended.is_(None), Task.next_at.is_(None), Task.step < _LAST_STEP, Activity.state != "ended")
        .where(~on_its_way)
    )
    return _count(session, query)
