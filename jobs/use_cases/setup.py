"""The way from the first greeting to the first nudge: who is invited, a look ahead, and switching the rhythm on.

Until it is switched on nothing goes out to anybody but whoever sets it up. Switching on twice does no harm.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy.orm import Session

from jobs.asking import FIRST
from jobs.company import company_in
from jobs.facts import PersonRef
from jobs.lines import task_line
from jobs.making import WEEKS_AHEAD, make_for_workspace
from jobs.rehearsal import FirstNudge, first_nudge
from jobs.retrospectives import next_posting
from jobs.rules.nudging import opening, today_of
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor, PlannedTask
from jobs.use_cases.planners import check_setter, may_set_up
from jobs.use_cases.refusals import Refused
from storage import homes, outbox, plans, tasks
from storage.outbox import Draft
from storage.tables import Workspace

Stage = Literal["new", "held", "on"]

LOOK_AHEAD = timedelta(weeks=4)
_EXPIRES = timedelta(days=7)


@dataclass(frozen=True)
class Invitation:
    """What somebody is told as long as the rhythm isn't on: to begin, to go on, or who is setting it up."""

    stage: Literal["new", "held"]
    may: bool
    activities: int
    by: PersonRef | None = None


@dataclass(frozen=True)
class FirstWeeks:
    """What the first four weeks will bring, seen from an instant, and who is nudged first."""

    at: datetime
    activities: int
    tasks: tuple[PlannedTask, ...]
    first: FirstNudge | None


@dataclass(frozen=True)
class SwitchedOn:
    """`again`: it was on already. `appointed` is the coordinator, if somebody else, who gets to know it."""

    at: datetime
    first: FirstNudge | None = None
    appointed: PersonRef | None = None
    again: bool = False


def stage(session: Session, workspace: Workspace) -> Stage:
    """Whether a company has yet to be set up, is being set up, or has its rhythm on."""
    if workspace.held_since is not None:
        return "held"
    coordinated = company_in(session, workspace.id).holder("coordinate")
    return "on" if coordinated or plans.active_count(session, workspace.id) else "new"


def invitation(session: Session, actor: Actor) -> Invitation | None:
    """What stands in the place of everything else until the rhythm is on; None from then on, and for guests."""
    company = company_of(session, actor)
    now = stage(session, company.workspace)
    if now == "on" or actor.is_guest:
        return None
    by = company.ref(company.workspace.held_by_id) or company.ref(next(iter(company.in_charge("coordinate")), None))
    count = plans.active_count(session, actor.workspace_id)
    return Invitation(now, may_set_up(company, actor), count, by)


def greet(session: Session, actor: Actor, now: datetime) -> bool:
    """Greets the first member who comes to a company that nobody has set up; True if this was the first time."""
    if actor.is_guest or actor.coordinates:
        return False
    return _greet(session, company_of(session, actor).workspace, actor.person.id, now)


def greet_installer(session: Session, workspace: Workspace, installer: str, now: datetime) -> bool | None:
    """The same for the person of this handle or id; None if there is nobody of that name."""
    wanted = installer.removeprefix("@").casefold()
    for person_id, address in company_in(session, workspace.id).addresses.items():
        if wanted in (address.external_id.casefold(), address.handle.casefold()):
            return _greet(session, workspace, person_id, now)
    return None


def _greet(session: Session, workspace: Workspace, person_id: int, now: datetime) -> bool:
    if stage(session, workspace) != "new":
        return False
    greeting = Draft(
        workspace_id=workspace.id,
        kind="greeting",
        reason="greeting",
        data={},
        priority=FIRST,
        expires_at=now + _EXPIRES,
        recipient_id=person_id,
    )
    return outbox.enqueue(session, greeting, now) is not None


def first_weeks(session: Session, actor: Actor, now: datetime) -> FirstWeeks:
    """What would come if the rhythm were switched on now: the engine's own tasks, and its first nudge rehearsed."""
    workspace = plans.workspace_for_change(session, actor.workspace_id)
    company = company_of(session, actor)
    check_setter(company, actor)
    _begin_today(session, workspace, now)
    today = company.today(now)
    rows = tasks.tasks_between(session, workspace.id, date.min, today + LOOK_AHEAD - timedelta(days=1))
    planned = tuple(
        PlannedTask(task_line(row, company), company.responsible(row, row.activity, max(row.due_on, today)), None)
        for row in rows
        if row.ended is None
    )
    count = plans.active_count(session, workspace.id)
    return FirstWeeks(now, count, planned, first_nudge(session, workspace.id, now))


def switch_on(session: Session, actor: Actor, now: datetime) -> SwitchedOn:
    """From now on people are asked. A coordinator who didn't do this learns that they coordinate."""
    workspace = plans.workspace_for_change(session, actor.workspace_id)
    company = company_of(session, actor)
    check_setter(company, actor)
    where = stage(session, workspace)
    if where == "on":
        return SwitchedOn(now, again=True)
    if where == "new":
        raise Refused("not_set_up")
    if not plans.active_count(session, workspace.id):
        raise Refused("nothing_planned")
    _release(session, workspace, now)
    appointed = appoint(session, actor, now)
    return SwitchedOn(now, first_nudge(session, workspace.id, now), appointed)


def switch_on_by_file(session: Session, workspace_id: int, now: datetime) -> bool:
    """A plan that was imported is meant to hold: True if this switched its company on."""
    workspace = plans.workspace_for_change(session, workspace_id)
    if workspace.held_since is None:
        return False
    _release(session, workspace, now)
    return True


def appoint(session: Session, actor: Actor, now: datetime) -> PersonRef | None:
    """Lets the coordinator know that they are, unless they did it themselves; within their working hours."""
    company = company_of(session, actor)
    coordinator = company.ref(next(iter(company.in_charge("coordinate")), None))
    if coordinator is None or coordinator.id == actor.person.id:
        return None
    target = company.targets[coordinator.id]
    at = max(opening(target, today_of(target, now), now), now)
    draft = Draft(
        workspace_id=actor.workspace_id,
        kind="appointed",
        reason=f"appointed / {coordinator.id} / {company.today(now)}",
        data={"by": actor.person.id},
        priority=FIRST,
        expires_at=at + _EXPIRES,
        recipient_id=coordinator.id,
        not_before=at,
    )
    outbox.enqueue(session, draft, now)
    return coordinator


def _release(session: Session, workspace: Workspace, now: datetime) -> None:
    workspace.held_since = workspace.held_by_id = None
    _begin_today(session, workspace, now)
    tasks.look_again(session, plans.open_task_ids(session, workspace.id), now)
    workspace.next_retrospective_at = next_posting(company_in(session, workspace.id), now)
    homes.want_refresh(session, workspace.id, now)


def _begin_today(session: Session, workspace: Workspace, now: datetime) -> None:
    """Forgets what the days of the set-up have left behind, and makes what is ahead."""
    today = company_in(session, workspace.id).today(now)
    plans.forget_past(session, workspace.id, today)
    make_for_workspace(session, workspace.id, today + timedelta(weeks=WEEKS_AHEAD), now)
    session.flush()
