"""What a changed plan means for the tasks that were made already. Nothing that anybody was asked or did is undone."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from jobs.turns import give_anew
from jobs.use_cases.plan import ActivityPlan, By, Plan
from storage import history, outdated, plans
from storage.tables import Activity, Task


def with_other_dates(before: Plan, after: Plan) -> set[str]:
    """The titles of activities that both plans have, but perhaps not on the same days, or with an earlier heads-up."""
    if _calendar(before) != _calendar(after):
        return {activity.title for activity in after.activities}
    old = {activity.title: _dates(activity, before) for activity in before.activities}
    return {one.title for one in after.activities if one.title in old and old[one.title] != _dates(one, after)}


def _calendar(plan: Plan) -> tuple[object, ...]:
    """What decides which days the company works, but for its closing days: those move tasks, see `closing_effects`."""
    company = plan.company
    return company.country, company.region, company.categories, company.eves


def _dates(activity: ActivityPlan, plan: Plan) -> tuple[object, ...]:
    """What decides on which days an activity is due, and whose each is.

    Its dates move off the holidays of its owner's region.
    """
    regions = {person.external_id: (person.country, person.region) for person in plan.people}
    rule = (activity.cadence, activity.starts, activity.non_working, activity.lead)
    owners = (activity.owner, *activity.turns)
    return (*rule, activity.turn_every, owners, *(regions.get(owner or "") for owner in owners))


def make_anew(session: Session, activities: Sequence[Activity], today: date) -> None:
    """Forgets the future tasks nobody has touched; the engine makes them by the new plan in its next round.

    Of those that stay, whoever takes turns now has what nobody has touched.
    """
    plans.forget_untouched(session, [activity.id for activity in activities], today)
    for activity in activities:
        give_anew(session, activity)
        activity.made_until = None


def close_tasks(session: Session, activities: Sequence[Activity], now: datetime, today: date, by: By) -> None:
    """Closes what is open of ended activities: what was overdue has lapsed, the rest falls away."""
    ids = [activity.id for activity in activities]
    plans.forget_untouched(session, ids, today)
    open_tasks = plans.open_tasks_of(session, ids)
    for task in open_tasks:
        _close(session, task, now, today, by)
    outdated.want_refresh(session, [task.id for task in open_tasks], now)


def _close(session: Session, task: Task, now: datetime, today: date, by: By) -> None:
    task.ended = "lapsed" if task.due_on < today else "skipped"
    task.ended_on = today
    task.next_at = None
    why = {"why": "activity_ended"}
    history.record(session, task, task.ended, now, door=by.door, person_id=by.person_id, data=why)
