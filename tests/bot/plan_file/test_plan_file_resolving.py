"""Names become persons: by handle, by name, by id; whoever cannot be asked is refused with an offer."""

from datetime import date, time

import pytest

from bot.plan_file.describing import NobodyCoordinates, describe
from bot.plan_file.faults import Fault, PlanFaults
from bot.plan_file.reading import read
from bot.plan_file.resolving import resolve
from bot.plan_file.schema import PlanFile
from jobs.use_cases.plan import (
    AbsencePlan,
    ActivityPlan,
    ChannelPlan,
    ClosingPlan,
    CompanyPlan,
    GoalPlan,
    KnownPerson,
    MetricPlan,
    PersonPlan,
    Plan,
    RolePlan,
)

KNOWN = {
    person.external_id: person
    for person in (
        KnownPerson("UCLARA", "clara", "Clara Sommer"),
        KnownPerson("UOTTO", "otto", "Otto Brandt"),
        KnownPerson("UDORA", "dora.klein", "Dora Klein"),
        KnownPerson("UMEY1", "meyer", "Ute Meyer"),
        KnownPerson("UMEY2", "meyer2", "Ute Meyer"),
        KnownPerson("UGONE", "gone", "Gustav Gone", "deactivated"),
        KnownPerson("UEXT", "agentur", "Anna Agentur", "external"),
        KnownPerson("UGAST", "gast", "Gabi Gast", "guest"),
    )
}

FILE = """\
company: {coordinator: "@Clara", country: Deutschland, region: Bayern, categories: [catholic]}
people:
  - {slack: "@clara", deputy: Otto Brandt, region: HH, zone: Europe/London}
  - {slack: "@otto", nudge_at: 8:15, days: [do, Montag], country: AT, region: Wien, language: en}
roles:
  decide: {holder: "@otto", deputy: UDORA}
  plan: clara sommer
goals:
  - {name: Sichtbarkeit, priority: 2, metrics: [{name: Besuche, unit: Stück, target: 12.5}]}
channels: [{name: Blog, silence_limit: 20}]
activities:
  - title: Beitrag
    channel: Blog
    goal: Sichtbarkeit
    owner: "@OTTO"
    deputies: ["@dora.klein", "@gast"]
    cadence: alle 2 Wochen am Donnerstag
    starts: 2026-12-03
    lead: 0
    tolerance: 4
    non_working: after
    small_version: Ein Bild
    instructions: |
      1. Thema
      2. Text
    material: https://example.com/blog
    partner: Agentur Nord
    inside_contact: "@clara"
    escalation: {decider: 5, again: 2}
closing_days: [{from: 2026-12-24, to: 2026-12-31}]
absences: [{person: "@otto", from: 2026-12-07, to: 2026-12-11}, {person: "@gast", from: 2027-01-01}]
"""


def plan_of(text: str) -> Plan | PlanFaults:
    plan_file = read(text)
    assert isinstance(plan_file, PlanFile), plan_file
    return resolve(plan_file, KNOWN)


def test_a_whole_file_resolves() -> None:
    assert plan_of(FILE) == Plan(
        company=CompanyPlan(country="DE", region="BY", categories=("catholic",)),
        people=(
            PersonPlan("UCLARA", deputy="UOTTO", region="HH", zone="Europe/London"),
            PersonPlan("UOTTO", nudge_at=time(8, 15), days=("mon", "thu"), country="AT", region="9", language="en"),
        ),
        roles=(
            RolePlan("coordinate", "UCLARA", "UOTTO"),
            RolePlan("plan", "UCLARA", "UOTTO"),
            RolePlan("decide", "UOTTO", "UDORA"),
        ),
        goals=(GoalPlan("Sichtbarkeit", 2, (MetricPlan("Besuche", "Stück", 12.5),)),),
        channels=(ChannelPlan("Blog", 20),),
        activities=(
            ActivityPlan(
                title="Beitrag",
                owner="UOTTO",
                cadence="every 2 weeks on thu",
                starts=date(2026, 12, 3),
                channel="Blog",
                goal="Sichtbarkeit",
                deputies=("UDORA", "UGAST"),
                lead=0,
                tolerance=4,
                non_working="after",
                small_version="Ein Bild",
                instructions="1. Thema\n2. Text",
                material="https://example.com/blog",
                partner="Agentur Nord",
                inside_contact="UCLARA",
                escalation=(("again", 2), ("decider", 5)),
            ),
        ),
        closing_days=(ClosingPlan(date(2026, 12, 24), date(2026, 12, 31)),),
        absences=(
            AbsencePlan("UOTTO", date(2026, 12, 7), date(2026, 12, 11)),
            AbsencePlan("UGAST", date(2027, 1, 1), None),
        ),
    )


