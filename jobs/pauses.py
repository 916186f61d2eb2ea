"""An agreed pause ends by itself on its day."""

from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from jobs.isolation import each_workspace
from jobs.rules.cadence_forms import AfterCompletion
from jobs.rules.cadence_text import parse_cadence
from jobs.rules.slots import local_day
from storage import homes, tasks
from storage.database import Database
from storage.tables import Activity, Workspace


def resume_paused(database: Database, now: datetime) -> None:
    """Resumes every activity whose pause is over."""
    ids = database.read(tasks.workspaces_with_pauses)
    each_workspace(database, ids, partial(_resume, now=now))


def _resume(session: Session, workspace_id: int, now: datetime) -> None:
    workspace = session.get_one(Workspace, workspace_id)
    for activity in tasks.pauses_over(session, workspace_id, local_day(now, workspace.zone)):
        end_pause(activity)
        homes.want_refresh(session, workspace_id, now)


def end_pause(activity: Activity) -> None:
    """The activity runs again. A rhythm that counts from completion has no task that it could count from."""
    activity.state = "active"
    activity.paused_until = None
    activity.pause_reason = None
    if isinstance(parse_cadence(activity.cadence), AfterCompletion):
        activity.made_until = None
