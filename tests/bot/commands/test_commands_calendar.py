"""`/takt kalender`: where somebody's calendar can be subscribed to, or the file where nobody could reach it."""

from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from bot.cards.card import Actions, Aside, Button, Card, Divider, Heading, Link, Paragraph
from bot.commands.ask import Answer, Document
from jobs.rules.signing import token_for
from storage.database import Database
from storage.tables import Workspace
from tests.bot.commands.office import LINKEDIN, NEWSLETTER, TRADE_FAIR, Office

ADDRESS = "https://takt.example.org"
KEY = "ab" * 32


def lines_of(answer: Answer) -> list[str]:
    card = answer.card if isinstance(answer, Document) else answer
    assert isinstance(card, Card)
    return card.summary.splitlines()


def published(database: Database, *activities: dict[str, Any], language: str = "de") -> Office:
    """An office with a web process; its key is known, so that its links are."""
    office = Office(database, *activities, language=language)
    office.public_url = ADDRESS
    database.write(lambda session: setattr(session.get_one(Workspace, office.ids.workspace), "link_key", KEY))
    return office


def url(link_id: int, purpose: str = "calendar") -> str:
    return f"{ADDRESS}/calendar/{token_for(KEY, link_id, purpose)}.ics"


def address(of: str, webcal: str = "Manche Programme nehmen lieber diesen Link: ") -> tuple[Paragraph, Aside]:
    return Paragraph((Link(of, of),)), Aside((webcal, of.replace("https:", "webcal:")))


OWN_BUTTONS = Actions(
    "calendar-own",
    (
        Button("Neuer Link", "calendar_new", "own"),
        Button("Abschalten", "calendar_off", "own"),
        Button("Kalenderdatei", "calendar_file", "own"),
    ),
)
PRIVATE = Aside(("Der Link ist nur für dich. Wer ihn kennt, sieht deine Termine.",))


def own_parts(link_id: int) -> tuple[Any, ...]:
    return (
        Paragraph(
            (
                "Vier",
                " Termine bis ",
                "Di., 2. März",
                " stehen darin. Einmal abonniert, bleibt der Kalender von selbst aktuell:",
            )
        ),
        *address(url(link_id)),
        PRIVATE,
        OWN_BUTTONS,
    )


# Subscribing


def test_a_member_gets_a_link_of_their_own(sqlite_database: Database) -> None:
    office = published(sqlite_database, NEWSLETTER)

    assert office.says("kalender") == Card(
        "Dein Kalender\n"
        "Vier Termine bis Di., 2. März stehen darin. Einmal abonniert, bleibt der Kalender von selbst aktuell:\n"
        f"{url(1)}\n"
        f"Manche Programme nehmen lieber diesen Link: {url(1).replace('https:', 'webcal:')}\n"
        "Der Link ist nur für dich. Wer ihn kennt, sieht deine Termine.",
        (Heading("Dein Kalender"), *own_parts(1)),
    )
    assert office.says("kalender") == office.says("calendar")


def test_a_new_link_says_that_the_old_one_is_dead(sqlite_database: Database) -> None:
    office = published(sqlite_database, NEWSLETTER)
    office.says("kalender")

    renewed = office.presses("calendar_new", "own")

    assert isinstance(renewed, Card)
    assert renewed.parts == (
        Heading("Dein Kalender"),
        Paragraph(("Hier ist der neue Link. Der alte öffnet nichts mehr.",)),
        *own_parts(2),
    )


def test_switched_off_it_can_be_made_anew(sqlite_database: Database) -> None:
    office = published(sqlite_database, NEWSLETTER)
    office.says("kalender")

    assert office.presses("calendar_off", "own") == Card(
        "Dein Kalender\nDer Kalender ist abgeschaltet. Der alte Link öffnet nichts mehr.",
        (
            Heading("Dein Kalender"),
            Paragraph(("Der Kalender ist abgeschaltet. Der alte Link öffnet nichts mehr.",)),
            Actions(
                "calendar-own",
                (
                    Button("Link anlegen", "calendar_new", "own", primary=True),
                    Button("Kalenderdatei", "calendar_file", "own"),
                ),
            ),
        ),
    )


def test_the_coordinator_is_offered_one_for_everyone(sqlite_database: Database) -> None:
    office = published(sqlite_database, NEWSLETTER, language="en")

    offered = office.says("calendar", "Clara")

    assert isinstance(offered, Card)
    assert offered.parts == (
        Heading("Your calendar"),
        Paragraph(
            (
                "It holds no task until ",
                "Tue, 2 March",
                " yet. Once subscribed to, the calendar keeps itself up to date:",
            )
        ),
        *address(url(1), "Some programs prefer this link: "),
        Aside(("The link is for you alone. Whoever knows it sees your tasks.",)),
        Actions(
            "calendar-own",
            (
                Button("New Link", "calendar_new", "own"),
                Button("Switch Off", "calendar_off", "own"),
                Button("Calendar File", "calendar_file", "own"),
            ),
        ),
        Divider(),
        Heading("The calendar for everyone"),
        Paragraph(("All tasks in one calendar, and who is responsible for each.",)),
        Actions("calendar-company", (Button("Create Link", "calendar_new", "company", primary=True),)),
    )


