"""Somebody is away, or there again. Why is never asked; who must act meanwhile follows at once.

Their own tasks can be handed to one deputy; what that deputy has not begun comes back with the person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from jobs.company import Company, load_company
from jobs.facts import PersonRef
from jobs.rules.absences import ended, merged
from jobs.rules.availability import Span
from jobs.rules.nudging import today_of
from jobs.use_cases.absence_foresight import AHEAD, AbsenceWish, Foresight, foreseen, noted, subject_of
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor, Door
from jobs.use_cases.changing import Changing
from jobs.use_cases.cover_answers import AbsenceNoted, AbsenceOver, KnownAbsence, WhichAbsence
from jobs.use_cases.refusals import Refused
from jobs.use_cases.returning import give_back
from jobs.use_cases.steer import give
from jobs.use_cases.task_state import state_of
from storage import absences, history, homes, outdated, plans, tasks
from storage.cover_tables import Absence
from storage.tables import Task


def whose(session: Session, actor: Actor, person_id: int | None) -> PersonRef:
    """Somebody whose absence the actor may enter; without a key the actor."""
    return subject_of(company_of(session, actor), actor, person_id)


def foresee(session: Session, actor: Actor, wish: AbsenceWish, now: datetime) -> AbsenceNoted:
    """What an absence would come to; nothing is changed."""
    return noted(actor, foreseen(session, company_of(session, actor), actor, wish, now), now)


def away(session: Session, actor: Actor, wish: AbsenceWish, now: datetime, door: Door) -> AbsenceNoted:
    """Somebody is not asked on these days, effective at once. What touches an absence that is known becomes one."""
    foresight = foreseen(session, _held(session, actor), actor, wish, now)
    answer = noted(actor, foresight, now)
    rows = _store(session, actor.workspace_id, foresight.person, foresight.spans, actor.message)
    _hand_over(session, actor, foresight, now, door)
    _follow_up(session, actor, foresight.company, foresight.person, now)
    ids = [row.id for row in rows if _span(row) in foresight.shown]
    return replace(answer, id=ids[0] if len(ids) == 1 else None)


def back(
    session: Session, actor: Actor, now: datetime, door: Door, person_id: int | None = None
) -> AbsenceOver | WhichAbsence:
    """The running absence ends as of today, or else one to come is dropped; of several somebody has to say which."""
    company = _held(session, actor)
    person = subject_of(company, actor, person_id)
    today = today_of(company.targets[person.id], now)
    known = _ahead(session, company, person, today)
    meant = [row for row in known if row.first_on <= today] or known
    if not meant:
        raise Refused("not_away", person=person)
    if len(meant) == 1:
        return _end(session, actor, person, meant[0], today, now, door)
    own = person.id == actor.person.id
    return WhichAbsence(today, person, own, tuple(KnownAbsence(row.id, _span(row)) for row in meant))


def back_from(session: Session, actor: Actor, absence_id: int | None, now: datetime, door: Door) -> AbsenceOver:
    """The same for one absence; Refused("gone") where it is over, or somebody has ended it before."""
    company = _held(session, actor)
    meant = next((row for row in company.absences if row.id == absence_id), None)
    if meant is None:
        raise Refused("gone")
    person = subject_of(company, actor, meant.person_id)
    today = today_of(company.targets[person.id], now)
    row = next((row for row in _ahead(session, company, person, today) if meant.first_on in _span(row)), None)
    if row is None:
        raise Refused("gone")
    return _end(session, actor, person, row, today, now, door)


def forget_said(session: Session, actor: Actor, message: str, now: datetime) -> tuple[AbsenceOver, ...]:
    """Takes back the absences that were said in one message, unless they have become part of others since."""
    if not absences.absences_said(session, actor.workspace_id, message):
        return ()
    company = _held(session, actor)
    found = absences.absences_said(session, actor.workspace_id, message)
    return tuple(_drop(session, actor, subject_of(company, actor, row.person_id), row, now) for row in found)


def _held(session: Session, actor: Actor) -> Company:
    """The company as it stands, while nobody else changes anybody's absences."""
    workspace = plans.workspace_for_change(session, actor.workspace_id)
    session.flush()
    session.expire_all()  # what was read before the lock may have changed while we waited for it
    return load_company(session, workspace)


