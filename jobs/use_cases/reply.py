"""What people answer to a nudge."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from jobs.facts import StallReason
from jobs.rules.ladder import Step
from jobs.rules.slots import local_day
from jobs.use_cases.answers import Actor, Door, Replied
from jobs.use_cases.changing import NOTE_LIMIT, Changing, change
from jobs.use_cases.refusals import Refused

FARTHEST = timedelta(days=92)
_WAITING_FOR: dict[StallReason, str] = {"approval": "approval", "material": "material", "partner": "partner"}


def done(session: Session, actor: Actor, task_id: int, now: datetime, door: Door, note: str = "") -> Replied:
    """Finished."""
    changing = change(session, actor, task_id, now, door, "done")
    changing.end("done", note)
    changing.record("done", note=changing.task.note)
    return changing.replied("done")


def small(session: Session, actor: Actor, task_id: int, now: datetime, door: Door, note: str = "") -> Replied:
    """Finished in the small version."""
    changing = change(session, actor, task_id, now, door, "small")
    changing.end("small", note)
    changing.record("small", note=changing.task.note)
    return changing.replied("small")


def on_it(
    session: Session, actor: Actor, task_id: int, now: datetime, door: Door, until: date | None = None
) -> Replied:
    """Working on it: quiet until the promised day, the due day or the next working day if none is named."""
    changing = change(session, actor, task_id, now, door, "on_it")
    day = until or _promise(changing)
    _check_day(changing, day)
    changing.calm()
    # Whoever says so has the ball: where a partner would have it by themselves, that has to stand there.
    changing.task.waiting_for = "owner" if changing.task.activity.partner else None
    changing.task.promised_until = day
    changing.record("on_it", until=str(day))
    return changing.replied("on_it", on=day)


def _promise(changing: Changing) -> date:
    today = local_day(changing.now, changing.actor.zone)
    if changing.task.due_on > today:
        return changing.task.due_on
    target = changing.company.targets.get(changing.actor.person.id)
    return (target.workdays if target else changing.company.workdays).next(today)


def _check_day(changing: Changing, day: date) -> None:
    today = local_day(changing.now, changing.actor.zone)
    if day < today:
        raise Refused("date_past", on=day)
    if day > today + FARTHEST:
        raise Refused("date_too_far", on=day)


def blocked(
    session: Session, actor: Actor, task_id: int, now: datetime, door: Door, reason: StallReason, note: str = ""
) -> Replied:
    """Stalled for a reason: the coordinator gets a card within working hours."""
    changing = change(session, actor, task_id, now, door, "blocked")
    task = changing.task
    if task.stall_reason is None and task.step >= Step.COORDINATOR:  # the card they have knows of silence alone
        task.step, task.asked_id, task.asked_at = Step.DEPUTY, None, None
    changing.calm()
    task.stall_reason = reason
    task.waiting_for = _WAITING_FOR.get(reason, "owner")
    task.note = note.strip()[:NOTE_LIMIT] or None
    changing.record("blocked", reason=reason, note=task.note)
    return changing.replied("blocked")


def later(session: Session, actor: Actor, task_id: int, now: datetime, door: Door, on: date | None = None) -> Replied:
    """Nudge me later; the due date stays. Without a day: on the next working day."""
    changing = change(session, actor, task_id, now, door, "later")
    target = changing.company.targets.get(actor.person.id)
    workdays = target.workdays if target else changing.company.workdays
    today = local_day(now, actor.zone)
    day = on or workdays.next(today)
    _check_day(changing, day)
    if day == today:
        raise Refused("date_past", on=day)
    changing.calm()
    changing.task.snoozed_until = day
    changing.task.postponements += 1
    changing.record("later", until=str(day))
    return changing.replied("later", on=day)
