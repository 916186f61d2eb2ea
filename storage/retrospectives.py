"""Queries of the monthly retrospective."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from storage.outbox_tables import Outgoing, OutgoingTask
from storage.tables import Activity, Channel, Retrospective, Task, TaskEvent, Workspace

_ANSWERED_WITHIN = timedelta(hours=24)


@dataclass(frozen=True)
class ChannelOutputs:
    """The days on which a channel showed a sign of life, and since when it is looked at."""

    name: str
    silence_limit: int | None
    begins: date
    outputs: tuple[date, ...]


def workspaces_due(session: Session, now: datetime) -> list[int]:
    """Workspaces whose retrospective is due, or whose next one was never set; not those still being set up."""
    due = or_(Workspace.next_retrospective_at.is_(None), Workspace.next_retrospective_at <= now)
    query = select(Workspace.id).where(due, Workspace.held_since.is_(None))
    return list(session.scalars(query.order_by(Workspace.id)))


def of_month(session: Session, workspace_id: int, month: date) -> Retrospective | None:
    query = select(Retrospective).where(Retrospective.workspace_id == workspace_id, Retrospective.month == month)
    return session.scalars(query).one_or_none()


def claim(session: Session, workspace_id: int, month: date, figures: dict[str, Any], now: datetime) -> int | None:
    """Keeps the figures under the lock of the workspace; None when the month was claimed before."""
    if of_month(session, workspace_id, month) is not None:
        return None
    row = Retrospective(workspace_id=workspace_id, month=month, figures=figures, made_at=now)
    session.add(row)
    session.flush()
    return row.id


def channel_outputs(session: Session, workspace_id: int, until: date) -> list[ChannelOutputs]:
    """Every channel with an activity, and the days on which one of its tasks was done."""
    begins = (
        select(Channel.id, Channel.name, Channel.silence_limit, func.min(Activity.starts_on))
        .join(Activity, Activity.channel_id == Channel.id)
        .where(Channel.workspace_id == workspace_id, Activity.state != "ended")
        .group_by(Channel.id, Channel.name, Channel.silence_limit)
        .order_by(Channel.name)
    )
    return [
        ChannelOutputs(name, limit, first, tuple(_done_days(session, channel_id, until)))
        for channel_id, name, limit, first in session.execute(begins)
    ]


def _done_days(session: Session, channel_id: int, until: date) -> list[date]:
    query = (
        select(Task.ended_on)
        .join(Activity, Activity.id == Task.activity_id)
        .where(Activity.channel_id == channel_id, Task.ended.in_(("done", "small")), Task.ended_on <= until)
        .distinct()
        .order_by(Task.ended_on)
    )
    return [day for day in session.scalars(query) if day is not None]


def asked_about(session: Session, workspace_id: int, first: date) -> list[Task]:
    """Tasks that somebody was asked about and that were still open on a day, or later."""
    query = (
        select(Task)
        .options(joinedload(Task.activity))
        .where(
            Task.workspace_id == workspace_id,
            or_(Task.ended.is_(None), Task.ended_on >= first),
            exists().where(TaskEvent.task_id == Task.id, TaskEvent.kind == "asked"),
        )
        .order_by(Task.id)
    )
    return list(session.scalars(query))


def noise(session: Session, workspace_id: int, start: datetime, end: datetime) -> tuple[int, int, int]:
    """The bot about itself: nudges sent, answered within a day, not delivered; from start up to, not including, end."""
    nudges = select(Outgoing.id, Outgoing.sent_at).where(
        Outgoing.workspace_id == workspace_id,
        Outgoing.kind == "nudge",
        Outgoing.sent_at >= start,
        Outgoing.sent_at < end,
    )
    sent = {outbox_id: at for outbox_id, at in session.execute(nudges) if at is not None}
    undelivered = select(func.count()).where(
        Outgoing.workspace_id == workspace_id,
        Outgoing.state == "dead",
        Outgoing.created_at >= start,
        Outgoing.created_at < end,
    )
    return len(sent), len(_answered(session, workspace_id, sent)), session.scalar(undelivered) or 0


def _answered(session: Session, workspace_id: int, sent: dict[int, datetime]) -> set[int]:
    if not sent:
        return set()
    replies = (
        select(OutgoingTask.outbox_id, TaskEvent.at)
        .join(TaskEvent, TaskEvent.task_id == OutgoingTask.task_id)
        .where(
            TaskEvent.workspace_id == workspace_id,
            TaskEvent.door != "engine",
            OutgoingTask.step >= 0,  # not what a message only carries along
            TaskEvent.at >= min(sent.values()),
        )
    )
    return {
        outbox_id
        for outbox_id, at in session.execute(replies)
        if outbox_id in sent and sent[outbox_id] <= at <= sent[outbox_id] + _ANSWERED_WITHIN
    }
