"""Handing the ball on: somebody inside says whose turn it is. Nobody is asked otherwise than before because of it."""

from datetime import datetime

from sqlalchemy.orm import Session

from jobs.handing_on import line_with_days
from jobs.rules.ball import Party
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor, Change, Door, Replied
from jobs.use_cases.changing import change, check
from jobs.use_cases.partner_answers import BallLies
from jobs.use_cases.refusals import Refused
from storage import tasks

_CHANGES: dict[Party, Change] = {
    "owner": "ball_owner",
    "approval": "ball_approval",
    "partner": "ball_partner",
    "material": "ball_material",
}


def whose(session: Session, actor: Actor, task_id: int, now: datetime) -> BallLies:
    """Whose ball an open task is, for whoever may see it."""
    check(session, actor, task_id, now, "see")
    company, task = company_of(session, actor), tasks.tasks_by_id(session, [task_id])[task_id]
    today = company.today(now)
    return BallLies(line_with_days(session, task, company, today), company.responsible(task, task.activity, today))


def hand(session: Session, actor: Actor, task_id: int, now: datetime, door: Door, party: Party) -> Replied:
    """The ball is with this party from now on; Refused("no_partner") where no partner does the work."""
    changing = change(session, actor, task_id, now, door, "ball")
    task = changing.task
    if party == "partner" and not task.activity.partner:
        raise Refused("no_partner", text=task.activity.title)
    task.waiting_for = None if party == "owner" and not task.activity.partner else party
    changing.record("ball", **{"with": party})
    return changing.replied(_CHANGES[party])


def ours(session: Session, actor: Actor, task_id: int, now: datetime, door: Door) -> Replied:
    """The next step is ours."""
    return hand(session, actor, task_id, now, door, "owner")


def partners(session: Session, actor: Actor, task_id: int, now: datetime, door: Door) -> Replied:
    """The next step is the partner's."""
    return hand(session, actor, task_id, now, door, "partner")
