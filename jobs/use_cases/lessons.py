"""Learns: what people found out about an activity, and where it is told again."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from jobs.rules.slots import local_day
from jobs.use_cases import finding
from jobs.use_cases.answers import Actor
from jobs.use_cases.learning_answers import ActivityLine, LessonKept, LessonLine, Lessons
from jobs.use_cases.refusals import Refused
from storage import lessons, plans, tasks
from storage.learning_tables import Lesson

LESSON_LIMIT = 500
"""A lesson stands in a nudge as a whole, so it is short."""
LISTED = 10


def activities(session: Session, actor: Actor) -> tuple[ActivityLine, ...]:
    """Everything a lesson can be about: what has not ended."""
    if actor.is_guest:
        raise Refused("guest")
    found = plans.activities_of(session, actor.workspace_id).values()
    return tuple(ActivityLine(one.id, one.title) for one in found if one.state != "ended")


def activity_of(session: Session, actor: Actor, reference: str, now: datetime) -> ActivityLine:
    """The activity of a task, by the task's number."""
    return _of_task(session, finding.find_task(session, actor, reference, now))


def activity_among(session: Session, actor: Actor, task_ids: Sequence[int]) -> ActivityLine | None:
    """The one activity that all of these tasks belong to, if there is one."""
    found = tasks.tasks_by_id(session, task_ids).values() if task_ids else ()
    theirs = (task for task in found if task.workspace_id == actor.workspace_id)
    lines = {ActivityLine(task.activity_id, task.activity.title) for task in theirs}
    return lines.pop() if len(lines) == 1 else None


def _of_task(session: Session, task_id: int) -> ActivityLine:
    task = tasks.tasks_by_id(session, [task_id])[task_id]
    return ActivityLine(task.activity_id, task.activity.title)


def add(session: Session, actor: Actor, activity_id: int, text: str, now: datetime) -> LessonKept:
    """Attaches a lesson to an activity; it comes back in the activity's next nudge."""
    activity = next((one for one in activities(session, actor) if one.id == activity_id), None)
    if activity is None:
        raise Refused("gone")
    words = text.strip()
    if not words:
        raise Refused("words_missing")
    kept = words[:LESSON_LIMIT].rstrip()
    session.add(
        Lesson(
            workspace_id=actor.workspace_id,
            activity_id=activity.id,
            text=kept,
            source=actor.message[:120] if actor.message else None,
            person_id=actor.person.id,
            at=now,
        )
    )
    session.flush()
    line = LessonLine(activity.title, kept, local_day(now, actor.zone))
    return LessonKept(line, tasks.next_due(session, activity.id, date.min), shortened=len(words) > LESSON_LIMIT)


def latest(session: Session, actor: Actor) -> Lessons:
    """The latest lessons of the company."""
    if actor.is_guest:
        raise Refused("guest")
    found = lessons.latest(session, actor.workspace_id, LISTED)
    return Lessons(tuple(LessonLine(title, row.text, local_day(row.at, actor.zone)) for row, title in found))
