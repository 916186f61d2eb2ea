"""Takes back what a message did to a pause, exactly: the pause that held before, its reason, the state of each task."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.lines import task_line
from jobs.pauses import PAUSE_OVER
from jobs.rules.cadence_forms import AfterCompletion
from jobs.rules.cadence_text import parse_cadence
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor
from jobs.use_cases.cover_answers import PauseTakenBack
from jobs.use_cases.refusals import Refused
from jobs.use_cases.resting import follow
from jobs.use_cases.task_state import restore
from storage import history, outdated, pauses, plans, tasks
from storage.tables import Activity, TaskEvent

OF_PAUSES = ("paused", "resumed")


def forget_said(session: Session, actor: Actor, message: str, now: datetime) -> tuple[PauseTakenBack, ...]:
    """What this person said about pauses in one message holds no longer; Refused("went_on") where others built on it.

    A pause that has ended since, or was changed again, is built upon.
    """
    if not _said(session, actor, message):
        return ()
    # Like everything that changes a pause, this holds the company before any of its tasks.
    plans.workspace_for_change(session, actor.workspace_id)
    company = company_of(session, actor)
    said = _said(session, actor, message)
    events = [one for one in said if isinstance(one, TaskEvent)]
    activities = [one for one in said if isinstance(one, Activity)]
    affected = tasks.tasks_by_id(session, [event.task_id for event in events]).values()
    if any(task.activity not in activities for task in affected):
        raise Refused("went_on")
    for event in events:
        _restore_task(session, company, actor, event, now)
    return tuple(_restore(session, company, actor, activity, now) for activity in activities)


def _said(session: Session, actor: Actor, message: str) -> tuple[TaskEvent | Activity, ...]:
    """What this person's message did, to tasks and to activities, as far as it holds."""
    events = history.events_from(session, actor.workspace_id, message)
    activities = pauses.said_in(session, actor.workspace_id, message)
    return (
        *(one for one in events if one.kind in OF_PAUSES and one.person_id == actor.person.id),
        *(one for one in activities if _is_theirs(one, actor)),
    )


def _is_theirs(activity: Activity, actor: Actor) -> bool:
    before = activity.pause_before or {}
    return activity.state != "ended" and before.get("by") == actor.person.id


def _restore_task(session: Session, company: Company, actor: Actor, event: TaskEvent, now: datetime) -> None:
    task = tasks.task_for_change(session, event.task_id, actor.workspace_id)
    if task is None:
        raise Refused("gone")
    # What goes on is asked about at once; that alone is nothing anybody has built upon.
    if history.went_on(session, event, by_people=True):
        raise Refused("went_on", task=task_line(task, company))
    restore(task, event.data["before"])
    task.next_at = now if task.ended is None else None
    about = {"event": event.id}
    history.record(session, task, "retracted", now, door="message", person_id=actor.person.id, data=about)
    outdated.want_refresh(session, [task.id], now)


def _restore(session: Session, company: Company, actor: Actor, activity: Activity, now: datetime) -> PauseTakenBack:
    before, today = activity.pause_before or {}, company.today(now)
    activity.state = before["state"]
    activity.paused_until = _day(before["until"])
    activity.pause_reason = before["reason"]
    activity.pause_source, activity.pause_before = None, None
    session.flush()
    if isinstance(parse_cadence(activity.cadence), AfterCompletion):
        # Its next task may have been made meanwhile.
        plans.forget_untouched(session, [activity.id], today)
        activity.made_until = _day(before["made_until"])
    follow(session, actor, activity, today, now, "message")
    outdated.want_refresh_of(session, actor.workspace_id, PAUSE_OVER, now)
    return PauseTakenBack(today, activity.title, activity.paused_until)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
