"""Forms: opened while the trigger lives, all faults at once, the outcome in their place."""

import json
from datetime import date, time
from typing import Any

import pytest

from bot.cards.card import Actions, Aside, Button, Paragraph
from bot.cards.form import (
    Choice,
    ChoiceGroup,
    ChoiceInput,
    ChoicesInput,
    ClockInput,
    ConversationInput,
    DayInput,
    Field,
    Form,
    PeopleInput,
    PersonInput,
    TextInput,
)
from bot.commands.ask import OpenForm
from bot.commands.forms.refilling import refilled
from bot.sandbox.blocks import BlockRules
from bot.sandbox.server import Sandbox
from bot.slack.forms import form_view, placed
from bot.translations.phrases import Phrases
from jobs.facts import PersonRef
from storage.database import Database
from tests.bot.slack.slack_company import Company, play

LONG = "Sehr langer Titel & <!channel> *fett* " * 5
DORA = PersonRef(3, "Dora Klein", "UDORA")
GERMAN = Phrases("de", "du", "Europe/Berlin")
CHOICES = (Choice("a", LONG, LONG), Choice("b", "", None))
EVERYTHING = Form(
    LONG,
    LONG,
    (
        Aside(("Newsletter",)),
        Field("words", LONG, TextInput(LONG, lines=True, limit=100), LONG, previews=True),
        Field("day", "Tag", DayInput(date(2026, 12, 1)), optional=True),
        Field("clock", "Uhrzeit", ClockInput(time(9, 0))),
        Field("one", "Eins", ChoiceInput(CHOICES, "b")),
        Field("grouped", "Eins aus Gruppen", ChoiceInput((ChoiceGroup(LONG, CHOICES),), "a")),
        Field("some", "Einige", ChoicesInput(CHOICES, ("a", "b"))),
        Field("person", "Wer", PersonInput(DORA)),
        Field("people", "Wer noch", PeopleInput((DORA, PersonRef(4, "Nobody")))),
        Field("conversation", "Wo", ConversationInput("C1")),
        Paragraph(("Vorschau",)),
        Actions("x", (Button("Neu", "form-activity", ""),)),
    ),
)
BARE = Form(
    "Titel",
    "Los",
    (
        Field("words", "Wort", TextInput()),
        Field("day", "Tag", DayInput()),
        Field("clock", "Uhrzeit", ClockInput()),
        Field("one", "Eins", ChoiceInput(CHOICES)),
        Field("some", "Einige", ChoicesInput(CHOICES)),
        Field("person", "Wer", PersonInput()),
        Field("people", "Wer noch", PeopleInput()),
        Field("conversation", "Wo", ConversationInput()),
    ),
)
ENTERED = {
    "words": "Hallo",
    "day": "2026-12-24",
    "clock": "08:30",
    "one": "a",
    "some": "a,b",
    "person": "UDORA",
    "people": "UDORA,UOTTO",
    "conversation": "C2",
}


@pytest.mark.parametrize("form", [EVERYTHING, BARE, Form("Nur gesagt", None, (Paragraph(("Niemand da.",)),))])
def test_every_kind_of_field_is_one_that_slack_takes(form: Form) -> None:
    view = form_view(OpenForm("move", "12"), form, GERMAN).to_dict()
    assert BlockRules(lambda _: True).in_view(view, "modal") == []
    assert json.loads(view["private_metadata"]) == {"form": "move", "ref": "12"}
    names = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    assert names == [field.name for field in form.fields]


def test_a_form_without_anything_to_send_can_only_be_closed() -> None:
    view = form_view(OpenForm("reassign", "1"), Form("Übergeben", None, (Paragraph(("Niemand da.",)),)), GERMAN)
    assert (view.submit, view.close.text if view.close else None) == (None, "Schließen")


def test_a_form_that_is_shown_anew_keeps_what_was_entered() -> None:
    inputs = {field.name: field.input for field in refilled(BARE, ENTERED).fields}
    assert inputs == {
        "words": TextInput("Hallo"),
        "day": DayInput(date(2026, 12, 24)),
        "clock": ClockInput(time(8, 30)),
        "one": ChoiceInput(CHOICES, "a"),
        "some": ChoicesInput(CHOICES, ("a", "b")),
        "person": PersonInput(PersonRef(0, "", "UDORA")),
        "people": PeopleInput((PersonRef(0, "", "UDORA"), PersonRef(0, "", "UOTTO"))),
        "conversation": ConversationInput("C2"),
    }
    assert refilled(refilled(BARE, ENTERED), {}) == BARE


