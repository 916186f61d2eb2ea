"""What a home page shows of coordinating: what stalls, whom nobody covers, what was decided, what the set-up lacks."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.composing import stall
from jobs.lines import task_line
from jobs.making import WEEKS_AHEAD
from jobs.notices import EscalationCause, EscalationItem, PersonRef, TaskLine
from jobs.rules.escalation import POSTPONEMENTS_TO_STALL, Step
from jobs.rules.workdays import last_known_year
from jobs.use_cases.plan import ROLE_NAMES
from storage import decisions, plans, tasks
from storage.tables import Activity, Task

SHOWN_STALLS = 5
SHOWN_GAPS = 3
_HORIZON = timedelta(weeks=WEEKS_AHEAD)

Lack = Literal["role_holder", "role_deputy", "activity_owner", "activity_deputy", "conversation", "people", "holidays"]


@dataclass(frozen=True)
class SetUpGap:
    """What is missing, in what: names of roles or titles of activities, people who can't be asked, a last year."""

    lack: Lack
    names: tuple[str, ...] = ()
    people: tuple[PersonRef, ...] = ()
    year: int | None = None


@dataclass(frozen=True)
class OpenDecision:
    text: str
    owner: PersonRef | None
    due_on: date


@dataclass(frozen=True)
class CoordinationPart:
    """Of stalls and of tasks that nobody covers only the first are told, and how many there are."""

    on: date
    stalls: tuple[EscalationItem, ...]
    stalled: int
    uncovered: tuple[TaskLine, ...]
    without_cover: int
    decisions: tuple[OpenDecision, ...]
    gaps: tuple[SetUpGap, ...]


def coordination_part(
    session: Session, company: Company, now: datetime, but: Collection[int] = ()
) -> CoordinationPart:
    """The part for the coordinator and their deputy, without the stalls that stand elsewhere on their page."""
    today = company.today(now)
    workspace_id = company.workspace.id
    rows = tasks.open_tasks(session, workspace_id, today + _HORIZON)
    stalled = [task for task in rows if _waits_for_help(task) and task.id not in but]
    uncovered = [task for task in rows if _nobody(company, task, today)]
    agreed = decisions.open_decisions(session, workspace_id)
    return CoordinationPart(
        on=today,
        stalls=tuple(stall(session, company, task, _cause(task), now) for task in stalled[:SHOWN_STALLS]),
        stalled=len(stalled),
        uncovered=tuple(task_line(task, company) for task in uncovered[:SHOWN_GAPS]),
        without_cover=len(uncovered),
        decisions=tuple(OpenDecision(one.text, company.ref(one.owner_id), one.due_on) for one in agreed),
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


def _nobody(company: Company, task: Task, today: date) -> bool:
    return company.responsible(task, task.activity, max(task.due_on, today)) is None


def _gaps(session: Session, company: Company, today: date) -> Iterator[SetUpGap]:
    """Grouped by what is missing, the gravest first."""
    activities = [one for one in plans.activities_of(session, company.workspace.id).values() if one.state != "ended"]
    named: tuple[tuple[Lack, list[str]], ...] = (
        ("role_holder", [role for role in ROLE_NAMES if not _holds(company, role)]),
        ("activity_owner", [one.title for one in activities if one.owner_id is None]),
        ("role_deputy", [role for role in ROLE_NAMES if _holds(company, role) and not _is_deputised(company, role)]),
        ("activity_deputy", [one.title for one in activities if one.owner_id and not company.deputies_of(one)]),
    )
    if gone := _gone(company, activities):
        yield SetUpGap("people", people=gone)
    yield from (SetUpGap(lack, tuple(names)) for lack, names in named if names)
    if company.workspace.conversation is None:
        yield SetUpGap("conversation")
    if (year := _last_year_known(company, activities)) < (today + _HORIZON).year:
        yield SetUpGap("holidays", year=year)


def _holds(company: Company, role: str) -> bool:
    row = company.roles.get(role)
    return row is not None and row.holder_id is not None


def _is_deputised(company: Company, role: str) -> bool:
    return company.roles[role].deputy_id is not None


def _gone(company: Company, activities: Sequence[Activity]) -> tuple[PersonRef, ...]:
    """Who stands in the plan and can't be asked any more: their account is closed, or no messenger reaches them."""
    asked = (company.targets[one].facts for one in _people_in_plan(company, activities) if one in company.targets)
    refs = (company.ref(facts.id) for facts in asked if not (facts.active and facts.reachable))
    return tuple(ref for ref in refs if ref is not None)


def _people_in_plan(company: Company, activities: Sequence[Activity]) -> tuple[int, ...]:
    in_roles = (one for role in ROLE_NAMES for one in company.holder(role))
    at_work = (one for activity in activities for one in (activity.owner_id, *company.deputies_of(activity)))
    return tuple(dict.fromkeys(one for one in (*in_roles, *at_work) if one is not None))


def _last_year_known(company: Company, activities: Sequence[Activity]) -> int:
    """Until when the holidays of everybody in the plan are known."""
    people = (company.people[one] for one in _people_in_plan(company, activities) if one in company.people)
    regions = {company.region, *(company.region_of(person) for person in people)}
    return min(last_known_year(region) for region in regions)
