"""Decides what is said about the tasks whose time has come, and writes it down, a workspace at a time.

Everything about one workspace happens in one transaction under its lock, because all of a person's tasks at one slot
belong in one message.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

import structlog
from sqlalchemy.orm import Session

from jobs.asking import (
    enqueue_decisions,
    enqueue_escalations,
    enqueue_nobody,
    enqueue_nudges,
    immediate_cards_left,
)
from jobs.cases import case_of
from jobs.company import Company, load_company
from jobs.isolation import each_workspace
from jobs.rules.cadence_forms import AfterCompletion, EveryWorkingDay
from jobs.rules.cadence_text import parse_cadence
from jobs.rules.escalation import given_up_at, next_move
from jobs.rules.ladder import Ask, Cast, Lapse, Look, Move, Nobody, Rest, Step
from jobs.rules.nudging import Target, today_of
from storage import history, outbox, outdated, tasks
from storage.database import Database
from storage.people import lock_workspace
from storage.tables import Task

log = structlog.get_logger(__name__)

_AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Asked:
    """A task and the decision to ask somebody about it."""

    task: Task
    ask: Ask


def decide_due(database: Database, now: datetime) -> None:
    """Decides about every task that is due to be looked at."""
    each_workspace(
        database,
        database.read(lambda session: tasks.workspaces_with_due_tasks(session, now)),
        partial(decide_workspace, now=now),
    )


def decide_workspace(session: Session, workspace_id: int, now: datetime) -> None:
    """Decides about one workspace's due tasks; does nothing while another process does."""
    workspace = lock_workspace(session, workspace_id)
    if workspace is None:
        return
    company = load_company(session, workspace)
    due = tasks.due_tasks(session, workspace_id, now)
    lapse_superseded(session, company, due, now)
    asked, without_anyone = _decide(session, company, [task for task in due if task.ended is None], now)
    _write_down(session, company, asked, now)
    _say_that_nobody_is_there(session, company, without_anyone, now)


def lapse_superseded(session: Session, company: Company, due: Iterable[Task], now: datetime) -> None:
    """Of an activity's open tasks that are due, only the latest stays; the older ones lapse in the history.

    Latest by the day they are due: what was moved is not over before its new day. Nothing daily is made up for.
    """
    today = company.today(now)
    activities = sorted({task.activity_id for task in due if task.due_on <= today})
    by_activity: dict[int, list[Task]] = defaultdict(list)
    for task in tasks.open_siblings(session, activities, today):
        by_activity[task.activity_id].append(task)
    for siblings in by_activity.values():
        latest = max(siblings, key=lambda task: (task.due_on, task.nominal_on))
        for task in siblings:
            if task is not latest or _is_missed_day(task, today):
                _lapse(session, task, now, today)


def _is_missed_day(task: Task, today: date) -> bool:
    return task.due_on < today and isinstance(parse_cadence(task.activity.cadence), EveryWorkingDay)


def _lapse(session: Session, task: Task, now: datetime, today: date) -> None:
    task.ended = "lapsed"
    task.ended_on = today
    task.next_at = None
    if isinstance(parse_cadence(task.activity.cadence), AfterCompletion):
        task.activity.made_until = None  # what counts from completion goes on from here
    history.record(session, task, "lapsed", now, door="engine")
    outdated.want_refresh(session, [task.id], now)


def _decide(session: Session, company: Company, due: list[Task], now: datetime) -> tuple[list[Asked], list[Task]]:
    """Who is asked about which tasks, and the tasks about which nobody can be."""
    spoken_to = _messages_today(session, company, now)
    asked: list[Asked] = []
    without_anyone: list[Task] = []
    for task in due:
        move = _move(company, task, spoken_to, now)
        _schedule(task, move, now)
        if isinstance(move, Lapse):
            _lapse(session, task, now, company.today(now))
        if isinstance(move, Ask):
            asked.append(Asked(task, move))
        if isinstance(move, Nobody):
            without_anyone.append(task)
    return asked, without_anyone