@pytest.mark.parametrize(
    ("faults", "expected"),
    [
        ({"reason": "Grund fehlt."}, {"reason": "Grund fehlt."}),
        ({"until": "Vorbei.", "reason": "Fehlt."}, {"until": "Vorbei.", "reason": "Fehlt."}),
        ({"elsewhere": "Geht nicht."}, {"until": "Geht nicht."}),
        ({"until": "Vorbei.", "elsewhere": "Geht nicht."}, {"until": "Vorbei. Geht nicht."}),
    ],
)
def test_every_fault_stands_beside_a_field_that_exists(faults: dict[str, str], expected: dict[str, str]) -> None:
    """Slack shows "trouble connecting" when an error names anything else."""
    assert placed(("until", "reason"), faults) == expected


def inputs(view: dict[str, Any]) -> dict[str, Any]:
    """Field → kind of element and what stands in it."""
    return {
        block["block_id"]: block["element"].get("initial_date") or block["element"]["type"]
        for block in view["blocks"]
        if block["type"] == "input"
    }


@pytest.mark.parametrize(
    ("intent", "title", "fields", "values", "outcome"),
    [
        (
            "blocked",
            "Stillstand melden",
            {"reason": "static_select", "note": "plain_text_input"},
            {"reason": {"value": "material"}, "note": {"value": "Fotos <fehlen>"}},
            {"stall_reason": "material"},
        ),
        (
            "move:1",
            "Termin verschieben",
            {"to": "2026-12-02"},
            {"to": {"value": "2026-12-03"}},
            {"due_on": date(2026, 12, 3)},
        ),
        (
            "skip:1",
            "Termin auslassen",
            {"reason": "plain_text_input"},
            {"reason": {"value": "Messe"}},
            {"ended": "skipped"},
        ),
    ],
)
def test_a_form_is_opened_filled_and_confirmed(
    sandbox: Sandbox,
    sqlite_database: Database,
    intent: str,
    title: str,
    fields: dict[str, str],
    values: dict[str, Any],
    outcome: dict[str, Any],
) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await (company.choose(intent) if ":" in intent else company.press(intent))
        form = await company.modal()
        assert (form["title"]["text"], inputs(form)) == (title, fields)
        sent = await company.visitors.act("UOTTO", "submit", values=values)
        assert sent["acked"]
        task = company.task()
        assert {name: getattr(task, name) for name in outcome} == outcome
        confirmed = await company.modal()
        assert (confirmed["title"]["text"], confirmed["close"]["text"]) == ("Taktgeber", "Schließen")
        assert not inputs(confirmed)

    play(sandbox, sqlite_database, story)


def test_a_task_is_handed_to_somebody_the_form_offers(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.choose("hand_over:1")
        form = await company.modal()
        select = next(b["element"] for b in form["blocks"] if b["type"] == "input")
        assert select["options"][0]["text"]["text"] == "Dora Klein"
        await company.visitors.act("UOTTO", "submit", values={"person": {"value": select["options"][0]["value"]}})
        dora = company.address("UDORA")
        assert dora is not None
        assert company.task().holder_id == dora.person_id

    play(sandbox, sqlite_database, story)


def test_faults_stand_beside_their_fields_and_can_be_mended(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.choose("move:1")
        for wrong in ("2026-11-30", "2028-01-01"):
            sent = await company.visitors.act("UOTTO", "submit", values={"to": {"value": wrong}})
            assert set(sent["errors"]) == {"to"}
            assert company.task().due_on == date(2026, 12, 1)
        await company.visitors.act("UOTTO", "submit", values={"to": {"value": "2026-12-04"}})
        assert company.task().due_on == date(2026, 12, 4)

    play(sandbox, sqlite_database, story)


def test_a_form_for_what_has_ended_meanwhile_says_so(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.choose("skip:1")
        await company.command("erledigt 1", "UDORA")
        await company.visitors.act("UOTTO", "submit", values={"reason": {"value": "Messe"}})
        assert company.task().ended == "done"
        shown = json.dumps((await company.modal())["blocks"], ensure_ascii=False)
        assert "ist schon abgeschlossen" in shown

    play(sandbox, sqlite_database, story)


def test_a_command_opens_a_form_too(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        assert await company.command("blockiert 1") is None
        assert (await company.modal())["title"]["text"] == "Stillstand melden"

    play(sandbox, sqlite_database, story)


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "error", "error": "expired_trigger_id"},
        {"kind": "slow_before", "seconds": 4},
        {"kind": "unavailable"},
    ],
)
def test_a_form_that_does_not_open_is_said_to_the_person(
    sandbox: Sandbox, sqlite_database: Database, fault: dict[str, Any]
) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.visitors.order_fault(method="views.open", **fault)
        answer = await company.press("blocked")
        assert answer["acked"]
        said = await company.last_words()
        assert (said["text"], said["ephemeral_for"]) == (
            "Das Formular ließ sich nicht öffnen. Bitte versuch es noch einmal.",
            "UOTTO",
        )

    play(sandbox, sqlite_database, story)
