"""Buttons, menus and forms: their keys are untrusted, and a second press changes nothing."""

from datetime import date
from typing import get_args

import pytest

from bot.cards.card import Card
from bot.commands.ask import FormName, OpenForm
from bot.commands.forms.reading import FieldErrors
from bot.commands.forms.registry import FORMS
from bot.commands.intents import AT_ONCE, FORM_FIRST
from storage.database import Database
from storage.tables import Activity
from tests.bot.commands.office import LINKEDIN, NEWSLETTER, Office

GONE = "Das gibt es hier nicht mehr.\nWas gerade offen ist, zeigt: /takt liste"


def shown(answer: object) -> str:
    assert isinstance(answer, Card)
    return answer.summary


@pytest.mark.parametrize(
    ("intent", "who", "expected"),
    [
        ("done", "Otto", {"ended": "done"}),
        ("small", "Otto", {"ended": "small"}),
        ("on_it", "Otto", {"promised_until": date(2026, 12, 2)}),
        ("later", "Otto", {"snoozed_until": date(2026, 12, 2)}),
        ("take_over", "Dora", {"holder_id": 2}),
        ("shrink", "Clara", {"small_agreed": True, "snoozed_until": date(2026, 12, 1)}),
        ("ask_decider", "Clara", {"asked_id": 4}),
        ("ball_ours", "Otto", {"waiting_for": "owner"}),
        ("ball_partner", "Otto", {"waiting_for": "partner"}),
    ],
)
def test_a_press_changes_the_task_at_once(
    sqlite_database: Database, intent: str, who: str, expected: dict[str, object]
) -> None:
    office = Office(sqlite_database, {**NEWSLETTER, "partner": "Studio Nord"} if "ball" in intent else NEWSLETTER)

    office.presses(intent, "1", who)

    task = office.task("Newsletter")
    names = ("ended", "promised_until", "snoozed_until", "holder_id", "small_agreed", "asked_id", "waiting_for")
    assert {name: getattr(task, name) for name in names if getattr(task, name)} == expected


@pytest.mark.parametrize(
    ("intent", "form"),
    [
        ("blocked", "blocked"),
        ("move", "move"),
        ("skip", "skip"),
        ("pause", "pause"),
        ("hand_over", "reassign"),
        ("reassign", "reassign"),
    ],
)
def test_a_press_that_needs_more_opens_a_form(sqlite_database: Database, intent: str, form: FormName) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    assert office.presses(intent, "1", "Clara") == OpenForm(form, "1")


def test_every_intent_of_the_table_was_tried_above() -> None:
    assert set(AT_ONCE) == {
        "done",
        "small",
        "on_it",
        "later",
        "take_over",
        "shrink",
        "ask_decider",
        "ball_ours",
        "ball_partner",
    }
    assert set(FORM_FIRST) == {"blocked", "move", "skip", "pause", "hand_over", "reassign"}
    assert set(FORMS) == set(get_args(FormName))


@pytest.mark.parametrize(
    ("intent", "ref"),
    [
        ("erase", "1"),
        ("", "1"),
        ("done", ""),
        ("done", "12; drop table task"),
        ("done", "-1"),
        ("done", "999"),
        ("done", "²"),
        ("done", "٣"),
        ("done", "99999999999999999999"),
        ("done", "4294967297"),
        ("blocked", "999"),
        ("take_over", "x"),
    ],
)
def test_a_forged_button_finds_nothing(sqlite_database: Database, intent: str, ref: str) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    assert shown(office.presses(intent, ref)) == GONE
    assert office.task("Newsletter").ended is None


@pytest.mark.parametrize("intent", ["done", "blocked", "take_over"])
def test_the_key_of_another_workspace_finds_nothing(sqlite_database: Database, intent: str) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    foreign_task = office.neighbours_task()

    assert shown(office.presses(intent, str(foreign_task), "Clara")) == GONE


