"""Nothing stays unanswered: not what fails, not what nobody listens to. And nothing leaks."""

import asyncio
import json
import logging
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.sandbox.installation import BOT_TOKEN
from bot.sandbox.server import Sandbox
from bot.slack import app as app_module
from bot.slack.app import build_app
from storage.database import Database
from tests.bot.slack.slack_company import Company, play

APOLOGY = re.compile(
    r"Das hat nicht geklappt\. Bitte versuch es gleich noch einmal\. "
    r"Bleibt es dabei, hilft der Koordination die Nummer ([0-9A-F]{6})\."
)
SECRET = "geheime Notiz"


def forget_inbound(company: Company) -> None:
    """From now on no event can be acted on."""
    company.database.write(lambda session: session.execute(text("DROP TABLE inbound")))


async def by_command(company: Company) -> str:
    return str((await company.command(f"erledigt 1 {SECRET}"))["text"])


async def by_press(company: Company) -> str:
    assert (await company.press("done"))["acked"]
    said = await company.last_words()
    assert said["ephemeral_for"] == "UOTTO"
    return str(said["text"])


async def by_form(company: Company) -> str:
    await company.visitors.act("UOTTO", "submit", values={"reason": {"value": SECRET}})
    view = await company.modal()
    return str(view["blocks"][0]["elements"][0]["elements"][0]["text"])


async def by_message(company: Company) -> str:
    await company.write(f"erledigt 1 {SECRET}")
    return str((await company.until_said_after(f"erledigt 1 {SECRET}"))["text"])


@pytest.mark.parametrize("door", [by_command, by_press, by_form, by_message])
def test_every_failure_is_an_apology_with_a_number_that_finds_the_log(
    sandbox: Sandbox, sqlite_database: Database, door: Callable[[Company], Awaitable[str]]
) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.command("liste")
        if door is by_form:
            await company.choose("skip:1")
        forget_inbound(company)
        with capture_logs() as logs:
            said = await door(company)
        apology = APOLOGY.fullmatch(said)
        assert apology, said
        (line,) = [line for line in logs if line.get("action") == "slack.failed"]
        assert (line["number"], line["fault"]) == (apology[1], "OperationalError")
        assert line["where"].startswith("bot/slack/listeners.py:")
        assert "jobs/use_cases/inbound.py:" in line["where"]
        assert company.task().ended is None
        for secret in (SECRET, BOT_TOKEN, "Traceback", "DROP", "SELECT", "INSERT"):
            assert secret not in json.dumps(logs, default=str) + said

    play(sandbox, sqlite_database, story)


def test_a_failure_in_the_home_tab_is_shown_on_top(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.visitors.act("UOTTO", "home")
        await asyncio.sleep(0.3)
        await company.settled()
        forget_inbound(company)
        pressed = await company.visitors.act("UOTTO", "press", container="home", action_id="done", value="1")
        await company.settled()
        assert pressed["acked"]
        view = await company.modal()
        assert APOLOGY.fullmatch(view["blocks"][0]["elements"][0]["elements"][0]["text"])

    play(sandbox, sqlite_database, story)


def test_an_english_speaker_gets_an_english_apology(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.command("list", "UEMMA")
        forget_inbound(company)
        assert (await company.command("list", "UEMMA"))["text"].startswith("That did not work. Please try again")

    play(sandbox, sqlite_database, story)


USER = {"id": "UOTTO", "team_id": "TSANDBOX"}
INTERACTION = {"user": USER, "team": {"id": "TSANDBOX"}, "trigger_id": "1.2.x"}


@pytest.mark.parametrize(
    "body",
    [
        {"type": "shortcut", "callback_id": "x", **INTERACTION},
        {"type": "message_action", "callback_id": "x", **INTERACTION},
        {"type": "block_suggestion", "action_id": "x", "value": "", **INTERACTION},
        {"type": "view_closed", "view": {"type": "modal", "callback_id": "x"}, **INTERACTION},
        {
            "type": "view_submission",
            "view": {"type": "modal", "callback_id": "x", "private_metadata": "?", "state": {"values": {}}},
            **INTERACTION,
        },
        {"type": "block_actions", "actions": [{"type": "button", "action_id": "x", "value": "y"}], **INTERACTION},
        {"type": "block_actions", "actions": [{"type": "button"}], **INTERACTION},
        {"type": "interactive_message", "callback_id": "x", "actions": [{"type": "button"}], **INTERACTION},
        {"type": "event_callback", "team_id": "TSANDBOX", "event": {"type": "reaction_added", "user": "UOTTO"}},
        {"type": "event_callback", "team_id": "TSANDBOX", "event": {"type": "function_executed"}},
        {"type": "event_callback", "team_id": "TOTHER", "event": {"type": "user_change", "user": {"id": "UOTTO"}}},
        {"command": "/anders", "team_id": "TSANDBOX", "user_id": "UOTTO", "text": "liste", "trigger_id": "1.2.y"},
        {"command": "/takt", "team_id": "TOTHER", "user_id": "UOTTO", "text": "liste", "trigger_id": "1.2.z"},
        {"type": "tomorrow", "surprise": True},
        {},
    ],
    ids=lambda body: str(body.get("type") or body.get("command")),
)
def test_everything_slack_may_send_is_acknowledged(
    sandbox: Sandbox, sqlite_database: Database, body: dict[str, Any]
) -> None:
    async def story(company: Company) -> None:
        app = build_app(company.services)
        answer = await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))
        await company.settled()
        assert answer.status == 200

    play(sandbox, sqlite_database, story)


def test_a_wrong_signature_is_refused_without_a_word_of_its_body(
    sandbox: Sandbox, sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(company: Company) -> None:
        app = build_app(company.services, signing_secret="right")
        caplog.set_level(logging.DEBUG)
        logging.getLogger("slack_bolt.AsyncRequestVerification").setLevel(logging.DEBUG)
        request = AsyncBoltRequest(
            body=f"command=/takt&text={SECRET}",
            headers={"x-slack-signature": ["v0=wrong"], "x-slack-request-timestamp": ["1"]},
        )
        answer: BoltResponse = await app.async_dispatch(request)
        assert answer.status == 401

    play(sandbox, sqlite_database, story)
    assert SECRET not in caplog.text


def test_bolt_does_not_print_requests_when_the_program_logs_everything(
    sandbox: Sandbox, sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.command(f"erledigt 1 {SECRET}")

    caplog.set_level(logging.INFO)
    play(sandbox, sqlite_database, story)
    assert SECRET not in caplog.text
    assert BOT_TOKEN not in caplog.text


def test_the_room_needs_none_of_the_kits_own_stores() -> None:
    """They do not import beside every SQLAlchemy."""
    program = (
        "import sys, bot.slack.app, bot.slack.messenger, bot.slack.connection\n"
        "print([name for name in sys.modules if 'installation_store.sqlalchemy' in name])"
    )
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "[]"


@pytest.mark.parametrize("method", ["scheduleMessage", "link_names", "markdown_text=", "files_upload("])
def test_nothing_is_asked_of_slack_that_goes_wrong_there(method: str) -> None:
    """A scheduled message with metadata is never posted; the others parse user text, or are deprecated."""
    room = Path(app_module.__file__).parent
    assert [file.name for file in sorted(room.glob("*.py")) if method in file.read_text(encoding="utf-8")] == []
