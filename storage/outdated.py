"""Messages that were sent and no longer show the truth: who wishes them to, and who brings them up to date.

A wish stays until it is fulfilled, and one that came meanwhile is not lost.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.database import changed_one
from storage.outbox_tables import Outgoing, OutgoingTask


def anything_outdated(session: Session, now: datetime) -> bool:
    """Whether a message that was sent is to be brought up to date."""
    query = select(Outgoing.id).where(Outgoing.refresh_at <= now, Outgoing.state == "sent").limit(1)
    return session.scalar(query) is not None


def to_refresh(session: Session, now: datetime, limit: int) -> list[Outgoing]:
    """Messages that were sent and no longer show the truth; locked."""
    query = (
        select(Outgoing)
        .where(Outgoing.refresh_at <= now, Outgoing.state == "sent")
        .order_by(Outgoing.refresh_at, Outgoing.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(session.scalars(query))


def want_refresh(
    session: Session,
    task_ids: Sequence[int],
    now: datetime,
    *,
    before: Outgoing | None = None,
) -> None:
    """Asks for every message that shows one of these tasks to be brought up to date.

    With `before` only the older nudges to the same person.
    """
    showing = select(OutgoingTask.outbox_id).where(OutgoingTask.task_id.in_(task_ids))
    same = (Outgoing.recipient_id == before.recipient_id, Outgoing.kind == before.kind) if before else ()
    older = (Outgoing.id < before.id, *same) if before else ()
    session.execute(
        update(Outgoing)
        .where(Outgoing.id.in_(showing), Outgoing.state.in_(("sending", "sent", "unknown")), *older)
        .values(refresh_at=now)
        .execution_options(synchronize_session=False)
    )


def want_refresh_of(session: Session, workspace_id: int, beginning: str, now: datetime) -> None:
    """Asks for messages to be brought up to date, by the beginning of their reason."""
    found = (Outgoing.workspace_id == workspace_id, Outgoing.reason.startswith(beginning, autoescape=True))
    session.execute(
        update(Outgoing)
        .where(*found, Outgoing.state.in_(("sending", "sent", "unknown")))
        .values(refresh_at=now)
        .execution_options(synchronize_session=False)
    )


def refreshed(session: Session, outbox_id: int, claimed: datetime) -> bool:
    """Clears a refresh unless it was asked for again meanwhile."""
    change = update(Outgoing).where(Outgoing.id == outbox_id, Outgoing.refresh_at == claimed).values(refresh_at=None)
    return changed_one(session.execute(change))


def postpone_refresh(session: Session, outbox_id: int, claimed: datetime, at: datetime) -> bool:
    """Tries a refresh again later, unless it was asked for again meanwhile."""
    change = update(Outgoing).where(Outgoing.id == outbox_id, Outgoing.refresh_at == claimed).values(refresh_at=at)
    return changed_one(session.execute(change))
