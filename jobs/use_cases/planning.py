"""A company's plan as a whole: what a new one would change, making it hold, and telling the one that holds.

Applying a plan twice changes nothing the second time, and nothing of the past is ever deleted.
"""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from jobs.company import load_company
from jobs.leaving import show_successors
from jobs.retrospectives import next_posting
from jobs.rules.slots import local_day
from jobs.use_cases.closing_effects import carry_out, effects
from jobs.use_cases.plan import BY_FILE, By, KnownPerson, PartnerPlan, PersonPlan, Plan, people_named
from jobs.use_cases.plan_changes import Kept, PlanChange, compare
from jobs.use_cases.plan_export import stored_plan
from jobs.use_cases.plan_rows import PlanRows, load_rows
from jobs.use_cases.plan_tasks import close_tasks, make_anew, with_other_dates
from jobs.use_cases.plan_writing import PlanWriter
from storage import homes, plans, tasks
from storage.tables import Workspace


class PeopleUnknown(ValueError):
    """A plan names people whom nobody has learned yet; `jobs.use_cases.people.learn` comes first."""

    def __init__(self, external_ids: tuple[str, ...]) -> None:
        super().__init__(f"not learned yet: {', '.join(external_ids)}")
        self.external_ids = external_ids


def known_people(session: Session, workspace_id: int) -> dict[str, KnownPerson]:
    """Everyone we know in the workspace, by the messenger's id: whom a plan may name without asking the messenger."""
    rows = load_rows(session, session.get_one(Workspace, workspace_id))
    return {
        external: KnownPerson(external, rows.addresses[external].handle, person.name, person.standing)
        for external, person in rows.people.items()
    }


def export(session: Session, workspace_id: int) -> Plan:
    """The plan that holds; applying it changes nothing.

    Of the people only those with settings of their own, and no partner of whom activities say all there is. Absences
    stay here: when somebody is away belongs in no file that is passed around.
    """
    plan = stored_plan(load_rows(session, session.get_one(Workspace, workspace_id)))
    known = known_people(session, workspace_id)
    people = (person for person in plan.people if known[person.external_id].may_work)
    by_activities = {activity.partner for activity in plan.activities}
    return replace(
        plan,
        people=tuple(one for one in people if one != PersonPlan(one.external_id)),
        partners=tuple(one for one in plan.partners if one != PartnerPlan(one.name) or one.name not in by_activities),
        absences=(),
    )


def changes(session: Session, workspace_id: int, plan: Plan, now: datetime) -> tuple[PlanChange, ...]:
    """What applying the plan would change; nothing is written. Raises PeopleUnknown."""
    workspace = session.get_one(Workspace, workspace_id)
    return _changes(load_rows(session, workspace), plan, local_day(now, workspace.zone))


def apply(session: Session, workspace_id: int, plan: Plan, now: datetime, by: By = BY_FILE) -> tuple[PlanChange, ...]:
    """Makes the plan hold and answers what that changed. Raises PeopleUnknown.

    Tasks that somebody was asked about keep their history; future ones nobody has touched are made anew by the engine.
    """
    workspace = plans.workspace_for_change(session, workspace_id)
    rows = load_rows(session, workspace)
    found = _changes(rows, plan, local_day(now, workspace.zone))
    if not found:
        return ()
    before = stored_plan(rows)
    PlanWriter(session, rows).write(plan, found)
    _follow_up(session, rows, before, now, by)
    return found


def _changes(rows: PlanRows, plan: Plan, today: date) -> tuple[PlanChange, ...]:
    unknown = sorted(people_named(plan) - set(rows.people))
    if unknown:
        raise PeopleUnknown(tuple(unknown))
    return compare(stored_plan(rows), plan, _kept(rows, plan), rows.display, today)


def _kept(rows: PlanRows, plan: Plan) -> Kept:
    """What activities belong to that have ended or are about to."""
    named = {activity.title for activity in plan.activities}
    past = [activity for title, activity in rows.activities.items() if title not in named]
    channels, goals = {one.channel_id for one in past}, {one.goal_id for one in past}
    return Kept(
        channels=frozenset(name for name, channel in rows.channels.items() if channel.id in channels),
        goals=frozenset(name for name, goal in rows.goals.items() if goal.id in goals),
    )


def _follow_up(session: Session, rows: PlanRows, before: Plan, now: datetime, by: By) -> None:
    """Lets tasks, and the next retrospective, follow the plan that holds now."""
    workspace = rows.workspace
    today = local_day(now, workspace.zone)
    after = stored_plan(load_rows(session, workspace))
    titles = {activity.title for activity in after.activities}
    ended = [rows.activities[one.title] for one in before.activities if one.title not in titles]
    close_tasks(session, ended, now, today, by)
    anew = with_other_dates(before, after)
    make_anew(session, [rows.activities[title] for title in sorted(anew)], today)
    _follow_with_closings(session, rows, before, titles - anew, now, by)
    tasks.look_again(session, plans.open_task_ids(session, workspace.id), now)
    show_successors(session, workspace.id, now)
    homes.want_refresh(session, workspace.id, now, first=by.person_id)
    _follow_with_retrospective(session, workspace, now)


def _follow_with_closings(
    session: Session, rows: PlanRows, before: Plan, titles: set[str], now: datetime, by: By
) -> None:
    """Moves the tasks of these activities, which are due by the same rules as before, with the closing days."""
    company = load_company(session, rows.workspace)
    closed = tuple((closing.first_on, closing.last_on) for closing in before.closing_days)
    if set(closed) == set(company.closings):
        return
    activities = [rows.activities[title] for title in sorted(titles) if title in rows.activities]
    found = effects(session, replace(company, closings=closed), company, activities, now, lock=True)
    carry_out(session, found, activities, now, by)


def _follow_with_retrospective(session: Session, workspace: Workspace, now: datetime) -> None:
    """The next posting by the new settings, unless they would lose this month's: then it keeps its hour."""
    planned = workspace.next_retrospective_at
    if planned is None or planned <= now:
        return
    new = next_posting(load_company(session, workspace), now)
    if _month(new, workspace) == _month(planned, workspace):
        workspace.next_retrospective_at = new


def _month(instant: datetime, workspace: Workspace) -> date:
    return local_day(instant, workspace.zone).replace(day=1)
