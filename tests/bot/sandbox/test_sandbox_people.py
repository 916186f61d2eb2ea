"""What the page and tests see of the workspace, and what a member cannot do in it."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from yarl import URL

from bot.sandbox.rich_text import encoded, rich_text
from bot.sandbox.server import Sandbox
from bot.sandbox.traffic import KEPT, Traffic
from tests.bot.sandbox.stage import Json, ask, call, on_stage


async def test_the_surroundings_of_a_member(sandbox: Sandbox) -> None:
    sandbox.clock.move_to(sandbox.clock.now().replace(year=2026, month=7, day=1, hour=10))
    async with on_stage(sandbox) as stage:
        state = await stage.get("state", **{"as": "UEMMA"})

    direct = sandbox.workspace.im_with("UEMMA").id
    assert (state["me"], state["team"], state["home"], state["modal"]) == (
        "UEMMA",
        {"id": "TSANDBOX", "name": "Sandkasten"},
        None,
        None,
    )
    assert (state["now"][:14], state["zone_now"][:14], state["zone_now"][-6:]) == (
        "2026-07-01T10:",
        "2026-07-01T11:",
        "+01:00",
    )
    assert state["bot"] == {
        "user_id": "UTAKT",
        "name": "takt",
        "connected": False,
        "sockets": 0,
        "commands": ["/takt"],
        "state": "installed",
    }
    assert [(c["id"], c["kind"], c["with"]) for c in state["conversations"]] == [
        ("CMARKETING", "channel", None),
        ("CALLGEMEIN", "channel", None),
        (direct, "im", "UEMMA"),
    ]
    assert state["members"][6] == {
        "id": "UEMMA",
        "name": "emma",
        "real_name": "Emma Hughes",
        "tz": "Europe/London",
        "locale": "en-GB",
        "deleted": False,
        "guest": False,
        "guest_of_one": False,
        "is_bot": False,
        "title": "Kundendienst",
        "unread": 0,
    }


async def test_what_others_wrote_is_unread_until_it_was_seen(sandbox: Sandbox) -> None:
    async with on_stage(sandbox) as stage:
        for text in ("eins", "zwei"):
            await stage.act("UCLARA", "write", conversation="CMARKETING", text=text)
        await stage.act("UOTTO", "write", conversation="CALLGEMEIN", text="drei")

        async def unread() -> list[int]:
            state = await stage.get("state", **{"as": "UOTTO"})
            return [c["unread"] for c in state["conversations"]]

        before = await unread()
        await stage.act("UOTTO", "seen", conversation="CMARKETING")
        after = await unread()

    assert (before, after) == ([2, 0, 0], [0, 0, 0])


async def test_threads_are_shown_apart_and_counted(sandbox: Sandbox) -> None:
    async with on_stage(sandbox) as stage:
        await stage.act("UCLARA", "write", conversation="CMARKETING", text="Frage")
        parent = (await stage.messages("UCLARA", "CMARKETING"))[0]["ts"]
        await stage.act("UOTTO", "write", conversation="CMARKETING", text="Antwort", thread_ts=parent)
        main = await stage.messages("UDORA", "CMARKETING")
        thread = await stage.messages("UDORA", "CMARKETING", thread=parent)

    assert [(m["text"], m["reply_count"]) for m in main] == [("Frage", 1)]
    assert [m["text"] for m in thread] == ["Frage", "Antwort"]


IMPOSSIBLE: list[tuple[Json, str]] = [
    ({"as": "UNOBODY", "do": "home"}, "user_not_found"),
    ({"as": "UTAKT", "do": "home"}, "user_not_found"),
    ({"as": "UOTTO", "do": "dance"}, "unknown_act"),
    ({"as": "UOTTO", "do": "home", "tab": "about"}, "unknown_tab"),
    ({"as": "UOTTO", "do": "write", "conversation": "CNOWHERE", "text": "x"}, "channel_not_found"),
    ({"as": "UOTTO", "do": "write", "conversation": "CMARKETING", "text": "  "}, "no_text"),
    ({"as": "UOTTO", "do": "write", "conversation": "CMARKETING", "text": "x", "thread_ts": "1.0"}, "thread_not_found"),
    ({"as": "UOTTO", "do": "edit", "conversation": "CMARKETING", "ts": "1.0", "text": "x"}, "message_not_found"),
    ({"as": "UOTTO", "do": "press", "conversation": "CMARKETING", "ts": "1.0", "action_id": "a"}, "message_not_found"),
    ({"as": "UOTTO", "do": "press", "container": "home", "action_id": "a"}, "no_home"),
    ({"as": "UOTTO", "do": "press", "container": "modal", "action_id": "a"}, "no_modal"),
    ({"as": "UOTTO", "do": "submit", "values": {}}, "no_modal"),
    ({"as": "UOTTO", "do": "choose", "conversation": "CMARKETING", "ts": "1.0", "action_id": "a"}, "no_option"),
]


@pytest.mark.parametrize(
    ("act", "word"), IMPOSSIBLE, ids=lambda value: value.get("do") if isinstance(value, dict) else value
)
def test_what_a_member_cannot_do_has_a_word_and_a_reason(hall: Sandbox, act: Json, word: str) -> None:
    answer = ask(f"{hall.url}/sandbox/act", act)

    assert (answer["ok"], answer["error"], bool(answer["message"])) == (False, word, True)


async def test_nobody_touches_the_words_of_others(sandbox: Sandbox) -> None:
    async with on_stage(sandbox) as stage:
        await stage.act("UCLARA", "write", conversation="CMARKETING", text="meins")
        ts = (await stage.messages("UCLARA", "CMARKETING"))[0]["ts"]
        where = {"conversation": "CMARKETING", "ts": ts}
        outcomes = [
            (await stage.act("UOTTO", "edit", **where, text="deins"))["error"],
            (await stage.act("UOTTO", "delete", **where))["error"],
        ]

    assert outcomes == ["cant_update_message"] * 2


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("state?as=UNOBODY", 404),
        ("messages?as=UOTTO&conversation=CNOWHERE", 404),
        ("traffic?after=viele", 400),
    ],
)
async def test_questions_about_what_is_not_there(hall: Sandbox, path: str, status: int) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{hall.url}/sandbox/{path}") as answer:
        assert (answer.status, (await answer.json())["ok"]) == (status, False)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("members", {"name": "x", "shoe_size": 42}),
        ("members", {"real_name": "Ohne Namen"}),
        ("conversations", {"name": "x", "members": ["UNOBODY"]}),
        ("conversations", {"topic": "x"}),
        ("sockets", {"do": "explode"}),
        ("timing", {"patience": 3}),
        ("timing", {"ack": -1}),
        ("app", {"do": "reboot"}),
        ("act", ["no object"]),
    ],
)
def test_nonsense_is_answered_with_what_would_make_sense(hall: Sandbox, path: str, body: Any) -> None:
    answer = ask(f"{hall.url}/sandbox/{path}", body)

    assert (answer["ok"], len(answer["error"]) > 20) == (False, True)


def test_a_changed_member_keeps_what_was_not_named(sandbox: Sandbox) -> None:
    ask(f"{sandbox.url}/sandbox/members", {"id": "UOTTO", "is_ultra_restricted": True})

    otto = sandbox.workspace.members["UOTTO"]
    assert (otto.name, otto.real_name, otto.guest) == ("otto", "Otto Brandt", True)


def test_a_changed_conversation_keeps_its_messages(sandbox: Sandbox) -> None:
    call(sandbox, "chat.postMessage", channel="CMARKETING", text="bleibt")
    ask(f"{sandbox.url}/sandbox/conversations", {"id": "CMARKETING", "members": ["UOTTO", "UTAKT"]})

    everything = ask(f"{sandbox.url}/sandbox/everything")
    marketing = next(c for c in everything["conversations"] if c["id"] == "CMARKETING")
    assert (marketing["members"], [m["text"] for m in marketing["messages"]]) == (["UOTTO", "UTAKT"], ["bleibt"])


def test_everything_shows_what_is_hidden_elsewhere(sandbox: Sandbox) -> None:
    metadata = {"event_type": "nudge", "event_payload": {"id": 1}}
    gone = call(sandbox, "chat.postMessage", channel="CMARKETING", text="weg", metadata=metadata)
    call(sandbox, "chat.delete", channel="CMARKETING", ts=gone["ts"])
    call(sandbox, "chat.postEphemeral", channel="CMARKETING", user="UOTTO", text="psst")

    everything = ask(f"{sandbox.url}/sandbox/everything")

    shown = next(c for c in everything["conversations"] if c["id"] == "CMARKETING")["messages"]
    assert [(m["text"], m["deleted"], m["ephemeral_for"], m["metadata"]) for m in shown] == [
        ("weg", True, None, metadata),
        ("psst", False, "UOTTO", None),
    ]


async def test_the_page_is_told_of_every_change(sandbox: Sandbox) -> None:
    async with on_stage(sandbox) as stage, stage.session.get(f"{sandbox.url}/sandbox/events") as events:

        async def version() -> int:
            async with asyncio.timeout(2):
                line = await events.content.readline()
                await events.content.readline()
            return int(json.loads(line.removeprefix(b"data: "))["version"])

        first = await version()
        await stage.act("UOTTO", "write", conversation="CMARKETING", text="x")
        second = await version()

    assert second > first


def test_the_log_shows_calls_without_tokens(sandbox: Sandbox) -> None:
    call(sandbox, "chat.postMessage", channel="UNOBODY", text="x", token="xoxb-in-the-body")
    headers = {"Authorization": f"Bearer {sandbox.installation.app_token}"}
    ask(f"{sandbox.api_url}apps.connections.open", {}, headers=headers)

    answer = ask(f"{sandbox.url}/sandbox/traffic?after=0")
    first, second = answer["entries"]

    assert {k: v for k, v in first.items() if k not in ("at", "ms")} == {
        "n": 1,
        "direction": "out",
        "kind": "web",
        "what": "chat.postMessage",
        "request": {"channel": "UNOBODY", "text": "x"},
        "response": {"ok": False, "error": "channel_not_found"},
        "status": 200,
    }
    assert (second["what"], second["response"]["url"]) == ("apps.connections.open", "wss://…")
    assert "xapp" not in json.dumps(answer)
    assert ask(f"{sandbox.url}/sandbox/traffic?after=1")["entries"] == [second]


def test_the_log_forgets_the_oldest(sandbox: Sandbox) -> None:
    traffic = Traffic()
    for n in range(KEPT + 5):
        entry: Json = {"direction": "out", "kind": "web", "what": str(n), "request": None, "response": None}
        traffic.add(at=sandbox.clock.now(), status=200, ms=0.0, **entry)

    kept = traffic.after(0)

    assert (len(kept), kept[0]["n"], kept[-1]["n"]) == (KEPT, 6, KEPT + 5)
    assert [entry["n"] for entry in traffic.after(KEPT + 3)] == [KEPT + 4, KEPT + 5]


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("erledigt", "erledigt"),
        ("a & b < c > d", "a &amp; b &lt; c &gt; d"),
        ("@dora bitte", "<@UDORA> bitte"),
        ("@niemand bitte", "@niemand bitte"),
        ("mail@dora.de", "mail@dora.de"),
        ("in #marketing!", "in <#CMARKETING|marketing>!"),
        ("#12 erledigt", "#12 erledigt"),
        ("siehe https://example.com/a?b=1&c=2", "siehe <https://example.com/a?b=1&amp;c=2>"),
        ("<!channel>", "&lt;!channel&gt;"),
    ],
)
def test_typed_text_arrives_as_slack_marks_it_up(hall: Sandbox, typed: str, sent: str) -> None:
    assert encoded(typed, hall.workspace) == sent


def test_rich_text_says_the_same_as_the_marked_up_text(hall: Sandbox) -> None:
    block = rich_text(encoded("a & @dora in #marketing: https://example.com", hall.workspace), hall.workspace)

    assert block["elements"] == [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "a & "},
                {"type": "user", "user_id": "UDORA"},
                {"type": "text", "text": " in "},
                {"type": "channel", "channel_id": "CMARKETING"},
                {"type": "text", "text": ": "},
                {"type": "link", "url": "https://example.com"},
            ],
        }
    ]


async def status_of(address: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(URL(address, encoded=True)) as answer:
        return answer.status, answer.content_type


async def test_the_page_is_served_and_nothing_beside_it(hall: Sandbox) -> None:
    assert await status_of(f"{hall.url}/") == (200, "text/html")
    assert await status_of(f"{hall.url}/static/style.css") == (200, "text/css")
    assert await status_of(f"{hall.url}/static/%2e%2e/server.py") == (404, "text/plain")


def test_a_tour_is_offered_in_the_languages_it_was_given_in() -> None:
    step = {"title": "Sieh dich um", "hint": "Das ist dein Arbeitsbereich.", "as": "UOTTO", "conversation": "home"}
    with Sandbox(tour={"de": [step]}) as sandbox:
        tours = [ask(f"{sandbox.url}/sandbox/tour?lang={language}") for language in ("de", "en")]

    assert tours == [{"steps": [step]}, {"steps": []}]
