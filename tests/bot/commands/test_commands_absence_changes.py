"""Absences that are known: listed, changed in a form, ended, and restored. It is Tuesday, 1 December 2026."""

from datetime import date

import pytest

from bot.cards.card import Actions, Aside, Button, Card, Mention, Paragraph
from bot.cards.form import DayInput, Field, PersonInput
from bot.commands.ask import OpenForm
from bot.commands.forms.reading import FieldErrors
from jobs.facts import PersonRef
from jobs.use_cases.refusals import Refused
from storage.database import Database
from tests.bot.commands.office import LINKEDIN, NEWSLETTER, Office
from tests.bot.commands.test_commands_absences import (
    DORA,
    MAX,
    MESSAGE,
    OTTO,
    about_absence,
    absences,
    lines_of,
    preview,
)

CLARA = PersonRef(3, "Clara", "U3")
BUTTONS = Actions(
    "absences", (Button("Abwesenheit eintragen", "form-away", ""), Button("Kalender verbinden", "feeds", ""))
)


def test_what_is_known_is_listed_with_what_can_be_done_about_it(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("weg 10.12. und ab 21.12.")

    assert office.says("weg") == Card(
        "Bei dir ist eingetragen:\nDo., 10. Dezember\nAb Mo., 21. Dezember",
        (
            Paragraph(("Bei dir ist eingetragen:",)),
            Paragraph(("Do., 10. Dezember",)),
            about_absence("1", "Do., 10. Dezember"),
            Paragraph(("Ab Mo., 21. Dezember",)),
            about_absence("2", "Ab Mo., 21. Dezember"),
            BUTTONS,
        ),
    )


def test_whoever_coordinates_sees_everybodys(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("weg 10.12.")
    office.says("weg mo bis fr", "Gast")

    gast = PersonRef(5, "Gast", "U5")
    assert office.says("weg", "Clara") == Card(
        "Bei dir ist keine Abwesenheit eingetragen.\n"
        "Im Team:\n"
        "Gast: Mo., 7. Dezember bis Fr., 11. Dezember\n"
        "Otto: Do., 10. Dezember",
        (
            Paragraph(("Bei dir ist keine Abwesenheit eingetragen.",)),
            Paragraph(("Im Team:",)),
            Paragraph((Mention(gast), ": ", "Mo., 7. Dezember bis Fr., 11. Dezember")),
            about_absence("2", "Gast, Mo., 7. Dezember bis Fr., 11. Dezember"),
            Paragraph((Mention(OTTO), ": ", "Do., 10. Dezember")),
            about_absence("1", "Otto, Do., 10. Dezember"),
            BUTTONS,
        ),
    )
    assert office.says("weg", "Dora") == OpenForm("away", "")


def test_of_many_only_so_many_are_listed_as_fit_into_a_message(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("weg " + ", ".join(f"{day}.1.2027" for day in range(4, 29, 3)), "Clara")
    for who in ("Otto", "Dora"):
        office.says("weg " + ", ".join(f"{day}.2.2027" for day in range(1, 28, 3)), who)

    listed = office.says("weg", "Clara")

    assert isinstance(listed, Card)
    assert len(listed.parts) < 50
    assert [line for line in listed.summary.splitlines() if line.startswith("…")] == [
        "… und 2 weitere",
        "… und 4 weitere",
    ]


def test_several_that_are_said_at_once_lead_to_the_list(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    said = office.says("weg @otto 10.12. und 21.12.", "Clara")

    assert isinstance(said, Card)
    assert said.parts[-1] == Actions("absences", (Button("Ändern", "absences", "1"),))
    assert lines_of(office.presses("absences", "1", "Clara")) == [
        "Bei Otto ist eingetragen:",
        "Do., 10. Dezember",
        "Mo., 21. Dezember",
    ]
    assert (
        lines_of(office.presses("absences", "1", "Dora"))[0] == "Für andere trägt die Koordination Abwesenheiten ein."
    )


def test_the_form_begins_with_what_is_known(sqlite_database: Database) -> None:
    office = Office(sqlite_database, LINKEDIN)
    office.says("weg mo bis fr @max")

    fields = (
        Field("from", "Erster Tag", DayInput(date(2026, 12, 7)), previews=True),
        Field(
            "to",
            "Letzter Tag",
            DayInput(date(2026, 12, 11)),
            "Bleibt leer, wenn das Ende noch offen ist.",
            optional=True,
            previews=True,
        ),
        Field(
            "deputy",
            "Wer vertritt?",
            PersonInput(MAX),
            "Ohne Angabe springt die Vertretung der jeweiligen Maßnahme ein.",
            optional=True,
            previews=True,
        ),
    )
    form = office.opens("absence", "1")
    assert (form.title, form.submit, form.fields) == ("Abwesenheit ändern", "Ändern", fields)
    assert preview(form) == ["Ein Termin fällt in diese Zeit.", "LinkedIn Beitrag · #2 · fällig Do., 10. Dezember: @"]

    of_otto = office.opens("absence", "1", "Clara")
    assert of_otto.parts[0] == Aside(("Abwesenheit von ", Mention(OTTO)))
    assert of_otto.fields == fields


@pytest.mark.parametrize(
    ("entered", "expected"),
    [
        ({"from": "2026-12-07", "to": "2026-12-09"}, ["In diese Zeit fällt kein Termin."]),
        (
            {"from": "2026-12-07", "to": "2026-12-17", "deputy": "U4"},
            ["Zwei Termine fallen in diese Zeit.", "LinkedIn Beitrag · #2"],
        ),
        ({"from": "2026-12-09", "to": "2026-12-07"}, ["Das Ende liegt vor dem Anfang. Wähle einen späteren Tag."]),
        ({"from": "2026-12-07", "deputy": "U1"}, ["Vertreten kann nur jemand anderes."]),
    ],
)
def test_the_form_shows_what_a_change_would_come_to(
    sqlite_database: Database, entered: dict[str, str], expected: list[str]
) -> None:
    office = Office(sqlite_database, LINKEDIN)
    office.says("weg mo bis fr")

    said = preview(office.opens("absence", "1", entered=entered))

    assert [line[: len(start)] for line, start in zip(said, expected, strict=True)] == expected
    assert absences(office) == [("Otto", "12-07", "12-11")]


def test_a_change_says_what_holds_now_what_came_back_and_what_stays(sqlite_database: Database) -> None:
    office = Office(sqlite_database, LINKEDIN)
    office.says("weg mo bis 18.12. @max")
    office.says("dran 3 bis 18.12.", "Max")

    card = office.submits("absence", "1", {"from": "2026-12-07", "to": "2026-12-09", "deputy": "U4"})

    assert card.summary.splitlines() == [
        "Geändert: Du bist jetzt von Mo., 7. Dezember bis Mi., 9. Dezember nicht da. In diese Zeit fällt kein Termin.",
        "Wieder bei dir:",
        "LinkedIn Beitrag · #2 · fällig Do., 10. Dezember",
        "Schon angefangen, deshalb bleibt es dort:",
        "LinkedIn Beitrag · #3 · fällig Do., 17. Dezember: Max",
    ]
    assert card.parts[-1] == about_absence("1")
    assert absences(office) == [("Otto", "12-07", "12-09")]


@pytest.mark.parametrize(
    ("language", "who", "line"),
    [
        ("de", "Clara", "Geändert: Otto ist jetzt am Mo., 7. Dezember nicht da. In diese Zeit fällt kein Termin."),
        ("en", "Otto", "Changed: you are now away on Mon, 7 December. No task falls into this time."),
        ("en", "Clara", "Changed: Otto is now away on Mon, 7 December. No task falls into this time."),
    ],
)
def test_a_change_in_other_words(sqlite_database: Database, language: str, who: str, line: str) -> None:
    office = Office(sqlite_database, NEWSLETTER, language=language)
    office.says("away mon to fri")

    changed = office.submits("absence", "1", {"from": "2026-12-07", "to": "2026-12-07"}, who)

    assert changed.summary.splitlines()[0] == line


#           who, whose absence it is, and whether they may change it
RIGHTS = [
    ("Otto", "Otto", True),
    ("Dora", "Otto", False),
    ("Gast", "Otto", False),
    ("Gast", "Gast", True),
    ("Clara", "Otto", True),
    ("Clara", "Gast", True),
    ("Max", "Otto", True),
    ("Otto", "Clara", False),
]


@pytest.mark.parametrize(("who", "whose", "may"), RIGHTS)
def test_who_may_change_an_absence(sqlite_database: Database, who: str, whose: str, may: bool) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("weg mo bis fr", whose)
    days = {"from": "2026-12-08", "to": "2026-12-09"}

    if may:
        office.opens("absence", "1", who)
        office.submits("absence", "1", days, who)
    else:
        with pytest.raises(Refused):
            office.opens("absence", "1", who)
        assert lines_of(office.sends("absence", "1", days, who))[0].startswith("Für andere trägt die Koordination")
    assert absences(office) == [(whose, "12-08", "12-09") if may else (whose, "12-07", "12-11")]


@pytest.mark.parametrize("ref", ["", "2", "x", "99999999999"])
def test_a_forged_key_changes_nothing(sqlite_database: Database, ref: str) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("weg mo bis fr")

    with pytest.raises(Refused) as refused:
        office.opens("absence", ref)
    assert refused.value.refusal.code == "gone"
    assert lines_of(office.sends("absence", ref, {"from": "2026-12-08"})) == [
        "Das gibt es hier nicht mehr.",
        "Was gerade offen ist, zeigt: /takt liste",
    ]
    assert absences(office) == [("Otto", "12-07", "12-11")]


def test_faults_stand_beside_the_fields(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("weg mo bis fr")

    with pytest.raises(FieldErrors) as raised:
        office.submits("absence", "1", {"from": "2026-12-08", "to": "2026-12-07", "deputy": "UNOBODY"})

    assert set(raised.value.errors) == {"to", "deputy"}


@pytest.mark.parametrize(
    ("line", "days", "said"),
    [
        ("weg heute bis fr", ("12-01", "12-04"), "Notiert: Du bist von Di., 1. Dezember bis Fr., 4. Dezember nun doch"),
        ("weg mo bis fr", ("12-07", "12-11"), "Notiert: Du bist von Mo., 7. Dezember bis Fr., 11. Dezember nun doch"),
    ],
)
def test_a_deleted_message_that_said_back_restores_the_absence(
    sqlite_database: Database, line: str, days: tuple[str, str], said: str
) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN)
    office.says(f"{line} @max")
    office.writes("bin wieder da", message=MESSAGE)
    assert office.task("LinkedIn Beitrag", 0 if days[0] == "12-01" else 1).holder_id is None

    erased = office.erases(MESSAGE)

    assert lines_of(erased)[-1] == f"{said} nicht da."
    assert lines_of(erased)[0].startswith("Zurückgenommen: ")
    assert absences(office) == [("Otto", *days)]
    assert office.task("LinkedIn Beitrag", 0 if days[0] == "12-01" else 1).holder_id == 4


def test_an_edited_message_that_said_back_is_what_it_says_now(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("weg heute bis fr")
    office.writes("bin wieder da", message=MESSAGE)

    assert lines_of(office.edits(MESSAGE, "weg mo"))[:2] == [
        "Notiert: Du bist von Di., 1. Dezember bis Fr., 4. Dezember nun doch nicht da.",
        "Notiert: Du bist von Di., 1. Dezember bis Mo., 7. Dezember nicht da. Ein Termin fällt in diese Zeit.",
    ]


def test_where_other_days_were_entered_since_nothing_is_restored(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("weg heute bis fr")
    office.writes("bin wieder da", message=MESSAGE)
    office.says("weg do")

    assert lines_of(office.erases(MESSAGE)) == [
        "Seitdem ist an dieser Abwesenheit etwas geändert worden, deshalb bleibt es dabei.",
        "Neu eintragen geht zum Beispiel so: /takt weg mo bis fr",
    ]


def test_nobody_else_is_named(sqlite_database: Database) -> None:
    """A list of one's own holds nothing of others."""
    office = Office(sqlite_database, NEWSLETTER)
    office.says("weg mo bis fr", "Dora")
    office.says("weg do")

    listed = office.says("weg")
    assert isinstance(listed, Card)
    assert DORA.name not in listed.summary
    assert CLARA.name not in listed.summary
