"""Messages that answer in a thread, that are edited, and that are deleted: what holds is what they say now."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.cards.card import Aside, Bold, Card, Paragraph
from jobs.making import make_tasks
from jobs.retrospectives import figures_of
from jobs.use_cases.actors import company_of, find_actor
from storage.database import Database
from storage.tables import Activity, Task, TaskEvent
from tests.bot.commands.office import LINKEDIN, NEWSLETTER, NOW, TRADE_FAIR, Office

AFTER_DONE = {"title": "Fotos", "cadence": "14 days after completion, at most 21", "starts": date(2026, 12, 1)}
MESSAGE = "D1/1700.1"
TAKEN_BACK = Card(
    "Zurückgenommen: Newsletter (#1) steht wieder da, wo es vorher war.",
    (Paragraph(("Zurückgenommen: ", Bold("Newsletter"), " (#", "1", ") steht wieder da, wo es vorher war.")),),
)


def shown(answer: object) -> str:
    assert isinstance(answer, Card)
    return answer.summary


def facts(task: Task) -> dict[str, Any]:
    """Everything a reply can change."""
    names = (
        "holder_id due_on promised_until snoozed_until waiting_for stall_reason postponements step asked_id ended "
        "ended_on ended_by_id by_deputy small_agreed note"
    )
    return {name: getattr(task, name) for name in names.split()}


@pytest.mark.parametrize(
    "text", ["erledigt", "kurz", "dran bis fr", "blockiert material Fotos", "später mo", "verschieben 1 15.12."]
)
def test_a_deleted_message_leaves_the_task_as_it_was(database: Database, text: str) -> None:
    office = Office(database, NEWSLETTER)
    before = facts(office.task("Newsletter"))

    office.writes(text, message=MESSAGE)
    changed = facts(office.task("Newsletter"))

    assert changed != before
    assert office.erases(MESSAGE) == TAKEN_BACK
    assert facts(office.task("Newsletter")) == before
    assert office.task("Newsletter").next_at == NOW


def test_an_edited_message_stands_for_what_it_says_now(database: Database) -> None:
    office = Office(database, NEWSLETTER)
    office.writes("erledigt", message=MESSAGE)

    answer = office.edits(MESSAGE, "blockiert material")

    assert isinstance(answer, Card)
    assert answer.parts[0] == Aside(("Statt deiner vorigen Rückmeldung zu ", Bold("Newsletter"), " (#", "1", "):"))
    task = office.task("Newsletter")
    assert (task.ended, task.stall_reason) == (None, "material")


def test_a_message_may_be_edited_again_and_again(database: Database) -> None:
    office = Office(database, NEWSLETTER)
    office.writes("erledigt", message=MESSAGE)
    office.edits(MESSAGE, "blockiert material")
    office.edits(MESSAGE, "dran bis fr")
    task = office.task("Newsletter")
    assert (task.ended, task.stall_reason, task.promised_until) == (None, None, date(2026, 12, 4))

    assert office.erases(MESSAGE) == TAKEN_BACK
    assert office.erases(MESSAGE) is None
    assert office.task("Newsletter").promised_until is None


def test_a_message_that_did_nothing_is_edited_and_deleted_without_a_word(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.writes("hallo", message=MESSAGE)

    assert shown(office.edits(MESSAGE, "erledigt")).startswith("Notiert: Newsletter ist erledigt.")
    assert office.erases("D1/other") is None


def test_what_was_built_upon_is_not_taken_back(database: Database) -> None:
    """Dora has taken over meanwhile: taking Otto's words back would undo what she did."""
    office = Office(database, NEWSLETTER)
    office.writes("blockiert material", message=MESSAGE)
    office.says("übernehmen 1", "Dora")
    before = facts(office.task("Newsletter"))

    for answer in (office.erases(MESSAGE), office.edits(MESSAGE, "erledigt")):
        assert shown(answer) == (
            "Seit dieser Nachricht ist es weitergegangen, deshalb habe ich nichts zurückgenommen.\n"
            "Was jetzt gilt, zeigt: /takt liste"
        )
    assert facts(office.task("Newsletter")) == before


