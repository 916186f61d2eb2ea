"""What a home page shows of the reader's own tasks: what needs them now, and their next weeks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.facts import PersonRef, TaskLine
from jobs.handing_on import line_with_days
from jobs.lines import task_line
from jobs.notices import Nudge, NudgeItem, Tone
from jobs.rules.absences import merged
from jobs.rules.availability import Span
from jobs.rules.ladder import Step
from jobs.rules.slots import local_day
from jobs.use_cases.answers import Actor
from storage import tasks
from storage.tables import Task

WEEKS_SHOWN = 4


@dataclass(frozen=True)
class AheadTask:
    """A task to come that will be the reader's; `covers` is whom they stand in for."""

    task: TaskLine
    covers: PersonRef | None = None


@dataclass(frozen=True)
class Week:
    """A week from its Monday on, with the absences of the reader that begin in it, or before it in the first one."""

    monday: date
    tasks: tuple[AheadTask, ...] = ()
    away: tuple[Span, ...] = ()


@dataclass(frozen=True)
class OwnPart:
    """Everything in `needed` waits for the reader or was answered by them; empty weeks are left out of `weeks`."""

    needed: Nudge
    weeks: tuple[Week, ...]


def own_part(session: Session, company: Company, actor: Actor, now: datetime) -> OwnPart:
    """The reader's own part. What needs them now doesn't stand among their next weeks again."""
    today = local_day(now, actor.zone)
    last = _monday(today) + timedelta(days=7 * WEEKS_SHOWN - 1)
    rows = tasks.open_tasks(session, actor.workspace_id, last)
    theirs = [task for task in rows if _is_theirs(company, actor, task, now)]
    needed = [task for task in theirs if task.step >= Step.HEADS_UP or task.due_on <= today]
    ahead = [_ahead(company, actor, task) for task in theirs if task not in needed]
    items = sorted((_item(session, company, actor, task, today) for task in needed), key=lambda item: item.answered)
    return OwnPart(Nudge(actor.person, today, tuple(items)), _weeks(ahead, _absences(company, actor), today))


def _is_theirs(company: Company, actor: Actor, task: Task, now: datetime) -> bool:
    """They are responsible on the day it is due, or were asked to step in."""
    if task.step == Step.DEPUTY and task.asked_id == actor.person.id:
        return True
    responsible = company.responsible(task, task.activity, max(task.due_on, company.today(now)))
    return responsible is not None and responsible.id == actor.person.id


def _item(session: Session, company: Company, actor: Actor, task: Task, today: date) -> NudgeItem:
    tone = _tone(actor, task, today)
    return NudgeItem(
        task=line_with_days(session, task, company, today),
        tone=tone,
        deputy=company.ref(task.asked_id) if tone == "deputy_asked" else None,
        answered=bool(task.promised_until or task.snoozed_until or task.stall_reason),
    )


def _tone(actor: Actor, task: Task, today: date) -> Tone:
    if task.step == Step.DEPUTY:
        return "take_over" if task.asked_id == actor.person.id else "deputy_asked"
    if task.small_agreed:
        return "small_version"
    if task.due_on != today:
        return "again" if task.due_on < today else "heads_up"
    return "due"


def _ahead(company: Company, actor: Actor, task: Task) -> AheadTask:
    owner = company.ref(company.answers_for(task, task.activity))
    return AheadTask(task_line(task, company), owner if owner and owner.id != actor.person.id else None)


def _absences(company: Company, actor: Actor) -> tuple[Span, ...]:
    target = company.targets[actor.person.id]
    return merged(target.facts.absences, target.workdays)


def _weeks(ahead: Sequence[AheadTask], away: Iterable[Span], today: date) -> tuple[Week, ...]:
    ahead_or_now = [span for span in away if span.last is None or span.last >= today]
    mondays = (_monday(today) + timedelta(days=7 * number) for number in range(WEEKS_SHOWN))
    weeks = (
        Week(
            monday,
            tuple(one for one in ahead if _monday(max(one.task.due_on, today)) == monday),
            tuple(span for span in ahead_or_now if _monday(max(span.first, today)) == monday),
        )
        for monday in mondays
    )
    return tuple(week for week in weeks if week.tasks or week.away)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
