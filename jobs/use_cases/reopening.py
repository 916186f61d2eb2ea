"""Opens a task again that its partner had reported as done, where somebody inside sees that it isn't."""

from datetime import datetime

from sqlalchemy.orm import Session

from jobs.handing_on import handed_on
from jobs.lines import reported_by_partner, task_line
from jobs.rules.rights import Standing, may
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor, Door
from jobs.use_cases.finding import is_own
from jobs.use_cases.partner_answers import Reopened
from jobs.use_cases.refusals import Refused
from jobs.use_cases.retract import forget_follow_up
from jobs.use_cases.task_state import restore, state_of
from storage import history, outdated, tasks


def reopen(session: Session, actor: Actor, task_id: int, now: datetime, door: Door) -> Reopened:
    """Restores the state before the report. Refused("not_reported") where no partner's report stands."""
    task = tasks.task_for_change(session, task_id, actor.workspace_id)
    if task is None:
        raise Refused("gone")
    company = company_of(session, actor)
    standing = Standing(is_own(company, actor, task, now), company.coordinates(actor.person.id), actor.is_guest)
    verdict = may(standing, "reopen")
    if verdict != "allowed":
        raise Refused(verdict, task=task_line(task, company))
    if not reported_by_partner(task):
        raise Refused("not_reported", task=task_line(task, company))
    before, said = state_of(task), history.events_of(session, [task.id], ["done"])[-1]
    restore(task, said.data["before"])
    task.next_at = now
    forget_follow_up(session, company, task, now)
    handed_on(session, task, before, now, door, actor.person.id)
    history.record(session, task, "reopened", now, door=door, person_id=actor.person.id, data={"event": said.id})
    session.flush()
    outdated.want_refresh(session, [task.id], now)
    return Reopened(task_line(task, company))
