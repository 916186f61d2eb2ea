"""When the engine last completed a round."""

from datetime import datetime

from sqlalchemy.orm import Session

from storage.engine_tables import Heartbeat


def beat(session: Session, now: datetime) -> None:
    row = _row(session)
    row.last_tick_at = now


def last_beat(session: Session) -> datetime | None:
    found = session.get(Heartbeat, 1)
    return found.last_tick_at if found else None


def _row(session: Session) -> Heartbeat:
    found = session.get(Heartbeat, 1)
    if found is None:
        found = Heartbeat(id=1)
        session.merge(found)
        found = session.get_one(Heartbeat, 1)
    return found
