"""Whose ball it was, as the history of a task tells it: changes of hands are written down, and read again as turns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.facts import TaskLine
from jobs.lines import task_line
from jobs.rules.ball import PARTIES, Party, Turn, Turned, party_of, waited, waiting
from jobs.rules.slots import local_day
from storage import history
from storage.tables import Task, TaskEvent

_TURNS: dict[str, Turn] = {
    "asked": "asked",
    "ball": "ball",
    "moved": "moved",
    "retracted": "resumed",
}


def handed_on(
    session: Session, task: Task, before: Mapping[str, Any], now: datetime, door: str, person_id: int | None
) -> None:
    """Writes down that another party has the ball than in the state before; nothing where it stays."""
    party = _said(task.waiting_for, task)
    if task.ended is None and party != _said(before["waiting_for"], task):
        history.record(session, task, "ball", now, door=door, person_id=person_id, data={"with": party})


def _said(waiting_for: str | None, task: Task) -> Party:
    return party_of(cast("Party | None", waiting_for), by_partner=task.activity.partner is not None)


def line_with_days(session: Session, task: Task, company: Company, today: date) -> TaskLine:
    """The task's line with how long whoever has the ball has had it; counted only where the ball is shown."""
    line = task_line(task, company)
    if line.ball is None or task.ended is not None:
        return line
    turns = _turns(history.events_of(session, [task.id], list(_TURNS)), company)
    days = waited(turns, _said(None, task), company.workdays, today)
    return replace(line, ball=replace(line.ball, days=days))


def waiting_by_party(
    session: Session, company: Company, tasks: Sequence[Task], first: date, until: date
) -> dict[Party, int]:
    """Working days for which each party was waited for, over all these tasks, from a day up to another."""
    by_task: dict[int, list[TaskEvent]] = defaultdict(list)
    for event in history.events_of(session, [task.id for task in tasks], list(_TURNS)):
        by_task[event.task_id].append(event)
    counted = dict.fromkeys(PARTIES, 0)
    for task in tasks:
        turns = [*_turns(by_task[task.id], company), *_ending(task)]
        for party, days in waiting(turns, _said(None, task), company.workdays, first, until).items():
            counted[party] += days
    return {party: days for party, days in counted.items() if days}


def _turns(events: Iterable[TaskEvent], company: Company) -> list[Turned]:
    zone = company.workspace.zone
    return [
        Turned(local_day(event.at, zone), _TURNS[event.kind], cast("Party | None", event.data.get("with")))
        for event in events
    ]


def _ending(task: Task) -> list[Turned]:
    return [Turned(task.ended_on, "ended")] if task.ended_on is not None else []
