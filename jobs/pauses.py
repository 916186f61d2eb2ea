"""An agreed pause ends by itself on its day. Whoever acts then, and whoever coordinates, are told."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from jobs.asking import REPORT
from jobs.company import Company, load_company
from jobs.facts import PersonRef
from jobs.isolation import each_workspace
from jobs.lines import task_line
from jobs.pause_notices import PauseOver, RunsAgain
from jobs.rules.cadence_forms import AfterCompletion
from jobs.rules.cadence_text import parse_cadence
from jobs.rules.nudging import first_available, opening, today_of
from jobs.rules.slots import local_day
from storage import homes, outbox, pauses, plans, tasks
from storage.database import Database
from storage.outbox import Draft
from storage.outbox_tables import Outgoing
from storage.people import lock_workspace
from storage.tables import Activity, Task

PAUSE_OVER = "pause_over / "
_KEPT = timedelta(days=3)


def resume_paused(database: Database, now: datetime) -> None:
    """Resumes every activity whose pause is over."""
    ids = database.read(lambda session: tasks.workspaces_with_pauses(session, now.date()))
    each_workspace(database, ids, partial(resume_for_workspace, now=now))


def resume_for_workspace(session: Session, workspace_id: int, now: datetime) -> None:
    """Resumes one workspace's activities; does nothing while another process works on it."""
    workspace = lock_workspace(session, workspace_id)
    if workspace is None:
        return
    over = tasks.pauses_over(session, workspace_id, local_day(now, workspace.zone))
    for activity in over:
        end_pause(activity)
    if over:
        homes.want_refresh(session, workspace_id, now)
    if over and workspace.held_since is None:
        _tell(session, load_company(session, workspace), over, now)


def end_pause(activity: Activity) -> None:
    """The activity runs again. A rhythm that counts from completion has no task that it could count from."""
    activity.state = "active"
    activity.paused_until = None
    activity.pause_reason = None
    activity.pause_source, activity.pause_before = None, None
    if isinstance(parse_cadence(activity.cadence), AfterCompletion):
        activity.made_until = None


def _tell(session: Session, company: Company, over: Sequence[Activity], now: datetime) -> None:
    """One message for each person about everything that goes on today."""
    told: dict[int, list[int]] = defaultdict(list)
    for activity in over:
        for person_id in dict.fromkeys(_to_tell(session, company, activity, now)):
            told[person_id].append(activity.id)
    for person_id, activity_ids in told.items():
        target = company.targets[person_id]
        at = max(opening(target, today_of(target, now), now), now)
        draft = Draft(
            workspace_id=company.workspace.id,
            kind="pause_over",
            reason=f"{PAUSE_OVER}{person_id} / {company.today(now)} / {activity_ids[0]}",
            data={"activities": activity_ids},
            priority=REPORT,
            expires_at=at + _KEPT,
            recipient_id=person_id,
            not_before=at,
        )
        outbox.enqueue(session, draft, now)


def _to_tell(session: Session, company: Company, activity: Activity, now: datetime) -> Iterator[int]:
    """Whoever acts on it on the first working day, and whoever coordinates."""
    day = company.workdays.at_or_after(company.today(now))
    task = pauses.next_open_task(session, activity.id) or Task(activity_id=activity.id)
    acting = company.responsible(task, activity, day)
    if acting is not None:
        yield acting.id
    coordinator = first_available([company.targets[one] for one in company.in_charge("coordinate")], day)
    if coordinator is not None:
        yield coordinator.id


def pause_over_notice(
    session: Session, company: Company, row: Outgoing, reader: PersonRef, now: datetime, *, again: bool
) -> PauseOver | None:
    """What goes on, as things stand now; None where everything rests again or has ended before anybody was told."""
    rows = plans.activities_of(session, company.workspace.id).values()
    running = [one for one in rows if one.id in row.data["activities"] and one.state != "ended"]
    found = tuple(_runs_again(session, company, one, now) for one in running)
    told = tuple(one for one in found if again or one.paused_until is None)
    return PauseOver(reader, told, company.coordinates(reader.id)) if told else None


def _runs_again(session: Session, company: Company, activity: Activity, now: datetime) -> RunsAgain:
    task = pauses.next_open_task(session, activity.id)
    day = max(task.due_on, company.today(now)) if task else None
    return RunsAgain(
        title=activity.title,
        next=task_line(task, company) if task else None,
        by=company.responsible(task, activity, day) if task and day else None,
        paused_until=activity.paused_until if activity.state == "paused" else None,
    )
