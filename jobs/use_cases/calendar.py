"""What somebody is responsible for in the coming weeks, for their own calendar."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from jobs.lines import task_line
from jobs.rules.slots import local_day
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor
from jobs.use_cases.own_answers import OwnCalendar
from storage import tasks

AHEAD = timedelta(weeks=13)


def own_calendar(session: Session, actor: Actor, now: datetime) -> OwnCalendar:
    """The open tasks for which the actor is responsible on the day they are due, from today on."""
    company = company_of(session, actor)
    today = local_day(now, actor.zone)
    until = today + AHEAD
    mine = (
        row
        for row in tasks.tasks_between(session, actor.workspace_id, today, until)
        if row.ended is None and today <= row.due_on <= until
    )
    lines = tuple(
        task_line(row, company)
        for row in mine
        if (who := company.responsible(row, row.activity, row.due_on)) and who.id == actor.person.id
    )
    return OwnCalendar(company.workspace.external_id, today, until, lines, now)
