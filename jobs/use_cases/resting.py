"""What an agreed pause means for the tasks of an activity, and what it takes to undo it exactly."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from jobs.use_cases.answers import Actor, Door
from jobs.use_cases.task_state import state_of
from storage import history, homes, outdated, pauses, tasks
from storage.tables import Activity, Task


@dataclass(frozen=True)
class Followed:
    """Tasks that rest from now on, those that are open again, and how many rested before and still do."""

    ended: tuple[Task, ...]
    again: tuple[Task, ...]
    still: int


def follow(session: Session, actor: Actor, activity: Activity, today: date, now: datetime, door: Door) -> Followed:
    """Lets the activity's tasks rest up to the end of its pause, and those behind it be open; what is over stays so."""
    until = activity.paused_until if activity.state == "paused" else None
    earlier = pauses.paused_tasks(session, activity.id, today)
    again = tuple(task for task in earlier if until is None or task.due_on > until)
    ended = tuple(tasks.open_siblings(session, [activity.id], until)) if until else ()
    for task in ended:
        _end(session, actor, task, today, now, door)
    for task in again:
        _open_again(session, actor, task, now, door)
    session.flush()
    outdated.want_refresh(session, [task.id for task in (*ended, *again)], now)
    homes.want_refresh(session, actor.workspace_id, now, first=actor.person.id)
    return Followed(ended, again, len(earlier) - len(again))


def pause_of(activity: Activity, actor: Actor) -> dict[str, Any]:
    """Whether an activity rests, and why, as JSON keeps it, before this person changes it."""
    return {
        "state": activity.state,
        "until": activity.paused_until.isoformat() if activity.paused_until else None,
        "reason": activity.pause_reason,
        "made_until": activity.made_until.isoformat() if activity.made_until else None,
        "by": actor.person.id,
    }


def remember(activity: Activity, actor: Actor, before: dict[str, Any]) -> None:
    """What was said in a message is kept with what held before, so that it can be taken back."""
    activity.pause_source = actor.message[:120] if actor.message else None
    activity.pause_before = before if actor.message else None


def _end(session: Session, actor: Actor, task: Task, today: date, now: datetime, door: Door) -> None:
    before, activity = state_of(task), task.activity
    task.ended, task.ended_on, task.ended_by_id = "paused", today, actor.person.id
    task.note, task.next_at = activity.pause_reason, None
    why = {"until": str(activity.paused_until), "reason": activity.pause_reason}
    _record(session, actor, task, "paused", now, door, why, before)


def _open_again(session: Session, actor: Actor, task: Task, now: datetime, door: Door) -> None:
    """The task stands where it stood before; the engine looks at it at once."""
    before = state_of(task)
    task.ended, task.ended_on, task.ended_by_id = None, None, None
    task.note, task.next_at = None, now
    _record(session, actor, task, "resumed", now, door, {}, before)


def _record(
    session: Session,
    actor: Actor,
    task: Task,
    kind: str,
    now: datetime,
    door: Door,
    why: dict[str, Any],
    before: dict[str, Any],
) -> None:
    source = actor.message
    data = {**why, "before": before} if source else why
    history.record(session, task, kind, now, door=door, person_id=actor.person.id, source=source, data=data)
