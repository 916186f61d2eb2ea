"""Who covers what: owners and deputies, who is away soon, and the tasks ahead that nobody is there for."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.data_ends import data_ends, regions_of
from jobs.facts import PersonRef, TaskLine
from jobs.forecasts import AHEAD, cover_gap, forecast
from jobs.lines import task_line
from jobs.rules.absences import merged
from jobs.rules.availability import Span
from jobs.rules.calendar_words import fold
from jobs.rules.regions import Region
from jobs.rules.school_holidays import school_breaks
from jobs.turns import next_in_turn
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor
from jobs.use_cases.closing_answers import KnownClosing
from jobs.use_cases.cover_answers import ActivityCover, PersonAway, SchoolBreak, Team
from jobs.use_cases.refusals import Refused
from storage import closings, plans, tasks
from storage.tables import Activity, Task

AWAY_AHEAD = timedelta(weeks=4)


def team(session: Session, actor: Actor, now: datetime) -> Team:
    """The whole company at a glance, for its members."""
    if actor.is_guest:
        raise Refused("guest")
    company = company_of(session, actor)
    today = company.today(now)
    rows = tasks.open_tasks(session, actor.workspace_id, today + AHEAD)
    running = [one for one in plans.activities_of(session, actor.workspace_id).values() if one.state != "ended"]
    found = forecast(company, rows, today)
    return Team(
        on=today,
        activities=tuple(_activities(company, running, rows, today)),
        away=away(company, today),
        gaps=tuple(cover_gap(company, found.tasks[gap.key], gap) for gap in found.gaps),
        share=found.share,
        closings=_closings(session, company, today),
        breaks=_breaks(company, running, today),
        ends=data_ends(company, running, today),
    )


def uncovered(company: Company, rows: Iterable[Task], today: date) -> tuple[TaskLine, ...]:
    """Those of the tasks that nobody is there for on their day, or today where that is over."""
    found = forecast(company, rows, today)
    return tuple(task_line(found.tasks[gap.key], company) for gap in found.gaps if gap.kind == "nobody")


def _closings(session: Session, company: Company, today: date) -> tuple[KnownClosing, ...]:
    rows = closings.closing_days(session, company.workspace.id, today)
    ahead = (row for row in rows if row.first_on <= today + AHEAD)
    return tuple(KnownClosing(row.id, Span(row.first_on, row.last_on), row.name) for row in ahead)


def _breaks(company: Company, activities: Sequence[Activity], today: date) -> tuple[SchoolBreak, ...]:
    """School holidays of every region in which people of the plan live, the nearest first."""
    places = dict.fromkeys((one.country, one.subdivision) for one in regions_of(company, activities))
    found = (
        SchoolBreak(*place, span) for place in places for span in school_breaks(Region(*place), today, today + AHEAD)
    )
    return tuple(sorted(found, key=lambda one: (one.span.first, one.subdivision or "")))


def _activities(
    company: Company, running: Sequence[Activity], rows: list[Task], today: date
) -> Iterator[ActivityCover]:
    """Whoever must act on an activity today is found by its next open task, which somebody may have taken over."""
    nearest: dict[int, Task] = {}
    for row in rows:
        nearest.setdefault(row.activity_id, row)
    for activity in sorted(running, key=lambda one: fold(one.title)):
        task = nearest.get(activity.id) or Task(activity_id=activity.id, due_on=today)
        yield ActivityCover(
            title=activity.title,
            owner=company.ref(company.owner_of(task, activity)),
            deputies=_deputies(company, task, activity),
            now=company.responsible(task, activity, today),
            paused_until=activity.paused_until if activity.state == "paused" else None,
            then=next_in_turn(company, activity, task),
        )


def _deputies(company: Company, task: Task, activity: Activity) -> tuple[PersonRef, ...]:
    refs = (company.ref(person_id) for person_id in company.deputies_of(activity, company.owner_of(task, activity)))
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