def _move(company: Company, task: Task, spoken_to: dict[int, Target], now: datetime) -> Move:
    """What is to be done about a task; one that can't be decided is put off, so that it holds up no other."""
    try:
        return next_move(case_of(task), _with_memory(company.cast(task, task.activity), spoken_to), now)
    except Exception:
        log.exception("a task can't be decided; tried again in an hour", action="task.undecidable", task=task.id)
        return Look(now + _AN_HOUR)


def _schedule(task: Task, move: Move, now: datetime) -> None:
    match move:
        case Look(at) | Nobody(at):
            task.next_at = max(at, now + timedelta(seconds=1))
        case Ask():
            # The clock starts with the confirmed delivery of the question, and not before.
            task.next_at = None
        case Lapse():
            pass
        case Rest(at_the_top):
            task.next_at = given_up_at(case_of(task))
            task.step = Step.DECIDER if at_the_top else task.step


def _say_that_nobody_is_there(session: Session, company: Company, found: list[Task], now: datetime) -> None:
    """Once a day in the history of each task, however often the engine looks, and in one message for all of them."""
    today = str(company.today(now))
    said = history.events_of(session, [task.id for task in found], ["nobody"])
    known = {event.task_id for event in said if event.data["on"] == today}
    fresh = [task for task in found if task.id not in known]
    for task in fresh:
        history.record(session, task, "nobody", now, door="engine", data={"on": today})
    if fresh:
        enqueue_nobody(session, company, fresh, now)


def _messages_today(session: Session, company: Company, now: datetime) -> dict[int, Target]:
    """Everyone's times, with what they were sent today already."""
    reasons = {}
    for target in company.targets.values():
        today = today_of(target, now)
        reasons[f"nudge / {target.id} / {today}"] = target
        reasons[f"escalation / {target.id} / {today}"] = target
    used = outbox.reasons_used(session, company.workspace.id, list(reasons))
    left = immediate_cards_left(session, company.workspace.id, now)
    return {target.id: _remembering(target, used, left(target.id), now) for target in company.targets.values()}


def _remembering(target: Target, used: set[str], cards_left: int, now: datetime) -> Target:
    today = today_of(target, now)
    return replace(
        target,
        nudged_on=today if f"nudge / {target.id} / {today}" in used else None,
        escalated_on=today if f"escalation / {target.id} / {today}" in used else None,
        immediate_cards_left=cards_left,
    )


def _with_memory(cast: Cast, remembered: dict[int, Target]) -> Cast:
    def known(people: tuple[Target, ...]) -> tuple[Target, ...]:
        return tuple(remembered[target.id] for target in people)

    return Cast(known(cast.responsible), known(cast.deputies), known(cast.coordinators), known(cast.deciders))


def _write_down(session: Session, company: Company, asked: list[Asked], now: datetime) -> None:
    nudges = [one for one in asked if one.ask.step <= Step.DEPUTY]
    enqueue_nudges(session, company, [(one.task, one.ask) for one in nudges], now)
    to_settle = [(one.task, one.ask) for one in asked if one.ask.step == Step.COORDINATOR]
    enqueue_escalations(session, company, to_settle, now)
    enqueue_decisions(session, company, [(one.task, one.ask) for one in asked if one.ask.step == Step.DECIDER], now)
    for one in asked:
        _remember(session, one, now)


def _remember(session: Session, one: Asked, now: datetime) -> None:
    task, ask = one.task, one.ask
    task.policy = task.policy or task.activity.escalation or {}
    task.step = ask.step
    task.asked_id = ask.person_id
    task.asked_at = None
    task.promised_until = None
    task.snoozed_until = None
    asked = {"step": int(ask.step), "cause": ask.cause}
    history.record(session, task, "asked", now, door="engine", person_id=ask.person_id, data=asked)
