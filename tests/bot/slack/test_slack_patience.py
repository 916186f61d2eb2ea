"""A database that takes its time: everything is acknowledged, nothing is lost, and a form opens all the same."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import pytest

from bot.sandbox.server import Sandbox
from bot.slack.services import Patience
from storage.database import Database
from tests.bot.slack.slack_company import Company, play

SHORT = Patience(form=0.1, acknowledge=0.3)
HELD_SECONDS = 8.0


@asynccontextmanager
async def held(company: Company, statement: str = "UPDATE heartbeat SET last_tick_at = NULL") -> AsyncIterator[None]:
    """Somebody else writes for a while."""
    begun, release = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def hold() -> None:
        with company.database.engine.connect() as connection, connection.begin():
            connection.exec_driver_sql(statement)
            loop.call_soon_threadsafe(begun.set)
            release.wait(HELD_SECONDS)

    holding = asyncio.create_task(asyncio.to_thread(hold))
    await begun.wait()
    try:
        yield
    finally:
        release.set()
        await holding
        await company.settled()


def story_of(sandbox: Sandbox, database: Database, story: Any) -> None:
    play(sandbox, database, story, patience=SHORT)


def words(view: dict[str, Any]) -> str:
    return json.dumps(view["blocks"], ensure_ascii=False)


def test_a_command_is_acknowledged_and_answered_afterwards(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        async with held(company):
            act = await company.visitors.act("UOTTO", "slash", conversation="CMARKETING", text="/takt erledigt 1")
            assert act["ack"]["text"] == "Angekommen. Die Antwort braucht gerade etwas länger und kommt gleich."
            assert company.task().ended is None
        assert company.task().ended == "done"
        said = (await company.visitors.messages("UOTTO", "CMARKETING"))[-1]
        assert (said["text"], said["ephemeral_for"]) == (
            "Notiert: Newsletter ist erledigt. Nächster Termin: Di., 8. Dezember.",
            "UOTTO",
        )

    story_of(sandbox, sqlite_database, story)


def test_a_press_is_acknowledged_and_done_afterwards(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        message = await company.nudge()
        place = {"conversation": message["conversation"], "ts": message["ts"]}
        async with held(company):
            act = await company.visitors.act("UOTTO", "press", **place, action_id="done")
            assert (act["acked"], company.task().ended) == (True, None)
        assert company.task().ended == "done"

    story_of(sandbox, sqlite_database, story)


@pytest.mark.parametrize("way", ["press", "command"])
def test_a_form_opens_at_once_and_is_filled_when_its_facts_are_there(
    sandbox: Sandbox, sqlite_database: Database, way: str
) -> None:
    async def story(company: Company) -> None:
        await company.round()
        message = await company.nudge()
        place = {"conversation": message["conversation"], "ts": message["ts"]}
        async with held(company):
            if way == "press":
                act = await company.visitors.act("UOTTO", "press", **place, action_id="blocked")
            else:
                act = await company.visitors.act("UOTTO", "slash", conversation="CMARKETING", text="/takt blockiert")
            assert act["acked"]
            assert (await company.modal())["title"]["text"] == "Einen Moment"
        form = await company.modal()
        assert form["title"]["text"] == "Stillstand melden"
        await company.visitors.act("UOTTO", "submit", values={"reason": {"value": "material"}})
        await company.settled()
        assert company.task().stall_reason == "material"

    story_of(sandbox, sqlite_database, story)


def test_a_form_that_is_sent_off_waits_in_its_place(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.choose("move:1")
        async with held(company):
            await company.visitors.act("UOTTO", "submit", values={"to": {"value": "2026-12-04"}})
            assert (await company.modal())["title"]["text"] == "Einen Moment"
        assert company.task().due_on == date(2026, 12, 4)
        assert "Fr., 4. Dezember" in words(await company.modal())

    story_of(sandbox, sqlite_database, story)


def test_faults_that_come_late_bring_the_form_back_with_what_was_entered(
    sandbox: Sandbox, sqlite_database: Database
) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.choose("move:1")
        async with held(company):
            await company.visitors.act("UOTTO", "submit", values={"to": {"value": "2026-11-03"}})
        form = await company.modal()
        [entered] = [block["element"]["initial_date"] for block in form["blocks"] if block["type"] == "input"]
        assert (form["title"]["text"], entered) == ("Termin verschieben", "2026-11-03")
        assert "Das passt noch nicht ganz: " in words(form)
        await company.visitors.act("UOTTO", "submit", values={"to": {"value": "2026-12-04"}})
        await company.settled()
        assert company.task().due_on == date(2026, 12, 4)

    story_of(sandbox, sqlite_database, story)


def test_what_fails_after_the_acknowledgement_is_apologised_for(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        async with held(company, "ALTER TABLE task_event RENAME TO lost"):
            await company.visitors.act("UOTTO", "slash", conversation="CMARKETING", text="/takt erledigt 1")
        said = (await company.visitors.messages("UOTTO", "CMARKETING"))[-1]
        assert said["text"].startswith("Das hat nicht geklappt. Bitte versuch es gleich noch einmal.")

    story_of(sandbox, sqlite_database, story)
