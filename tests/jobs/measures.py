"""Goals and metrics for the small company, and who may record readings: Otto measures, Dora stands in."""

from typing import TypeVar

from sqlalchemy.orm import Session

from jobs.use_cases.actors import find_actor
from jobs.use_cases.answers import Actor
from storage.database import Database
from storage.learning_tables import Goal, Metric
from storage.tables import Role
from tests.jobs.company import PEOPLE, Ids

T = TypeVar("T")

METRICS = {
    "Website-Besuche": ("Sichtbarkeit", "Besuche", 5000.0),
    "Öffnungsrate": ("Sichtbarkeit", "%", None),
    "Anfragen": ("Neukunden", "", 12.5),
    "Anfragen Messe": ("Neukunden", "", None),
}
"""Name → goal, unit, target."""


def measured(database: Database, ids: Ids) -> dict[str, int]:
    """Sets the goals down; the ids of the metrics by name. The goal set down last comes first."""
    return database.write(lambda session: _measured(session, ids))


def _measured(session: Session, ids: Ids) -> dict[str, int]:
    goals = [
        Goal(workspace_id=ids.workspace, name="Neukunden", priority=2),
        Goal(workspace_id=ids.workspace, name="Sichtbarkeit", priority=1),
    ]
    session.add_all(goals)
    session.add(Role(workspace_id=ids.workspace, name="measure", holder_id=ids.otto, deputy_id=ids.dora))
    session.flush()
    by_name = {goal.name: goal.id for goal in goals}
    metrics = [
        Metric(goal_id=by_name[goal], name=name, unit=unit, target=target)
        for name, (goal, unit, target) in METRICS.items()
    ]
    session.add_all(metrics)
    session.flush()
    return {metric.name: metric.id for metric in metrics}


def actor_of(session: Session, name: str) -> Actor:
    """Somebody of the company, as they ask."""
    return find_actor(session, "slack", "T1", f"U{PEOPLE.index(name) + 1}")
