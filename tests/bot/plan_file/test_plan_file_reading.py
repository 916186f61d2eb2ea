"""A plan file is read whole: what it says, or everything that is wrong with it at once."""

from datetime import date, time
from itertools import chain

import pytest

from bot.plan_file.fault_texts import TEXTS
from bot.plan_file.faults import Fault, PlanFaults
from bot.plan_file.reading import read
from bot.plan_file.schema import (
    ActivityPart,
    ChannelPart,
    ClosingPart,
    CompanyPart,
    GoalPart,
    Holders,
    MetricPart,
    PersonPart,
    PlanFile,
    RolesPart,
)
from jobs.use_cases.plan import KnownPerson

SAMPLE = """\
company: {language: de, zone: Europe/Berlin, country: DE, region: BY, coordinator: "@clara", conversation: "#marketing"}
people:
  - {slack: "@otto", deputy: "@dora", nudge_at: "08:30", days: [mon, tue, wed, thu]}
roles: {plan: "@clara", prioritise: "@clara", decide: "@max", measure: "@olga", learn: "@clara"}
goals:
  - {name: Sichtbarkeit, priority: 1, metrics: [{name: Website-Besuche, unit: Besuche, target: 5000}]}
channels: [{name: Newsletter, silence_limit: 35}, {name: LinkedIn, silence_limit: 10}]
activities:
  - {title: Newsletter, channel: Newsletter, goal: Sichtbarkeit, owner: "@otto", deputies: ["@dora"],
     cadence: am 3. Werktag im Monat, starts: 2026-12-01, lead: 5, tolerance: 2, small_version: "Ein Bild, zwei Sätze"}
closing_days: [{from: 2026-12-24, to: 2027-01-06, name: Betriebsferien}]
"""

KNOWN = {f"U{handle.upper()}": KnownPerson(f"U{handle.upper()}", handle, f"{handle.title()} Muster") for handle in (
    "clara", "otto", "dora", "max", "olga"
)}  # fmt: skip

TEN_FAULTS = """\
company:
  language: de
  zone: Europe/Berln
  country: DE
  region: Bayer
  coordinator: "@clara"
roles:
  prioritize: "@max"
channels:
  - name: Newsletter
activities:
  - title: Newsletter
    channel: Newsleter
    owner: "@oto"
    cadance: every week on tue
    cadence: monthly on 5th monday
    starts: 2027-02-30
  - title: LinkedIn
    owner: "@otto"
    deputies: ["@dora", "@Otto"]
    cadence: every week on tue
    starts: 2026-12-01
  - title: newsletter
    owner: "@dora"
    cadence: every week on thu
    starts: 2026-12-01
"""

ENGLISH = (
    "Line 3, company.zone: There is no time zone “Europe/Berln”. Did you mean “Europe/Berlin” or “Europe/Belfast”?",
    "Line 5, company.region: There is no region “Bayer” in DE. Did you mean “Bayern”?",
    "Line 8, roles.prioritize: There is no role “prioritize”. Did you mean “prioritise”?",
    "Line 13, activities[0].channel: There is no channel “Newsleter”. Did you mean “Newsletter”?",
    "Line 14, activities[0].owner: Nobody here is called “@oto”. Did you mean “@otto”?",
    "Line 15, activities[0].cadance: There is no “cadance” here. Did you mean “cadence”?",
    (
        "Line 16, activities[0].cadence: Not every month has a day for “monthly on 5th monday”."
        " Did you mean “monthly on last mon”?"
    ),
    "Line 17, activities[0].starts: There is no such day as 2027-02-30. Did you mean “2027-02-28”?",
    "Line 20, activities[1].deputies[1]: “@Otto” owns this activity and cannot stand in too. Name somebody else.",
    (
        "Line 23, activities[2].title: There are two activities “newsletter”, the first in line 12."
        " Give one another title."
    ),
)

GERMAN = (
    (
        "Zeile 3, company.zone: Die Zeitzone „Europe/Berln“ gibt es nicht."
        " Gemeint ist vielleicht „Europe/Berlin“ oder „Europe/Belfast“."
    ),
    "Zeile 5, company.region: Die Region „Bayer“ gibt es nicht in DE. Gemeint ist vielleicht „Bayern“.",
    "Zeile 8, roles.prioritize: Die Rolle „prioritize“ gibt es nicht. Gemeint ist vielleicht „prioritise“.",
    "Zeile 13, activities[0].channel: Den Kanal „Newsleter“ gibt es nicht. Gemeint ist vielleicht „Newsletter“.",
    "Zeile 14, activities[0].owner: „@oto“ ist hier nicht bekannt. Gemeint ist vielleicht „@otto“.",
    "Zeile 15, activities[0].cadance: „cadance“ gibt es hier nicht. Gemeint ist vielleicht „cadence“.",
    (
        "Zeile 16, activities[0].cadence: Nicht jeder Monat hat einen Tag für „monthly on 5th monday“."
        " Gemeint ist vielleicht „monthly on last mon“."
    ),
    "Zeile 17, activities[0].starts: Den Tag 2027-02-30 gibt es nicht. Gemeint ist vielleicht „2027-02-28“.",
    (
        "Zeile 20, activities[1].deputies[1]: „@Otto“ ist hier verantwortlich und kann sich nicht selbst vertreten."
        " Jemand anderen nennen."
    ),
    "Zeile 23, activities[2].title: Es gibt zwei Maßnahmen „newsletter“, die erste in Zeile 12. Eine anders nennen.",
)


