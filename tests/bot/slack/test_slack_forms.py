"""Forms: opened while the trigger lives, all faults at once, the outcome in their place."""

import json
from datetime import date
from typing import Any, get_args

import pytest

from bot.commands.ask import FormName, OpenForm
from bot.commands.forms import FORMS as COMMANDS
from bot.sandbox.blocks import BlockRules
from bot.sandbox.server import Sandbox
from bot.slack.forms import FORMS, FormFacts, errors_of, form_view
from bot.slack.replies import OPEN_SECONDS
from bot.translations.phrases import Phrases
from jobs.notices import PersonRef, TaskLine
from storage.database import Database
from tests.bot.slack.slack_company import Company, play

LONG = "Sehr langer Titel & <!channel> *fett* " * 5
DORA = PersonRef(3, "Dora Klein", "UDORA")
TASK = TaskLine(12, 7, LONG, date(2026, 12, 1), date(2026, 12, 1), None, None)
FACTS = FormFacts(TASK, date(2026, 12, 2), (DORA, PersonRef(4, "", "UX"), PersonRef(5, "N" * 90, None)))
SPEAKERS = [Phrases("de", "du", "Europe/Berlin"), Phrases("de", "sie", "Europe/Berlin"), Phrases("en", "du", "UTC")]


@pytest.mark.parametrize("form", get_args(FormName))
@pytest.mark.parametrize("phrases", SPEAKERS, ids=lambda phrases: f"{phrases.language}-{phrases.formality}")
def test_every_form_is_one_that_slack_takes(form: FormName, phrases: Phrases) -> None:
    view = form_view(OpenForm(form, 12), FACTS, phrases).to_dict()
    assert BlockRules(lambda _: True).in_view(view, "modal") == []
    assert json.loads(view["private_metadata"]) == {"form": form, "task": 12}
    assert [block["block_id"] for block in view["blocks"] if block["type"] == "input"] == [
        field.name for field in FORMS[form].fields
    ]
    # Titles and buttons are never cut, only what people wrote.
    assert not any(view[part]["text"].endswith("…") for part in ("title", "submit", "close"))


def test_every_form_of_the_commands_has_a_face() -> None:
    assert set(FORMS) == set(COMMANDS) == set(get_args(FormName))


def test_with_nobody_to_ask_a_form_says_so() -> None:
    alone = FormFacts(TASK, date(2026, 12, 2), ())
    view = form_view(OpenForm("reassign", 12), alone, SPEAKERS[0]).to_dict()
    assert BlockRules(lambda _: True).in_view(view, "modal") == []
    assert "submit" not in view
    assert [block["type"] for block in view["blocks"]] == ["context", "rich_text"]


@pytest.mark.parametrize(
    ("faults", "placed"),
    [
        ({"reason": "Grund fehlt."}, {"reason": "Grund fehlt."}),
        ({"until": "Vorbei.", "reason": "Fehlt."}, {"until": "Vorbei.", "reason": "Fehlt."}),
        ({"elsewhere": "Geht nicht."}, {"until": "Geht nicht."}),
        ({"until": "Vorbei.", "elsewhere": "Geht nicht."}, {"until": "Vorbei. Geht nicht."}),
    ],
)
def test_every_fault_stands_beside_a_field_that_exists(faults: dict[str, str], placed: dict[str, str]) -> None:
    """Slack shows "trouble connecting" when an error names anything else."""
    assert errors_of("pause", faults) == placed


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
        assert answer["ms"] < 1_000 * OPEN_SECONDS
        said = await company.last_words()
        assert (said["text"], said["ephemeral_for"]) == (
            "Das Formular ließ sich nicht öffnen. Bitte versuch es noch einmal.",
            "UOTTO",
        )

    play(sandbox, sqlite_database, story)
