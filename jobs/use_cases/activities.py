"""Activities as people plan them in the messenger: begun, changed and ended one at a time.

Each is a change of the whole plan, applied by `jobs.use_cases.planning`; what it means for tasks is decided there.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.notices import PersonRef
from jobs.rules.cadence import AfterCompletion, Cadence, ShiftPolicy, next_due_dates, nominal_dates, parse_cadence
from jobs.rules.calendar_words import fold
from jobs.use_cases import planning
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor, Door
from jobs.use_cases.plan import ActivityPlan, By, Plan
from jobs.use_cases.plan_export import stored_plan
from jobs.use_cases.plan_rows import PlanRows, load_rows
from jobs.use_cases.planners import check_planner
from jobs.use_cases.refusals import Refused
from storage import outbox, plans
from storage.tables import Activity

TOLD = 3
"""Dates that an accepted cadence is echoed with."""


@dataclass(frozen=True)
class ActivityFacts:
    """An activity that has not ended; `plan` says it by the messenger's ids."""

    id: int
    plan: ActivityPlan
    owner: PersonRef | None
    deputies: tuple[PersonRef, ...]

    @property
    def title(self) -> str:
        return self.plan.title


@dataclass(frozen=True)
class Offered:
    """What an activity's form can offer, by its key: the channels and goals that there are."""

    channels: dict[int, str]
    goals: dict[int, str]


@dataclass(frozen=True)
class ActivitySaved:
    """What holds now, and what held `before`; nothing for a new one.

    `staying` are due dates that the new rhythm doesn't have: somebody was asked about them already, or they are today.
    """

    activity: ActivityFacts
    before: ActivityFacts | None
    today: date
    next_due: tuple[date, ...]
    staying: tuple[date, ...] = ()


@dataclass(frozen=True)
class Ending:
    """What ending an activity does, or did: how many of its tasks somebody waits for, or was asked about."""

    activity: ActivityFacts
    open_tasks: int


def all_of(session: Session, actor: Actor) -> tuple[ActivityFacts, ...]:
    """Every activity that has not ended, by title; Refused for whoever doesn't plan."""
    company = _company(session, actor)
    rows = load_rows(session, company.workspace)
    found = (_facts(rows.activities[plan.title], plan, company) for plan in stored_plan(rows).activities)
    return tuple(sorted(found, key=lambda one: fold(one.title)))


def find(session: Session, actor: Actor, activity_id: int | None) -> ActivityFacts:
    """The activity behind a key; Refused("gone") for one that has ended or is not of this workspace."""
    found = next((one for one in all_of(session, actor) if one.id == activity_id), None)
    if found is None:
        raise Refused("gone")
    return found


def beginning_with(session: Session, actor: Actor, words: str) -> tuple[ActivityFacts, ...]:
    """The activities whose title begins so; the one that is called exactly so stands alone."""
    begins = [one for one in all_of(session, actor) if fold(one.title).startswith(fold(words))]
    exact = tuple(one for one in begins if fold(one.title) == fold(words))
    return exact or tuple(begins)


def offered(session: Session, actor: Actor) -> Offered:
    """What a new or changed activity can belong to."""
    rows = load_rows(session, _company(session, actor).workspace)
    channels = {channel.id: name for name, channel in rows.channels.items()}
    return Offered(channels, {goal.id: name for name, goal in rows.goals.items()})


def check_may(session: Session, actor: Actor) -> None:
    """Refused for whoever doesn't plan; the refusal names those who do."""
    _company(session, actor)


def today(session: Session, actor: Actor, now: datetime) -> date:
    """The company's day."""
    return _company(session, actor).today(now)


def first_start(session: Session, actor: Actor, now: datetime) -> date:
    """From when a new activity runs: today's work was planned without it."""
    return today(session, actor, now) + timedelta(days=1)


def next_due(session: Session, actor: Actor, wanted: ActivityPlan, now: datetime) -> tuple[date, ...]:
    """The next days on which an activity would be due, by the calendars of the company and of its owner."""
    company = _company(session, actor)
    rows = load_rows(session, company.workspace)
    return _next_due(session, company, rows, wanted, company.today(now))


def check_title(session: Session, actor: Actor, title: str, activity_id: int | None) -> None:
    """Refused for no title, and for that of another activity. A new one may take up where one of its name ended."""
    if not title:
        raise Refused("title_missing")
    rows = load_rows(session, _company(session, actor).workspace)
    for row in rows.activities.values():
        in_the_way = row.state != "ended" or (activity_id is not None and row.title == title)
        if row.id != activity_id and in_the_way and fold(row.title) == fold(title):
            raise Refused("title_used", text=row.title)


