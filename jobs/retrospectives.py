"""The monthly retrospective: figures from the history, claimed once, kept exactly as posted."""

from collections import Counter
from dataclasses import asdict
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, cast

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from jobs.asking import MONTHLY
from jobs.company import Company, load_company
from jobs.facts import StallReason
from jobs.handing_on import waiting_by_party
from jobs.isolation import each_workspace
from jobs.notices import ChannelSilence, NextTask, RetrospectiveFigures
from jobs.rules.ball import Party, longest_first
from jobs.rules.retrospective import (
    Ended,
    TaskFact,
    longest_silence,
    month_end,
    next_month,
    posting_day,
    previous_month,
    tally,
)
from jobs.rules.slots import local_day, wall_instant
from storage import closings, history, outbox, retrospectives, tasks
from storage.database import Database
from storage.outbox import Draft
from storage.people import lock_workspace
from storage.tables import Task, Workspace

_FIGURES = TypeAdapter(RetrospectiveFigures)
_EXPIRES = timedelta(days=7)


def post_due(database: Database, now: datetime) -> None:
    """Writes down every retrospective whose time has come."""
    each_workspace(
        database,
        database.read(lambda session: retrospectives.workspaces_due(session, now)),
        partial(post_for_workspace, now=now),
    )


def post_for_workspace(session: Session, workspace_id: int, now: datetime) -> None:
    """Writes down one workspace's retrospective and when the next one is due."""
    workspace = lock_workspace(session, workspace_id)
    if workspace is None:
        return
    was_due = workspace.next_retrospective_at
    if was_due is not None and was_due > now:
        return  # another round was here between our looking and our locking
    company = load_company(session, workspace)
    workspace.next_retrospective_at = next_posting(company, now)
    if was_due is None:
        return
    month = previous_month(local_day(was_due, workspace.zone))
    figures = figures_of(session, company, month, now)
    if figures.planned == 0:
        return
    retrospective_id = retrospectives.claim(session, workspace_id, month, figures_to_json(figures), now)
    if retrospective_id is not None:
        _enqueue(session, company, month, retrospective_id, now)


def next_posting(company: Company, now: datetime) -> datetime:
    """The next first working day of a month, at the company's hour."""
    month = company.today(now).replace(day=1)
    at = _posting_at(company.workspace, company, month)
    return at if at > now else _posting_at(company.workspace, company, next_month(month))


def _posting_at(workspace: Workspace, company: Company, month: date) -> datetime:
    return wall_instant(posting_day(month, company.workdays), workspace.retrospective_at, workspace.zone)


def _enqueue(session: Session, company: Company, month: date, retrospective_id: int, now: datetime) -> None:
    coordinators = company.in_charge("coordinate")
    conversation = company.workspace.conversation
    if conversation is None and not coordinators:
        return
    draft = Draft(
        workspace_id=company.workspace.id,
        kind="retrospective",
        reason=f"retrospective / {month:%Y-%m}",
        data={"retrospective": retrospective_id},
        priority=MONTHLY,
        expires_at=now + _EXPIRES,
        conversation=conversation,
        recipient_id=None if conversation else coordinators[0],
    )
    outbox.enqueue(session, draft, now)


def figures_of(session: Session, company: Company, month: date, now: datetime) -> RetrospectiveFigures:
    """The month's figures as the history tells them at this instant."""
    last = month_end(month)
    closed = closings.fallen_away(session, company.workspace.id, month, last)  # as if they had never been planned
    found = tasks.tasks_between(session, company.workspace.id, month, last)
    rows = [row for row in found if _belongs(row, month) and row.id not in closed]
    counted = tally([_fact(row) for row in rows], company.workdays)
    zone = company.workspace.zone
    start, end = (wall_instant(day, datetime.min.time(), zone) for day in (month, next_month(month)))
    sent, answered, undelivered = retrospectives.noise(session, company.workspace.id, start, end)
    return RetrospectiveFigures(
        month=month,
        **asdict(counted),
        silences=_silences(session, company, month, now),
        stall_reasons=_stall_reasons(session, company.workspace.id, start, end),
        next_month=_next_month(session, company, next_month(month)),
        nudges_sent=sent,
        nudges_answered=answered,
        nudges_undelivered=undelivered,
        waiting=_waiting(session, company, month, now),
    )


def _belongs(row: Task, month: date) -> bool:
    """A task counts in the month for which it was planned, wherever it was moved since."""
    return month <= row.planned_on <= month_end(month)


def _fact(row: Task) -> TaskFact:
    ended = cast("Ended | None", row.ended)
    return TaskFact(row.planned_on, row.due_on, row.activity.tolerance, ended, row.ended_on, row.by_deputy)


def _silences(session: Session, company: Company, month: date, now: datetime) -> tuple[ChannelSilence, ...]:
    found = retrospectives.channel_outputs(session, company.workspace.id, month_end(month))
    until = company.today(now)
    silences = (
        ChannelSilence(one.name, longest_silence(one.outputs, one.begins, month, until), one.silence_limit)
        for one in found
        if one.begins <= month_end(month)
    )
    return tuple(sorted(silences, key=lambda one: (-one.longest_days, one.channel)))


def _stall_reasons(
    session: Session, workspace_id: int, start: datetime, end: datetime
) -> tuple[tuple[StallReason, int], ...]:
    events = history.events_between(session, workspace_id, start, end, ["blocked"])
    counted = Counter(cast("StallReason", event.data["reason"]) for event in events)
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _waiting(session: Session, company: Company, month: date, now: datetime) -> tuple[tuple[Party, int], ...]:
    until = min(next_month(month), company.today(now))
    asked = retrospectives.asked_about(session, company.workspace.id, month)
    return longest_first(waiting_by_party(session, company, asked, month, until))


def _next_month(session: Session, company: Company, month: date) -> tuple[NextTask, ...]:
    rows = tasks.tasks_between(session, company.workspace.id, month, month_end(month))
    return tuple(
        NextTask(row.due_on, row.activity.title, company.responsible(row, row.activity, row.due_on) is not None)
        for row in rows
        if row.ended is None and month <= row.due_on <= month_end(month)
    )


def figures_to_json(figures: RetrospectiveFigures) -> dict[str, Any]:
    """The figures as they are kept."""
    return cast("dict[str, Any]", _FIGURES.dump_python(figures, mode="json"))


def figures_from_json(stored: dict[str, Any]) -> RetrospectiveFigures:
    return _FIGURES.validate_python(stored)
