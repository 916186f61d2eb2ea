"""The real bot in a workspace: what people do, and what they see of it."""

import asyncio
from typing import Any

import pytest

from bot.sandbox.server import Sandbox
from storage.database import Database
from tests.bot.slack.slack_company import Company, play


def elements(message: dict[str, Any]) -> list[str]:
    """Intents of the buttons and menus in a message."""
    return [e["action_id"] for block in message["blocks"] if block["type"] == "actions" for e in block["elements"]]


def test_a_nudge_is_answered_with_one_press_and_shows_it(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        before = await company.nudge()
        assert elements(before) == ["done", "on_it", "blocked", "later", "menu"]
        answer = await company.press("done")
        assert answer["acked"]
        assert company.task().ended == "done"
        await company.round()
        after = await company.nudge()
        assert after["ts"] == before["ts"]
        assert after["text"].splitlines()[0] == "Erledigt: Newsletter"
        assert elements(after) == []
        assert await company.last_words() == {k: v for k, v in after.items() if k != "conversation"}

    play(sandbox, sqlite_database, story)


def test_a_press_rings_the_delivery(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        rung = len(company.rung)
        await company.press("on_it")
        assert len(company.rung) == rung + 1

    play(sandbox, sqlite_database, story)


def test_a_press_that_is_refused_says_why_to_the_person_alone(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.press("done")
        await company.press("later")
        said = await company.last_words()
        assert said["ephemeral_for"] == "UOTTO"
        assert said["text"].splitlines()[0] == (
            "Newsletter (#1) ist schon abgeschlossen. Erledigt von Otto Brandt am Di., 1. Dezember."
        )

    play(sandbox, sqlite_database, story)


def test_a_press_in_an_answer_is_confirmed_since_nothing_brings_it_up_to_date(
    sandbox: Sandbox, sqlite_database: Database
) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.command("liste")
        listed = (await company.visitors.messages("UOTTO", "CMARKETING"))[-1]
        place = {"conversation": "CMARKETING", "ts": listed["ts"]}
        await company.visitors.act("UOTTO", "press", **place, action_id="done", value=str(company.task().id))
        await company.settled()
        confirmed = (await company.visitors.messages("UOTTO", "CMARKETING"))[-1]
        assert confirmed["ephemeral_for"] == "UOTTO"
        assert confirmed["text"] == "Notiert: Newsletter ist erledigt. Nächster Termin: Di., 8. Dezember."
        assert company.task().ended == "done"

    play(sandbox, sqlite_database, story)


@pytest.mark.parametrize(
    ("member", "text", "first_line"),
    [
        ("UOTTO", "", "3 offene Termine"),
        ("UOTTO", "liste", "3 offene Termine"),
        ("UOTTO", "list", "3 offene Termine"),
        ("UEMMA", "liste", "Nothing is open right now"),
        ("UOTTO", "erledigt", "Notiert: Newsletter ist erledigt. Nächster Termin: Di., 8. Dezember."),
        ("UOTTO", "erledigt 1 mit &amp; ohne <!channel> *fett*", "Notiert: Newsletter ist erledigt."),
        ("UOTTO", "übergeben 1 @dora", "Notiert: Newsletter liegt jetzt bei Dora Klein."),
    ],
)
def test_a_command_answers_its_sender_alone_in_their_language(
    sandbox: Sandbox, sqlite_database: Database, member: str, text: str, first_line: str
) -> None:
    async def story(company: Company) -> None:
        await company.round()
        answer = await company.command(text, member)
        assert (answer["response_type"], answer["replace_original"]) == ("ephemeral", False)
        assert answer["text"].splitlines()[0].startswith(first_line)
        for reader in ("UCLARA", member):
            seen = await company.visitors.messages(reader, "CMARKETING")
            assert [message["ephemeral_for"] for message in seen] == ([member] if reader == member else [])

    play(sandbox, sqlite_database, story)


def test_what_somebody_writes_stays_their_words(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.command("erledigt 1 mit & ohne <!channel> *fett*")
        assert company.task().note == "mit & ohne <!channel> *fett*"
        await company.round()
        texts = [(await company.nudge())["text"], (await company.command("erledigt 1"))["text"]]
        assert "(mit &amp; ohne &lt;!channel&gt; *fett*)" in texts[0]
        assert "<!" not in "".join(texts)

    play(sandbox, sqlite_database, story)


@pytest.mark.parametrize("in_thread", [False, True])
def test_a_written_reply_is_answered_where_it_stands(
    sandbox: Sandbox, sqlite_database: Database, in_thread: bool
) -> None:
    async def story(company: Company) -> None:
        await company.round()
        thread = {"thread_ts": (await company.nudge())["ts"]} if in_thread else {}
        await company.write("erledigt", **thread)
        answer = await company.until_said(
            "Notiert: Newsletter ist erledigt. Nächster Termin: Di., 8. Dezember.", **thread
        )
        assert (answer["bot"], answer["ephemeral"], answer["thread_ts"]) == (True, False, thread.get("thread_ts"))
        assert company.task().ended == "done"

    play(sandbox, sqlite_database, story)


def test_what_is_not_understood_is_asked_with_buttons(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.write("ich schau mal")
        asked = await company.until_said_after("ich schau mal")
        assert asked["bot"]
        assert "menu" in elements(asked)

    play(sandbox, sqlite_database, story)


def test_an_edited_reply_is_read_again(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.write("erledgt")
        asked = await company.until_said_after("erledgt")
        conversation = await company.direct_message()
        mine = next(m for m in await company.visitors.messages("UOTTO", conversation) if m["text"] == "erledgt")
        await company.visitors.act("UOTTO", "edit", conversation=conversation, ts=mine["ts"], text="erledigt")
        await company.until_said("Notiert: Newsletter ist erledigt. Nächster Termin: Di., 8. Dezember.")
        assert asked["bot"]

    play(sandbox, sqlite_database, story)


def test_a_reply_that_needs_a_form_gets_a_button_to_it(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.write("übergeben 1")
        way = await company.until_said("Dazu gehört ein kurzes Formular.")
        assert elements(way) == ["form-reassign"]
        place = {"conversation": await company.direct_message(), "ts": way["ts"]}
        await company.visitors.act("UOTTO", "press", **place, action_id="form-reassign")
        await company.settled()
        assert (await company.modal())["title"]["text"] == "Termin übergeben"

    play(sandbox, sqlite_database, story)


def test_an_event_that_comes_twice_is_acted_on_once(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.write("dran")
        await company.until_said_after("dran")
        said = len(await company.visitors.messages("UOTTO", await company.direct_message()))
        promised = company.task().version
        await company.visitors.disturb_sockets("redeliver")
        await company.settled()
        assert company.task().version == promised
        assert len(await company.visitors.messages("UOTTO", await company.direct_message())) == said

    play(sandbox, sqlite_database, story)


def test_the_bots_own_messages_start_no_conversation(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.write("hallo")
        await company.until_said_after("hallo")
        await asyncio.sleep(0.2)
        await company.settled()
        texts = [m["text"] for m in await company.visitors.messages("UOTTO", await company.direct_message())]
        assert len(texts) == 3

    play(sandbox, sqlite_database, story)


def test_many_people_at_once_are_all_answered_in_time(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        members = ["UOTTO", "UDORA", "UCLARA", "UMAX", "UOLGA", "UEMMA"] * 2
        asked = (
            company.visitors.act(member, "slash", conversation="CMARKETING", text="/takt liste") for member in members
        )
        answers = await asyncio.gather(*asked)
        assert [answer["acked"] for answer in answers] == [True] * 12

    play(sandbox, sqlite_database, story)


def test_slow_errands_hold_up_no_acknowledgement(sandbox: Sandbox, sqlite_database: Database) -> None:
    """Bolt's own pool of five threads runs listeners and their later work alike, and starves."""

    async def story(company: Company) -> None:
        await company.round()
        await company.visitors.order_fault("slow_before", "views.open", seconds=6)
        message = await company.nudge()
        place = {"conversation": message["conversation"], "ts": message["ts"]}
        presses = (company.visitors.act("UOTTO", "press", **place, action_id="blocked") for _ in range(6))
        opened = await asyncio.gather(*presses)
        answer = await company.visitors.act("UCLARA", "slash", conversation="CMARKETING", text="/takt liste")
        assert [one["acked"] for one in (*opened, answer)] == [True] * 7

    play(sandbox, sqlite_database, story)


def test_nobody_is_asked_who_we_are_at_each_request(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        for _ in range(3):
            await company.command("liste")
        assert len(await company.visitors.calls("auth.test")) == 1
        assert await company.visitors.calls("users.info") == []

    play(sandbox, sqlite_database, story)


def test_settings_of_other_bots_in_the_environment_change_nothing(
    sandbox: Sandbox, sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bolt reads these by itself and would switch to its own installation files."""
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.setenv(name, "xoxb-of-another-bot")

    async def story(company: Company) -> None:
        assert (await company.command("liste"))["response_type"] == "ephemeral"

    play(sandbox, sqlite_database, story)
