"""Queries about absences that are handed over: which to look at, which were agreed to, who was told of them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session, joinedload

from storage.cover_tables import Absence, HandOver
from storage.outbox_tables import Outgoing, OutgoingTask
from storage.tables import Task, Workspace
from storage.upserts import insert_for

KINDS = ("handover", "standin", "uncovered", "returned")
"""The messages about an absence; their reasons begin with the kind, the person who is away, and its first day."""


@dataclass(frozen=True)
class Told:
    """A message about an absence that was written down, with its tasks.

    `waits`: nobody has tried to send it; `settled`: it has arrived, or never will.
    """

    outbox_id: int
    kind: str
    person_id: int
    first: date
    recipient_id: int
    task_ids: frozenset[int]
    waits: bool
    settled: bool
    at: datetime


def workspaces_to_look_at(session: Session, now: datetime) -> list[int]:
    """Workspaces with an absence about which something may be to be said; not those that are still being set up."""
    query = (
        select(Absence.workspace_id)
        .join(Workspace, Workspace.id == Absence.workspace_id)
        .where(Absence.next_at.is_not(None), Absence.next_at <= now, Workspace.held_since.is_(None))
    )
    return list(session.scalars(query.distinct().order_by(Absence.workspace_id)))


def to_look_at(session: Session, workspace_id: int) -> list[Absence]:
    """The absences of a workspace about which something is still to be said."""
    query = select(Absence).where(Absence.workspace_id == workspace_id, Absence.next_at.is_not(None))
    return list(session.scalars(query.order_by(Absence.person_id, Absence.first_on)))


def look_at_once(session: Session, workspace_id: int, now: datetime) -> None:
    """Lets the engine look at all of them in its next round."""
    session.execute(
        update(Absence)
        .where(Absence.workspace_id == workspace_id, Absence.next_at.is_not(None))
        .values(next_at=now)
        .execution_options(synchronize_session=False)
    )


def confirm(session: Session, workspace_id: int, person_id: int, first: date, by_id: int, now: datetime) -> bool:
    """Writes down that somebody has agreed; False where that was known."""
    values = {"workspace_id": workspace_id, "person_id": person_id, "first_on": first}
    insert = insert_for(session, HandOver).values(**values, confirmed_at=now, confirmed_by_id=by_id)
    return session.execute(insert.on_conflict_do_nothing().returning(HandOver.id)).scalar_one_or_none() is not None


def is_confirmed(session: Session, person_id: int, first: date, last: date | None) -> bool:
    """Whether somebody has agreed to an absence of these days, on whichever of them it was to begin."""
    begins = (HandOver.first_on >= first, HandOver.first_on <= (last or date.max))
    query = select(HandOver.id).where(HandOver.person_id == person_id, *begins)
    return session.scalar(query.limit(1)) is not None


def told(session: Session, workspace_id: int, since: datetime) -> list[Told]:
    """Everything that was written down about absences since an instant and has not been dropped, oldest first."""
    query = select(Outgoing).where(
        Outgoing.workspace_id == workspace_id,
        Outgoing.kind.in_(KINDS),
        Outgoing.state != "stale",
        Outgoing.created_at >= since,
    )
    rows = list(session.scalars(query.order_by(Outgoing.id)))
    shown: dict[int, set[int]] = {row.id: set() for row in rows}
    for one in session.scalars(select(OutgoingTask).where(OutgoingTask.outbox_id.in_(shown))):
        shown[one.outbox_id].add(one.task_id)
    return [_told(row, shown[row.id]) for row in rows]


def _told(row: Outgoing, task_ids: set[int]) -> Told:
    return Told(
        outbox_id=row.id,
        kind=row.kind,
        person_id=row.data["person"],
        first=date.fromisoformat(row.data["first"]),
        recipient_id=row.recipient_id or 0,
        task_ids=frozenset(task_ids),
        waits=row.state == "pending" and row.attempt == 0,
        settled=row.state in ("sent", "dead"),
        at=row.next_try_at,
    )


def count_about(session: Session, workspace_id: int, beginning: str) -> int:
    """How many messages were ever written down whose reason begins so, whatever became of them."""
    query = select(Outgoing.id).where(
        Outgoing.workspace_id == workspace_id, Outgoing.reason.startswith(beginning, autoescape=True)
    )
    return len(list(session.scalars(query)))


def ended_between(session: Session, workspace_id: int, first: date, last: date, person_id: int) -> list[Task]:
    """Tasks that ended on these days through somebody else than this person, or by themselves; in that order."""
    query = (
        select(Task)
        .options(joinedload(Task.activity))
        .where(
            Task.workspace_id == workspace_id,
            Task.ended.is_not(None),
            Task.ended_on.between(first, last),
            or_(Task.ended_by_id.is_(None), Task.ended_by_id != person_id),
        )
        .order_by(Task.ended_on, Task.id)
    )
    return list(session.scalars(query))


def standing_in(session: Session, workspace_id: int, person_id: int, first: date, recipient_id: int) -> list[int]:
    """The tasks that somebody was told they take in an absence."""
    about = f"standin / {person_id} / {first} / {recipient_id} / "
    query = (
        select(OutgoingTask.task_id)
        .join(Outgoing, Outgoing.id == OutgoingTask.outbox_id)
        .where(Outgoing.workspace_id == workspace_id, Outgoing.reason.startswith(about, autoescape=True))
        .order_by(OutgoingTask.task_id)
    )
    return list(dict.fromkeys(session.scalars(query)))
