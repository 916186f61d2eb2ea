"""Somebody's account was closed: whoever coordinates learns of it once, with all they owned, to give it to others.

Who acts meanwhile is decided elsewhere: to the engine this is an absence without end.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from jobs.asking import REPORT
from jobs.company import Company
from jobs.facts import PersonRef
from jobs.lines import task_line
from jobs.notices import Left, LeftActivity, LeftRole, LeftTurns
from jobs.rules.nudging import opening, today_of
from jobs.turns import rotation_of
from storage import history, outbox, outdated, plans, tasks
from storage.outbox import Draft, ShownTask
from storage.outbox_tables import Outgoing
from storage.tables import Activity, Task

_LEFT = "left / "
_KEPT = timedelta(days=14)
_QUIET_UNTIL = ("on_it", "later")


def tell_left(session: Session, company: Company, person_id: int, now: datetime) -> None:
    """One message about a person and day, in the working hours of whoever gets it; none about who had nothing."""
    activities = [one for one in _running(session, company) if one.owner_id == person_id]
    held = [task for task in tasks.held_by(session, company.workspace.id, person_id) if task.activity not in activities]
    recipient = _recipient(company, now)
    roles = [name for name, role in company.roles.items() if role.holder_id == person_id]
    turns = [one for one in _running(session, company) if _takes_turns(one, person_id)]
    if recipient is None or company.workspace.held_since is not None or not (activities or held or roles or turns):
        return
    target = company.targets[recipient]
    at = opening(target, today_of(target, now), now)
    draft = Draft(
        workspace_id=company.workspace.id,
        kind="left",
        reason=f"{_about(person_id)}{company.today(now)}",
        data={
            "person": person_id,
            "activities": [activity.id for activity in activities],
            "roles": roles,
            "turns": [activity.id for activity in turns],
            "items": [{"task": task.id} for task in held],
        },
        priority=REPORT,
        expires_at=max(at, now) + _KEPT,
        recipient_id=recipient,
        tasks=[ShownTask(task.id, task.step, asks=False) for task in held],
        not_before=max(at, now),
    )
    if outbox.enqueue(session, draft, now) is None:
        outdated.want_refresh_of(session, company.workspace.id, _about(person_id), now)


def release_promises(session: Session, company: Company, person_id: int, now: datetime) -> None:
    """What somebody who has left had promised, or put off, is asked about again: nobody else knows of it."""
    quiet = tasks.quiet_tasks(session, company.workspace.id)
    said = {event.task_id: event for event in history.events_of(session, [task.id for task in quiet], _QUIET_UNTIL)}
    for task in quiet:
        event = said.get(task.id)
        until = str(task.promised_until or task.snoozed_until)
        if event is None or event.person_id != person_id or event.data.get("until") != until:
            continue
        task.promised_until = task.snoozed_until = None
        task.next_at = now
        history.record(session, task, "released", now, door="engine", person_id=person_id)
        outdated.want_refresh(session, [task.id], now)


def take_back_left(session: Session, company: Company, person_id: int, now: datetime) -> None:
    """Somebody has come back: what was not told yet need not be told, what was told says so."""
    outbox.forget_unsent(session, company.workspace.id, _about(person_id))
    outdated.want_refresh_of(session, company.workspace.id, _about(person_id), now)


def show_successors(session: Session, workspace_id: int, now: datetime) -> None:
    """Lets what was told of people who left show who has their activities and roles now."""
    outdated.want_refresh_of(session, workspace_id, _LEFT, now)


def _about(person_id: int) -> str:
    return f"{_LEFT}{person_id} / "


def pass_on_reports(session: Session, company: Company, person_id: int, now: datetime) -> None:
    """What waits to be told to somebody who is not in charge any more is told to whoever is."""
    recipient = _recipient(company, now)
    if recipient is not None:
        outbox.readdress(session, company.workspace.id, outbox.REPORTS, person_id, recipient)


def _recipient(company: Company, now: datetime) -> int | None:
    """The first in charge who is there, or else the first who can be reached at all."""
    chain = (*company.in_charge("coordinate"), *company.in_charge("decide"))
    reachable = [target for one in chain if (target := company.targets[one]).facts.reachable]
    there = (target.id for target in reachable if target.available(today_of(target, now)))
    return next(there, next((target.id for target in reachable), None))


def left_notice(
    session: Session, company: Company, row: Outgoing, reader: PersonRef, held: Iterable[Task], now: datetime
) -> Left | None:
    """What the row says as things stand now; None where the person it is about is not known any more."""
    person = company.ref(row.data["person"])
    if person is None:
        return None
    wanted = row.data["activities"]
    activities = [one for one in plans.activities_of(session, company.workspace.id).values() if one.id in wanted]
    taken = row.data.get("turns", ())
    rotating = [one for one in plans.activities_of(session, company.workspace.id).values() if one.id in taken]
    due = _next_tasks(session, activities)
    return Left(
        reader=reader,
        person=person,
        activities=tuple(_activity(company, one, due.get(one.id), now) for one in activities),
        tasks=tuple(task_line(task, company) for task in held),
        roles=tuple(LeftRole(name, company.ref(next(iter(company.holder(name)), None))) for name in row.data["roles"]),
        turns=tuple(LeftTurns(one.id, one.title, _takes_turns(one, person.id)) for one in rotating),
        back=company.is_here(person.id),
    )


def _running(session: Session, company: Company) -> list[Activity]:
    return [one for one in plans.activities_of(session, company.workspace.id).values() if one.state != "ended"]


def _takes_turns(activity: Activity, person_id: int) -> bool:
    rotation = rotation_of(activity) if activity.state != "ended" else None
    return rotation is not None and person_id in rotation.people


def _next_tasks(session: Session, activities: Iterable[Activity]) -> dict[int, Task]:
    """The next open task of each activity, by the activity's id."""
    found: dict[int, Task] = {}
    for task in plans.open_tasks_of(session, [one.id for one in activities]):
        known = found.get(task.activity_id)
        if known is None or task.due_on < known.due_on:
            found[task.activity_id] = task
    return found


def _activity(company: Company, activity: Activity, task: Task | None, now: datetime) -> LeftActivity:
    day = max(task.due_on, company.today(now)) if task else None
    return LeftActivity(
        id=activity.id,
        title=activity.title,
        owner=company.ref(activity.owner_id),
        next_on=task.due_on if task else None,
        by=company.responsible(task, activity, day) if task and day else None,
        ended=activity.state == "ended",
    )
