"""What is refused: nothing changes, and the answer says what to do next."""

from datetime import date
from typing import get_args

import pytest

from bot.cards.card import Aside, Bold, Card, Paragraph
from bot.cards.refusals import NEXTS, WHATS, refusal_card
from bot.translations.phrases import Phrases
from jobs.facts import PersonRef
from jobs.use_cases.answers import Actor
from jobs.use_cases.refusals import Refusal, RefusalCode
from storage.database import Database
from storage.tables import TaskEvent
from tests.bot.commands.office import LINKEDIN, LINKEDIN_STORY, NEWSLETTER, TRADE_FAIR, Office

CODES: tuple[RefusalCode, ...] = get_args(RefusalCode)


def lines_of(answer: object) -> list[str]:
    assert isinstance(answer, Card)
    return answer.summary.splitlines()


def events(office: Office) -> int:
    return office.database.read(
        lambda session: session.query(TaskEvent).filter(TaskEvent.person_id.isnot(None)).count()
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "foo",
            ["Das Wort „foo“ kenne ich nicht.", "Alle Wörter zeigt: /takt hilfe"],
        ),
        (
            "erledgt 1",
            [
                "Das Wort „erledgt“ kenne ich nicht.",
                "Gemeint war vielleicht: erledigt",
                "Alle Wörter zeigt: /takt hilfe",
            ],
        ),
        (
            "spater 1",
            [
                "Das Wort „spater“ kenne ich nicht.",
                "Gemeint war vielleicht: später",
                "Alle Wörter zeigt: /takt hilfe",
            ],
        ),
        (
            "done 999",
            [
                "Einen offenen Termin „999“ finde ich gerade nicht.",
                (
                    "Die Nummer oder der Anfang des Titels genügt, zum Beispiel: /takt erledigt 12. "
                    "Alle Nummern zeigt: /takt plan"
                ),
            ],
        ),
        (
            "done linkedin",
            [
                "„linkedin“ passt auf mehrere Termine. Welcher ist gemeint?",
                "LinkedIn Beitrag · #5 · fällig Do., 3. Dezember",
                "LinkedIn Story · #19 · fällig Fr., 4. Dezember",
                "Nimm die Nummer, zum Beispiel: /takt erledigt 5",
            ],
        ),
        (
            "later 1 1.11.2026",
            [
                "Sonntag, 1. November 2026 liegt nicht in der Zukunft.",
                "Nimm einen kommenden Tag, zum Beispiel: morgen, fr oder +3 für den dritten Arbeitstag",
            ],
        ),
        ("later 1 heute", ["Dienstag, 1. Dezember 2026 liegt nicht in der Zukunft."]),
        ("later 31.2.", ["Den Tag „31.2.“ gibt es nicht.", "Es ginge zum Beispiel: 28.02.2027"]),
        (
            "move 1 irgendwann",
            [
                "„irgendwann“ lese ich nicht als Tag.",
                "Verstanden wird zum Beispiel: 02.12., morgen, fr oder +3 für den dritten Arbeitstag",
            ],
        ),
        ("move 1 2027-11-01", ["Montag, 1. November 2027 ist zu weit weg, um es jetzt schon festzulegen."]),
        (
            "move 1",
            [
                "Es fehlt noch der Tag.",
                "Schreib ihn ans Ende, zum Beispiel: /takt verschieben 1 fr oder /takt probe morgen",
            ],
        ),
        (
            "skip 1",
            [
                "Es fehlt noch der Grund.",
                "Ein paar Worte genügen, zum Beispiel: /takt auslassen 1 Messe in dieser Woche",
            ],
        ),
        (
            "blocked 1 einhorn",
            [
                "„einhorn“ kenne ich nicht als Grund.",
                (
                    "Gründe: freigabe, material, zeit, partner, thema, abwesend, priorität, technik. "
                    "Zum Beispiel: /takt blockiert 1 freigabe"
                ),
            ],
        ),
        (
            "done messe",
            ["Einen offenen Termin „messe“ finde ich gerade nicht.", "Messe · #33 · fällig Fr., 18. Dezember"],
        ),
        ("done 33", ["Messe (#33) liegt bei anderen.", "Wenn du es übernehmen willst: /takt übernehmen 33"]),
        ("handover 1 @niemand", ["Wer gemeint ist, ist nicht eindeutig, nicht bekannt oder gerade nicht da."]),
        ("plan quark", ["„quark“ lese ich nicht als Monat."]),
        ("preview 3.12.", ["Das kann nur die Koordination."]),
    ],
)
def test_a_refused_line_changes_nothing_and_says_what_would_do(
    sqlite_database: Database, line: str, expected: list[str]
) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN, LINKEDIN_STORY, TRADE_FAIR)

    assert lines_of(office.says(line))[: len(expected)] == expected
    assert events(office) == 0


