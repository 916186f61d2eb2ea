"""What comes in is acted on once: the event's key is stored in the transaction that does the work."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from storage import inbound
from storage.database import Database

T = TypeVar("T")


def once(database: Database, event_key: str | None, now: datetime, work: Callable[[Session], T]) -> T | None:
    """What the work answers, or None when this event was acted on before. A refusal keeps nothing, the key included.

    Messengers deliver at least once, and people press twice; an event without a key can't repeat.
    """

    def guarded(session: Session) -> T | None:
        if event_key is not None and not inbound.is_new(session, event_key, now):
            return None
        return work(session)

    return database.write(guarded)
