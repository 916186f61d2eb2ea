"""When the cover of the weeks ahead is looked at."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from storage.tables import Workspace


def workspaces_to_forecast(session: Session, now: datetime) -> list[int]:
    """Workspaces whose cover is to be looked at now, or never was; not those that are still being set up."""
    due = or_(Workspace.next_coverage_at.is_(None), Workspace.next_coverage_at <= now)
    query = select(Workspace.id).where(due, Workspace.held_since.is_(None))
    return list(session.scalars(query.order_by(Workspace.id)))
