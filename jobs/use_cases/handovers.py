"""Agreeing to a hand-over, naming somebody else for a task of it, and saying that one stands in, or can't.

Only whoever goes, or whoever coordinates, agrees and names; only whoever stands in says yes or no to it. Saying it
twice does no harm.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.facts import PersonRef, TaskLine
from jobs.falling import Acting, Falling, acting_on, falling_alone, span_with
from jobs.lines import task_line
from jobs.rules.availability import Span
from jobs.rules.nudging import today_of
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor, Door
from jobs.use_cases.changing import Changing
from jobs.use_cases.covering import cover
from jobs.use_cases.handover_answers import Declined, HandedOver, StandInChanged, TakenOn
from jobs.use_cases.refusals import Refused
from storage import absences, handovers, history, outdated, tasks
from storage.tables import Task


@dataclass(frozen=True)
class Leave:
    """An absence as a button speaks of it: whose, and on which day it begins. Both are untrusted."""

    person_id: int
    first: date


@dataclass(frozen=True)
class StandInChoice:
    """A task of an absence, who acts for it as things stand, and who could instead; the named deputies first."""

    task: TaskLine
    now_with: PersonRef | None
    candidates: tuple[PersonRef, ...]


def confirm(session: Session, actor: Actor, leave: Leave, now: datetime) -> HandedOver:
    """Whoever stands in is told from now on."""
    company = company_of(session, actor)
    who, span = _leave(company, actor, leave)
    if handovers.confirm(session, actor.workspace_id, who.id, leave.first, actor.person.id, now):
        handovers.look_at_once(session, actor.workspace_id, now)
    outdated.want_refresh_of(session, actor.workspace_id, f"handover / {who.id} / {leave.first} / ", now)
    acting = [acting_on(company, one.task, one.day) for one in _falling(session, company, who, span, now)]
    told = dict.fromkeys(one.by for one in acting if one.by is not None and not one.last_resort)
    left = sum(one.last_resort for one in acting)
    return HandedOver(company.today(now), who, who.id == actor.person.id, span, tuple(told), left)


def _leave(company: Company, actor: Actor, leave: Leave) -> tuple[PersonRef, Span]:
    """Whose absence it is; Refused for what is off, or not the actor's to speak of."""
    if leave.person_id != actor.person.id and not actor.coordinates:
        raise Refused("absence_of_others")
    return _known(company, leave)


def _known(company: Company, leave: Leave) -> tuple[PersonRef, Span]:
    who, span = company.ref(leave.person_id), span_with(company, leave.person_id, leave.first)
    if who is None or span is None:
        raise Refused("gone")
    return who, span


def _falling(session: Session, company: Company, who: PersonRef, span: Span, now: datetime) -> list[Falling]:
    return falling_alone(session, company, who.id, span, today_of(company.targets[who.id], now))


def choices(session: Session, actor: Actor, leave: Leave, task_id: int | None, now: datetime) -> StandInChoice:
    """Who could take a task of an absence; Refused("gone") for a task that doesn't fall into it."""
    company = company_of(session, actor)
    who, span = _leave(company, actor, leave)
    one = _of_leave(session, company, who, span, task_id, now)
    acting = acting_on(company, one.task, one.day)
    return StandInChoice(task_line(one.task, company), acting.by, _able(company, one, who))


def _of_leave(
    session: Session, company: Company, who: PersonRef, span: Span, task_id: int | None, now: datetime
) -> Falling:
    found = (one for one in _falling(session, company, who, span, now) if one.task.id == task_id)
    one = next(found, None)
    if one is None:
        raise Refused("gone")
    return one


def _able(company: Company, one: Falling, who: PersonRef) -> tuple[PersonRef, ...]:
    named = company.stand_ins(one.task, one.task.activity)
    members = (person.id for person in company.people.values() if person.standing == "member")
    order = (target for target in dict.fromkeys((*named, *members)) if target != who.id)
    there = (company.ref(target) for target in order if company.targets[target].available(one.day))
    return tuple(ref for ref in there if ref is not None)


