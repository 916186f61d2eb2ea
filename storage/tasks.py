"""Queries about activities and their tasks."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, case, literal, or_, select, update
from sqlalchemy.orm import Session, contains_eager, joinedload

from storage.partner_tables import Partner
from storage.tables import Activity, ActivityDeputy, ActivityTurn, Person, Task, Workspace

_ABOUT_TO = timedelta(days=3)
"""Zones lie a day apart at the most, and a weekend may lie between."""

_BY_ID = select(Task).options(joinedload(Task.activity)).where(Task.id.in_(bindparam("ids", expanding=True)))


def workspaces_with_due_tasks(session: Session, now: datetime) -> list[int]:
    """Workspaces in which some task is to be looked at; not those that are still being set up."""
    due = and_(Task.next_at.is_not(None), Task.next_at <= now, Workspace.held_since.is_(None))
    query = select(Task.workspace_id).join(Workspace, Workspace.id == Task.workspace_id).where(due)
    return list(session.scalars(query.distinct().order_by(Task.workspace_id)))


def due_tasks(session: Session, workspace_id: int, now: datetime) -> list[Task]:
    """The tasks to be looked at, with their activities."""
    query = (
        select(Task)
        .join(Task.activity)
        .options(contains_eager(Task.activity))
        .where(Task.workspace_id == workspace_id, Task.next_at <= now, Task.ended.is_(None))
        .order_by(Task.due_on, Task.id)
    )
    return list(session.scalars(query))


def open_siblings(session: Session, activity_ids: Sequence[int], until: date) -> list[Task]:
    """Open tasks of these activities that are due up to a day, oldest first."""
    query = (
        select(Task)
        .options(joinedload(Task.activity))
        .where(Task.activity_id.in_(activity_ids), Task.ended.is_(None), Task.due_on <= until)
        .order_by(Task.nominal_on)
    )
    return list(session.scalars(query))


def workspaces_to_plan(session: Session, horizon: date) -> list[int]:
    """Workspaces with an activity whose tasks don't reach the horizon."""
    query = select(Activity.workspace_id).where(_unplanned(horizon)).distinct().order_by(Activity.workspace_id)
    return list(session.scalars(query))


def activities_to_plan(session: Session, workspace_id: int, horizon: date) -> list[Activity]:
    query = select(Activity).where(Activity.workspace_id == workspace_id, _unplanned(horizon)).order_by(Activity.id)
    return list(session.scalars(query))


def _unplanned(horizon: date) -> ColumnElement[bool]:
    short = or_(Activity.made_until.is_(None), Activity.made_until < horizon)
    return and_(Activity.state != "ended", short)


def pauses_over(session: Session, workspace_id: int, today: date) -> list[Activity]:
    """Paused activities whose agreed end has passed."""
    query = select(Activity).where(
        Activity.workspace_id == workspace_id, Activity.state == "paused", Activity.paused_until < today
    )
    return list(session.scalars(query))


def nominal_dates_known(session: Session, activity_id: int) -> set[date]:
    return set(session.scalars(select(Task.nominal_on).where(Task.activity_id == activity_id)))


# For one task by itself: who deputises is read when it is asked for, which it mostly isn't.
_WITH_ACTIVITY = joinedload(Task.activity).lazyload(Activity.deputies)


def take_numbers(workspace: Workspace, count: int) -> range:
    """The next short numbers of the workspace."""
    first = workspace.last_number + 1
    workspace.last_number += count
    return range(first, first + count)


def task_for_change(session: Session, task_id: int, workspace_id: int) -> Task | None:
    """A task of this workspace, locked until the transaction ends."""
    query = (
        select(Task)
        .join(Task.activity)
        .options(contains_eager(Task.activity).lazyload(Activity.deputies))
        .where(Task.id == task_id, Task.workspace_id == workspace_id)
        .with_for_update(of=Task)
        .execution_options(populate_existing=True)
    )
    return session.scalars(query).one_or_none()


def task_by_number(session: Session, workspace_id: int, number: int) -> Task | None:
    query = select(Task).options(_WITH_ACTIVITY).where(Task.workspace_id == workspace_id, Task.number == number)
    return session.scalars(query).one_or_none()


def task_by_id(session: Session, task_id: int) -> Task | None:
    return session.scalars(select(Task).options(_WITH_ACTIVITY).where(Task.id == task_id)).one_or_none()


def tasks_by_id(session: Session, task_ids: Sequence[int]) -> dict[int, Task]:
    return {task.id: task for task in session.scalars(_BY_ID, {"ids": list(task_ids)})}


def open_tasks(session: Session, workspace_id: int, until: date, near: int | None = None) -> list[Task]:
    """Open tasks of the workspace that are due up to a day or were already asked about, nearest first.

    `near` leaves out those which this person neither holds, owns, is asked about nor could stand in for.
    """
    query = (
        select(Task)
        .join(Task.activity)
        .options(contains_eager(Task.activity))
        .where(Task.workspace_id == workspace_id, Task.ended.is_(None), or_(Task.due_on <= until, Task.step >= 0))
        .order_by(Task.due_on, Task.id)
    )
    return list(session.scalars(query if near is None else query.where(_is_near(near))))


