"""The team's roles, and what is stored about one person."""

import json
from datetime import date

import pytest
from sqlalchemy.orm import Session

from bot.cards.card import Actions, Aside, Bold, Button, Card, Heading, Mention, Paragraph
from bot.cards.form import Field, Form, PersonInput
from bot.commands.ask import Answer, Document, OpenForm
from bot.commands.forms.reading import FieldErrors
from jobs.facts import PersonRef
from jobs.use_cases.plan import ROLE_NAMES
from jobs.use_cases.refusals import Refused
from storage.cover_tables import Absence
from storage.database import Database
from storage.tables import Person, Role
from tests.bot.commands.office import LINKEDIN, NEWSLETTER, Office

OTTO, DORA, CLARA, MAX = (
    PersonRef(number, name, f"U{number}") for number, name in enumerate(("Otto", "Dora", "Clara", "Max"), 1)
)
LABELS = ("Koordinieren", "Planen", "Priorisieren", "Entscheiden", "Messen", "Lernen")


def lines_of(answer: Answer) -> list[str]:
    card = answer.card if isinstance(answer, Document) else answer
    assert isinstance(card, Card)
    return card.summary.splitlines()


# Roles


def test_every_role_with_its_gaps(sqlite_database: Database) -> None:
    office = Office(sqlite_database)
    words = (
        "Rollen\n"
        "Koordinieren: Clara, Vertretung: Max\n"
        "Planen: noch offen\n"
        "Priorisieren: noch offen\n"
        "Entscheiden: Max, Vertretung: noch offen\n"
        "Messen: noch offen\n"
        "Lernen: noch offen"
    )
    shown = (
        Heading("Rollen"),
        Paragraph(
            (
                Bold("Koordinieren"),
                ": ",
                Mention(CLARA),
                ", Vertretung: ",
                Mention(MAX),
                "\n",
                Bold("Planen"),
                ": noch offen",
                "\n",
                Bold("Priorisieren"),
                ": noch offen",
                "\n",
                Bold("Entscheiden"),
                ": ",
                Mention(MAX),
                ", Vertretung: ",
                "noch offen",
                "\n",
                Bold("Messen"),
                ": noch offen",
                "\n",
                Bold("Lernen"),
                ": noch offen",
            )
        ),
    )

    assert office.says("rollen") == Card(words, shown)
    assert office.says("roles", "Clara") == Card(
        f"{words}\nNeu besetzen:",
        (
            *shown,
            Aside(("Neu besetzen:",)),
            Actions(
                "roles",
                tuple(Button(label, "form-role", name) for label, name in zip(LABELS, ROLE_NAMES, strict=True)),
            ),
        ),
    )


def test_who_is_away_or_has_left_is_marked(sqlite_database: Database) -> None:
    office = Office(sqlite_database, language="en")

    def leave(session: Session) -> None:
        workspace, day = office.ids.workspace, date(2026, 12, 1)
        session.add(Absence(workspace_id=workspace, person_id=office.ids.max, first_on=day, last_on=day))
        session.add(Role(workspace_id=workspace, name="measure", holder_id=office.ids.dora))
        session.get_one(Person, office.ids.dora).standing = "deactivated"

    sqlite_database.write(leave)

    assert lines_of(office.says("roles")) == [
        "Roles",
        "Coordinate: Clara, deputy: Max (away right now)",
        "Plan: still open",
        "Prioritise: still open",
        "Decide: Max (away right now), deputy: still open",
        "Measure: Dora (account deactivated), deputy: still open",
        "Learn: still open",
    ]


def test_the_form_gives_one_role(sqlite_database: Database) -> None:
    office = Office(sqlite_database)

    assert office.presses("form-role", "measure", "Clara") == OpenForm("role", "measure")
    assert office.opens("role", "measure", "Clara") == Form(
        "Rolle besetzen",
        "Speichern",
        (
            Aside((Bold("Messen"), ": ", "trägt die Messwerte ein")),
            Field(
                "holder",
                "Wer hat die Rolle?",
                PersonInput(),
                "Bleibt das Feld leer, ist die Rolle offen.",
                optional=True,
            ),
            Field("deputy", "Wer vertritt?", PersonInput(), optional=True),
        ),
    )
    assert office.submits("role", "measure", {"holder": "U1", "deputy": "U2"}, "Clara") == Card(
        "Notiert, das gilt ab sofort:\nMessen: Otto, Vertretung: Dora",
        (
            Paragraph(
                (
                    "Notiert, das gilt ab sofort:",
                    "\n",
                    Bold("Messen"),
                    ": ",
                    Mention(OTTO),
                    ", Vertretung: ",
                    Mention(DORA),
                )
            ),
        ),
    )
    assert lines_of(office.submits("role", "measure", {}, "Max")) == ["Notiert: Messen ist jetzt offen."]


def test_the_form_of_the_coordination_can_not_be_left_empty(sqlite_database: Database) -> None:
    office = Office(sqlite_database, language="en")

    assert office.opens("role", "coordinate", "Clara") == Form(
        "Give a Role",
        "Save",
        (
            Aside((Bold("Coordinate"), ": ", "keeps the rhythm together and helps when something stalls")),
            Field("holder", "Who has the role?", PersonInput(CLARA)),
            Field("deputy", "Who stands in?", PersonInput(MAX), optional=True),
        ),
    )


