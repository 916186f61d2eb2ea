"""Makes tasks ahead: occurrences exist as rows for at least 13 weeks, so that everybody can see them coming."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from sqlalchemy.orm import Session

from jobs.company import Company, load_company
from jobs.isolation import each_workspace
from jobs.rules.cadence import ShiftPolicy, due_dates, next_after_completion, nominal_dates
from jobs.rules.cadence_forms import AfterCompletion
from jobs.rules.cadence_text import parse_cadence
from jobs.rules.slots import wall_instant
from jobs.rules.workdays import Workdays
from jobs.turns import Turns
from storage import history, tasks
from storage.database import Database
from storage.people import lock_workspace
from storage.tables import Activity, Task

WEEKS_AHEAD = 13
_STOCK = timedelta(weeks=1)  # made beyond that, so that not every day makes tasks
_NEVER_AGAIN = date.max


def make_tasks(database: Database, now: datetime) -> None:
    """Makes what is missing, one transaction for each workspace."""
    horizon = now.date() + timedelta(weeks=WEEKS_AHEAD)
    each_workspace(
        database,
        database.read(lambda session: tasks.workspaces_to_plan(session, horizon)),
        partial(make_for_workspace, horizon=horizon, now=now),
    )


def make_for_workspace(session: Session, workspace_id: int, horizon: date, now: datetime) -> None:
    """Makes one workspace's missing tasks; does nothing while another process does."""
    workspace = lock_workspace(session, workspace_id)
    if workspace is None:
        return
    company = load_company(session, workspace)
    for activity in tasks.activities_to_plan(session, workspace_id, horizon):
        make_for_activity(session, company, activity, horizon + _STOCK, now)


def make_for_activity(session: Session, company: Company, activity: Activity, horizon: date, now: datetime) -> None:
    """Makes an activity's missing tasks from where they end up to the horizon.

    Days before today are never made: a rhythm that starts late starts now.
    """
    known = tasks.nominal_dates_known(session, activity.id)
    cadence = parse_cadence(activity.cadence)
    # Not from the last one known: a task that somebody touched may stand far ahead of dates still to be made.
    first = max(activity.starts_on, company.today(now), activity.made_until or date.min)
    if isinstance(cadence, AfterCompletion):
        dates = _after_completion(session, activity, cadence, first)
        activity.made_until = _NEVER_AGAIN
    else:
        dates = tuple(nominal_dates(cadence, activity.starts_on, first, horizon, company.workdays))
        activity.made_until = horizon
    _add(session, company, activity, tuple(day for day in dates if day not in known), now)


def _after_completion(session: Session, activity: Activity, cadence: AfterCompletion, first: date) -> tuple[date, ...]:
    """The one next date: counted from the last ending, or the first day of all. None while a task is open."""
    last = tasks.last_of(session, activity.id)
    if last is None:
        return (first,)
    if last.ended is None:
        return ()
    return (max(next_after_completion(cadence, last.ended_on or last.due_on)[0], first),)


def _add(session: Session, company: Company, activity: Activity, dates: tuple[date, ...], now: datetime) -> None:
    due = _due(session, company, activity, dates)
    numbers = tasks.take_numbers(company.workspace, len(due))
    for number, made in zip(numbers, due, strict=True):
        task = _task(company, activity, number, made)
        session.add(task)
        session.flush()
        history.record(session, task, "made", now, door="engine", data={"due": str(task.due_on)})
        _end_if_paused(session, task, activity, now)


@dataclass(frozen=True)
class _Due:
    """A task to be made: its date, the day it is due on by the calendar of its owner, and whose turn it is."""

    nominal: date
    on: date
    turn_id: int | None


def _due(session: Session, company: Company, activity: Activity, dates: tuple[date, ...]) -> list[_Due]:
    """A date that falls away is nobody's turn."""
    policy: ShiftPolicy = activity.non_working  # type: ignore[assignment]
    taken = tasks.planned_dates(session, activity.id)
    turns = Turns.of(session, activity)
    found: list[_Due] = []
    for nominal in dates:
        turn_id = turns.on(nominal)
        calendar = company.workdays_for_shift(turn_id or activity.owner_id)
        for on in _days(activity, nominal, policy, calendar, taken):
            found.append(_Due(nominal, on, turn_id))
            taken.add(on)
            turns.take(nominal, turn_id)
    return found


def _days(
    activity: Activity, nominal: date, policy: ShiftPolicy, calendar: Workdays, taken: set[date]
) -> tuple[date, ...]:
    """The day a date is due on, if it doesn't fall away.

    A rhythm that counts from completion has no other date to go on with: it would end for good, so it is due later.
    """
    days = tuple(on for _, on in due_dates((nominal,), policy, calendar, taken))
    if days or not isinstance(parse_cadence(activity.cadence), AfterCompletion):
        return days
    return tuple(on for _, on in due_dates((nominal,), "after", calendar))


def _task(company: Company, activity: Activity, number: int, due: _Due) -> Task:
    owner = company.targets.get(due.turn_id or activity.owner_id or 0)
    calendar = owner.workdays if owner else company.workdays
    heads_up = calendar.previous(calendar.at_or_before(due.on), activity.lead) if activity.lead else due.on
    zone = owner.zone if owner else company.workspace.zone
    return Task(
        workspace_id=company.workspace.id,
        activity_id=activity.id,
        activity=activity,
        number=number,
        nominal_on=due.nominal,
        planned_on=due.on,
        due_on=due.on,
        turn_id=due.turn_id,
        # The engine looks a day early: the exact slot is the responsible person's, who may be somebody else by then.
        next_at=wall_instant(calendar.previous(heads_up), time(0), zone),
    )


def _end_if_paused(session: Session, task: Task, activity: Activity, now: datetime) -> None:
    """What falls into an agreed pause is silence that was agreed."""
    if activity.state != "paused" or activity.paused_until is None or task.due_on > activity.paused_until:
        return
    task.ended = "paused"
    task.ended_on = task.due_on
    task.next_at = None
    task.note = activity.pause_reason
    history.record(session, task, "paused", now, door="engine", data={"until": str(activity.paused_until)})
