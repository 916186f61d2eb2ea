"""The rhythm of activities in their tasks: how the latest went, and when the next one is due."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from storage.tables import Activity, Task


@dataclass(frozen=True)
class Occurrence:
    """How one task of an activity ended, if it has."""

    activity_id: int
    ended: str | None
    by_deputy: bool


def last_occurrences(session: Session, workspace_id: int, today: date, count: int) -> list[Occurrence]:
    """The latest tasks of each running activity that were due, or done before they were, oldest first."""
    behind = or_(Task.due_on <= today, Task.ended.in_(("done", "small")))
    place = func.row_number().over(partition_by=Task.activity_id, order_by=Task.nominal_on.desc())
    ranked = (
        select(Task.activity_id, Task.ended, Task.by_deputy, Task.nominal_on, place.label("place"))
        .join(Activity, Activity.id == Task.activity_id)
        .where(Task.workspace_id == workspace_id, Activity.state != "ended", behind)
        .subquery()
    )
    query = (
        select(ranked.c.activity_id, ranked.c.ended, ranked.c.by_deputy)
        .where(ranked.c.place <= count)
        .order_by(ranked.c.activity_id, ranked.c.nominal_on)
    )
    return [Occurrence(*row) for row in session.execute(query)]


def next_due_dates(session: Session, workspace_id: int, today: date) -> dict[int, date]:
    """The next due date of each activity, from today on."""
    query = (
        select(Task.activity_id, func.min(Task.due_on))
        .where(Task.workspace_id == workspace_id, Task.ended.is_(None), Task.due_on >= today)
        .group_by(Task.activity_id)
    )
    return dict(session.execute(query).all())
