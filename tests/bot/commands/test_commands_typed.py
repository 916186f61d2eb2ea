"""What a typed line changes, in both languages whatever the reader's."""

from datetime import date

import pytest
from sqlalchemy import event

from bot.cards.card import Card
from bot.commands.ask import OpenForm
from storage.database import Database
from storage.tables import Task
from tests.bot.commands.office import LINKEDIN, NEWSLETTER, TRADE_FAIR, Office


def state(task: Task) -> dict[str, object]:
    """What differs from a task that was only just made."""
    names = (
        "ended",
        "note",
        "promised_until",
        "snoozed_until",
        "stall_reason",
        "waiting_for",
        "holder_id",
        "postponements",
    )
    return {name: getattr(task, name) for name in names if getattr(task, name)}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("done 1", {"ended": "done"}),
        ("erledigt #1", {"ended": "done"}),
        ("ERLEDIGT", {"ended": "done"}),
        ("Erledigt!", {"ended": "done"}),
        ("erledigt 1!", {"ended": "done"}),
        ("done 1 Link folgt", {"ended": "done", "note": "Link folgt"}),
        ("done 1: Link folgt", {"ended": "done", "note": "Link folgt"}),
        ("fertig, Link folgt", {"ended": "done", "note": "Link folgt"}),
        ("erledigt newsletter zwei\nZeilen", {"ended": "done", "note": "zwei\nZeilen"}),
        ("done news", {"ended": "done"}),
        ("small 1", {"ended": "small"}),
        ("kurz newsletter nur ein Bild", {"ended": "small", "note": "nur ein Bild"}),
        ("on 1 fr", {"promised_until": date(2026, 12, 4)}),
        ("on 1 until 3.12.", {"promised_until": date(2026, 12, 3)}),
        ("dran 1 bis fr", {"promised_until": date(2026, 12, 4)}),
        ("dran bis freitag", {"promised_until": date(2026, 12, 4)}),
        ("dran", {"promised_until": date(2026, 12, 2)}),
        ("ich bin dran bis fr", {"promised_until": date(2026, 12, 4)}),
        ("on it until fri", {"promised_until": date(2026, 12, 4)}),
        ("blocked 1 approval", {"stall_reason": "approval", "waiting_for": "approval"}),
        (
            "blockiert 1 freigabe Max fragt",
            {"stall_reason": "approval", "waiting_for": "approval", "note": "Max fragt"},
        ),
        ("blockiert newsletter priorität", {"stall_reason": "priority", "waiting_for": "owner"}),
        ("blocked technology", {"stall_reason": "technology", "waiting_for": "owner"}),
        ("later 1 mo", {"snoozed_until": date(2026, 12, 7), "postponements": 1}),
        ("spaeter 1 mon", {"snoozed_until": date(2026, 12, 7), "postponements": 1}),
        ("Später morgen", {"snoozed_until": date(2026, 12, 2), "postponements": 1}),
        ("later", {"snoozed_until": date(2026, 12, 2), "postponements": 1}),
        ("later +3", {"snoozed_until": date(2026, 12, 4), "postponements": 1}),
        ("move 1 4.12.", {"postponements": 1}),
        ("skip 1 Messe diese Woche", {"ended": "skipped", "note": "Messe diese Woche"}),
        ("auslassen newsletter zu viel los", {"ended": "skipped", "note": "zu viel los"}),
        ("handover 1 <@U2>", {"holder_id": 2}),
        ("übergeben 1 an @dora", {"holder_id": 2}),
        ("uebergeben @dora", {"holder_id": 2}),
        ("take 1", {"holder_id": 1}),
        ("übernehmen newsletter", {"holder_id": 1}),
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_line_changes_the_task_that_is_meant(
    sqlite_database: Database, language: str, line: str, expected: dict[str, object]
) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN, language=language)
    assert (office.ids.otto, office.ids.dora) == (1, 2)

    answer = office.says(line)

    assert isinstance(answer, Card)
    assert state(office.task("Newsletter")) == expected
    assert state(office.task("LinkedIn Beitrag")) == {}


@pytest.mark.parametrize("line", ["move 1 1.12.2026", "verschieben newsletter auf heute", "move 1 today"])
def test_a_task_may_be_moved_to_today(sqlite_database: Database, line: str) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("move 1 4.12.")
    assert office.task("Newsletter").due_on == date(2026, 12, 4)

    office.says(line)

    assert office.task("Newsletter").due_on == date(2026, 12, 1)


