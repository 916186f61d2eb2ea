"""The transactions that bring messages up to date after they were sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from jobs.composing import compose
from jobs.messenger import Destination
from jobs.notices import Composed
from storage import outdated
from storage.database import Database
from storage.outbox_tables import Outgoing

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Refresh:
    """A message that was sent and is to show the truth again."""

    outbox_id: int
    claimed: datetime
    composed: Composed
    to: Destination
    receipt: str


def claim_refreshes(database: Database, *, now: datetime, limit: int, lease: timedelta) -> tuple[Refresh, ...]:
    """Takes messages to bring up to date. Their wish stays until it is fulfilled, in case this process dies."""

    def work(session: Session) -> tuple[Refresh, ...]:
        return tuple(
            refresh
            for row in outdated.to_refresh(session, now, limit)
            if (refresh := _claim_refresh(session, row, now, lease)) is not None
        )

    if not database.read(lambda session: outdated.anything_outdated(session, now)):
        return ()
    return database.write(work)


def _claim_refresh(session: Session, row: Outgoing, now: datetime, lease: timedelta) -> Refresh | None:
    try:
        composition = compose(session, row, now, again=True)
    except Exception:
        log.exception("a message can't be composed again", action="notice.uncomposable", outbox=row.id, kind=row.kind)
        composition = None
    if composition is None or row.receipt is None:
        row.refresh_at = None
        return None
    row.refresh_at = now + lease
    return Refresh(row.id, row.refresh_at, composition.composed, composition.to, row.receipt)


def finish_refresh(database: Database, *, refresh: Refresh) -> None:
    database.write(lambda session: outdated.refreshed(session, refresh.outbox_id, refresh.claimed))


def refresh_later(database: Database, *, refresh: Refresh, at: datetime) -> None:
    database.write(lambda session: outdated.postpone_refresh(session, refresh.outbox_id, refresh.claimed, at))