def test_nobody_takes_back_what_somebody_else_said(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.writes("erledigt", message=MESSAGE)

    assert office.erases(MESSAGE, "Dora") is None
    assert office.task("Newsletter").ended == "done"


def test_a_rhythm_that_counts_from_completion_forgets_the_task_that_followed(database: Database) -> None:
    office = Office(database, AFTER_DONE)
    office.writes("erledigt", message=MESSAGE)
    make_tasks(database, NOW)
    assert office.task("Fotos", 1).due_on == date(2026, 12, 15)

    office.erases(MESSAGE)
    make_tasks(database, NOW)

    tasks = database.read(lambda session: session.query(Task).join(Activity).all())
    assert [(task.ended, task.due_on) for task in tasks] == [(None, date(2026, 12, 1))]


def test_the_retrospective_does_not_count_what_was_taken_back(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.writes("blockiert material", message=MESSAGE)
    office.erases(MESSAGE)
    office.says("blockiert 1 freigabe")

    def reasons(session: Any) -> object:
        company = company_of(session, find_actor(session, "slack", "T1", "U3"))
        return figures_of(session, company, date(2026, 12, 1), NOW + timedelta(days=40)).stall_reasons

    assert sqlite_database.read(reasons) == (("approval", 1),)


def test_the_history_keeps_both_what_was_said_and_that_it_was_taken_back(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.writes("erledigt", message=MESSAGE)
    office.erases(MESSAGE)

    events = sqlite_database.read(
        lambda session: session.query(TaskEvent).where(TaskEvent.door == "message").order_by(TaskEvent.id).all()
    )
    assert [(event.kind, event.source) for event in events] == [("done", MESSAGE), ("retracted", None)]


def test_in_a_thread_its_tasks_are_meant(database: Database) -> None:
    office = Office(database, NEWSLETTER, LINKEDIN)
    linkedin, newsletter = office.task("LinkedIn Beitrag"), office.task("Newsletter")

    office.writes("erledigt", about=(linkedin.id,))
    asked = office.writes("dran", about=(linkedin.id, newsletter.id))

    assert office.task("LinkedIn Beitrag").ended == "done"
    assert shown(asked).startswith("Notiert: Du bist an Newsletter dran.")


def test_in_a_thread_about_several_it_is_asked_which(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN)
    about = (office.task("LinkedIn Beitrag").id, office.task("Newsletter").id)

    asked = shown(office.writes("erledigt", about=about)).splitlines()

    assert [line.split(" · ")[0] for line in asked[1:3]] == ["Newsletter", "LinkedIn Beitrag"]
    assert (office.task("LinkedIn Beitrag").ended, office.task("Newsletter").ended) == (None, None)


def test_in_a_thread_whose_tasks_are_over_no_other_task_is_meant(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER, TRADE_FAIR)
    office.says("erledigt 1")

    answer = office.writes("erledigt", about=(office.task("Newsletter").id,))

    assert shown(answer).splitlines()[0] == (
        "Newsletter (#1) ist schon abgeschlossen. Erledigt von Otto am Di., 1. Dezember."
    )
    assert office.task("Messe").ended is None


def test_a_thread_of_another_company_means_nothing(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    strange = office.neighbours_task()

    office.writes("erledigt", about=(strange,))

    assert office.task("Newsletter").ended == "done"


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Hilfe!", "Das verstehe ich"),
        ("Team ist heute krank, Newsletter ist trotzdem raus", "Da bin ich nicht sicher."),
        ("Liste ist verschickt, fertig", "Da bin ich nicht sicher."),
        ("Team ist gerade auf der Messe", "Das habe ich nicht verstanden."),
        ("plan dezember", "Plan für Dezember 2026"),
    ],
)
def test_a_sentence_that_begins_with_a_commands_word_is_a_sentence(
    sqlite_database: Database, text: str, begins: str
) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    assert shown(office.writes(text)).startswith(begins)
