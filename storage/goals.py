"""Queries about readings: what a metric was in a month. The goals and metrics themselves are read by plans.py."""

from collections import defaultdict
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.learning_tables import Goal, Metric, Reading


def readings_since(session: Session, workspace_id: int, month: date) -> dict[int, list[Reading]]:
    """Readings from a month on by their metric, oldest first."""
    query = (
        select(Reading)
        .join(Metric, Metric.id == Reading.metric_id)
        .join(Goal, Goal.id == Metric.goal_id)
        .where(Goal.workspace_id == workspace_id, Reading.month >= month)
        .order_by(Reading.month)
    )
    found: dict[int, list[Reading]] = defaultdict(list)
    for reading in session.scalars(query):
        found[reading.metric_id].append(reading)
    return dict(found)


def reading_of(session: Session, metric_id: int, month: date) -> Reading | None:
    query = select(Reading).where(Reading.metric_id == metric_id, Reading.month == month)
    return session.scalars(query).one_or_none()


def record(session: Session, metric_id: int, month: date, value: float, person_id: int, now: datetime) -> float | None:
    """Writes a month's value down. A correction replaces it; the answer is what it was before."""
    # Of two people recording at once the second must find what the first one wrote.
    session.execute(select(Metric.id).where(Metric.id == metric_id).with_for_update())
    known = reading_of(session, metric_id, month)
    before = known.value if known else None
    reading = known or Reading(metric_id=metric_id, month=month)
    reading.value, reading.person_id, reading.at = value, person_id, now
    session.add(reading)
    session.flush()
    return before
