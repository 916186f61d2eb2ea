"""The plan that holds, as the rows tell it."""

from collections.abc import Iterator

from jobs.turns import rotation_of
from jobs.use_cases.plan import (
    ROLE_NAMES,
    AbsencePlan,
    ActivityPlan,
    ChannelPlan,
    ClosingPlan,
    CompanyPlan,
    GoalPlan,
    MetricPlan,
    PartnerPlan,
    PersonPlan,
    Plan,
    RolePlan,
)
from jobs.use_cases.plan_rows import PlanRows
from storage.partner_tables import Partner
from storage.tables import Activity, Person, Workspace


def stored_plan(rows: PlanRows) -> Plan:
    """Everything, with everyone's settings and all absences; ended activities are no part of a plan."""
    return Plan(
        company=_company(rows.workspace),
        people=tuple(_person(external, person, rows) for external, person in rows.people.items()),
        roles=tuple(_roles(rows)),
        goals=tuple(
            GoalPlan(goal.name, goal.priority, tuple(_metrics(goal.name, rows))) for goal in rows.goals.values()
        ),
        channels=tuple(ChannelPlan(channel.name, channel.silence_limit) for channel in rows.channels.values()),
        partners=tuple(_partner(partner, rows) for partner in rows.partners.values()),
        activities=tuple(_activity(one, rows) for one in rows.activities.values() if one.state != "ended"),
        closing_days=tuple(ClosingPlan(one.first_on, one.last_on, one.name) for one in rows.closings.values()),
        absences=tuple(AbsencePlan(person, day, one.last_on) for (person, day), one in rows.absences.items()),
    )


def _company(workspace: Workspace) -> CompanyPlan:
    kinds = set(workspace.holiday_categories.split(",")) - {"public", ""}
    return CompanyPlan(
        language=workspace.language,
        formality=workspace.formality,
        zone=workspace.zone,
        country=workspace.country,
        region=workspace.subdivision,
        categories=tuple(sorted(kinds)),
        eves=workspace.eves,
        conversation=workspace.conversation,
        retrospective_at=workspace.retrospective_at,
    )


def _person(external_id: str, person: Person, rows: PlanRows) -> PersonPlan:
    return PersonPlan(
        external_id=external_id,
        deputy=rows.external(person.deputy_id),
        nudge_at=person.nudge_at,
        days=tuple(day for day in person.weekdays.split(",") if day),
        zone=person.zone,
        country=person.country,
        region=person.subdivision,
        language=person.language,
    )


def _roles(rows: PlanRows) -> Iterator[RolePlan]:
    for name in ROLE_NAMES:
        role = rows.roles.get(name)
        holder = rows.external(role.holder_id) if role else None
        if role and holder:
            yield RolePlan(name, holder, rows.external(role.deputy_id))


def _metrics(goal: str, rows: PlanRows) -> Iterator[MetricPlan]:
    return (MetricPlan(one.name, one.unit, one.target) for (of, _), one in rows.metrics.items() if of == goal)


def _partner(partner: Partner, rows: PlanRows) -> PartnerPlan:
    contact = rows.external(partner.inside_contact_id)
    return PartnerPlan(partner.name, partner.email, partner.language, contact)


def _activity(activity: Activity, rows: PlanRows) -> ActivityPlan:
    channels = {channel.id: name for name, channel in rows.channels.items()}
    goals = {goal.id: name for name, goal in rows.goals.items()}
    deputies = (rows.external(deputy.person_id) for deputy in activity.deputies)
    rotation = rotation_of(activity)
    turns = (rows.external(person_id) for person_id in rotation.people) if rotation else ()
    return ActivityPlan(
        title=activity.title,
        owner=rows.external(activity.owner_id),
        cadence=activity.cadence,
        starts=activity.starts_on,
        channel=channels.get(activity.channel_id or 0),
        goal=goals.get(activity.goal_id or 0),
        deputies=tuple(deputy for deputy in deputies if deputy),
        lead=activity.lead,
        tolerance=activity.tolerance,
        non_working=activity.non_working,
        small_version=activity.small_version,
        instructions=activity.instructions,
        material=activity.material_link,
        partner=activity.partner,
        inside_contact=rows.external(activity.inside_contact_id),
        escalation=tuple(sorted((activity.escalation or {}).items())),
        turns=tuple(one for one in turns if one),
        turn_every=rotation.every if rotation else None,
    )
