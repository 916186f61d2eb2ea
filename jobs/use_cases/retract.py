"""Follows a message that was edited or deleted: what it had done is taken back, unless things have gone on since."""

from datetime import datetime

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.facts import TaskLine
from jobs.handing_on import handed_on
from jobs.lines import task_line
from jobs.rules.cadence_forms import AfterCompletion
from jobs.rules.cadence_text import parse_cadence
from jobs.use_cases import pauses_taken_back
from jobs.use_cases.absences import forget_said
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor, TakenBack
from jobs.use_cases.refusals import Refused
from jobs.use_cases.task_state import restore, state_of
from storage import decisions, history, homes, lessons, outdated, plans, tasks
from storage.tables import Task, TaskEvent


def retract(session: Session, actor: Actor, message: str, now: datetime) -> TakenBack:
    """Takes back what this person did by a message; Refused("went_on") where that would undo somebody's later step.

    A message that did nothing, or somebody else's, takes nothing back.
    """
    # Absences and pauses first: like everything that changes one, this holds the company before any of its tasks.
    absences = forget_said(session, actor, message, now)
    pauses = pauses_taken_back.forget_said(session, actor, message, now)
    company = company_of(session, actor)
    events = history.events_from(session, actor.workspace_id, message)
    own = [event for event in events if event.person_id == actor.person.id and "before" in event.data]
    tasks_back = tuple(_take_back(session, company, actor, event, now) for event in own)
    said = (session, actor.workspace_id, message, actor.person.id)
    words = (*lessons.forget_said(*said), *decisions.forget_said(*said))
    if words:
        homes.want_refresh(session, actor.workspace_id, now, first=actor.person.id)
    return TakenBack(tasks_back, words, absences, pauses)


def _take_back(session: Session, company: Company, actor: Actor, event: TaskEvent, now: datetime) -> TaskLine:
    task = tasks.task_for_change(session, event.task_id, actor.workspace_id)
    if task is None:
        raise Refused("gone")
    # Whoever was back has been asked at once; that alone is nothing they have built upon.
    if history.went_on(session, event, by_people=event.kind == "given_back"):
        raise Refused("went_on", task=task_line(task, company))
    before = state_of(task)
    restore(task, event.data["before"])
    task.next_at = now if task.ended is None else None
    forget_follow_up(session, company, task, now)
    handed_on(session, task, before, now, "message", actor.person.id)
    about = {"event": event.id}
    history.record(session, task, "retracted", now, door="message", person_id=actor.person.id, data=about)
    session.flush()
    outdated.want_refresh(session, [task.id], now)
    return task_line(task, company)


def forget_follow_up(session: Session, company: Company, task: Task, now: datetime) -> None:
    """A rhythm that counts from completion may have made its next task already."""
    if task.ended is None and isinstance(parse_cadence(task.activity.cadence), AfterCompletion):
        plans.forget_untouched(session, [task.activity_id], company.today(now))
        task.activity.made_until = None