def test_the_second_of_two_presses_says_that_it_is_done(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    first, second = office.presses("done", "1"), office.presses("done", "1")

    assert shown(first) == "Notiert: Newsletter ist erledigt. Nächster Termin: Do., 31. Dezember."
    assert shown(second) == (
        "Newsletter (#1) ist schon abgeschlossen. Erledigt von Otto am Di., 1. Dezember.\n"
        "Hier ist nichts mehr zu tun. Was noch offen ist, zeigt: /takt liste"
    )
    assert shown(office.presses("move", "1")) == shown(second)


def test_means_of_the_coordinator_are_not_for_owners(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    answer = office.submits("pause", 1, {"until": "2026-12-10", "reason": "Messe"})

    assert answer.summary.splitlines()[0] == "Das kann nur die Koordination."
    assert office.task("Newsletter").ended is None


@pytest.mark.parametrize(
    ("form", "fields", "expected"),
    [
        ("blocked", {"reason": "approval", "note": "Max"}, {"stall_reason": "approval", "note": "Max"}),
        ("blocked", {"reason": "time"}, {"stall_reason": "time"}),
        ("move", {"to": "2026-12-04"}, {"due_on": date(2026, 12, 4)}),
        ("skip", {"reason": "Messe"}, {"ended": "skipped", "note": "Messe"}),
        ("later", {"on": "2026-12-04"}, {"snoozed_until": date(2026, 12, 4)}),
        ("on_it", {"until": "2026-12-04"}, {"promised_until": date(2026, 12, 4)}),
        ("reassign", {"person": "2"}, {"holder_id": 2}),
        ("pause", {"until": "2026-12-10", "reason": "Messe"}, {"ended": "paused", "note": "Messe"}),
    ],
)
def test_a_form_does_what_it_says(
    sqlite_database: Database, form: str, fields: dict[str, str], expected: dict[str, object]
) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    office.submits(form, 1, fields, "Clara")

    task = office.task("Newsletter")
    assert {name: getattr(task, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("form", "fields", "errors"),
    [
        ("blocked", {}, {"reason": "Es fehlt noch der Grund. Ein paar Worte genügen."}),
        (
            "blocked",
            {"reason": "einhorn"},
            {"reason": "„einhorn“ kenne ich nicht als Grund. Bitte aus der Liste auswählen."},
        ),
        ("move", {}, {"to": "Es fehlt noch der Tag. Wähle einen Tag aus."}),
        (
            "move",
            {"to": "2026-11-01"},
            {"to": "Sonntag, 1. November 2026 liegt nicht in der Zukunft. Wähle einen kommenden Tag."},
        ),
        (
            "move",
            {"to": "2027-11-01"},
            {
                "to": "Montag, 1. November 2027 ist zu weit weg, um es jetzt schon festzulegen. "
                "Wähle einen Tag, der näher liegt."
            },
        ),
        ("skip", {"reason": " "}, {"reason": "Es fehlt noch der Grund. Ein paar Worte genügen."}),
        (
            "later",
            {"on": "2026-12-01"},
            {"on": "Dienstag, 1. Dezember 2026 liegt nicht in der Zukunft. Wähle einen kommenden Tag."},
        ),
        ("on_it", {"until": "2026-02-31"}, {"until": "Den Tag „2026-02-31“ gibt es nicht. Wähle einen Tag aus."}),
        (
            "reassign",
            {"person": "99"},
            {
                "person": "Wer gemeint ist, ist nicht eindeutig, nicht bekannt oder gerade nicht da. "
                "Bitte aus der Liste auswählen."
            },
        ),
        (
            "pause",
            {},
            {
                "until": "Es fehlt noch der Tag. Wähle einen Tag aus.",
                "reason": "Es fehlt noch der Grund. Ein paar Worte genügen.",
            },
        ),
        (
            "pause",
            {"until": "soon", "reason": "Messe"},
            {"until": "„soon“ lese ich nicht als Tag. Wähle einen Tag aus."},
        ),
    ],
)
def test_a_form_tells_all_its_faults_at_once_and_changes_nothing(
    sqlite_database: Database, form: str, fields: dict[str, str], errors: dict[str, str]
) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    with pytest.raises(FieldErrors) as raised:
        office.submits(form, 1, fields, "Clara")

    task = office.task("Newsletter")
    assert raised.value.errors == errors
    assert (task.ended, task.due_on, task.holder_id) == (None, date(2026, 12, 1), None)


@pytest.mark.parametrize(("form", "task_id"), [("erase", 1), ("skip", 999), ("skip", -1), ("skip", 2**40)])
def test_a_forged_form_finds_nothing(sqlite_database: Database, form: str, task_id: int) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    assert office.submits(form, task_id, {"reason": "x"}).summary == GONE


def test_a_long_reason_of_a_form_is_said_to_be_shortened(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    card = office.submits("skip", 1, {"reason": "y" * 4000})

    assert card.summary.splitlines()[-1] == "Der Text war zu lang, behalten sind die ersten 2.000 Zeichen."
    assert office.task("Newsletter").note == "y" * 2000


def test_a_pause_stops_the_whole_activity_until_it_resumes(sqlite_database: Database) -> None:
    office = Office(sqlite_database, LINKEDIN)

    card = office.submits("pause", 1, {"until": "2026-12-12", "reason": "Umbau"}, "Clara")

    assert card.summary.splitlines() == [
        (
            "Notiert: LinkedIn Beitrag pausiert bis Sa., 12. Dezember und läuft danach von selbst weiter. "
            "Zwei Termine ruhen. Nächster Termin: Do., 17. Dezember."
        ),
        "Grund: Umbau",
    ]
    assert [office.task("LinkedIn Beitrag", nth).ended for nth in range(3)] == ["paused", "paused", None]
    activity = sqlite_database.read(lambda session: session.query(Activity).one())
    assert (activity.state, activity.paused_until) == ("paused", date(2026, 12, 12))


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ("blocked", ["reason", "note"]),
        ("move", ["to"]),
        ("skip", ["reason"]),
        ("later", ["on"]),
        ("on_it", ["until"]),
        ("reassign", ["person"]),
        ("pause", ["until", "reason"]),
    ],
)
def test_every_form_about_a_task_asks_for_little_and_fits_its_place(
    sqlite_database: Database, form: FormName, fields: list[str], language: str
) -> None:
    """Slack takes titles and buttons of 24 characters."""
    office = Office(sqlite_database, NEWSLETTER, language=language)

    opened = office.opens(form, "1", "Clara")

    assert [field.name for field in opened.fields] == fields
    assert max(len(opened.title), len(opened.submit or "")) <= 24
