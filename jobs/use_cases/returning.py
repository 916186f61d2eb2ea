"""Tasks that a deputy was handed for an absence come back when it ends early, unless the deputy has begun them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.facts import TaskLine
from jobs.lines import task_line
from jobs.rules.availability import Span
from jobs.use_cases.answers import Actor, Door
from jobs.use_cases.cover_answers import CoveredTask
from jobs.use_cases.task_state import restore
from storage import absences, history
from storage.tables import Task, TaskEvent

_CHANGES_HANDS = ("covered", "reassigned", "taken")


@dataclass(frozen=True)
class Handed:
    """How a task came to whoever has it: the event, the first day of the absence, whether a person did anything since.

    Being asked counts for nothing.
    """

    event: TaskEvent
    first: date
    begun: bool


def handed_for(session: Session, workspace_id: int, person_id: int) -> dict[int, Handed]:
    """The open tasks that somebody has only because this person is away."""
    held = absences.held_tasks(session, workspace_id)
    events: dict[int, list[TaskEvent]] = {task.id: [] for task in held}
    for event in history.events_of(session, list(events)):
        events[event.task_id].append(event)
    found = ((task.id, _handed(task, events[task.id], person_id)) for task in held)
    return {task_id: handed for task_id, handed in found if handed is not None}


def give_back(
    session: Session, actor: Actor, company: Company, person_id: int, span: Span, now: datetime, door: Door
) -> tuple[tuple[TaskLine, ...], tuple[CoveredTask, ...]]:
    """What came back as it stood before, and what stays because somebody has done something about it since."""
    found = handed_for(session, company.workspace.id, person_id)
    handed = {task_id: one for task_id, one in found.items() if one.first in span}
    returned: list[TaskLine] = []
    stayed: list[CoveredTask] = []
    for task in absences.open_tasks_for_change(session, list(handed)):
        if handed[task.id].begun:
            stayed.append(CoveredTask(task_line(task, company), company.ref(task.holder_id)))
            continue
        restore(task, handed[task.id].event.data["state"])
        task.next_at = now
        history.record(session, task, "given_back", now, door=door, person_id=actor.person.id, data={"to": person_id})
        returned.append(task_line(task, company))
    return tuple(returned), tuple(stayed)


def _handed(task: Task, events: list[TaskEvent], person_id: int) -> Handed | None:
    last = next((event for event in reversed(events) if event.kind in _CHANGES_HANDS), None)
    if last is None or last.kind != "covered" or last.data["to"] != task.holder_id:
        return None
    absence = last.data["absence"]
    if absence["person"] != person_id:
        return None
    return Handed(last, date.fromisoformat(absence["first"]), _is_begun(events, last))


def _is_begun(events: Iterable[TaskEvent], handed: TaskEvent) -> bool:
    return any(event.id > handed.id and event.door != "engine" for event in events)
