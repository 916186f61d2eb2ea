"""What a home page shows of coordinating: what stalls, whom nobody covers, what was decided, what the set-up lacks."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.composing import stall
from jobs.data_ends import data_ends, people_in_plan
from jobs.facts import PersonRef, TaskLine
from jobs.forecasts import AHEAD
from jobs.notices import EscalationCause, EscalationItem
from jobs.rules.ladder import POSTPONEMENTS_TO_STALL, Step
from jobs.turns import rotation_of
from jobs.use_cases.answers import Actor
from jobs.use_cases.coverage import uncovered
from jobs.use_cases.decisions import open_decisions
from jobs.use_cases.learning_answers import DecisionLine
from jobs.use_cases.plan import ROLE_NAMES, RoleName
from storage import plans, tasks
from storage.tables import Activity, Task

SHOWN_STALLS = 5
SHOWN_GAPS = 3

Lack = Literal[
    "role_holder",
    "role_deputy",
    "activity_owner",
    "activity_deputy",
    "conversation",
    "people",
    "holidays",
    "school_holidays",
]


@dataclass(frozen=True)
class SetUpGap:
    """What is missing, and where: in roles, in activities, because of people who can't be asked, after a year."""

    lack: Lack
    roles: tuple[RoleName, ...] = ()
    titles: tuple[str, ...] = ()
    people: tuple[PersonRef, ...] = ()
    year: int | None = None


@dataclass(frozen=True)
class CoordinationPart:
    """Of stalls and of tasks that nobody covers only the first are told, and how many there are."""

    on: date
    stalls: tuple[EscalationItem, ...]
    stalled: int
    uncovered: tuple[TaskLine, ...]
    without_cover: int
    decisions: tuple[DecisionLine, ...]
    gaps: tuple[SetUpGap, ...]


def coordination_part(
    session: Session, company: Company, actor: Actor, now: datetime, but: Collection[int]
) -> CoordinationPart:
    """The part for the coordinator and their deputy, without the stalls that stand elsewhere on their page."""
    today = company.today(now)
    workspace_id = company.workspace.id
    rows = tasks.open_tasks(session, workspace_id, today + AHEAD)
    stalled = [task for task in rows if _waits_for_help(task) and task.id not in but]
    without_cover = uncovered(company, rows, today)
    return CoordinationPart(
        on=today,
        stalls=tuple(stall(session, company, task, _cause(task), now) for task in stalled[:SHOWN_STALLS]),
        stalled=len(stalled),
        uncovered=without_cover[:SHOWN_GAPS],
        without_cover=len(without_cover),
        decisions=open_decisions(session, actor, now).open,
        gaps=tuple(_gaps(session, company, today)),
    )


def _waits_for_help(task: Task) -> bool:
    """Nobody has promised anything, and the coordinator was asked or is about to be."""
    quiet = task.promised_until or task.snoozed_until
    return not quiet and (task.step >= Step.COORDINATOR or _cause(task) != "silence")


def _cause(task: Task) -> EscalationCause:
    if task.stall_reason is not None:
        return "blocked"
    return "postponed" if task.postponements >= POSTPONEMENTS_TO_STALL else "silence"


def _gaps(session: Session, company: Company, today: date) -> Iterator[SetUpGap]:
    """Grouped by what is missing, the gravest first."""
    activities = [one for one in plans.activities_of(session, company.workspace.id).values() if one.state != "ended"]
    if gone := _gone(company, activities):
        yield SetUpGap("people", people=gone)
    if vacant := tuple(role for role in ROLE_NAMES if not _holds(company, role)):
        yield SetUpGap("role_holder", roles=vacant)
    if ownerless := tuple(one.title for one in activities if one.owner_id is None and not rotation_of(one)):
        yield SetUpGap("activity_owner", titles=ownerless)
    if alone := tuple(role for role in ROLE_NAMES if _holds(company, role) and not _is_deputised(company, role)):
        yield SetUpGap("role_deputy", roles=alone)
    if undeputised := tuple(one.title for one in activities if _has_nobody_else(company, one)):
        yield SetUpGap("activity_deputy", titles=undeputised)
    if company.workspace.conversation is None:
        yield SetUpGap("conversation")
    for end in data_ends(company, activities, today):
        yield SetUpGap("holidays" if end.kind == "public" else "school_holidays", year=end.until.year)


def _has_nobody_else(company: Company, activity: Activity) -> bool:
    """Where people take turns, they stand in for each other."""
    return bool(activity.owner_id) and not rotation_of(activity) and not company.deputies_of(activity)


def _holds(company: Company, role: RoleName) -> bool:
    row = company.roles.get(role)
    return row is not None and row.holder_id is not None


def _is_deputised(company: Company, role: RoleName) -> bool:
    return company.roles[role].deputy_id is not None


def _gone(company: Company, activities: Sequence[Activity]) -> tuple[PersonRef, ...]:
    """Who stands in the plan and can't be asked any more: their account is closed, or no messenger reaches them."""
    asked = (company.targets[one].facts for one in people_in_plan(company, activities) if one in company.targets)
    refs = (company.ref(facts.id) for facts in asked if not (facts.active and facts.reachable))
    return tuple(ref for ref in refs if ref is not None)