def faults_in(source: str | bytes, *, known: bool = False) -> tuple[Fault, ...]:
    found = read(source, KNOWN if known else None)
    assert isinstance(found, PlanFaults), "this file has no faults"
    return found.faults


def test_the_sample_says_what_it_says() -> None:
    assert read(SAMPLE, KNOWN) == PlanFile(
        company=CompanyPart(region="BY", coordinator=Holders(holder="@clara"), conversation="#marketing"),
        people=(PersonPart(slack="@otto", deputy="@dora", nudge_at=time(8, 30), days=("mon", "tue", "wed", "thu")),),
        roles=RolesPart(
            plan=Holders(holder="@clara"),
            prioritise=Holders(holder="@clara"),
            decide=Holders(holder="@max"),
            measure=Holders(holder="@olga"),
            learn=Holders(holder="@clara"),
        ),
        goals=(
            GoalPart(name="Sichtbarkeit", metrics=(MetricPart(name="Website-Besuche", unit="Besuche", target=5000),)),
        ),
        channels=(
            ChannelPart(name="Newsletter", silence_limit=35),
            ChannelPart(name="LinkedIn", silence_limit=10),
        ),
        activities=(
            ActivityPart(
                title="Newsletter",
                channel="Newsletter",
                goal="Sichtbarkeit",
                owner="@otto",
                deputies=("@dora",),
                cadence="monthly on working day 3",
                starts=date(2026, 12, 1),
                lead=5,
                small_version="Ein Bild, zwei Sätze",
            ),
        ),
        closing_days=(
            ClosingPart.model_validate({"from": date(2026, 12, 24), "to": "2027-01-06", "name": "Betriebsferien"}),
        ),
    )


def test_ten_faults_are_reported_at_once() -> None:
    found = read(TEN_FAULTS, KNOWN)
    assert isinstance(found, PlanFaults)
    assert found.messages("en") == ENGLISH
    assert found.messages("de") == GERMAN


def test_without_a_directory_only_the_existence_of_people_goes_unchecked() -> None:
    everything = faults_in(TEN_FAULTS, known=True)
    assert faults_in(TEN_FAULTS) == tuple(fault for fault in everything if fault.code != "person_unknown")


COMPANY = 'company: {coordinator: "@clara"}\n'


