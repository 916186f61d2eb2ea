"""Who covers what: owners and deputies, who is away soon, and the tasks ahead that nobody is there for."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.facts import PersonRef, TaskLine
from jobs.lines import task_line
from jobs.making import WEEKS_AHEAD
from jobs.rules.absences import merged
from jobs.rules.calendar_words import fold
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor
from jobs.use_cases.cover_answers import ActivityCover, PersonAway, Team
from jobs.use_cases.refusals import Refused
from storage import plans, tasks
from storage.tables import Activity, Task

AWAY_AHEAD = timedelta(weeks=4)
GAPS_AHEAD = timedelta(weeks=WEEKS_AHEAD)


def team(session: Session, actor: Actor, now: datetime) -> Team:
    """The whole company at a glance, for its members."""
    if actor.is_guest:
        raise Refused("guest")
    company = company_of(session, actor)
    today = company.today(now)
    rows = tasks.open_tasks(session, actor.workspace_id, today + GAPS_AHEAD)
    return Team(
        on=today,
        activities=tuple(_activities(session, company, rows, today)),
        away=away(company, today),
        gaps=uncovered(company, rows, today),
    )


def uncovered(company: Company, rows: list[Task], today: date) -> tuple[TaskLine, ...]:
    """Those of the tasks that nobody is there for on their day, or today where that is over."""
    gaps = (row for row in rows if company.responsible(row, row.activity, max(row.due_on, today)) is None)
    return tuple(task_line(row, company) for row in gaps)


def _activities(session: Session, company: Company, rows: list[Task], today: date) -> Iterator[ActivityCover]:
    """Whoever must act on an activity today is found by its next open task, which somebody may have taken over."""
    nearest: dict[int, Task] = {}
    for row in rows:
        nearest.setdefault(row.activity_id, row)
    found = plans.activities_of(session, company.workspace.id).values()
    for activity in sorted((one for one in found if one.state != "ended"), key=lambda one: fold(one.title)):
        task = nearest.get(activity.id) or Task(activity_id=activity.id)
        yield ActivityCover(
            title=activity.title,
            owner=company.ref(activity.owner_id),
            deputies=_deputies(company, activity),
            now=company.responsible(task, activity, today),
            paused_until=activity.paused_until if activity.state == "paused" else None,
        )


def _deputies(company: Company, activity: Activity) -> tuple[PersonRef, ...]:
    refs = (company.ref(person_id) for person_id in company.deputies_of(activity))
    return tuple(ref for ref in refs if ref is not None)


def away(company: Company, today: date) -> tuple[PersonAway, ...]:
    """Who is away now or within the next weeks, in the order in which it begins."""
    return tuple(sorted(_away(company, today), key=lambda one: (max(one.span.first, today), one.person.name)))


def _away(company: Company, today: date) -> Iterator[PersonAway]:
    for target in company.targets.values():
        person = company.ref(target.id)
        if person is None or not target.facts.active:
            continue
        for span in merged(target.facts.absences, target.workdays):
            if span.first <= today + AWAY_AHEAD and (span.last is None or span.last >= today):
                yield PersonAway(person, span)
