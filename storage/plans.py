"""Queries about a company's plan as a whole, and about the tasks that a change of it touches."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, delete, exists, func, select, update
from sqlalchemy.orm import Session

from storage.learning_tables import Goal, Metric
from storage.tables import Activity, Address, Channel, Task, TaskEvent, Workspace


def workspace_for_change(session: Session, workspace_id: int) -> Workspace:
    """The workspace, ours alone until the transaction ends; waits while another process works on it."""
    return session.scalars(select(Workspace).where(Workspace.id == workspace_id).with_for_update()).one()


def addresses_in(session: Session, workspace: Workspace) -> dict[str, Address]:
    """Where everybody in the workspace's own messenger is reached, by their id there."""
    query = select(Address).where(
        Address.platform == workspace.platform, Address.workspace_external_id == workspace.external_id
    )
    return {address.external_id: address for address in session.scalars(query.order_by(Address.id))}


def goals_of(session: Session, workspace_id: int) -> dict[str, Goal]:
    """Goals by name, most important first."""
    query = select(Goal).where(Goal.workspace_id == workspace_id).order_by(Goal.priority, Goal.id)
    return {goal.name: goal for goal in session.scalars(query)}


def metrics_of(session: Session, workspace_id: int) -> dict[tuple[str, str], Metric]:
    """Metrics by the names of their goal and their own."""
    query = (
        select(Goal.name, Metric)
        .join(Metric, Metric.goal_id == Goal.id)
        .where(Goal.workspace_id == workspace_id)
        .order_by(Metric.id)
    )
    return {(goal, metric.name): metric for goal, metric in session.execute(query)}


def channels_of(session: Session, workspace_id: int) -> dict[str, Channel]:
    query = select(Channel).where(Channel.workspace_id == workspace_id).order_by(Channel.id)
    return {channel.name: channel for channel in session.scalars(query)}


def activities_of(session: Session, workspace_id: int) -> dict[str, Activity]:
    """All activities by title, those that have ended among them."""
    query = select(Activity).where(Activity.workspace_id == workspace_id).order_by(Activity.id)
    return {activity.title: activity for activity in session.scalars(query)}


def open_task_ids(session: Session, workspace_id: int) -> list[int]:
    query = select(Task.id).where(Task.workspace_id == workspace_id, Task.ended.is_(None)).order_by(Task.id)
    return list(session.scalars(query))


def open_tasks_of(session: Session, activity_ids: Sequence[int]) -> list[Task]:
    """All open tasks of these activities, however far ahead."""
    query = select(Task).where(Task.activity_id.in_(activity_ids), Task.ended.is_(None)).order_by(Task.id)
    return list(session.scalars(query))


def nominal_dates_ended(session: Session, activity_id: int) -> set[date]:
    """The dates of the rule that are over, whatever became of them."""
    query = select(Task.nominal_on).where(Task.activity_id == activity_id, Task.ended.is_not(None))
    return set(session.scalars(query))


def forget_untouched(session: Session, activity_ids: Sequence[int], today: date) -> None:
    """Deletes these activities' future tasks of which there is no history: nobody was asked, nobody changed anything.

    A task whose nominal or due date has come is not of the future: making it anew would begin after it.
    """
    future = and_(Task.nominal_on > today, Task.due_on > today)
    doomed = (Task.activity_id.in_(activity_ids), Task.ended.is_(None), future, untouched())
    session.execute(delete(Task).where(*doomed).execution_options(synchronize_session="fetch"))


def forget_past(session: Session, workspace_id: int, today: date) -> None:
    """Deletes the tasks of days gone by that nobody was asked about, and asks for their activities' to be made anew.

    A company whose rhythm isn't on yet has lived through them without.
    """
    gone = (Task.workspace_id == workspace_id, Task.ended.is_(None), Task.nominal_on < today, Task.due_on < today)
    anew = select(Task.activity_id).where(*gone, untouched())
    again = update(Activity).where(Activity.id.in_(anew)).values(made_until=None)
    session.execute(again.execution_options(synchronize_session="fetch"))
    session.execute(delete(Task).where(*gone, untouched()).execution_options(synchronize_session="fetch"))


def active_count(session: Session, workspace_id: int) -> int:
    """How many activities a company has that haven't ended."""
    query = select(func.count(Activity.id)).where(Activity.workspace_id == workspace_id, Activity.state != "ended")
    return session.scalar(query) or 0


def untouched() -> ColumnElement[bool]:
    """Tasks of which there is no history: nobody was asked, nobody changed anything."""
    history = exists().where(TaskEvent.task_id == Task.id, TaskEvent.kind != "made")
    return and_(Task.step < 0, Task.due_on == Task.planned_on, Task.holder_id.is_(None), ~history)