def test_the_calendar_for_everyone(sqlite_database: Database) -> None:
    office = published(sqlite_database, NEWSLETTER)
    office.says("kalender", "Clara")

    made = office.presses("calendar_new", "company", "Clara")

    assert isinstance(made, Card)
    assert made.parts[-6:] == (
        Heading("Der Kalender für alle"),
        Paragraph(("Alle Termine, und wer jeweils zuständig ist:",)),
        *address(url(2, "company_calendar")),
        Aside(("Wer den Link kennt, sieht alle Termine mit Namen. Abwesenheiten stehen nicht darin.",)),
        Actions(
            "calendar-company",
            (
                Button("Neuer Link", "calendar_new", "company"),
                Button("Abschalten", "calendar_off", "company"),
            ),
        ),
    )
    assert lines_of(office.presses("calendar_off", "company", "Max"))[-2:] == [
        "Der Kalender für alle",
        "Der Kalender ist abgeschaltet. Der alte Link öffnet nichts mehr.",
    ]
    assert lines_of(office.says("kalender", "Max"))[-1] == (
        "Alle Termine in einem Kalender, und wer jeweils zuständig ist."
    )


@pytest.mark.parametrize(
    ("intent", "ref", "who", "said"),
    [
        ("calendar_new", "company", "Otto", "Das kann nur die Koordination."),
        ("calendar_off", "company", "Gast", "Das kann nur die Koordination."),
        ("calendar_new", "", "Clara", "Das gibt es hier nicht mehr."),
        ("calendar_off", "partner_done", "Clara", "Das gibt es hier nicht mehr."),
    ],
)
def test_a_button_gives_nobody_more_than_is_theirs(
    sqlite_database: Database, intent: str, ref: str, who: str, said: str
) -> None:
    office = published(sqlite_database, NEWSLETTER)
    assert lines_of(office.presses(intent, ref, who))[0] == said


def test_buttons_from_before_the_web_process_was_switched_off(sqlite_database: Database) -> None:
    office = published(sqlite_database, NEWSLETTER)
    office.says("kalender")
    office.public_url = None

    assert lines_of(office.presses("calendar_new", "own"))[0] == "Das gibt es hier nicht mehr."
    assert isinstance(office.presses("calendar_file", "own"), Document)


# The file


def days_of(answer: Answer) -> list[tuple[str, date]]:
    """UID and day of each event of a file."""
    assert isinstance(answer, Document)
    assert answer.name == "taktgeber.ics"
    return [
        (str(event["uid"]), event.decoded("dtstart")) for event in Calendar.from_ical(answer.content).walk("VEVENT")
    ]


def test_the_file_is_a_snapshot(sqlite_database: Database) -> None:
    office = published(sqlite_database, NEWSLETTER, LINKEDIN, TRADE_FAIR)

    answer = office.presses("calendar_file", "own")

    assert (len(days_of(answer)), days_of(answer)[0]) == (17, ("task-1@T1.taktgeber", date(2026, 12, 1)))
    assert lines_of(answer) == [
        "17 Termine bis Di., 2. März liegen für dich in der Kalenderdatei.",
        "Die Datei kommt in die Direktnachricht und lässt sich mit jedem Kalender öffnen.",
        "Sie ist eine Momentaufnahme: Was sich danach ändert, steht erst in der nächsten. Die holt: /takt kalender",
    ]


def test_without_a_web_process_the_file_comes_at_once(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER, {**LINKEDIN, "owner": "Clara"})
    reached = "sein Webteil zu erreichen ist"
    unpublished = "Einen Kalender zum Abonnieren, der von selbst aktuell bleibt, gibt es hier noch nicht."

    mine, coordinators = office.says("kalender"), office.says("kalender", "Clara")

    assert (len(days_of(mine)), len(days_of(coordinators))) == (4, 13)
    assert lines_of(mine)[-1] == unpublished
    assert lines_of(coordinators)[-2:] == [
        unpublished,
        f"Dafür setzt, wer Taktgeber betreibt, TAKTGEBER_PUBLIC_URL auf die Adresse, unter der {reached}.",
    ]


def test_a_task_keeps_its_uid_where_it_is_moved_and_stays_when_it_is_done(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("verschieben 1 8.12.")
    office.says("erledigt 2")

    answer = office.says("kalender")

    assert days_of(answer) == [
        ("task-1@T1.taktgeber", date(2026, 12, 8)),
        ("task-2@T1.taktgeber", date(2026, 12, 31)),
        ("task-3@T1.taktgeber", date(2027, 2, 1)),
        ("task-4@T1.taktgeber", date(2027, 3, 1)),
    ]
    assert lines_of(answer)[0] == "Drei Termine bis Di., 2. März liegen für dich in der Kalenderdatei."


def test_a_guest_gets_their_own_tasks_and_nobody_an_empty_file(sqlite_database: Database) -> None:
    office = Office(sqlite_database, {**NEWSLETTER, "owner": "Gast"})

    assert len(days_of(office.says("kalender", "Gast"))) == 4
    assert office.says("kalender") == Card(
        "Bis Di., 2. März ist für dich kein Termin geplant, deshalb gibt es keine Kalenderdatei.\n"
        "Einen Kalender zum Abonnieren, der von selbst aktuell bleibt, gibt es hier noch nicht.",
        (
            Paragraph(
                (
                    "Bis ",
                    "Di., 2. März",
                    " ist für dich kein Termin geplant, deshalb gibt es keine Kalenderdatei.",
                )
            ),
            Aside(("Einen Kalender zum Abonnieren, der von selbst aktuell bleibt, gibt es hier noch nicht.",)),
        ),
    )