def create(session: Session, actor: Actor, wanted: ActivityPlan, now: datetime, door: Door) -> ActivitySaved:
    """Begins an activity; one that had ended under this title goes on with its history."""
    company, plan = _for_change(session, actor)
    check_title(session, actor, wanted.title, None)
    _apply(session, actor, replace(plan, activities=(*plan.activities, wanted)), now, door)
    return _saved(session, company, wanted, None, now)


def change(
    session: Session, actor: Actor, activity_id: int, wanted: ActivityPlan, now: datetime, door: Door
) -> ActivitySaved:
    """Changes an activity from now on. Who is asked, and about what, follows in the engine's next round."""
    company, _ = _for_change(session, actor)
    before = find(session, actor, activity_id)
    check_title(session, actor, wanted.title, activity_id)
    row = session.get_one(Activity, activity_id)
    row.title = wanted.title  # its identity in a plan: under another one it would end, and a new one begin
    session.flush()
    plan = stored_plan(load_rows(session, company.workspace))
    changed = tuple(wanted if one.title == wanted.title else one for one in plan.activities)
    _apply(session, actor, replace(plan, activities=changed), now, door)
    outbox.want_refresh(session, [task.id for task in plans.open_tasks_of(session, [activity_id])], now)
    return _saved(session, company, wanted, before, now)


def foresee_end(session: Session, actor: Actor, activity_id: int | None, now: datetime) -> Ending:
    """What would become of an activity's tasks."""
    activity = find(session, actor, activity_id)
    today = _company(session, actor).today(now)
    open_tasks = plans.open_tasks_of(session, [activity.id])
    return Ending(activity, sum(task.step >= 0 or task.due_on <= today for task in open_tasks))


def end(session: Session, actor: Actor, activity_id: int | None, now: datetime, door: Door) -> Ending:
    """Ends an activity: nobody is asked any more, its history stays."""
    _, plan = _for_change(session, actor)
    ending = foresee_end(session, actor, activity_id, now)
    left = tuple(one for one in plan.activities if one.title != ending.activity.title)
    _apply(session, actor, replace(plan, activities=left), now, door)
    return ending


def _company(session: Session, actor: Actor) -> Company:
    company = company_of(session, actor)
    check_planner(company, actor)
    return company


def _for_change(session: Session, actor: Actor) -> tuple[Company, Plan]:
    """The plan that holds, ours alone until the transaction ends."""
    plans.workspace_for_change(session, actor.workspace_id)
    company = _company(session, actor)
    return company, stored_plan(load_rows(session, company.workspace))


def _apply(session: Session, actor: Actor, plan: Plan, now: datetime, door: Door) -> None:
    planning.apply(session, actor.workspace_id, plan, now, By(door, actor.person.id))


def _facts(row: Activity, plan: ActivityPlan, company: Company) -> ActivityFacts:
    deputies = (company.ref(deputy.person_id) for deputy in row.deputies)
    return ActivityFacts(row.id, plan, company.ref(row.owner_id), tuple(one for one in deputies if one is not None))


def _saved(
    session: Session, company: Company, wanted: ActivityPlan, before: ActivityFacts | None, now: datetime
) -> ActivitySaved:
    rows = load_rows(session, company.workspace)
    row, today = rows.activities[wanted.title], company.today(now)
    return ActivitySaved(
        activity=_facts(row, wanted, company),
        before=before,
        today=today,
        next_due=_next_due(session, company, rows, wanted, today),
        staying=_staying(session, company, row) if before else (),
    )


def _next_due(
    session: Session, company: Company, rows: PlanRows, wanted: ActivityPlan, today: date
) -> tuple[date, ...]:
    """By the rule, without the dates on which this activity is done already or pauses."""
    row = rows.activities.get(wanted.title)
    running = row if row is not None and row.state != "ended" else None
    over = plans.nominal_dates_ended(session, running.id) if running else set()
    resting = running.paused_until if running and running.state == "paused" else None
    policy: ShiftPolicy = wanted.non_working  # type: ignore[assignment]
    owner = company.workdays_for_shift(rows.id_of(wanted.owner) if wanted.owner in rows.people else None)
    found = next_due_dates(parse_cadence(wanted.cadence), wanted.starts, today, policy, company.workdays, owner)
    coming = (due for nominal, due in found if nominal not in over and (resting is None or due > resting))
    return tuple(islice(coming, TOLD))


def _staying(session: Session, company: Company, row: Activity) -> tuple[date, ...]:
    cadence = parse_cadence(row.cadence)
    if isinstance(cadence, AfterCompletion):
        return ()
    tasks = plans.open_tasks_of(session, [row.id])
    return tuple(task.due_on for task in tasks if not _fits(cadence, row.starts_on, task.nominal_on, company))


def _fits(cadence: Cadence, starts: date, day: date, company: Company) -> bool:
    return day in nominal_dates(cadence, starts, day, day, company.workdays)
