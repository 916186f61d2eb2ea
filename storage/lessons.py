"""Queries about lessons: what was learned about an activity, in people's own words."""

from datetime import datetime

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session

from storage.learning_tables import Lesson
from storage.tables import Activity, Task, TaskEvent

_NEWEST = select(Lesson).where(Lesson.activity_id == bindparam("activity_id")).order_by(Lesson.id.desc()).limit(1)
_FINISHED = (TaskEvent.task_id == Task.id, TaskEvent.kind.in_(("done", "small")))
_NOTE_BEFORE = (
    select(Task.note, select(func.max(TaskEvent.at)).where(*_FINISHED).scalar_subquery())
    .where(
        Task.activity_id == bindparam("activity_id"),
        Task.nominal_on < bindparam("before"),
        Task.ended.in_(("done", "small")),
        Task.note.is_not(None),
    )
    .order_by(Task.nominal_on.desc())
    .limit(1)
)


def latest(session: Session, workspace_id: int, limit: int) -> list[tuple[Lesson, str]]:
    """The latest lessons with the titles of their activities, newest first."""
    query = (
        select(Lesson, Activity.title)
        .join(Activity, Activity.id == Lesson.activity_id)
        .where(Lesson.workspace_id == workspace_id)
        .order_by(Lesson.id.desc())
        .limit(limit)
    )
    return [(lesson, title) for lesson, title in session.execute(query)]


def forget_said(session: Session, workspace_id: int, source: str, person_id: int) -> list[str]:
    """Forgets what somebody said in one message, and answers it."""
    said = (Lesson.workspace_id == workspace_id, Lesson.source == source[:120], Lesson.person_id == person_id)
    return list(session.scalars(delete(Lesson).where(*said).returning(Lesson.text)))


def last_lesson(session: Session, task: Task) -> str | None:
    """What was learned last: the activity's newest lesson, or the note left at its previous finished task if later."""
    lesson = session.scalars(_NEWEST, {"activity_id": task.activity_id}).one_or_none()
    note = _last_note(session, task)
    if lesson is None:
        return note[0] if note else None
    if note is not None and note[1] is not None and note[1] > lesson.at:
        return note[0]
    return lesson.text


def _last_note(session: Session, task: Task) -> tuple[str, datetime | None] | None:
    """The note, and when it was left."""
    found = session.execute(_NOTE_BEFORE, {"activity_id": task.activity_id, "before": task.nominal_on}).one_or_none()
    return (found[0] or "", found[1]) if found else None