def change_stand_in(
    session: Session, actor: Actor, leave: Leave, task_id: int | None, person_id: int | None, now: datetime, door: Door
) -> StandInChanged:
    """Somebody else takes the task meanwhile; it comes back if the absence ends early."""
    company = company_of(session, actor)
    who, span = _leave(company, actor, leave)
    one = _of_leave(session, company, who, span, task_id, now)
    by = next((ref for ref in _able(company, one, who) if ref.id == person_id), None)
    if by is None:
        raise Refused("person_unknown", person=company.ref(person_id))
    task = next(iter(absences.open_tasks_for_change(session, [one.task.id])), None)
    if task is None:
        raise Refused("gone")
    cover(Changing(session, actor, company, task, now, door), who, span, by.id)
    _follow_up(session, actor, [task.id], now)
    return StandInChanged(task_line(task, company), by, who, who.id == actor.person.id)


def accept(session: Session, actor: Actor, leave: Leave, now: datetime, door: Door) -> TakenOn:
    """The actor takes what they were told of and still have; Refused("gone") where that is nothing."""
    company = company_of(session, actor)
    who, span = _known(company, leave)
    told = handovers.standing_in(session, actor.workspace_id, who.id, leave.first, actor.person.id)
    found = sorted(absences.open_tasks_for_change(session, told), key=lambda task: (task.due_on, task.id))
    theirs = [task for task in found if _is_with(actor, _acting(company, task, span, now))]
    if not theirs:
        raise Refused("gone")
    for task in theirs:
        if _last_answer(session, task, actor) != "accepted":
            about = {"for": who.id, "first": str(leave.first)}
            history.record(session, task, "accepted", now, door=door, person_id=actor.person.id, data=about)
    outdated.want_refresh(session, [task.id for task in theirs], now)
    return TakenOn(who, tuple(task_line(task, company) for task in theirs))


def _is_with(actor: Actor, acting: Acting) -> bool:
    return acting.by is not None and acting.by.id == actor.person.id


def _acting(company: Company, task: Task, span: Span | None, now: datetime) -> Acting:
    day = max(task.due_on, company.today(now), span.first if span else date.min)
    return acting_on(company, task, day)


def _last_answer(session: Session, task: Task, actor: Actor) -> str | None:
    events = history.events_of(session, [task.id], ["accepted", "declined"])
    return next((event.kind for event in reversed(events) if event.person_id == actor.person.id), None)


def decline(session: Session, actor: Actor, task_id: int | None, now: datetime, door: Door) -> Declined:
    """The actor can't stand in; the next in line is told, in the end whoever coordinates."""
    company = company_of(session, actor)
    task = tasks.task_for_change(session, task_id or 0, actor.workspace_id)
    if task is None:
        raise Refused("gone")
    if task.ended is not None:
        raise Refused("already_ended", task=task_line(task, company))
    if actor.person.id not in (task.declined or ()):
        _check_standing_in(company, actor, task)
        _step_back(session, actor, task, now, door)
    acting = _acting(company, task, None, now)
    return Declined(task_line(task, company), acting.by, acting.last_resort)


def _check_standing_in(company: Company, actor: Actor, task: Task) -> None:
    """Only whoever stands in can step back: not who owns the task, and not whoever it doesn't reach."""
    activity, person_id = task.activity, actor.person.id
    own = person_id in (company.owner_of(task, activity), company.contact_for(activity))
    if own or person_id not in (task.holder_id, *company.stand_ins(task, activity)):
        raise Refused("not_yours", task=task_line(task, company))


def _step_back(session: Session, actor: Actor, task: Task, now: datetime, door: Door) -> None:
    person_id = actor.person.id
    task.declined = [*(task.declined or ()), person_id]
    if task.holder_id == person_id:
        task.holder_id = None
    if task.asked_id == person_id:
        task.promised_until = task.snoozed_until = None
    history.record(session, task, "declined", now, door=door, person_id=person_id)
    _follow_up(session, actor, [task.id], now)


def _follow_up(session: Session, actor: Actor, task_ids: list[int], now: datetime) -> None:
    session.flush()
    tasks.look_again(session, task_ids, now)
    outdated.want_refresh(session, task_ids, now)
    handovers.look_at_once(session, actor.workspace_id, now)
