"""Activities as people plan them in the messenger: begun, changed and ended one at a time.

Each is a change of the whole plan, applied by `jobs.use_cases.planning`; what it means for tasks is decided there.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from jobs.facts import PersonRef
from jobs.rules.cadence import AfterCompletion, nominal_dates, parse_cadence
from jobs.use_cases import planning
from jobs.use_cases.answers import Actor, Door
from jobs.use_cases.plan import ActivityPlan, By
from jobs.use_cases.planned import ActivityFacts, Planned, planned
from storage import outdated, plans
from storage.tables import Activity


@dataclass(frozen=True)
class ActivitySaved:
    """What holds now, and what held `before`; nothing for a new one.

    `staying` are due dates that the new rhythm doesn't have: somebody was asked about them already, or they are today.
    """

    activity: ActivityFacts
    before: ActivityFacts | None
    today: date
    next_due: tuple[date, ...]
    next_turns: tuple[tuple[date, PersonRef], ...] = ()
    staying: tuple[date, ...] = ()


@dataclass(frozen=True)
class Ending:
    """What ending an activity does, or did: how many of its tasks somebody waits for, or was asked about."""

    activity: ActivityFacts
    open_tasks: int


def create(session: Session, actor: Actor, wanted: ActivityPlan, now: datetime, door: Door) -> ActivitySaved:
    """Begins an activity; one that had ended under this title goes on with its history."""
    running = _for_change(session, actor, now)
    running.check_title(wanted.title, None)
    _apply(session, actor, running, (*running.plan.activities, wanted), now, door)
    return _saved(session, actor, wanted, None, now)


def change(
    session: Session, actor: Actor, activity_id: int, wanted: ActivityPlan, now: datetime, door: Door
) -> ActivitySaved:
    """Changes an activity from now on. Who is asked, and about what, follows in the engine's next round."""
    running = _for_change(session, actor, now)
    before = running.find(activity_id)
    running.check_title(wanted.title, activity_id)
    # The title is an activity's identity in a plan: under another one it would end, and a new one begin.
    session.get_one(Activity, activity_id).title = wanted.title
    session.flush()
    others = (one for one in running.plan.activities if one.title != before.title)
    _apply(session, actor, running, (*others, wanted), now, door)
    outdated.want_refresh(session, [task.id for task in plans.open_tasks_of(session, [activity_id])], now)
    return _saved(session, actor, wanted, before, now)


def foresee_end(session: Session, actor: Actor, activity_id: int | None, now: datetime) -> Ending:
    """What would become of an activity's tasks."""
    return _ending(session, planned(session, actor, now), activity_id)


def end(session: Session, actor: Actor, activity_id: int | None, now: datetime, door: Door) -> Ending:
    """Ends an activity: nobody is asked any more, its history stays."""
    running = _for_change(session, actor, now)
    ending = _ending(session, running, activity_id)
    left = tuple(one for one in running.plan.activities if one.title != ending.activity.title)
    _apply(session, actor, running, left, now, door)
    return ending


def _ending(session: Session, running: Planned, activity_id: int | None) -> Ending:
    activity = running.find(activity_id)
    open_tasks = plans.open_tasks_of(session, [activity.id])
    return Ending(activity, sum(task.step >= 0 or task.due_on <= running.today for task in open_tasks))


def _for_change(session: Session, actor: Actor, now: datetime) -> Planned:
    """The plan that holds, ours alone until the transaction ends."""
    plans.workspace_for_change(session, actor.workspace_id)
    return planned(session, actor, now)


def _apply(
    session: Session, actor: Actor, running: Planned, activities: tuple[ActivityPlan, ...], now: datetime, door: Door
) -> None:
    plan = replace(running.plan, activities=activities)
    planning.apply(session, actor.workspace_id, plan, now, By(door, actor.person.id))


def _saved(
    session: Session, actor: Actor, wanted: ActivityPlan, before: ActivityFacts | None, now: datetime
) -> ActivitySaved:
    running = planned(session, actor, now)
    [activity] = [one for one in running.activities if one.title == wanted.title]
    staying = _staying(session, running, activity) if before else ()
    due, turns = running.next_due(wanted), running.next_turns(wanted)
    return ActivitySaved(activity, before, running.today, due, turns, staying)


def _staying(session: Session, running: Planned, activity: ActivityFacts) -> tuple[date, ...]:
    cadence, starts = parse_cadence(activity.plan.cadence), activity.plan.starts
    if isinstance(cadence, AfterCompletion):
        return ()
    workdays = running.company.workdays
    return tuple(
        task.due_on
        for task in plans.open_tasks_of(session, [activity.id])
        if task.nominal_on not in nominal_dates(cadence, starts, task.nominal_on, task.nominal_on, workdays)
    )
