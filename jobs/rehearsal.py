"""Rehearses the days ahead with the real engine and takes everything back: which messages would go out on a day.

It supposes that every message arrives and that what becomes due before that day is done on its day; whoever is silent
now stays silent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from sqlalchemy.orm import Session

from jobs.asking import ASIDES_WAIT
from jobs.claims import start_clocks
from jobs.company import Company, company_in, load_company
from jobs.composing import compose
from jobs.deciding import decide_workspace
from jobs.facts import PersonRef
from jobs.forecasts import tell_for_workspace
from jobs.handovers import tell_in_workspace
from jobs.mail_notices import PartnerMail
from jobs.making import WEEKS_AHEAD, make_for_workspace
from jobs.notices import Notice, Nudge
from jobs.partner_mail import mail_for_workspace
from jobs.pauses import resume_for_workspace
from jobs.retrospectives import post_for_workspace
from jobs.rules.partner_mail import MAIL_AT
from jobs.rules.slots import local_day, wall_instant
from storage import outbox, tasks
from storage.outbox_tables import Outgoing
from storage.tables import Workspace

T = TypeVar("T")

FARTHEST = timedelta(weeks=WEEKS_AHEAD)


@dataclass(frozen=True)
class Foreseen:
    """A message that would go out: when, to whom, what, and why to them."""

    at: datetime
    to: PersonRef | None
    conversation: str | None
    partner: str | None
    notice: Notice
    why: str


@dataclass(frozen=True)
class FirstNudge:
    """When the first nudge of all would go out, and to whom."""

    at: datetime
    to: tuple[PersonRef, ...]


def rehearse(session: Session, workspace_id: int, on: date, now: datetime) -> tuple[Foreseen, ...]:
    """Every message of that day in the order of its time. Nothing it does is kept."""
    return _taken_back(session, lambda: _play(session, workspace_id, on, now))


def first_nudge(session: Session, workspace_id: int, now: datetime) -> FirstNudge | None:
    """The first nudge if the rhythm runs from now on; None if there is none within 13 weeks. Nothing is kept."""
    return _taken_back(session, lambda: _play_to_first_nudge(session, workspace_id, now))


def _taken_back(session: Session, work: Callable[[], T]) -> T:
    savepoint = session.begin_nested()
    try:
        return work()
    finally:
        savepoint.rollback()
        session.expire_all()


def _play_to_first_nudge(session: Session, workspace_id: int, now: datetime) -> FirstNudge | None:
    workspace = session.get_one(Workspace, workspace_id)
    workspace.held_since = None
    company = load_company(session, workspace)
    today = company.today(now)
    for day in (today + timedelta(days=number) for number in range(FARTHEST.days)):
        for at in _slots(company, day, now):
            _round(session, workspace_id, at)
            arrived = _arrive(session, workspace_id, at, keep=True)
            nudged = tuple(one.to for one in arrived if one.to is not None and isinstance(one.notice, Nudge))
            if nudged:
                return FirstNudge(at, nudged)
    return None


def _play(session: Session, workspace_id: int, on: date, now: datetime) -> tuple[Foreseen, ...]:
    session.get_one(Workspace, workspace_id).held_since = None
    company = load_company(session, session.get_one(Workspace, workspace_id))
    already_open = {task.id for task in tasks.open_tasks(session, workspace_id, company.today(now)) if task.step >= 1}
    foreseen: list[Foreseen] = []
    day = company.today(now)
    while day <= on:
        for at in _slots(company, day, now):
            _round(session, workspace_id, at)
            foreseen += _arrive(session, workspace_id, at, keep=day == on)
        if day < on:
            _suppose_done(session, workspace_id, day, already_open)
        day += timedelta(days=1)
    return tuple(foreseen)


def _slots(company: Company, day: date, now: datetime) -> list[datetime]:
    """The instants of a day at which anything can happen, from now on."""
    moments = {wall_instant(day, target.nudge_at, target.zone) for target in company.targets.values()}
    company_moments = (company.workspace.retrospective_at, MAIL_AT)
    moments |= {wall_instant(day, at, company.workspace.zone) for at in company_moments}
    ahead = {moment for moment in moments if moment > now}
    if local_day(now, company.workspace.zone) == day:
        ahead.add(now)
    return sorted(ahead)


def _round(session: Session, workspace_id: int, at: datetime) -> None:
    resume_for_workspace(session, workspace_id, at)
    make_for_workspace(session, workspace_id, at.date() + FARTHEST, at)
    session.flush()
    decide_workspace(session, workspace_id, at)
    tell_in_workspace(session, workspace_id, at)
    mail_for_workspace(session, workspace_id, at)
    tell_for_workspace(session, workspace_id, at)
    workspace = session.get_one(Workspace, workspace_id)
    if workspace.next_retrospective_at is None or workspace.next_retrospective_at <= at:
        post_for_workspace(session, workspace_id, at)
    session.flush()


def _arrive(session: Session, workspace_id: int, at: datetime, *, keep: bool) -> list[Foreseen]:
    """Everything pending arrives now; what arrives is told if it is to be kept."""
    foreseen = []
    for row in outbox.pending_of(session, workspace_id):
        if row.attempt == 0 and row.next_try_at > at + ASIDES_WAIT:
            continue
        composition = compose(session, row, at)
        if composition is not None and keep:
            foreseen.append(_foreseen(session, row, composition.composed.notice, at))
        _settle(session, row, at)
    return foreseen


def _foreseen(session: Session, row: Outgoing, notice: Notice, at: datetime) -> Foreseen:
    company = company_in(session, row.workspace_id)
    partner = next((one.name for one in company.partners.values() if one.id == row.partner_id), None)
    seen = notice.sealed() if isinstance(notice, PartnerMail) else notice
    return Foreseen(at, company.ref(row.recipient_id), row.conversation, partner, seen, row.reason)


def _settle(session: Session, row: Outgoing, at: datetime) -> None:
    row.state, row.sent_at = "sent", at
    session.flush()
    start_clocks(session, row.id, at)
    session.flush()


def _suppose_done(session: Session, workspace_id: int, day: date, but: set[int]) -> None:
    for task in tasks.open_tasks(session, workspace_id, day):
        if task.due_on <= day and task.id not in but:
            task.ended, task.ended_on, task.next_at = "done", day, None
    session.flush()