def _is_near(person_id: int) -> ColumnElement[bool]:
    deputised = select(ActivityDeputy.activity_id).where(ActivityDeputy.person_id == person_id)
    taking_turns = select(ActivityTurn.activity_id).where(ActivityTurn.person_id == person_id)
    stood_in_for = select(Person.id).where(Person.deputy_id == person_id)
    contact_for = select(Partner.name).where(Partner.inside_contact_id == person_id)
    return or_(
        Task.holder_id == person_id,
        Task.turn_id == person_id,
        Task.asked_id == person_id,
        Activity.owner_id == person_id,
        Activity.inside_contact_id == person_id,
        Activity.partner.in_(contact_for),
        Activity.id.in_(taking_turns),
        Activity.id.in_(deputised),
        Activity.owner_id.in_(stood_in_for),
        Task.turn_id.in_(stood_in_for),
    )


def waiting_for(session: Session, workspace_id: int, person_id: int) -> list[Task]:
    """Open tasks that a person was asked about and has said nothing to yet, nearest first."""
    query = (
        select(Task)
        .options(joinedload(Task.activity))
        .where(
            Task.workspace_id == workspace_id,
            Task.asked_id == person_id,
            Task.asked_at.is_not(None),
            Task.ended.is_(None),
            Task.promised_until.is_(None),
            Task.snoozed_until.is_(None),
            Task.stall_reason.is_(None),
        )
        .order_by(Task.due_on, Task.id)
    )
    return list(session.scalars(query))


def tasks_between(session: Session, workspace_id: int, first: date, last: date) -> list[Task]:
    """Tasks due, or first planned, within these days; whatever became of them."""
    query = (
        select(Task)
        .options(joinedload(Task.activity))
        .where(
            Task.workspace_id == workspace_id,
            or_(Task.due_on.between(first, last), Task.planned_on.between(first, last)),
        )
        .order_by(Task.due_on, Task.id)
    )
    return list(session.scalars(query))


def next_due(session: Session, activity_id: int, after: date) -> date | None:
    """The due date of the activity's next open task."""
    query = (
        select(Task.due_on)
        .where(Task.activity_id == activity_id, Task.ended.is_(None), Task.nominal_on > after)
        .order_by(Task.nominal_on)
        .limit(1)
    )
    return session.scalar(query)


def look_again(session: Session, task_ids: Sequence[int], now: datetime) -> None:
    """Lets the engine look at these open tasks in its next round."""
    session.execute(
        update(Task)
        .where(Task.id.in_(task_ids), Task.ended.is_(None))
        .values(next_at=now, version=Task.version + 1)
        .execution_options(synchronize_session=False)
    )


def last_of(session: Session, activity_id: int) -> Task | None:
    """The activity's latest task, whatever became of it."""
    query = select(Task).where(Task.activity_id == activity_id).order_by(Task.nominal_on.desc()).limit(1)
    return session.scalars(query).one_or_none()


def workspaces_with_pauses(session: Session, until: date) -> list[int]:
    """Workspaces in which a pause ends up to that day."""
    paused = (Activity.state == "paused", Activity.paused_until <= until)
    query = select(Activity.workspace_id).where(*paused).distinct().order_by(Activity.workspace_id)
    return list(session.scalars(query))


def look_again_at_all(session: Session, workspace_id: int, now: datetime, at: datetime | None = None) -> None:
    """Lets the engine look, at an instant at the latest, at every task that somebody was or is about to be asked about.

    Without an instant: in its next round.
    """
    then = literal(at or now, Task.next_at.type)
    near = or_(Task.step >= 0, Task.next_at <= now + _ABOUT_TO)
    session.execute(
        update(Task)
        .where(Task.workspace_id == workspace_id, Task.ended.is_(None), near)
        .values(next_at=case((Task.next_at <= then, Task.next_at), else_=then), version=Task.version + 1)
        .execution_options(synchronize_session=False)
    )


def asked_ids(session: Session, workspace_id: int) -> list[int]:
    """The open tasks that somebody was asked about."""
    asked = (Task.workspace_id == workspace_id, Task.ended.is_(None), Task.step >= 0)
    return list(session.scalars(select(Task.id).where(*asked).order_by(Task.id)))


def quiet_tasks(session: Session, workspace_id: int) -> list[Task]:
    """Open tasks about which nobody is asked for a while, because somebody said so."""
    quiet = or_(Task.promised_until.is_not(None), Task.snoozed_until.is_not(None))
    query = select(Task).where(Task.workspace_id == workspace_id, Task.ended.is_(None), quiet).order_by(Task.id)
    return list(session.scalars(query))


def held_by(session: Session, workspace_id: int, person_id: int) -> list[Task]:
    """Open tasks that were handed to a person, nearest first."""
    query = (
        select(Task)
        .options(joinedload(Task.activity))
        .where(Task.workspace_id == workspace_id, Task.ended.is_(None), Task.holder_id == person_id)
        .order_by(Task.due_on, Task.id)
    )
    return list(session.scalars(query))


def planned_dates(session: Session, activity_id: int) -> set[date]:
    """The days on which the activity's tasks were planned to be due."""
    return set(session.scalars(select(Task.planned_on).where(Task.activity_id == activity_id)))