@pytest.mark.parametrize(
    ("role", "fields", "errors"),
    [
        (
            "coordinate",
            {"deputy": "U4"},
            {"holder": "Die Koordination braucht immer jemanden. Bitte aus der Liste auswählen."},
        ),
        (
            "measure",
            {"deputy": "U4"},
            {"holder": "Eine Vertretung braucht jemanden, den sie vertritt. Bitte aus der Liste auswählen."},
        ),
        (
            "measure",
            {"holder": "U1", "deputy": "U1"},
            {"deputy": "Niemand kann sich selbst vertreten. Bitte aus der Liste auswählen."},
        ),
    ],
)
def test_the_form_tells_its_faults(
    sqlite_database: Database, role: str, fields: dict[str, str], errors: dict[str, str]
) -> None:
    office = Office(sqlite_database)
    before = lines_of(office.says("rollen"))

    with pytest.raises(FieldErrors) as raised:
        office.submits("role", role, fields, "Clara")

    assert raised.value.errors == errors
    assert lines_of(office.says("rollen")) == before


@pytest.mark.parametrize("fields", [{"holder": "U5"}, {"holder": "U1", "deputy": "U5"}])
def test_a_guest_holds_no_role(sqlite_database: Database, fields: dict[str, str]) -> None:
    office = Office(sqlite_database)

    with pytest.raises(FieldErrors) as raised:
        office.submits("role", "measure", fields, "Clara")

    assert list(raised.value.errors) == [name for name, person in fields.items() if person == "U5"]


@pytest.mark.parametrize(
    ("who", "ref", "said"),
    [
        ("Otto", "measure", "Dafür ist hier zuständig: Clara und Max"),
        ("Gast", "measure", "Als Gast siehst du nur deine eigenen Termine."),
        ("Clara", "king", "Das gibt es hier nicht mehr."),
        ("Clara", "", "Das gibt es hier nicht mehr."),
    ],
)
def test_nobody_else_gives_roles_and_there_are_no_others(
    sqlite_database: Database, who: str, ref: str, said: str
) -> None:
    office = Office(sqlite_database)

    assert lines_of(office.submits("role", ref, {"holder": "U1"}, who))[0] == said
    with pytest.raises(Refused):
        office.opens("role", ref, who)


# What is stored


def stored_about(office: Office, who: str = "Otto") -> dict[str, object]:
    answer = office.says("meinedaten", who)
    assert isinstance(answer, Document)
    assert answer.name == "taktgeber-meine-daten.json"
    return dict(json.loads(answer.content))


def test_the_gist_in_plain_words(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER, {**LINKEDIN, "owner": "Dora", "deputies": ("Otto",)})

    def away(session: Session) -> None:
        days = (
            (date(2026, 11, 2), date(2026, 11, 6)),
            (date(2026, 12, 24), date(2027, 1, 6)),
            (date(2027, 6, 1), None),
        )
        for first, last in days:
            session.add(
                Absence(workspace_id=office.ids.workspace, person_id=office.ids.otto, first_on=first, last_on=last)
            )
        session.add(Role(workspace_id=office.ids.workspace, name="measure", holder_id=office.ids.otto))
        session.add(
            Role(
                workspace_id=office.ids.workspace,
                name="learn",
                holder_id=office.ids.dora,
                deputy_id=office.ids.otto,
            )
        )

    sqlite_database.write(away)
    office.says("erledigt 1")
    office.says("erkenntnis newsletter Kurz wirkt")

    assert lines_of(office.says("meinedaten")) == [
        "Das ist über dich gespeichert",
        "Name: Otto (@otto)",
        "Sprache: Deutsch",
        "Zeitzone: Europe/Berlin",
        "Erinnerungen: um 09:00, an den Arbeitstagen Montag, Dienstag, Mittwoch, Donnerstag und Freitag",
        "Rollen: Messen und Lernen (Vertretung)",
        "Verantwortlich für: Newsletter",
        "Vertretung bei: LinkedIn Beitrag",
        ("Abwesend: Donnerstag, 24. Dezember 2026 bis Mittwoch, 6. Januar 2027 und ab Dienstag, 1. Juni 2027"),
        "Dazu ein Eintrag im Verlauf der Termine und ein Messwert, eine Erkenntnis oder ein Beschluss.",
        ("Aufbewahrt wird das, bis der Arbeitsbereich entfernt wird. Warum jemand abwesend ist, wird nie gespeichert."),
        "Alles im Einzelnen steht in der Datei in der Direktnachricht, ohne die Namen anderer.",
    ]


def test_a_guest_may_ask_too(sqlite_database: Database) -> None:
    office = Office(sqlite_database, language="en")

    assert lines_of(office.says("mydata", "Gast")) == [
        "This is stored about you",
        "Name: Gast (@gast)",
        "Language: English",
        "Time zone: Europe/Berlin",
        "Nudges: at 09:00, on the working days Monday, Tuesday, Wednesday, Thursday and Friday",
        "It is kept until the workspace is removed. Why somebody is away is never stored.",
        "Everything in detail stands in the file in the direct message, without the names of others.",
    ]


def test_the_file_holds_what_somebody_did_and_said(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("erledigt 1 Mit <@U2> und @dora abgestimmt, Clara weiß es, Otto auch")

    stored = stored_about(office)

    assert stored["history"] == [
        {
            "at": "2026-12-01T09:00:00+00:00",
            "kind": "done",
            "door": "command",
            "data": {"note": "Mit  und  abgestimmt,  weiß es, Otto auch"},
            "task": 1,
            "title": "Newsletter",
        }
    ]
    assert stored["tasks"] == [{"number": 1, "title": "Newsletter", "due_on": "2026-12-01", "as": ["ended"]}]
    assert stored["activities"] == [{"title": "Newsletter", "as": ["owner"]}]
