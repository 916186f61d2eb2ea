"""Events that were already acted on."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from storage.engine_tables import Inbound
from storage.upserts import insert_for


def is_new(session: Session, event_key: str, now: datetime) -> bool:
    """Stores the key; False when it was stored before."""
    insert = insert_for(session, Inbound).values(event_key=event_key[:255], received_at=now)
    stored = session.execute(insert.on_conflict_do_nothing().returning(Inbound.event_key))
    return stored.scalar_one_or_none() is not None


def forget_before(session: Session, instant: datetime) -> None:
    """Drops keys so old that no messenger repeats their events any more."""
    session.execute(delete(Inbound).where(Inbound.received_at < instant))
