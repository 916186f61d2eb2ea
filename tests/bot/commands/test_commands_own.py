"""The team's roles, and what belongs to one person: their calendar and what is stored about them."""

import json
from datetime import date, datetime

import pytest
from icalendar import Calendar
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
from tests.bot.commands.office import LINKEDIN, NEWSLETTER, TRADE_FAIR, Office

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


# The calendar


def events_of(answer: Answer) -> list[tuple[str, str, date, date, str]]:
    """UID, title, first day, day after the last one, text."""
    assert isinstance(answer, Document)
    assert answer.name == "taktgeber.ics"
    return [
        (
            str(event["uid"]),
            str(event["summary"]),
            event.decoded("dtstart"),
            event.decoded("dtend"),
            str(event["description"]),
        )
        for event in Calendar.from_ical(answer.content).walk("VEVENT")
    ]


def test_the_file_holds_a_day_for_each_task_of_the_next_13_weeks(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN, TRADE_FAIR)

    answer = office.says("kalender")

    events = events_of(answer)
    assert [title for _, title, *_ in events if title.startswith("Newsletter")] == [
        "Newsletter (#1)",
        "Newsletter (#2)",
        "Newsletter (#3)",
        "Newsletter (#4)",
    ]
    assert events[0] == (
        "task-1@T1.taktgeber",
        "Newsletter (#1)",
        date(2026, 12, 1),
        date(2026, 12, 2),
        "Fällig am Di., 1. Dezember.",
    )
    assert max(first for _, _, first, *_ in events) <= date(2027, 3, 2)
    assert not [title for _, title, *_ in events if title.startswith("Messe")]
    assert lines_of(answer) == [
        "17 Termine bis Di., 2. März liegen für dich in der Kalenderdatei.",
        "Die Datei kommt in die Direktnachricht und lässt sich mit jedem Kalender öffnen.",
        "Sie ist eine Momentaufnahme: Was sich danach ändert, steht erst in der nächsten. Die holt: /takt kalender",
    ]


@pytest.mark.parametrize(
    ("language", "said", "text"),
    [
        ("de", "dran 1 bis 4.12.", "In Arbeit, zugesagt bis Fr., 4. Dezember."),
        ("en", "on 1 until 4.12.", "In progress, promised until Fri, 4 December."),
        ("de", "später 1 4.12.", "Die nächste Erinnerung kommt am Fr., 4. Dezember."),
        ("en", "later 1 4.12.", "The next nudge comes on Fri, 4 December."),
        ("de", "blockiert 1 freigabe Max fehlt", "Blockiert: Freigabe fehlt."),
        ("en", "blocked 1 approval Max is away", "Blocked: approval is missing."),
    ],
)
def test_the_text_is_how_things_stand_without_anybodys_name(
    sqlite_database: Database, language: str, said: str, text: str
) -> None:
    office = Office(sqlite_database, NEWSLETTER, language=language)
    office.says(said)

    answer = office.says("calendar")

    assert events_of(answer)[0][4] == text
    assert isinstance(answer, Document)
    assert not [name for name in ("Otto", "Dora", "Clara", "Max") if name.encode() in answer.content]


def test_a_task_keeps_its_uid_where_it_is_moved_and_leaves_when_it_is_done(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("verschieben 1 8.12.")
    office.says("erledigt 2")

    events = events_of(office.says("kalender"))

    assert [(uid, first) for uid, _, first, *_ in events] == [
        ("task-1@T1.taktgeber", date(2026, 12, 8)),
        ("task-3@T1.taktgeber", date(2027, 2, 1)),
        ("task-4@T1.taktgeber", date(2027, 3, 1)),
    ]


def test_an_event_blocks_no_time_and_is_of_this_instant(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    answer = office.says("kalender")

    assert isinstance(answer, Document)
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert (event["transp"], event.decoded("dtstamp")) == ("TRANSPARENT", datetime.fromisoformat("2026-12-01T09:00Z"))
    assert b"DTSTART;VALUE=DATE:20261201\r\n" in answer.content


def test_a_guest_gets_their_own_tasks_and_nobody_else_an_empty_file(sqlite_database: Database) -> None:
    office = Office(sqlite_database, {**NEWSLETTER, "owner": "Gast"})

    assert len(events_of(office.says("kalender", "Gast"))) == 4
    assert office.says("kalender") == Card(
        "Bis Di., 2. März ist für dich kein Termin geplant, deshalb gibt es keine Kalenderdatei.",
        (
            Paragraph(
                (
                    "Bis ",
                    "Di., 2. März",
                    " ist für dich kein Termin geplant, deshalb gibt es keine Kalenderdatei.",
                )
            ),
        ),
    )


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
