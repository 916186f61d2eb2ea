"""Partners, as a plan file says them: read, refused with a line, described and written again."""

from datetime import date

import pytest

from bot.plan_file.change_texts import change_line
from bot.plan_file.describing import describe
from bot.plan_file.faults import Language, PlanFaults
from bot.plan_file.reading import read
from bot.plan_file.resolving import resolve
from bot.plan_file.schema import PlanFile
from bot.plan_file.writing import write
from jobs.use_cases.plan import PartnerPlan, Plan
from jobs.use_cases.plan_changes import Kept, compare
from tests.bot.plan_file.test_plan_file_resolving import KNOWN

FILE = """\
company:
  language: de
  formality: du
  zone: Europe/Berlin
  country: DE
  eves: half
  coordinator: "@clara"
  retrospective_at: "09:30"

partners:
  - name: Studio Nord
    email: buero@studio.example
    language: en
    contact: "@otto"

  - name: Druckerei Süd
"""
ENTRY = """\
    email: buero@studio.example
    language: en
    contact: "@otto"
"""


def plan_of(text: str) -> Plan:
    file = read(text)
    assert isinstance(file, PlanFile), file
    plan = resolve(file, KNOWN)
    assert isinstance(plan, Plan), plan
    return plan


def with_entry(lines: str) -> str:
    return FILE.replace(ENTRY, lines)


def test_partners_are_read_described_and_written_as_they_were() -> None:
    plan = plan_of(FILE)
    assert plan.partners == (
        PartnerPlan("Studio Nord", "buero@studio.example", "en", "UOTTO"),
        PartnerPlan("Druckerei Süd"),
    )
    assert write(describe(plan, KNOWN)) == FILE


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        (
            with_entry("    email: buero at studio\n"),
            "Zeile 12, partners[0].email: „buero at studio“ ist keine E-Mail-Adresse. So schreiben: name@example.org.",
            "Line 12, partners[0].email: “buero at studio” is not an e-mail address. Write it as in name@example.org.",
        ),
        (
            with_entry("    language: fr\n"),
            "Zeile 12, partners[0].language: „fr“ ist hier nicht bekannt. Erlaubt: de, en.",
            "Line 12, partners[0].language: “fr” is not known here. Allowed: de, en.",
        ),
        (
            FILE.replace("Druckerei Süd", "studio nord"),
            "Zeile 16, partners[1].name: „studio nord“ steht hier zweimal, zuerst in Zeile 11. Eines anders nennen.",
            "Line 16, partners[1].name: “studio nord” stands here twice, first in line 11. Give one another name.",
        ),
        (
            with_entry("    mail: buero@studio.example\n"),
            "Zeile 12, partners[0].mail: „mail“ gibt es hier nicht. Gemeint ist vielleicht „email“.",
            "Line 12, partners[0].mail: There is no “mail” here. Did you mean “email”?",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, german: str, english: str) -> None:
    found = read(text)
    assert isinstance(found, PlanFaults)
    assert (found.messages("de"), found.messages("en")) == ((german,), (english,))


def test_an_inside_contact_is_somebody_of_the_company() -> None:
    file = read(FILE.replace("@otto", "@niemand"))
    assert isinstance(file, PlanFile)
    found = resolve(file, KNOWN)
    assert isinstance(found, PlanFaults)
    assert found.messages("de") == (
        (
            "Zeile 14, partners[0].contact: „@niemand“ ist hier nicht bekannt. "
            "Den @-Namen oder vollen Namen wie im Messenger schreiben."
        ),
    )


@pytest.mark.parametrize(
    "email",
    ["a@b.de", "vor.name+takt@studio-nord.example", "büro@nord.example"],
)
def test_addresses_that_are_taken(email: str) -> None:
    assert plan_of(with_entry(f"    email: {email}\n")).partners[0].email == email


@pytest.mark.parametrize(
    "email",
    ["nord", "a@b", "a@b.d", "@nord.example", "a@nord.example, b@nord.example", "a b@nord.example", "<a@nord.example>"],
)
def test_addresses_that_are_none(email: str) -> None:
    assert isinstance(read(with_entry(f'    email: "{email}"\n')), PlanFaults)


def lines(before: Plan, after: Plan, language: Language) -> list[str]:
    changes = compare(before, after, Kept(), lambda one: one.replace("UOTTO", "@otto"), date(2026, 12, 1))
    return [change_line(change, language) for change in changes]


def test_what_changes_is_told_and_nobody_is_forgotten() -> None:
    nobody, both = plan_of(FILE[: FILE.index("partners:")]), plan_of(FILE)
    assert lines(nobody, both, "de") == [
        "Partner Studio Nord ist neu: email „buero@studio.example“; language „en“; contact „@otto“",
        "Partner Druckerei Süd ist neu",
    ]
    assert lines(both, plan_of(with_entry('    contact: "@otto"\n')), "en") == [
        "Partner Studio Nord changes: email “buero@studio.example” → –; language “en” → –"
    ]
    assert lines(both, nobody, "en") == []
