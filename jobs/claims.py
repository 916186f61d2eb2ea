"""The transactions of sending: each claims or settles rows of the outbox and does nothing else.

The clock of a task's ladder starts here, at the confirmed delivery of the question, and nowhere earlier.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.orm import Session

from jobs.company import company_in
from jobs.composing import compose
from jobs.messenger import Destination, Receipt, TryLater
from jobs.notices import Composed
from jobs.rules.nudging import opening, today_of
from jobs.undelivered import tell_undelivered
from storage import outbox, outdated, tasks
from storage.database import Database
from storage.outbox_tables import Outgoing
from storage.people import addresses_of
from storage.tables import Workspace

log = structlog.get_logger(__name__)

_PUT_OFF = timedelta(minutes=15)
_EXPIRED = "expired: it would have come too late"
_QUIET = "nothing is said outside working hours"
_AT_ANY_TIME = ("greeting", "appointed")
"""They answer somebody who is there at this very moment."""


@dataclass(frozen=True)
class Claim:
    """A message that is ours to post, once."""

    outbox_id: int
    workspace_id: int
    kind: str
    token: int
    attempt: int
    lane: str
    recipient_id: int | None
    composed: Composed
    to: Destination


@dataclass(frozen=True)
class Batch:
    claims: tuple[Claim, ...]
    dropped: int


def claim(database: Database, *, now: datetime, limit: int, lease: timedelta, spacing: timedelta) -> Batch:
    """Takes what is due, one message a conversation; what is expired or has nothing left to say is dropped."""

    def work(session: Session) -> Batch:
        taken: list[Claim] = []
        dropped = 0
        for row in outbox.claimable(session, now, limit):
            outcome = _claim_row(session, row, now, lease, spacing)
            if isinstance(outcome, Claim):
                taken.append(outcome)
            dropped += outcome is None
        return Batch(tuple(taken), dropped)

    if not database.read(lambda session: outbox.anything_pending(session, now)):
        return Batch((), 0)
    return database.write(work)


def _claim_row(
    session: Session, row: Outgoing, now: datetime, lease: timedelta, spacing: timedelta
) -> Claim | str | None:
    """The claim; None when the row was dropped; a reason when it waits."""
    if row.expires_at <= now:
        _drop(session, row, "stale", _EXPIRED, now)
        return None
    try:
        composition = compose(session, row, now)
    except Exception:
        log.exception("a notice can't be composed", action="notice.uncomposable", outbox=row.id, kind=row.kind)
        row.next_try_at, row.why = now + _PUT_OFF, "it can't be composed; see the log"
        return row.why
    if composition is None:
        _drop(session, row, "stale", "nothing is left to say", now)
        return None
    may_at = _may_speak_at(session, row, now)
    if may_at > now:
        row.next_try_at, row.why = may_at, _QUIET
        return row.why
    free_at = outbox.take_lane(session, row.lane, now, spacing)
    if free_at is not None:
        row.next_try_at = free_at
        return "the conversation is not free yet"
    _leave_out(session, row, composition.left_out)
    return Claim(
        outbox_id=row.id,
        workspace_id=row.workspace_id,
        kind=row.kind,
        token=outbox.mark_sending(session, row, now, lease),
        attempt=row.attempt,
        lane=row.lane,
        recipient_id=row.recipient_id,
        composed=composition.composed,
        to=composition.to,
    )


def _may_speak_at(session: Session, row: Outgoing, now: datetime) -> datetime:
    """From when the message may go out: what was held up by a fault or a rest of ours comes by day all the same."""
    company = company_in(session, row.workspace_id)
    target = company.targets.get(row.recipient_id or 0)
    if row.partner_id is not None or row.kind in _AT_ANY_TIME or (row.recipient_id and target is None):
        return now
    if target is None:
        return company.opening(now)
    return opening(target, today_of(target, now), now)


def _drop(session: Session, row: Outgoing, state: str, why: str, now: datetime) -> None:
    row.state = state
    row.why = why
    _ask_anew(session, row, now)


def _leave_out(session: Session, row: Outgoing, task_ids: Sequence[int]) -> None:
    """Tasks that were answered meanwhile vanish from the message before it is first shown."""
    if not task_ids:
        return
    row.data = {
        **row.data,
        "items": [item for item in row.data["items"] if item["task"] not in task_ids],
        "waiting": [task_id for task_id in row.data.get("waiting", []) if task_id not in task_ids],
    }
    for shown in outbox.tasks_of(session, row.id):
        if shown.task_id in task_ids:
            session.delete(shown)


def _ask_anew(session: Session, row: Outgoing, now: datetime, wait: timedelta = timedelta()) -> None:
    """The question was not put: its step counts as not taken, and the engine looks at the tasks again.

    Not where somebody else is being asked meanwhile.
    """
    shown = [one for one in outbox.tasks_of(session, row.id) if one.asks]
    rows = tasks.tasks_by_id(session, [one.task_id for one in shown])
    for one in shown:
        task = rows.get(one.task_id)
        if task is None or task.ended is not None or task.step != one.step or task.asked_at is not None:
            continue
        if task.asked_id not in (None, row.recipient_id):
            continue
        task.step = one.step - 1
        task.asked_id = None
        # Steps that count from a delivery need one: the step below was delivered long ago, so it counts from now.
        task.asked_at = now if task.step >= 1 else None
        task.next_at = task.next_at or now + wait


def delivered(database: Database, *, claim: Claim, receipt: Receipt, now: datetime) -> None:
    """The messenger confirmed it: the ladder's clock starts."""

    def work(session: Session) -> None:
        if outbox.settle(session, claim.outbox_id, claim.token, **sent_values(receipt, now)):
            start_clocks(session, claim.outbox_id, now)
            fold_older(session, claim.outbox_id, now)
            _remember_route(session, claim, receipt)

    database.write(work)


