"""Tasks that a deputy was handed for an absence come back when it ends early, unless the deputy has begun them."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.lines import task_line
from jobs.notices import TaskLine
from jobs.rules.availability import Span
from jobs.use_cases.answers import Actor, Door
from jobs.use_cases.cover_answers import CoveredTask
from jobs.use_cases.task_state import restore
from storage import absences, history
from storage.tables import Task, TaskEvent


def give_back(
    session: Session, actor: Actor, company: Company, person_id: int, span: Span, now: datetime, door: Door
) -> tuple[tuple[TaskLine, ...], tuple[CoveredTask, ...]]:
    """What came back as it stood before, and what stays because somebody has done something about it since."""
    held = absences.held_tasks(session, company.workspace.id)
    histories = _histories(session, held)
    covered = {task.id: event for task in held if (event := _handed(task, histories[task.id], person_id, span))}
    returned: list[TaskLine] = []
    stayed: list[CoveredTask] = []
    for task in absences.open_tasks_for_change(session, list(covered)):
        event = covered[task.id]
        if _is_begun(histories[task.id], event):
            stayed.append(CoveredTask(task_line(task, company), company.ref(task.holder_id)))
            continue
        restore(task, event.data["state"])
        task.next_at = now
        history.record(session, task, "given_back", now, door=door, person_id=actor.person.id, data={"to": person_id})
        returned.append(task_line(task, company))
    return tuple(returned), tuple(stayed)


def _histories(session: Session, held: Iterable[Task]) -> dict[int, list[TaskEvent]]:
    found: dict[int, list[TaskEvent]] = {task.id: [] for task in held}
    for event in history.events_of(session, list(found)):
        found[event.task_id].append(event)
    return found


def _handed(task: Task, events: Iterable[TaskEvent], person_id: int, span: Span) -> TaskEvent | None:
    """The event by which the task came to whoever has it, if that was because of this absence."""
    last = next((one for one in reversed(list(events)) if one.kind in ("covered", "reassigned", "taken")), None)
    if last is None or last.kind != "covered" or last.data["to"] != task.holder_id:
        return None
    absence = last.data["absence"]
    return last if absence["person"] == person_id and date.fromisoformat(absence["first"]) in span else None


def _is_begun(events: Iterable[TaskEvent], handed: TaskEvent) -> bool:
    """Whether a person has done anything since; being asked counts for nothing."""
    return any(event.id > handed.id and event.door != "engine" for event in events)
