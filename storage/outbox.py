"""Notices on their way: written down once per reason, claimed by one sender, settled by whoever holds the token.

Every change of state is conditional on the state it starts from; no row changed means somebody else was first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, select, update
from sqlalchemy.orm import Session, aliased

from storage.database import changed_one
from storage.outbox_tables import Lane, Outgoing, OutgoingTask
from storage.upserts import insert_for

REPORTS = ("nobody", "unreached", "left", "coverage", "uncovered")
"""Kinds that tell whoever is in charge of something, and ask nothing whose clock would start."""

ASKING = ("nudge", "escalation", "blocked", "decision")
"""Kinds that ask for a reply about each of their tasks."""


_SHOWN = select(OutgoingTask).where(OutgoingTask.outbox_id == bindparam("outbox_id"))


@dataclass(frozen=True)
class ShownTask:
    """A task in a message. `asks` says that this delivery starts the clock of the ladder's step."""

    task_id: int
    step: int
    asks: bool


@dataclass(frozen=True)
class Draft:
    """A notice to be written down, to go out at once unless `not_before` says when.

    Exactly one of recipient, partner and conversation is given.
    """

    workspace_id: int
    kind: str
    reason: str
    data: dict[str, Any]
    priority: int
    expires_at: datetime
    recipient_id: int | None = None
    partner_id: int | None = None
    conversation: str | None = None
    tasks: Sequence[ShownTask] = field(default=())
    not_before: datetime | None = None

    @property
    def lane(self) -> str:
        if self.recipient_id:
            return _lane_of(self.workspace_id, self.recipient_id)
        if self.partner_id:
            return f"{self.workspace_id} partner {self.partner_id}"
        return f"{self.workspace_id} conversation {self.conversation}"


def _lane_of(workspace_id: int, person_id: int) -> str:
    return f"{workspace_id} person {person_id}"


def enqueue(session: Session, draft: Draft, now: datetime) -> int | None:
    """Writes a notice down; None when its reason was used before."""
    values = {
        "workspace_id": draft.workspace_id,
        "kind": draft.kind,
        "version": 1,
        "data": draft.data,
        "reason": draft.reason,
        "recipient_id": draft.recipient_id,
        "partner_id": draft.partner_id,
        "conversation": draft.conversation,
        "lane": draft.lane,
        "priority": draft.priority,
        "state": "pending",
        "token": 0,
        "attempt": 0,
        "look_ups": 0,
        "next_try_at": draft.not_before or now,
        "expires_at": draft.expires_at,
        "created_at": now,
    }
    insert = insert_for(session, Outgoing).values(values).on_conflict_do_nothing().returning(Outgoing.id)
    outbox_id = session.execute(insert).scalar_one_or_none()
    if outbox_id is not None and draft.tasks:
        session.add_all(
            OutgoingTask(outbox_id=outbox_id, task_id=task.task_id, asks=task.asks, step=task.step)
            for task in draft.tasks
        )
        session.flush()
    return outbox_id


def take_back(session: Session, workspace_id: int, beginning: str, why: str) -> list[dict[str, Any]]:
    """Withdraws what nobody has tried to send yet, by the beginning of its reason, and answers what it would have said.

    A reason can't be used again: what is withdrawn has to be said in another message.
    """
    withdrawn = (
        update(Outgoing)
        .where(
            Outgoing.workspace_id == workspace_id,
            Outgoing.state == "pending",
            Outgoing.attempt == 0,
            Outgoing.reason.startswith(beginning, autoescape=True),
        )
        .values(state="stale", why=why)
        .returning(Outgoing.data)
        .execution_options(synchronize_session=False)
    )
    return list(session.scalars(withdrawn))


def readdress(session: Session, workspace_id: int, kinds: Sequence[str], from_id: int, to_id: int) -> None:
    """Lets what waits to be sent to one person go to another."""
    waiting = (Outgoing.recipient_id == from_id, Outgoing.state == "pending", Outgoing.kind.in_(kinds))
    session.execute(
        update(Outgoing)
        .where(Outgoing.workspace_id == workspace_id, *waiting)
        .values(recipient_id=to_id, lane=_lane_of(workspace_id, to_id))
        .execution_options(synchronize_session=False)
    )


def forget_unsent(session: Session, workspace_id: int, beginning: str) -> None:
    """Forgets what nobody has tried to send yet, by the beginning of its reason; the reason can be used again."""
    about = (Outgoing.workspace_id == workspace_id, Outgoing.reason.startswith(beginning, autoescape=True))
    unsent = delete(Outgoing).where(*about, Outgoing.state == "pending", Outgoing.attempt == 0)
    session.execute(unsent.execution_options(synchronize_session=False))


def reasons_used(session: Session, workspace_id: int, reasons: Sequence[str]) -> set[str]:
    """Which of these reasons have a message already."""
    query = select(Outgoing.reason).where(Outgoing.workspace_id == workspace_id, Outgoing.reason.in_(reasons))
    return set(session.scalars(query))


def counts_of_kind(session: Session, workspace_id: int, kind: str, since: datetime) -> dict[int, int]:
    """How many messages of a kind were written for each person since an instant."""
    query = (
        select(Outgoing.recipient_id, func.count())
        .where(Outgoing.workspace_id == workspace_id, Outgoing.kind == kind, Outgoing.created_at >= since)
        .group_by(Outgoing.recipient_id)
    )
    return {person_id: count for person_id, count in session.execute(query) if person_id is not None}


