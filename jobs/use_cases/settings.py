"""What holds for a whole company, as its coordination sets it in the messenger. The first time begins the set-up."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.facts import PersonRef, Reader
from jobs.rules.regions import Region, UnknownRegion, check_region
from jobs.use_cases import planning
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor, Door
from jobs.use_cases.plan import By, CompanyPlan, RolePlan
from jobs.use_cases.plan_export import stored_plan
from jobs.use_cases.plan_rows import load_rows
from jobs.use_cases.planners import check_setter
from jobs.use_cases.setup import Stage, appoint, stage
from storage import plans


@dataclass(frozen=True)
class SettingsShown:
    """What holds, or what suggests itself to a company that is just beginning.

    `conversation` is the messenger's id; a name that was never resolved to one can't be shown. `own_zone` is where the
    messenger says that its reader lives.
    """

    stage: Stage
    coordinator: PersonRef | None
    deputy: PersonRef | None
    conversation: str | None
    zone: str
    own_zone: str
    country: str
    region: str | None
    language: str
    formality: str
    activities: int


@dataclass(frozen=True)
class Settings:
    """What is to hold; people and the conversation by the messenger's ids."""

    coordinator: str
    deputy: str | None
    conversation: str | None
    zone: str
    country: str
    region: str | None
    language: str
    formality: str


@dataclass(frozen=True)
class SettingsSaved:
    """`stage` is where the company stands now; `appointed` the coordinator who gets to know that they are."""

    stage: Stage
    activities: int
    appointed: PersonRef | None = None


def shown(session: Session, actor: Actor) -> SettingsShown:
    """The settings, for whoever may change them."""
    company = company_of(session, actor)
    check_setter(company, actor)
    workspace, person = company.workspace, company.people[actor.person.id]
    now = stage(session, workspace)
    coordinator, deputy = (*company.holder("coordinate"), None, None)[:2]
    own_zone = person.messenger_zone or workspace.zone
    return SettingsShown(
        stage=now,
        coordinator=company.ref(coordinator) or actor.person,
        deputy=company.ref(deputy),
        conversation=_conversation(company),
        zone=own_zone if now == "new" else workspace.zone,
        own_zone=own_zone,
        country=workspace.country,
        region=workspace.subdivision,
        language=actor.language if now == "new" else workspace.language,
        formality=workspace.formality,
        activities=plans.active_count(session, workspace.id),
    )


def company_reader(session: Session, actor: Actor) -> Reader:
    """The language, form of address and zone of the company itself."""
    return company_of(session, actor).reader(None)


def today(session: Session, actor: Actor, now: datetime) -> date:
    """The company's day."""
    return company_of(session, actor).today(now)


def coordinator(session: Session, actor: Actor) -> PersonRef | None:
    company = company_of(session, actor)
    return company.ref(next(iter(company.in_charge("coordinate")), None))


def save(session: Session, actor: Actor, wanted: Settings, now: datetime, door: Door) -> SettingsSaved:
    """Makes the settings hold; the first ones begin the set-up, and from then on nothing goes out."""
    workspace = plans.workspace_for_change(session, actor.workspace_id)
    company = company_of(session, actor)
    check_setter(company, actor)
    before = stage(session, workspace)
    if before == "new":
        workspace.held_since, workspace.held_by_id = now, actor.person.id
    held = company.holder("coordinate")[:1]
    plan = stored_plan(load_rows(session, workspace))
    others = tuple(role for role in plan.roles if role.name != "coordinate")
    changed = replace(
        plan,
        company=_company(plan.company, company, wanted),
        roles=(RolePlan("coordinate", wanted.coordinator, wanted.deputy), *others),
    )
    planning.apply(session, workspace.id, changed, now, By(door, actor.person.id))
    another = before == "on" and company_of(session, actor).holder("coordinate")[:1] != held
    appointed = appoint(session, actor, now) if another else None
    return SettingsSaved(stage(session, workspace), plans.active_count(session, workspace.id), appointed)


def _company(before: CompanyPlan, company: Company, wanted: Settings) -> CompanyPlan:
    kept = wanted.conversation == _conversation(company)
    return replace(
        before,
        language=wanted.language,
        formality=wanted.formality,
        zone=wanted.zone,
        country=wanted.country,
        region=wanted.region,
        categories=_categories(before, wanted),
        conversation=before.conversation if kept else wanted.conversation,
    )


def _categories(before: CompanyPlan, wanted: Settings) -> tuple[str, ...]:
    """Kinds of holiday beside the public ones are a country's own; where they aren't known they end."""
    try:
        check_region(Region(wanted.country, wanted.region, before.categories))
    except UnknownRegion:
        return ()
    return before.categories


def _conversation(company: Company) -> str | None:
    """A plan file may name a conversation; its id is known once something was posted there."""
    named = company.workspace.conversation
    return company.workspace.conversation_route if named is not None and named.startswith("#") else named
