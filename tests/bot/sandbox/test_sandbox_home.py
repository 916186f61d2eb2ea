"""The App Home: one for each member, opened with an event, replaced only by who saw the last one."""

from typing import Any

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.stage import (
    Json,
    Stage,
    actions,
    ask,
    bolt_app,
    button,
    call,
    client_of,
    connected,
    home,
    plain,
    section,
    until,
)


def publish(sandbox: Sandbox, user: str, *blocks: Json, **more: Any) -> Json:
    return call(sandbox, "views.publish", user_id=user, view=home(*blocks), **more)


def texts(sandbox: Sandbox, user: str) -> list[str]:
    shown = ask(f"{sandbox.url}/sandbox/state?as={user}")["home"]
    return [block["text"]["text"] for block in shown["view"]["blocks"]]


async def test_opening_is_told_with_the_tab_and_with_the_view_once_there_is_one(sandbox: Sandbox) -> None:
    app, opened = bolt_app(sandbox), []

    @app.event("app_home_opened")
    async def on_home(event: Json) -> None:
        opened.append({name: value for name, value in event.items() if name != "event_ts"})

    async def visits(stage: Stage, *tabs: str) -> None:
        for tab in tabs:
            before = len(opened)
            await stage.act("UOTTO", "home", tab=tab)
            await until(lambda before=before: len(opened) > before)  # type: ignore[misc]

    async with connected(sandbox, app) as stage:
        await visits(stage, "home", "messages")
        content = {"private_metadata": "7", "callback_id": "today"}
        view = home(section("Heute", block_id="b"), **content)
        published = await client_of(sandbox).views_publish(user_id="UOTTO", view=view)
        await visits(stage, "home", "messages")

    place = sandbox.workspace.im_with("UOTTO").id
    entered = {"type": "app_home_opened", "user": "UOTTO", "channel": place}
    shown = published["view"]
    assert opened == [
        {**entered, "tab": "home"},
        {**entered, "tab": "messages"},
        {**entered, "tab": "home", "view": shown},
        {**entered, "tab": "messages"},
    ]
    assert shown == {
        "id": shown["id"],
        "team_id": "TSANDBOX",
        "type": "home",
        "title": {**plain("View Title"), "emoji": True},
        "submit": None,
        "close": None,
        "blocks": [section("Heute", block_id="b")],
        "private_metadata": "7",
        "callback_id": "today",
        "external_id": "",
        "state": {"values": {}},
        "hash": shown["hash"],
        "clear_on_close": False,
        "notify_on_close": False,
        "root_view_id": shown["id"],
        "previous_view_id": None,
        "app_id": "ASANDBOX",
        "app_installed_team_id": "TSANDBOX",
        "bot_id": "BTAKT",
    }


def test_a_home_is_replaced_only_by_who_saw_the_last_one(sandbox: Sandbox) -> None:
    first = publish(sandbox, "UOTTO", section("eins"))["view"]
    second = publish(sandbox, "UOTTO", section("zwei"), hash=first["hash"])["view"]

    late = publish(sandbox, "UOTTO", section("drei"), hash=first["hash"])

    assert late == {"ok": False, "error": "hash_conflict"}
    assert (second["id"], second["hash"] != first["hash"]) == (first["id"], True)
    assert texts(sandbox, "UOTTO") == ["zwei"]
    assert publish(sandbox, "UOTTO", section("vier"))["ok"]
    assert texts(sandbox, "UOTTO") == ["vier"]


def test_every_member_has_a_home_of_their_own(sandbox: Sandbox) -> None:
    otto = publish(sandbox, "UOTTO", section("für Otto"))["view"]
    dora = publish(sandbox, "UDORA", section("für Dora"))["view"]

    crossed = publish(sandbox, "UDORA", section("verwechselt"), hash=otto["hash"])
    publish(sandbox, "UDORA", section("wieder für Dora"), hash=dora["hash"])

    assert crossed["error"] == "hash_conflict"
    assert (texts(sandbox, "UOTTO"), texts(sandbox, "UDORA")) == (["für Otto"], ["wieder für Dora"])
    assert ask(f"{sandbox.url}/sandbox/state?as=UEMMA")["home"] is None


async def test_a_press_carries_the_home_and_nothing_of_a_message(sandbox: Sandbox) -> None:
    app, pressed = bolt_app(sandbox), []

    @app.action("done")
    async def done(ack: Any, body: Json) -> None:
        await ack()
        pressed.append((body["container"], body["view"]["type"], "message" in body, "response_url" in body))

    async with connected(sandbox, app) as stage:
        view = publish(sandbox, "UOTTO", actions(button("done")))["view"]
        await stage.act("UOTTO", "press", container="home", action_id="done")

    assert pressed == [({"type": "view", "view_id": view["id"]}, "home", False, False)]