def _span(row: Absence) -> Span:
    return Span(row.first_on, row.last_on)


def _store(
    session: Session, workspace_id: int, person: PersonRef, spans: Sequence[Span], said_in: str | None = None
) -> list[Absence]:
    """Writes the spans into as few rows, in order; every row that there was lies within one of them."""
    kept: dict[Span, Absence] = {}
    for row in absences.absences_of_person(session, workspace_id, person.id):
        span = next(one for one in spans if row.first_on in one)
        if span in kept:
            session.delete(row)
        kept.setdefault(span, row)
    for span in spans:
        if span not in kept:
            kept[span] = Absence(workspace_id=workspace_id, person_id=person.id, source=said_in and said_in[:120])
            session.add(kept[span])
        elif span != _span(kept[span]):
            kept[span].source = None
        kept[span].first_on, kept[span].last_on = span.first, span.last
    session.flush()
    return [kept[span] for span in spans]


def _hand_over(session: Session, actor: Actor, foresight: Foresight, now: datetime, door: Door) -> None:
    """The deputy who was named has the person's own tasks from now on; what stood before is kept with the event."""
    deputy, days = foresight.deputy, {one.task.id: one.day for one in foresight.falling if one.handed}
    if deputy is None or not days:
        return
    for task in absences.open_tasks_for_change(session, list(days)):
        span = next(span for span in foresight.shown if days[task.id] in span)
        absence = {
            "person": foresight.person.id,
            "first": str(span.first),
            "last": str(span.last) if span.last else None,
        }
        about = {"to": deputy.id, "absence": absence, "state": state_of(task)}
        give(Changing(session, actor, foresight.company, task, now, door), deputy.id)
        history.record(session, task, "covered", now, door=door, person_id=actor.person.id, data=about)


def _follow_up(session: Session, actor: Actor, company: Company, person: PersonRef, now: datetime) -> None:
    """Whoever must act now is found anew for everything the person may be asked about."""
    session.flush()
    rows = tasks.open_tasks(session, company.workspace.id, company.today(now) + AHEAD)
    ids = [task.id for task in rows if person.id in _involved(company, task)]
    tasks.look_again(session, ids, now)
    outdated.want_refresh(session, ids, now)
    homes.want_refresh(session, actor.workspace_id, now, first=actor.person.id)


def _involved(company: Company, task: Task) -> Iterable[int | None]:
    return (task.asked_id, *(facts.id for _, facts in company.chain(task, task.activity).links))


def _ahead(session: Session, company: Company, person: PersonRef, today: date) -> list[Absence]:
    """Somebody's absences that are not over, each in one row."""
    target = company.targets[person.id]
    rows = _store(session, company.workspace.id, person, merged(target.facts.absences, target.workdays))
    return [row for row in rows if row.last_on is None or row.last_on >= today]


def _end(
    session: Session, actor: Actor, person: PersonRef, row: Absence, today: date, now: datetime, door: Door
) -> AbsenceOver:
    span = _span(row)
    rest = ended(span, today)
    if rest is None:
        session.delete(row)
    else:
        row.last_on, row.source = rest.last, None
    return _over(session, actor, person, span, now, door, running=span.first <= today)


def _drop(session: Session, actor: Actor, person: PersonRef, row: Absence, now: datetime) -> AbsenceOver:
    """As if it had never been said."""
    session.delete(row)
    return _over(session, actor, person, _span(row), now, "message", running=False)


def _over(
    session: Session, actor: Actor, person: PersonRef, span: Span, now: datetime, door: Door, *, running: bool
) -> AbsenceOver:
    session.flush()
    company = company_of(session, actor)
    returned, stayed = give_back(session, actor, company, person.id, span, now, door)
    _follow_up(session, actor, company, person, now)
    own = person.id == actor.person.id
    return AbsenceOver(today_of(company.targets[person.id], now), person, own, span, running, returned, stayed)