@pytest.mark.parametrize(
    ("name", "code", "offers"),
    [
        ("@oto", "person_unknown", ("@otto",)),
        ("otto", "person_unknown", ("@otto",)),
        ("Dora", "person_unknown", ("@dora.klein",)),
        ("Otto Brand", "person_unknown", ("@otto",)),
        ("Zacharias", "person_unknown", ()),
        ("Ute Meyer", "person_ambiguous", ("@meyer", "@meyer2")),
        ("@gone", "person_deactivated", ()),
        ("Anna Agentur", "person_external", ()),
    ],
)
def test_whoever_cannot_be_asked_is_refused(name: str, code: str, offers: tuple[str, ...]) -> None:
    text = f'company: {{coordinator: "@clara"}}\nroles:\n  measure: "{name}"\n'
    assert plan_of(text) == PlanFaults((Fault(3, "roles.measure", code, name, offers),))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("people:\n  - {slack: '@otto'}\n  - {slack: Otto Brandt}\n",
         Fault(4, "people[1].slack", "person_twice", "Otto Brandt", (), "3")),
        ("people: [{slack: '@otto', deputy: otto brandt}]",
         Fault(2, "people[0].deputy", "deputy_is_self", "otto brandt")),
        ("activities: [{title: A, owner: '@otto', deputies: [UOTTO], cadence: every week on tue, starts: 2026-12-01}]",
         Fault(2, "activities[0].deputies[0]", "deputy_is_owner", "UOTTO")),
        ("roles: {plan: {holder: '@otto', deputy: Otto Brandt}}",
         Fault(2, "roles.plan.deputy", "deputy_is_self", "Otto Brandt")),
    ],
)  # fmt: skip
def test_two_names_of_one_person_are_one_person(text: str, fault: Fault) -> None:
    assert plan_of(f'company: {{coordinator: "@clara"}}\n{text}') == PlanFaults((fault,))


def test_all_unknown_names_are_reported_at_once() -> None:
    text = "company: {coordinator: '@x'}\npeople:\n  - {slack: '@y', deputy: '@z'}\nabsences:\n"
    text += "  - {person: '@v', from: 2026-12-01}\n"
    assert plan_of(text) == PlanFaults(
        (
            Fault(1, "company.coordinator", "person_unknown", "@x"),
            Fault(3, "people[0].deputy", "person_unknown", "@z"),
            Fault(3, "people[0].slack", "person_unknown", "@y"),
            Fault(5, "absences[0].person", "person_unknown", "@v"),
        )
    )


def test_a_name_that_looks_like_somebody_elses_handle_is_described_by_id() -> None:
    known = {
        "U1": KnownPerson("U1", "", "Ute Meyer"),
        "U2": KnownPerson("U2", "", "Ute Meyer"),
        "U3": KnownPerson("U3", "chef", "Max"),
    }
    plan = Plan(CompanyPlan(), roles=(RolePlan("coordinate", "U1", "U2"), RolePlan("decide", "U3")))
    plan_file = describe(plan, known)
    assert plan_file.model_dump(exclude_defaults=True) == {
        "company": {"coordinator": {"holder": "U1", "deputy": "U2"}},
        "roles": {"decide": "@chef"},
    }
    assert resolve(plan_file, known) == plan


def test_an_activity_without_an_owner_is_described_as_the_coordinators() -> None:
    activity = ActivityPlan(title="A", owner=None, cadence="every week on tue", starts=date(2026, 12, 1))
    plan = Plan(CompanyPlan(), roles=(RolePlan("coordinate", "UCLARA"),), activities=(activity,))
    assert describe(plan, KNOWN).activities[0].owner == "@clara"


def test_a_plan_without_a_coordinator_is_no_file() -> None:
    with pytest.raises(NobodyCoordinates, match="import a plan file with a coordinator first"):
        describe(Plan(CompanyPlan()), KNOWN)
