"""Queries about partners: people outside who do part of the work, and what they have to do."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, delete, func, select, update
from sqlalchemy.orm import Session, contains_eager

from storage.partner_tables import Link, Partner
from storage.tables import Activity, Task, TaskEvent

# Read with every company: put together once.
_WORKSPACE_ID: BindParameter[int] = bindparam("workspace_id")
_PARTNERS = select(Partner).where(Partner.workspace_id == _WORKSPACE_ID).order_by(Partner.name)


def partners_of(session: Session, workspace_id: int) -> dict[str, Partner]:
    """Every partner of a company by name."""
    return {partner.name: partner for partner in session.scalars(_PARTNERS, {"workspace_id": workspace_id})}


def partner_in(session: Session, partner_id: int, workspace_id: int) -> Partner | None:
    """A partner of this company; None for any other id."""
    partner = session.get(Partner, partner_id)
    return partner if partner is not None and partner.workspace_id == workspace_id else None


def activities_with(session: Session, partner: Partner) -> list[Activity]:
    """The running activities whose work a partner does."""
    query = select(Activity).where(
        Activity.workspace_id == partner.workspace_id, Activity.partner == partner.name, Activity.state != "ended"
    )
    return list(session.scalars(query.order_by(Activity.title)))


def open_tasks_with(session: Session, workspace_id: int, names: Sequence[str]) -> list[Task]:
    """Open tasks whose work one of these partners does, nearest first."""
    query = (
        select(Task)
        .join(Task.activity)
        .options(contains_eager(Task.activity))
        .where(Task.workspace_id == workspace_id, Task.ended.is_(None), Activity.partner.in_(names))
        .order_by(Task.due_on, Task.id)
    )
    return list(session.scalars(query))


def last_heard(session: Session, workspace_id: int) -> dict[str, datetime]:
    """When each partner last said something themselves, by name."""
    query = (
        select(Activity.partner, func.max(TaskEvent.at))
        .join(Task, Task.activity_id == Activity.id)
        .join(TaskEvent, TaskEvent.task_id == Task.id)
        .where(Activity.workspace_id == workspace_id, Activity.partner.is_not(None), TaskEvent.door == "mail")
        .group_by(Activity.partner)
    )
    return {name: at for name, at in session.execute(query) if name is not None}


def readdress(session: Session, partner: Partner, email: str | None) -> None:
    """Another address, if it is one: whoever wanted no more mail had the old one, and its links open nothing now."""
    if partner.email == email:
        return
    partner.email = email
    partner.stopped_at = None
    if partner.id is not None:
        session.execute(delete(Link).where(Link.partner_id == partner.id))


def rename(session: Session, partner: Partner, name: str) -> None:
    """Another name for a partner; their activities go on with it, those that have ended too."""
    named = (Activity.workspace_id == partner.workspace_id, Activity.partner == partner.name)
    session.execute(update(Activity).where(*named).values(partner=name).execution_options(synchronize_session="fetch"))
    partner.name = name
