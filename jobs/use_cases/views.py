"""What people look at: the plan of a month, a retrospective, the messages of a day to come."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from jobs.lines import task_line
from jobs.rehearsal import FARTHEST, rehearse
from jobs.retrospectives import figures_from_json, figures_of
from jobs.rules.retrospective import month_end
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor, MonthPlan, PlannedTask, Preview, RetrospectiveShown
from jobs.use_cases.finding import is_own
from jobs.use_cases.refusals import Refused
from storage import retrospectives, tasks


def month_plan(session: Session, actor: Actor, month: date, now: datetime) -> MonthPlan:
    """Every task of a month with who is responsible on its day; guests see their own only."""
    company = company_of(session, actor)
    first = month.replace(day=1)
    rows = tasks.tasks_between(session, actor.workspace_id, first, month_end(first))
    planned = tuple(
        PlannedTask(
            task=task_line(row, company),
            responsible=company.responsible(row, row.activity, max(row.due_on, company.today(now))),
            shifted_from=row.nominal_on if row.planned_on != row.nominal_on else None,
        )
        for row in rows
        if first <= row.due_on <= month_end(first) and (not actor.is_guest or is_own(company, actor, row, now))
    )
    return MonthPlan(first, planned)


def retrospective(session: Session, actor: Actor, month: date, now: datetime) -> RetrospectiveShown:
    """A month's figures: as posted, or as they stand now if they were not posted yet."""
    if actor.is_guest:
        raise Refused("guest")
    first = month.replace(day=1)
    company = company_of(session, actor)
    name = company.workspace.name
    posted = retrospectives.of_month(session, actor.workspace_id, first)
    if posted is not None:
        return RetrospectiveShown(figures_from_json(posted.figures), posted=True, company=name)
    return RetrospectiveShown(figures_of(session, company, first, now), posted=False, company=name)


def preview(session: Session, actor: Actor, on: date, now: datetime) -> Preview:
    """Every message of a day to come, to whom and why; for the coordinator alone."""
    company = company_of(session, actor)
    if not company.coordinates(actor.person.id):
        raise Refused("coordinator_only")
    if on < company.today(now):
        raise Refused("date_past", on=on)
    if on > company.today(now) + FARTHEST:
        raise Refused("date_too_far", on=on)
    return Preview(on, rehearse(session, actor.workspace_id, on, now))