def sent_values(receipt: Receipt, now: datetime) -> dict[str, Any]:
    """What a confirmed delivery changes in its row."""
    return {"state": "sent", "receipt": receipt.value, "sent_at": now, "lease_until": None, "why": None}


def start_clocks(session: Session, outbox_id: int, now: datetime) -> None:
    """The tasks that a message asks about are waited for from now on, the moment of its confirmed delivery."""
    shown = [one for one in outbox.tasks_of(session, outbox_id) if one.asks]
    rows = tasks.tasks_by_id(session, [one.task_id for one in shown])
    for one in shown:
        task = rows.get(one.task_id)
        if task is None or task.ended is not None or task.step != one.step:
            continue
        task.asked_at = now
        task.next_at = task.next_at or now


def fold_older(session: Session, outbox_id: int, now: datetime) -> None:
    """Older nudges to the same person lose the buttons of what a newer one shows, once it verifiably arrived."""
    row = session.get_one(Outgoing, outbox_id)
    shown = [one.task_id for one in outbox.tasks_of(session, outbox_id)]
    if row.kind == "nudge" and shown:
        outdated.want_refresh(session, shown, now, before=row)


def _remember_route(session: Session, claim: Claim, receipt: Receipt) -> None:
    """The messenger's own way to the recipient, learned from its answer."""
    if claim.recipient_id is None:
        workspace = session.get_one(Workspace, claim.workspace_id)
        if workspace.conversation == claim.to.external_id:
            workspace.conversation_route = receipt.route
        return
    address = addresses_of(session, [claim.recipient_id]).get(claim.recipient_id)
    if address is not None and address.route != receipt.route:
        address.route = receipt.route


def try_later(database: Database, *, claim: Claim, fault: TryLater, at: datetime) -> None:
    """Certainly not delivered: back to pending, and the conversation rests as long as the messenger asked."""

    def work(session: Session) -> None:
        values: dict[str, Any] = {"state": "pending", "next_try_at": at, "lease_until": None, "why": fault.why}
        if outbox.settle(session, claim.outbox_id, claim.token, **values) and fault.after:
            workspace = claim.workspace_id if fault.whole_workspace else None
            outbox.hold_lane(session, workspace, claim.lane, at)

    database.write(work)


def give_back(database: Database, *, claim: Claim, now: datetime) -> None:
    """Never posted, because the claim had grown too old."""
    values: dict[str, Any] = {
        "state": "pending",
        "next_try_at": now,
        "lease_until": None,
        "why": "claimed too long ago",
    }
    database.write(lambda session: outbox.settle(session, claim.outbox_id, claim.token, **values))


def leave_unknown(database: Database, *, claim: Claim, why: str, look_up_at: datetime) -> None:
    """Perhaps delivered: to be looked up after the settle time."""
    values: dict[str, Any] = {"state": "unknown", "next_try_at": look_up_at, "lease_until": None, "why": why}
    database.write(lambda session: outbox.settle(session, claim.outbox_id, claim.token, **values))


def bury(database: Database, *, claim: Claim, why: str, now: datetime) -> None:
    """Can't be delivered: the coordinator learns of it, the tasks are looked at again tomorrow."""

    def work(session: Session) -> None:
        values: dict[str, Any] = {"state": "dead", "lease_until": None, "why": why}
        if outbox.settle(session, claim.outbox_id, claim.token, **values):
            _ask_anew(session, session.get_one(Outgoing, claim.outbox_id), now, wait=timedelta(days=1))
            tell_undelivered(session, claim.outbox_id, why, now)

    database.write(work)


def seconds_to_wait(database: Database, *, now: datetime, spacing: float) -> float | None:
    """How long until the spacing of a conversation lets something out; None when nothing waits for that."""
    at = database.read(outbox.next_attention)
    if at is None:
        return None
    wait = (at - now).total_seconds()
    return max(0.0, wait) if wait <= 2 * spacing else None
