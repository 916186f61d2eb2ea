"""A plan to begin with, for a company in which marketing is nobody's whole job."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from jobs.rules.calendar_words import fold
from jobs.use_cases import planning
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor, Door
from jobs.use_cases.plan import ActivityPlan, By, ChannelPlan
from jobs.use_cases.plan_export import stored_plan
from jobs.use_cases.plan_rows import load_rows
from jobs.use_cases.planners import check_planner
from storage import plans


@dataclass(frozen=True)
class Starter:
    """An activity to choose. `channel` is the one it serves; not every company needs those that aren't `usual`."""

    key: str
    cadence: str
    lead: int
    tolerance: int
    channel: str | None = None
    usual: bool = True


STARTERS = (
    Starter("website", "every 2 weeks on wed", lead=2, tolerance=2, channel="website"),
    Starter("newsletter", "monthly on 2nd thu", lead=5, tolerance=3, channel="newsletter"),
    Starter("linkedin", "every week on tue", lead=1, tolerance=2, channel="linkedin"),
    Starter("instagram", "every week on thu", lead=1, tolerance=1, channel="instagram"),
    Starter("reviews", "every week on mon", lead=0, tolerance=1, channel="reviews"),
    Starter("partner", "monthly on 2nd tue", lead=3, tolerance=3),
    Starter("figures", "monthly on working day 2", lead=1, tolerance=3),
    Starter("photos", "monthly on 3rd fri", lead=3, tolerance=5),
    Starter("fair", "quarterly on 1st wed", lead=5, tolerance=5, usual=False),
)
SILENCE_LIMITS = {"website": 21, "newsletter": 40, "linkedin": 10, "instagram": 10, "reviews": 14}
"""Calendar days that a channel may be silent: its rhythm with a little air."""


def titles_in_use(session: Session, actor: Actor) -> frozenset[str]:
    """The titles of running activities in their folded spelling: what is offered no more."""
    company = company_of(session, actor)
    check_planner(company, actor)
    plan = stored_plan(load_rows(session, company.workspace))
    return frozenset(fold(one.title) for one in plan.activities)


def adopt(
    session: Session,
    actor: Actor,
    wanted: Iterable[ActivityPlan],
    channels: Iterable[ChannelPlan],
    now: datetime,
    door: Door,
) -> int:
    """Adds activities, with the channels they belong to; answers how many. What runs already stays as it is."""
    workspace = plans.workspace_for_change(session, actor.workspace_id)
    check_planner(company_of(session, actor), actor)
    plan = stored_plan(load_rows(session, workspace))
    running = {fold(one.title) for one in plan.activities}
    fresh = tuple(one for one in wanted if fold(one.title) not in running)
    known, needed = {one.name for one in plan.channels}, {one.channel for one in fresh}
    added = tuple(one for one in channels if one.name in needed - known)
    grown = replace(plan, activities=(*plan.activities, *fresh), channels=(*plan.channels, *added))
    planning.apply(session, workspace.id, grown, now, By(door, actor.person.id))
    return len(fresh)
