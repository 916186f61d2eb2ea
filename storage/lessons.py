"""Queries about lessons: what was learned about an activity, in people's own words."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.learning_tables import Lesson
from storage.tables import Activity


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
