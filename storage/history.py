"""The history of tasks: what happened, when, by whom, through which door. Only ever added to."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, aliased

from storage import homes
from storage.tables import Task, TaskEvent


def record(
    session: Session,
    task: Task,
    kind: str,
    at: datetime,
    *,
    door: str,
    person_id: int | None = None,
    source: str | None = None,
    data: Mapping[str, object] | None = None,
) -> None:
    """Adds one event to a task's history, and lets the home pages follow.

    `source` is the key of the message in which it was said.
    """
    session.add(
        TaskEvent(
            workspace_id=task.workspace_id,
            task_id=task.id,
            at=at,
            kind=kind,
            person_id=person_id,
            door=door,
            source=source[:120] if source else None,
            data={key: value for key, value in (data or {}).items() if value is not None},
        )
    )
    homes.want_refresh(session, task.workspace_id, at, first=None if door == "engine" else person_id)


def events_of(session: Session, task_ids: Sequence[int], kinds: Sequence[str] | None = None) -> list[TaskEvent]:
    """The history of these tasks, oldest first."""
    query = select(TaskEvent).where(TaskEvent.task_id.in_(task_ids)).order_by(TaskEvent.id)
    if kinds is not None:
        query = query.where(TaskEvent.kind.in_(kinds))
    return list(session.scalars(query))


def events_between(
    session: Session, workspace_id: int, start: datetime, end: datetime, kinds: Sequence[str]
) -> list[TaskEvent]:
    """Events of these kinds from start up to, not including, end; without those that were taken back."""
    query = (
        select(TaskEvent)
        .where(
            TaskEvent.workspace_id == workspace_id,
            TaskEvent.at >= start,
            TaskEvent.at < end,
            TaskEvent.kind.in_(kinds),
            ~_taken_back(),
        )
        .order_by(TaskEvent.id)
    )
    return list(session.scalars(query))


def events_from(session: Session, workspace_id: int, source: str) -> list[TaskEvent]:
    """What was said in one message and still holds, latest first."""
    query = (
        select(TaskEvent)
        .where(TaskEvent.workspace_id == workspace_id, TaskEvent.source == source[:120], ~_taken_back())
        .order_by(TaskEvent.id.desc())
    )
    return list(session.scalars(query))


def went_on(session: Session, event: TaskEvent, *, by_people: bool = False) -> bool:
    """Whether anything happened to the task after this event; if only what people did counts, `by_people`."""
    later = select(TaskEvent.id).where(TaskEvent.task_id == event.task_id, TaskEvent.id > event.id)
    if by_people:
        later = later.where(TaskEvent.door != "engine")
    return session.scalar(later.limit(1)) is not None


def _taken_back() -> ColumnElement[bool]:
    later = aliased(TaskEvent)
    names = later.data["event"].as_integer() == TaskEvent.id
    return exists().where(later.task_id == TaskEvent.task_id, later.kind == "retracted", names)
