"""The transactions that settle messages of unknown outcome: perhaps delivered, to be looked up before anything else."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from jobs.claims import fold_older, sent_values, start_clocks
from jobs.composing import compose
from jobs.messenger import Destination, Receipt
from storage import outbox
from storage.database import Database
from storage.outbox_tables import Outgoing

_ABSENT_TWICE = 2


@dataclass(frozen=True)
class Sought:
    outbox_id: int
    token: int
    look_ups: int


@dataclass(frozen=True)
class Search:
    """All messages of one conversation whose outcome is unknown; one look-up settles them."""

    to: Destination
    since: datetime
    rows: tuple[Sought, ...]


def expire_leases(database: Database, *, now: datetime, settle: timedelta) -> None:
    """A sender that went silent may have posted: its rows become unknown."""

    def work(session: Session) -> None:
        for row in outbox.expired_leases(session, now):
            row.state = "unknown"
            row.next_try_at = (row.lease_until or now) + settle
            row.why = "its sender went silent"

    if database.read(lambda session: bool(outbox.silent_senders(session, now))):
        database.write(work)


def searches(database: Database, *, now: datetime, limit: int) -> tuple[Search, ...]:
    """What is to be looked up now, a conversation at a time."""

    def work(session: Session) -> tuple[Search, ...]:
        rows = outbox.to_look_up(session, now, limit)
        return tuple(_search(session, list(group), now) for _, group in groupby(rows, key=lambda row: row.lane))

    return database.read(work)


def _search(session: Session, rows: list[Outgoing], now: datetime) -> Search:
    composition = compose(session, rows[0], now, again=True)
    to = composition.to if composition else Destination("", rows[0].conversation or "")
    since = min(row.first_try_at or row.created_at for row in rows)
    return Search(to, since, tuple(Sought(row.id, row.token, row.look_ups) for row in rows))


def settle_search(
    database: Database, *, search: Search, found: dict[int, Receipt], now: datetime, settle: timedelta
) -> None:
    """Found: sent. Absent twice: never arrived, so it goes out again. Absent once: looked up once more."""

    def work(session: Session) -> None:
        for one in search.rows:
            receipt = found.get(one.outbox_id)
            if receipt is not None:
                if outbox.settle(session, one.outbox_id, one.token, states=("unknown",), **sent_values(receipt, now)):
                    start_clocks(session, one.outbox_id, now)
                    fold_older(session, one.outbox_id, now)
            elif one.look_ups + 1 >= _ABSENT_TWICE:
                again: dict[str, Any] = {
                    "state": "pending",
                    "next_try_at": now,
                    "why": "looked up twice, never arrived",
                }
                outbox.settle(session, one.outbox_id, one.token, states=("unknown",), **again)
            else:
                later: dict[str, Any] = {"look_ups": one.look_ups + 1, "next_try_at": now + settle / 2}
                outbox.settle(session, one.outbox_id, one.token, states=("unknown",), **later)

    database.write(work)


def look_up_later(database: Database, *, search: Search, at: datetime) -> None:
    def work(session: Session) -> None:
        for one in search.rows:
            outbox.settle(session, one.outbox_id, one.token, states=("unknown",), next_try_at=at)

    database.write(work)