def test_moving_changes_this_one_date_and_not_the_series(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    before = office.task("Newsletter", 1).due_on

    office.says("verschieben newsletter 8.12.")

    moved = office.task("Newsletter")
    assert (moved.nominal_on, moved.due_on) == (date(2026, 12, 1), date(2026, 12, 8))
    assert office.task("Newsletter", 1).due_on == before


def test_a_title_of_several_words_ends_where_the_note_begins(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN, TRADE_FAIR)

    office.says("done linkedin beitrag Beitrag ist online")

    assert state(office.task("LinkedIn Beitrag")) == {"ended": "done", "note": "Beitrag ist online"}


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("blocked 1", OpenForm("blocked", "1")),
        ("blockiert newsletter", OpenForm("blocked", "1")),
        ("blockiert", OpenForm("blocked", "1")),
        ("handover 1", OpenForm("reassign", "1")),
    ],
)
def test_what_is_missing_and_has_a_choice_is_asked_in_a_form(
    sqlite_database: Database, line: str, form: OpenForm
) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    assert office.says(line) == form
    assert office.writes(line) == form


def test_a_title_said_twice_does_not_end_the_task_of_next_month(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("erledigt newsletter")

    again = office.says("erledigt newsletter")

    assert isinstance(again, Card)
    assert again.summary.splitlines() == [
        "Einen offenen Termin „newsletter“ finde ich gerade nicht.",
        "Newsletter · #2 · fällig Do., 31. Dezember",
        "Die Nummer oder der Anfang des Titels genügt, zum Beispiel: /takt erledigt 2. Alle Nummern zeigt: /takt plan",
    ]
    assert state(office.task("Newsletter", 1)) == {}
    office.says("erledigt 2")
    assert state(office.task("Newsletter", 1)) == {"ended": "done"}


def test_a_short_word_of_a_note_names_no_task(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER, {**LINKEDIN, "title": "Instagram"})

    office.says("done, in time")

    assert state(office.task("Newsletter")) == {"ended": "done", "note": "in time"}
    assert state(office.task("Instagram")) == {}


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Erledigt", {"ended": "done"}),
        ("Bin dran", {"promised_until": date(2026, 12, 2)}),
        ("Blockiert", OpenForm("blocked", "1")),
        ("Später", {"snoozed_until": date(2026, 12, 2), "postponements": 1}),
        ("Kurzversion erledigt", {"ended": "small"}),
        ("Übergeben", OpenForm("reassign", "1")),
        ("Übernehme ich", {"holder_id": 1}),
        ("Done", {"ended": "done"}),
        ("On It", {"promised_until": date(2026, 12, 2)}),
        ("Blocked", OpenForm("blocked", "1")),
        ("Later", {"snoozed_until": date(2026, 12, 2), "postponements": 1}),
        ("Small Version Done", {"ended": "small"}),
        ("Hand Over", OpenForm("reassign", "1")),
        ("Take Over", {"holder_id": 1}),
    ],
)
def test_what_stands_on_a_button_can_be_written_instead(
    sqlite_database: Database, label: str, expected: dict[str, object] | OpenForm
) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    answer = office.writes(label)

    assert (answer if isinstance(expected, OpenForm) else state(office.task("Newsletter"))) == expected


def test_a_title_may_begin_with_a_word_of_a_command(sqlite_database: Database) -> None:
    office = Office(sqlite_database, {**NEWSLETTER, "title": "IT-Tipp"}, LINKEDIN)

    office.says("on IT-Tipp fr")

    assert state(office.task("IT-Tipp")) == {"promised_until": date(2026, 12, 4)}


def test_a_long_note_asks_the_database_no_more_than_a_short_one(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN)
    statements: list[str] = []

    @event.listens_for(sqlite_database.engine, "before_cursor_execute")
    def count(connection: object, cursor: object, statement: str, *details: object) -> None:
        statements.append(statement)

    office.says("done newsletter Link folgt")
    short = len(statements)
    office.says("done linkedin beitrag " + "wort " * 800)

    assert len(statements) - short <= short + 20
    assert office.task("LinkedIn Beitrag").note == ("wort " * 800)[:2000]