def claimable(session: Session, now: datetime, limit: int) -> list[Outgoing]:
    """Pending messages whose time has come, one per conversation at the most, most urgent first; locked."""
    busy = aliased(Outgoing)
    query = (
        select(Outgoing)
        .where(
            Outgoing.state == "pending",
            Outgoing.next_try_at <= now,
            ~exists().where(busy.lane == Outgoing.lane, busy.state.in_(("sending", "unknown"))),
        )
        .order_by(Outgoing.priority, Outgoing.next_try_at, Outgoing.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Outgoing)
    )
    first: dict[str, Outgoing] = {}
    for row in session.scalars(query):
        first.setdefault(row.lane, row)
    return list(first.values())


def anything_pending(session: Session, now: datetime) -> bool:
    """Whether a message's time has come; asked without a lock, so that an idle sender disturbs no writer."""
    query = select(Outgoing.id).where(Outgoing.state == "pending", Outgoing.next_try_at <= now).limit(1)
    return session.scalar(query) is not None


def take_lane(session: Session, lane: str, now: datetime, spacing: timedelta) -> datetime | None:
    """Reserves the conversation for one message; None if it was free, else when it will be.

    The spacing stands in the database, so that it holds across processes.
    """
    session.execute(insert_for(session, Lane).values(name=lane, next_ok=now).on_conflict_do_nothing())
    taken = session.execute(update(Lane).where(Lane.name == lane, Lane.next_ok <= now).values(next_ok=now + spacing))
    if changed_one(taken):
        return None
    return session.scalar(select(Lane.next_ok).where(Lane.name == lane))


def hold_lane(session: Session, lanes_of_workspace: int | None, lane: str, until: datetime) -> None:
    """Keeps a conversation (or all of a workspace) from being posted to before an instant the messenger named."""
    condition = Lane.name == lane if lanes_of_workspace is None else Lane.name.like(f"{lanes_of_workspace} %")
    session.execute(update(Lane).where(condition, Lane.next_ok < until).values(next_ok=until))


def mark_sending(session: Session, row: Outgoing, now: datetime, lease: timedelta) -> int:
    """Marks a claimed row as on its way and answers its new token. To be committed before the messenger is called."""
    row.state = "sending"
    row.token += 1
    row.attempt += 1
    row.lease_until = now + lease
    row.first_try_at = row.first_try_at or now
    row.look_ups = 0
    session.flush()
    return row.token


def settle(
    session: Session, outbox_id: int, token: int, *, states: Sequence[str] = ("sending",), **values: Any
) -> bool:
    """Changes a row's outcome if it is still ours; False means that somebody else settled it."""
    change = (
        update(Outgoing)
        .where(Outgoing.id == outbox_id, Outgoing.token == token, Outgoing.state.in_(states))
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return changed_one(session.execute(change))


def expired_leases(session: Session, now: datetime) -> list[Outgoing]:
    """Rows whose sender went silent: perhaps delivered, perhaps not."""
    query = select(Outgoing).where(Outgoing.state == "sending", Outgoing.lease_until < now)
    return list(session.scalars(query.with_for_update(skip_locked=True)))


def silent_senders(session: Session, now: datetime) -> int:
    """How many rows are held past their lease."""
    query = select(func.count()).where(Outgoing.state == "sending", Outgoing.lease_until < now)
    return session.scalar(query) or 0


def to_look_up(session: Session, now: datetime, limit: int) -> list[Outgoing]:
    """Messages with an unknown outcome whose settle time is over, oldest first."""
    query = (
        select(Outgoing)
        .where(Outgoing.state == "unknown", Outgoing.next_try_at <= now)
        .order_by(Outgoing.lane, Outgoing.id)
        .limit(limit)
    )
    return list(session.scalars(query))


def tasks_of(session: Session, outbox_id: int) -> list[OutgoingTask]:
    """The tasks a message shows."""
    return list(session.scalars(_SHOWN, {"outbox_id": outbox_id}))


def newer_asking(session: Session, task_ids: Sequence[int], recipient_id: int, after: int) -> set[int]:
    """Which of these tasks the same person was asked about again in a later message; not every message asks."""
    query = (
        select(OutgoingTask.task_id)
        .join(Outgoing, Outgoing.id == OutgoingTask.outbox_id)
        .where(
            OutgoingTask.task_id.in_(task_ids),
            Outgoing.recipient_id == recipient_id,
            Outgoing.id > after,
            Outgoing.state == "sent",
            Outgoing.kind.in_(ASKING),
        )
    )
    return set(session.scalars(query))


def next_attention(session: Session) -> datetime | None:
    """The earliest instant at which the outbox has something to do."""
    waiting = Outgoing.state == "pending"
    moments = (
        session.scalar(select(func.min(Outgoing.next_try_at)).where(waiting)),
        session.scalar(select(func.min(Outgoing.refresh_at)).where(Outgoing.state == "sent")),
    )
    return min((moment for moment in moments if moment is not None), default=None)


def pending_of(session: Session, workspace_id: int) -> list[Outgoing]:
    """Everything of a workspace that waits to be sent, most urgent first."""
    query = select(Outgoing).where(Outgoing.workspace_id == workspace_id, Outgoing.state == "pending")
    return list(session.scalars(query.order_by(Outgoing.priority, Outgoing.id)))


def tasks_with_receipt(session: Session, workspace_id: int, receipt: str) -> list[int]:
    """The tasks of the message that the messenger knows by this receipt."""
    query = (
        select(OutgoingTask.task_id)
        .join(Outgoing, Outgoing.id == OutgoingTask.outbox_id)
        .where(Outgoing.workspace_id == workspace_id, Outgoing.receipt == receipt)
        .order_by(OutgoingTask.task_id)
    )
    return list(session.scalars(query))