def test_several_open_tasks_are_listed_with_their_numbers(sqlite_database: Database) -> None:
    office = Office(
        sqlite_database,
        NEWSLETTER,
        {**LINKEDIN, "cadence": "every week on tue", "starts": date(2026, 12, 1)},
        language="en",
    )

    card = office.says("done")

    assert card == Card(
        "Several tasks are open. Which one is meant?\n"
        "Newsletter · #1 · due Tue, 1 December\n"
        "LinkedIn Beitrag · #5 · due Tue, 1 December\n"
        "Add the number, for example: /takt done 1",
        (
            Paragraph(("Several tasks are open. Which one is meant?",)),
            Paragraph(
                (
                    Bold("Newsletter"),
                    " · #",
                    "1",
                    " · due ",
                    "Tue, 1 December",
                    "\n",
                    Bold("LinkedIn Beitrag"),
                    " · #",
                    "5",
                    " · due ",
                    "Tue, 1 December",
                )
            ),
            Aside(("Add the number, for example: /takt done ", "1")),
        ),
    )


def test_a_guest_learns_nothing_of_the_tasks_of_others(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    nothing = "Einen offenen Termin „{}“ finde ich gerade nicht."

    assert lines_of(office.says("done 1", "Gast"))[0] == nothing.format("1")
    assert lines_of(office.says("take newsletter", "Gast"))[0] == nothing.format("newsletter")
    assert lines_of(office.says("plan", "Gast"))[0:2] == [
        "Plan für Dezember 2026",
        "In diesem Monat ist nichts geplant. Einen anderen zeigt zum Beispiel: /takt plan dezember",
    ]
    assert lines_of(office.says("retro", "Gast")) == [
        "Als Gast siehst du nur deine eigenen Termine.",
        "Deine Termine zeigt: /takt liste",
    ]
    for intent in ("done", "blocked", "take_over"):
        assert lines_of(office.presses(intent, "1", "Gast"))[0] == "Das gibt es hier nicht mehr."


def test_a_reply_to_a_task_that_was_done_says_who_did_it(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("done 1", "Dora")

    assert lines_of(office.says("done 1")) == [
        "Newsletter (#1) ist schon abgeschlossen. Erledigt von Dora am Di., 1. Dezember.",
        "Hier ist nichts mehr zu tun. Was noch offen ist, zeigt: /takt liste",
    ]
    assert events(office) == 1


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("formality", ["du", "sie"])
def test_every_refusal_says_what_stands_in_the_way_and_what_to_do(language: str, formality: str) -> None:
    phrases = Phrases(language, formality, "Europe/Berlin")
    actor = Actor(1, PersonRef(1, "Otto"), False, False, language, formality, "Europe/Berlin")
    assert set(WHATS) == set(NEXTS) == set(CODES)

    said = {code: refusal_card(Refusal(code), actor).summary.splitlines() for code in CODES}

    assert {code for code, lines in said.items() if len(lines) != 2} == set()
    assert len({tuple(lines) for lines in said.values()}) == len(CODES)
    assert phrases.say("refusal.gone") == said["gone"][0]


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_to_do_next_holds_a_line_that_is_understood(sqlite_database: Database, language: str) -> None:
    """The examples are commands that exist: their first word is known."""
    from bot.commands.registry import command_of

    actor = Actor(1, PersonRef(1, "Otto"), False, False, language, "du", "Europe/Berlin")
    unknown = {}
    for code in CODES:
        after = refusal_card(Refusal(code), actor).summary.splitlines()[1].split("/takt ")[1:]
        unknown[code] = [line for line in after if command_of(line)[0] is None]

    assert {code: lines for code, lines in unknown.items() if lines} == {}
