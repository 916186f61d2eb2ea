"""Who takes turns, as a plan file says it."""

from datetime import date

import pytest

from bot.plan_file.describing import describe
from bot.plan_file.faults import Fault, PlanFaults
from bot.plan_file.reading import read
from bot.plan_file.resolving import resolve
from bot.plan_file.schema import PlanFile
from bot.plan_file.writing import write
from jobs.use_cases.plan import ActivityPlan, Plan
from tests.bot.plan_file.test_plan_file_resolving import KNOWN, plan_of

FILE = """\
company:
  language: de
  formality: du
  zone: Europe/Berlin
  country: DE
  eves: half
  coordinator: "@clara"
  retrospective_at: "09:30"

activities:
  - title: Beitrag
    owner: "@clara"
    rotation:
      people: ["@otto", "@gast"]
      every: month
    cadence: every week on tue
    starts: 2026-12-01
"""


def with_rotation(rotation: str) -> str:
    return FILE.replace(
        """    rotation:
      people: ["@otto", "@gast"]
      every: month
""",
        f"    rotation: {rotation}\n",
    )


def faults_of(text: str) -> list[tuple[str, str]]:
    """The faults of the text in both languages, without the people known, from behind the place on."""
    found = read(text)
    assert isinstance(found, PlanFaults), found
    return [
        (_behind(german, "Zeile 13, activities[0].rotation"), _behind(english, "Line 13, activities[0].rotation"))
        for german, english in zip(found.messages("de"), found.messages("en"), strict=True)
    ]


def _behind(message: str, place: str) -> str:
    assert message.startswith(place), message
    return message.removeprefix(place)


def test_it_resolves_to_persons_in_order() -> None:
    plan = plan_of(FILE)
    assert isinstance(plan, Plan)
    assert plan.activities == (
        ActivityPlan(
            "Beitrag",
            owner="UCLARA",
            cadence="every week on tue",
            starts=date(2026, 12, 1),
            turns=("UOTTO", "UGAST"),
            turn_every="month",
        ),
    )


def test_it_is_written_as_it_was_read() -> None:
    plan_file = read(FILE)
    assert isinstance(plan_file, PlanFile)
    plan = resolve(plan_file, KNOWN)
    assert isinstance(plan, Plan)
    assert describe(plan, KNOWN) == plan_file
    assert write(plan_file) == FILE


@pytest.mark.parametrize(
    ("rotation", "german", "english"),
    [
        (
            '{people: ["@otto"], every: month}',
            (
                ".people[0]: Mit „@otto“ allein gibt es keinen Wechsel. "
                "Mindestens zwei nennen oder „rotation“ weglassen."
            ),
            (".people[0]: “@otto” alone has nobody to take turns with. Name two at least, or leave out “rotation”."),
        ),
        (
            '{people: ["@otto", "@dora", "@OTTO"], every: week}',
            (".people[2]: „@OTTO“ steht zweimal im Wechsel. Jede Person einmal nennen; alle kommen gleich oft dran."),
            (".people[2]: “@OTTO” stands in this rotation twice. Name each once; everybody comes equally often."),
        ),
        (
            '{people: ["@otto", "@dora"], every: months}',
            ".every: „months“ ist hier nicht bekannt. Gemeint ist vielleicht „month“.",
            ".every: “months” is not known here. Did you mean “month”?",
        ),
        (
            '{people: ["@otto", "@dora"], every: day}',
            ".every: „day“ ist hier nicht bekannt. Erlaubt: task, week, month, quarter.",
            ".every: “day” is not known here. Allowed: task, week, month, quarter.",
        ),
        (
            '{people: ["@otto", "@dora"]}',
            ".every: „every“ fehlt. Bitte ergänzen.",
            ".every: “every” is missing. Add it.",
        ),
        (
            "{people: [], every: task}",
            ".people: Hier steht nichts. Einen Wert eintragen oder die Zeile weglassen.",
            ".people: There is nothing here. Add a value or leave the line out.",
        ),
        (
            '{persons: ["@otto", "@dora"], people: ["@otto", "@dora"], every: task}',
            ".persons: „persons“ gibt es hier nicht. Erlaubt: people, every.",
            ".persons: There is no “persons” here. Allowed: people, every.",
        ),
        (
            '["@otto", "@dora"]',
            ": Hier müssen benannte Angaben stehen. Als „Name: Wert“ schreiben.",
            ": This must have named parts. Write “name: value” pairs.",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(rotation: str, german: str, english: str) -> None:
    assert faults_of(with_rotation(rotation)) == [(german, english)]


def test_whoever_takes_turns_must_be_here() -> None:
    faults = plan_of(with_rotation('{people: ["@oto", "@gone", "@otto", Otto Brandt], every: task}'))
    place = "activities[0].rotation.people"
    assert faults == PlanFaults(
        (
            Fault(13, f"{place}[0]", "person_unknown", "@oto", ("@otto",)),
            Fault(13, f"{place}[1]", "person_deactivated", "@gone"),
            Fault(13, f"{place}[3]", "turn_twice", "Otto Brandt", (), "13"),
        )
    )
