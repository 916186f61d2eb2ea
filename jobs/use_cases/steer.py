"""How a task's course is changed: moved, skipped, taken over, given to somebody else, passed on."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from jobs.asking import enqueue_decisions
from jobs.rules.ladder import Ask, Step
from jobs.rules.nudging import first_available, today_of
from jobs.rules.slots import local_day
from jobs.use_cases.answers import Actor, Door, Replied
from jobs.use_cases.changing import Changing, change
from jobs.use_cases.refusals import Refused
from jobs.use_cases.reply import FARTHEST


def move(session: Session, actor: Actor, task_id: int, now: datetime, door: Door, to: date) -> Replied:
    """Another day for this occurrence alone; the series stays where it is."""
    changing = change(session, actor, task_id, now, door, "move")
    _check_future(changing, to, FARTHEST)
    task = changing.task
    before = task.due_on
    changing.calm()
    _start_over(changing)
    task.due_on = to
    task.postponements += 1
    changing.record("moved", before=str(before), to=str(to))
    return changing.replied("moved", on=to)


def _check_future(changing: Changing, day: date, farthest: timedelta) -> None:
    today = local_day(changing.now, changing.actor.zone)
    if day < today:
        raise Refused("date_past", on=day)
    if day > today + farthest:
        raise Refused("date_too_far", on=day)


def _start_over(changing: Changing) -> None:
    """The ladder begins anew, with the policy of the day."""
    task = changing.task
    task.step = Step.NONE
    task.asked_id = None
    task.asked_at = None
    task.policy = None


def skip(session: Session, actor: Actor, task_id: int, now: datetime, door: Door, reason: str) -> Replied:
    """Lets one occurrence fall away, with a reason that stays in the history."""
    changing = change(session, actor, task_id, now, door, "skip")
    if not reason.strip():
        raise Refused("reason_missing")
    changing.end("skipped", reason)
    changing.record("skipped", reason=changing.task.note)
    return changing.replied("skipped")


def take_over(session: Session, actor: Actor, task_id: int, now: datetime, door: Door) -> Replied:
    """The actor takes the task; they know of it, so the clock of the due day runs from now."""
    changing = change(session, actor, task_id, now, door, "take_over")
    task = changing.task
    changing.calm()
    task.holder_id = actor.person.id
    if task.step >= Step.DUE:
        task.step = Step.DUE
        task.asked_id = actor.person.id
        task.asked_at = now
    changing.record("taken")
    return changing.replied("taken", person_id=actor.person.id)


def reassign(session: Session, actor: Actor, task_id: int, now: datetime, door: Door, person_id: int) -> Replied:
    """Somebody else has the task from now on; they are told within their working hours."""
    changing = change(session, actor, task_id, now, door, "reassign")
    target = changing.company.targets.get(person_id)
    if target is None or not target.available(today_of(target, now)):
        raise Refused("person_unknown", person=changing.company.ref(person_id))
    give(changing, person_id)
    changing.record("reassigned", to=person_id)
    return changing.replied("reassigned", person_id=person_id)


def give(changing: Changing, person_id: int) -> None:
    """Lets somebody else hold the task. Where it is due they are asked at once, or else from the heads-up on."""
    task = changing.task
    had_it = task.asked_id or changing.company.answers_for(task, task.activity)
    changing.calm()
    task.holder_id = person_id
    task.postponements = 0
    if task.step >= Step.DUE:
        task.step, task.asked_id, task.asked_at = Step.DUE, had_it, changing.now
    else:
        _start_over(changing)


def shrink(session: Session, actor: Actor, task_id: int, now: datetime, door: Door) -> Replied:
    """The small version is agreed to be enough; whoever is responsible is told with their next nudge."""
    changing = change(session, actor, task_id, now, door, "shrink")
    task = changing.task
    changing.calm()
    task.small_agreed = True
    task.postponements = 0
    task.step, task.asked_id, task.asked_at = Step.DUE, None, None
    task.snoozed_until = changing.today
    changing.record("shrunk")
    responsible = changing.company.responsible(task, task.activity, changing.today)
    return changing.replied("shrunk", person_id=responsible.id if responsible else None)


def ask_decider(session: Session, actor: Actor, task_id: int, now: datetime, door: Door) -> Replied:
    """Puts the stall before whoever decides, now."""
    changing = change(session, actor, task_id, now, door, "ask_decider")
    task, company = changing.task, changing.company
    deciders = tuple(one for one in company.cast(task, task.activity).deciders if one.id != actor.person.id)
    target = first_available(deciders, changing.today)
    if target is None:
        raise Refused("nobody_decides")
    if task.step < Step.DECIDER or task.asked_id != target.id:  # a second press tells nobody twice
        ask = Ask(Step.DECIDER, target.id, "blocked" if task.stall_reason else "silence")
        enqueue_decisions(session, company, [(task, ask)], now)
        task.step, task.asked_id, task.asked_at, task.next_at = Step.DECIDER, target.id, None, None
        changing.record("passed_on", to=target.id)
    return changing.replied("passed_on", person_id=target.id)