@pytest.mark.parametrize(
    ("rest", "fault"),
    [
        ("goals: [{name: A, priority: 0}]", Fault(2, "goals[0].priority", "number_too_small", "0", (), "1")),
        ("goals: [{name: A, priority: erste}]", Fault(2, "goals[0].priority", "number_expected", "erste")),
        ("channels: [{name: A, silence_limit: 400}]",
         Fault(2, "channels[0].silence_limit", "number_too_large", "400", (), "366")),
        ("channels: [{silence_limit: 4}]", Fault(2, "channels[0].name", "missing", "name")),
        ("channels: [{name: A}, {name: a}]", Fault(2, "channels[1].name", "name_twice", "a", (), "2")),
        ("channels: [A]", Fault(2, "channels[0]", "mapping_expected")),
        ("channels: {name: A}", Fault(2, "channels", "list_expected")),
        ("channels:\n  -\n", Fault(3, "channels[0]", "empty")),
        ("channels: [{name: ' '}]", Fault(2, "channels[0].name", "empty")),
        (f"channels: [{{name: {'x' * 201}}}]", Fault(2, "channels[0].name", "too_long", detail="200")),
        ("goals: [{name: A, metrics: [{name: B}, {name: B}]}]",
         Fault(2, "goals[0].metrics[1].name", "name_twice", "B", (), "2")),
        ("people: [{slack: '@otto', days: []}]", Fault(2, "people[0].days", "empty")),
        ("people: [{slack: '@otto', days: mon}]", Fault(2, "people[0].days", "list_expected")),
        ("people: [{slack: '@otto', days: [mitwoch]}]",
         Fault(2, "people[0].days[0]", "weekday_unknown", "mitwoch", ("wed",))),
        ("people: [{slack: '@otto', deputy: '@OTTO'}]", Fault(2, "people[0].deputy", "deputy_is_self", "@OTTO")),
        ("people:\n  - {slack: '@otto'}\n  - {slack: '@Otto'}\n",
         Fault(4, "people[1].slack", "person_twice", "@Otto", (), "3")),
        ("people: [{slack: '@otto', country: AT, region: Wein}]",
         Fault(2, "people[0].region", "region_unknown", "Wein", ("Wien",), "AT")),
        ("people: [{slack: '@otto', language: deutsch}]",
         Fault(2, "people[0].language", "choice", "deutsch", (), "de, en")),
        ("roles: {coordinate: '@max'}",
         Fault(2, "roles.coordinate", "coordinate_in_roles", "coordinate", (), ", ".join(RolesPart.model_fields))),
        ("roles: {plan: {holder: '@max', deputy: '@max'}}", Fault(2, "roles.plan.deputy", "deputy_is_self", "@max")),
        ("closing_days: [{from: 2027-01-06, to: 2026-12-24}]",
         Fault(2, "closing_days[0].to", "span_reversed", "2026-12-24", (), "2027-01-06")),
        ("closing_days:\n  - {from: 2027-01-04, to: 2027-01-06}\n  - {from: 2027-1-4, to: 2027-01-05}\n",
         Fault(4, "closing_days[1].from", "closing_twice", "2027-1-4", (), "3")),
        ("absences:\n  - {person: '@otto', from: 2026-12-01}\n  - {person: '@OTTO', from: 2026-12-01}\n",
         Fault(4, "absences[1].person", "absence_twice", "@OTTO", (), "3")),
        ("absences: [{person: '@otto', from: 2026-12-01, reason: krank}]",
         Fault(2, "absences[0].reason", "unknown_key", "reason", (), "person, from, to")),
    ],
)  # fmt: skip
def test_one_fault(rest: str, fault: Fault) -> None:
    assert faults_in(COMPANY + rest) == (fault,)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ("lead: 61", Fault(6, "activities[0].lead", "number_too_large", "61", (), "60")),
        ("non_working: never", Fault(6, "activities[0].non_working", "choice", "never", (),
                                     "before, after, nearest, keep, skip")),
        ("escalation: {again: 0}", Fault(6, "activities[0].escalation.again", "number_too_small", "0", (), "1")),
        ("escalation: {boss: 2}", Fault(6, "activities[0].escalation.boss", "unknown_key", "boss", (),
                                        "again, deputy, coordinator, decider")),
        ("material: example.com/ordner", Fault(6, "activities[0].material", "link", "example.com/ordner",
                                               ("https://example.com/ordner",))),
        ("material: N:\\Marketing", Fault(6, "activities[0].material", "link", "N:\\Marketing")),
        ("goal: Umsatz", Fault(6, "activities[0].goal", "goal_unknown", "Umsatz")),
        ("deputies: ['@dora', '@Dora']", Fault(6, "activities[0].deputies[1]", "deputy_twice", "@Dora", (), "6")),
        ("deputies: '@dora'", Fault(6, "activities[0].deputies", "list_expected")),
    ],
)  # fmt: skip
def test_one_fault_of_an_activity(fields: str, fault: Fault) -> None:
    activity = f"activities:\n  - title: A\n    cadence: every week on tue\n    starts: 2026-12-01\n    {fields}\n"
    assert faults_in(f"{COMPANY}{activity}    owner: '@otto'\n") == (fault,)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("people: []", Fault(1, "company", "coordinator_missing")),
        ("company: {language: de}", Fault(1, "company.coordinator", "coordinator_missing")),
        ("company:\n  coordinator:\n", Fault(2, "company.coordinator", "coordinator_missing")),
        ("company: {coordinator: '@clara', zone: berlin}",
         Fault(1, "company.zone", "zone_unknown", "berlin", ("Europe/Berlin",))),
        ("company: {coordinator: '@clara', country: Deutschlnd}",
         Fault(1, "company.country", "country_unknown", "Deutschlnd", ("Deutschland",))),
        ("company: {coordinator: '@clara', categories: [catholik]}",
         Fault(1, "company.categories[0]", "category_unknown", "catholik", ("catholic",), "DE")),
        ("company: {coordinator: '@clara', conversation: marketing}",
         Fault(1, "company.conversation", "conversation", "marketing", ("#marketing",))),
        ("company: {coordinator: '@clara', retrospective_at: 9 Uhr}",
         Fault(1, "company.retrospective_at", "time_unknown", "9 Uhr", ("09:00",))),
    ],
)  # fmt: skip
def test_one_fault_of_the_company(text: str, fault: Fault) -> None:
    assert faults_in(text) == (fault,)


def test_where_nothing_is_similar_everything_is_offered() -> None:
    fault = Fault(5, "people[0].region", "region_unknown", "XX", ("BB", "BE", "BW", "BY"), "DE")
    assert fault.message("en") == (
        "Line 5, people[0].region: There is no region “XX” in DE. One of: “BB”, “BE”, “BW”, “BY”."
    )
    assert fault.message("de") == (
        "Zeile 5, people[0].region: Die Region „XX“ gibt es nicht in DE. Zur Wahl stehen: „BB“, „BE“, „BW“, „BY“."
    )


def test_every_fault_is_worded_in_both_languages() -> None:
    assert TEXTS["de"].keys() == TEXTS["en"].keys()
    placeholders = {"given", "detail"}
    for code, (problem, remedy) in chain(TEXTS["de"].items(), TEXTS["en"].items()):
        filled = f"{problem} {remedy}".format(**dict.fromkeys(placeholders, "x"))
        assert "{" not in filled, code
