"""A home page: what one person sees who opens the bot, from what needs them now to what the team does.

Guests see their own tasks alone; the coordinator and their deputy see what needs coordinating as well. Until the rhythm
is switched on, members are invited to set it up instead.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor
from jobs.use_cases.home_coordination import CoordinationPart, coordination_part
from jobs.use_cases.home_own import OwnPart, own_part
from jobs.use_cases.home_team import TeamPart, team_part
from jobs.use_cases.planners import may_plan, may_set_up
from jobs.use_cases.setup import Invitation, invitation


@dataclass(frozen=True)
class Home:
    """What stands on the page, for whom, and when it was true; and what its reader may change in the plan."""

    actor: Actor
    at: datetime
    own: OwnPart
    invitation: Invitation | None = None
    may_plan: bool = False
    may_set_up: bool = False
    coordination: CoordinationPart | None = None
    team: TeamPart | None = None


def home(session: Session, actor: Actor, now: datetime) -> Home:
    """The page as things stand now."""
    company = company_of(session, actor)
    own = own_part(session, company, actor, now)
    needed = {item.task.id for item in own.needed.items}
    return Home(
        actor=actor,
        at=now,
        own=own,
        invitation=invitation(session, actor),
        may_plan=may_plan(company, actor),
        may_set_up=may_set_up(company, actor),
        coordination=coordination_part(session, company, actor, now, needed) if actor.coordinates else None,
        team=None if actor.is_guest else team_part(session, company, actor, now),
    )
