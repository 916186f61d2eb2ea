"""From a plan file, where people have names, to a plan, where they are persons."""

from collections.abc import Callable, Iterator, Mapping

from bot.plan_file.faults import PlanFaults
from bot.plan_file.located import Sheet
from bot.plan_file.naming import Directory
from bot.plan_file.people_references import people_faults
from bot.plan_file.schema import ActivityPart, CompanyPart, EscalationPart, Holders, PartnerPart, PersonPart, PlanFile
from jobs.rules.regions import Region, check_region
from jobs.use_cases.plan import (
    ROLE_NAMES,
    AbsencePlan,
    ActivityPlan,
    ChannelPlan,
    ClosingPlan,
    CompanyPlan,
    GoalPlan,
    KnownPerson,
    MetricPlan,
    PartnerPlan,
    PersonPlan,
    Plan,
    RolePlan,
)

Ids = Callable[[str], str]
"""The messenger's id of the one person a name means."""


def resolve(plan_file: PlanFile, known: Mapping[str, KnownPerson]) -> Plan | PlanFaults:
    """The plan with persons for names. `known` is everyone in the messenger, by their id there."""
    directory = Directory(known)
    sheet = Sheet(plan_file.model_dump(mode="json", by_alias=True, exclude_none=True), plan_file.lines)
    faults = list(people_faults(sheet, directory))
    return PlanFaults.of(faults) if faults else _plan(plan_file, directory.key)


def _plan(file: PlanFile, ids: Ids) -> Plan:
    return Plan(
        company=_company(file.company),
        people=tuple(_person(part, file.company.country, ids) for part in file.people),
        roles=tuple(_roles(file, ids)),
        goals=tuple(
            GoalPlan(
                goal.name, goal.priority, tuple(MetricPlan(one.name, one.unit, one.target) for one in goal.metrics)
            )
            for goal in file.goals
        ),
        channels=tuple(ChannelPlan(part.name, part.silence_limit) for part in file.channels),
        partners=tuple(_partner(part, ids) for part in file.partners),
        activities=tuple(_activity(part, ids) for part in file.activities),
        closing_days=tuple(ClosingPlan(part.first_on, part.last_on, part.name) for part in file.closing_days),
        absences=tuple(AbsencePlan(ids(part.person), part.first_on, part.last_on) for part in file.absences),
    )


def _company(part: CompanyPart) -> CompanyPlan:
    region = check_region(Region(part.country, part.region, part.categories))
    return CompanyPlan(
        language=part.language,
        formality=part.formality,
        zone=part.zone,
        country=region.country,
        region=region.subdivision,
        categories=tuple(kind for kind in region.categories if kind != "public"),
        eves=part.eves,
        conversation=part.conversation,
        retrospective_at=part.retrospective_at,
    )


def _person(part: PersonPart, country: str, ids: Ids) -> PersonPlan:
    region = check_region(Region(part.country or country, part.region))
    return PersonPlan(
        external_id=ids(part.slack),
        deputy=ids(part.deputy) if part.deputy else None,
        nudge_at=part.nudge_at,
        days=part.days,
        zone=part.zone,
        country=region.country if part.country else None,
        region=region.subdivision,
        language=part.language,
    )


def _roles(file: PlanFile, ids: Ids) -> Iterator[RolePlan]:
    """Every role that is filled; where no deputy is named, the holder's own deputy stands in."""
    own_deputies = {ids(part.slack): part.deputy for part in file.people}
    for name in ROLE_NAMES:
        part: Holders | None = file.company.coordinator if name == "coordinate" else getattr(file.roles, name)
        if part is not None:
            deputy = part.deputy or own_deputies.get(ids(part.holder))
            yield RolePlan(name, ids(part.holder), ids(deputy) if deputy else None)


def _partner(part: PartnerPart, ids: Ids) -> PartnerPlan:
    return PartnerPlan(part.name, part.email, part.language, ids(part.contact) if part.contact else None)


def _activity(part: ActivityPart, ids: Ids) -> ActivityPlan:
    return ActivityPlan(
        title=part.title,
        owner=ids(part.owner),
        cadence=part.cadence,
        starts=part.starts,
        channel=part.channel,
        goal=part.goal,
        deputies=tuple(map(ids, part.deputies)),
        lead=part.lead,
        tolerance=part.tolerance,
        non_working=part.non_working,
        small_version=part.small_version,
        instructions=part.instructions or "",
        material=part.material,
        partner=part.partner,
        inside_contact=ids(part.inside_contact) if part.inside_contact else None,
        escalation=_escalation(part.escalation),
        turns=tuple(map(ids, part.rotation.people)) if part.rotation else (),
        turn_every=part.rotation.every if part.rotation else None,
    )


def _escalation(part: EscalationPart | None) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(part.model_dump(exclude_none=True).items())) if part else ()
