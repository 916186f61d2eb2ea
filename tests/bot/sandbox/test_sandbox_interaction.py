"""A real Bolt app on a link to the sandbox: what people do reaches it, and what it answers reaches them."""

import asyncio
import time
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.stage import (
    Json,
    actions,
    bolt_app,
    button,
    client_of,
    connected,
    modal,
    on_stage,
    option,
    plain,
    section,
    text_input,
    until,
)

HOME = "CMARKETING"


# --- commands --------------------------------------------------------------------------------------------------------


async def test_a_command_reaches_the_app_and_its_answer_only_the_person(sandbox: Sandbox) -> None:
    app, received = bolt_app(sandbox), []

    @app.command("/takt")
    async def takt(ack: Any, body: Json) -> None:
        received.append(body)
        await ack("Nichts offen")

    async with connected(sandbox, app) as stage:
        outcome = await stage.act("UOTTO", "slash", conversation=HOME, text="/takt  weg @dora & <heute> in #marketing")
        seen, unseen = await stage.texts("UOTTO", HOME), await stage.texts("UCLARA", HOME)

    assert {k: v for k, v in outcome.items() if k != "ms"} == {
        "ok": True,
        "acked": True,
        "ack": {"text": "Nichts offen"},
    }
    assert (seen, unseen) == ([("UTAKT", "Nichts offen")], [])
    body = received[0]
    assert {k: v for k, v in body.items() if k not in ("trigger_id", "response_url", "token")} == {
        "team_id": "TSANDBOX",
        "team_domain": "sandkasten",
        "channel_id": HOME,
        "channel_name": "marketing",
        "user_id": "UOTTO",
        "user_name": "otto",
        "command": "/takt",
        "text": "weg <@UDORA> &amp; &lt;heute&gt; in <#CMARKETING|marketing>",
        "api_app_id": "ASANDBOX",
        "is_enterprise_install": "false",
    }


async def test_an_answer_to_everybody_is_posted_in_the_channel(sandbox: Sandbox) -> None:
    app = bolt_app(sandbox)

    @app.command("/takt")
    async def takt(ack: Any) -> None:
        await ack(text="Der Monat", blocks=[section("*Der Monat*", block_id="b")], response_type="in_channel")

    async with connected(sandbox, app) as stage:
        await stage.act("UOTTO", "slash", conversation=HOME, text="/takt rückblick")
        message = (await stage.messages("UCLARA", HOME))[0]

    assert (message["text"], message["blocks"], message["ephemeral"]) == (
        "Der Monat",
        [section("*Der Monat*", block_id="b")],
        False,
    )


async def test_an_app_that_stays_silent_leaves_the_person_with_an_error(sandbox: Sandbox) -> None:
    app = bolt_app(sandbox)

    @app.command("/takt")
    async def takt() -> None:
        await asyncio.sleep(0)

    async with connected(sandbox, app) as stage:
        outcome = await stage.act("UOTTO", "slash", conversation=HOME, text="/takt")
        seen = await stage.texts("UOTTO", HOME)
        log = await stage.socket_log()

    assert (outcome["ok"], outcome["acked"], outcome["error"]) == (False, False, "operation_timeout")
    assert seen == [("USLACKBOT", '/takt failed with the error "operation_timeout"')]
    assert log == [("slash_commands /takt", 408)]


async def test_a_late_ack_does_not_count(sandbox: Sandbox) -> None:
    app = bolt_app(sandbox)

    @app.command("/takt")
    async def takt(ack: Any) -> None:
        await asyncio.sleep(1.5 * sandbox.world.timing.ack)
        await ack("zu spät")

    async with connected(sandbox, app) as stage:
        outcome = await stage.act("UOTTO", "slash", conversation=HOME, text="/takt")
        await asyncio.sleep(sandbox.world.timing.ack)
        seen = await stage.texts("UOTTO", HOME)

    assert outcome["error"] == "operation_timeout"
    assert seen == [("USLACKBOT", '/takt failed with the error "operation_timeout"')]


async def test_without_a_link_the_person_learns_at_once(sandbox: Sandbox) -> None:
    async with on_stage(sandbox) as stage:
        started = time.perf_counter()
        outcome = await stage.act("UOTTO", "slash", conversation=HOME, text="/takt")

    at_once = time.perf_counter() - started < sandbox.world.timing.ack
    assert (outcome["error"], at_once) == ("dispatch_failed", True)


async def test_a_command_nobody_registered_never_leaves(sandbox: Sandbox) -> None:
    async with on_stage(sandbox) as stage:
        outcome = await stage.act("UOTTO", "slash", conversation=HOME, text="/pause")
        seen, log = await stage.texts("UOTTO", HOME), await stage.socket_log()

    assert (outcome["error"], seen, log) == ("unknown_command", [("USLACKBOT", "/pause is not a valid command.")], [])


async def test_an_answer_slack_would_not_show_is_an_error(sandbox: Sandbox) -> None:
    app = bolt_app(sandbox)

    @app.command("/takt")
    async def takt(ack: Any) -> None:
        await ack(text="x", blocks=[section("x" * 3001)])

    async with connected(sandbox, app) as stage:
        outcome = await stage.act("UOTTO", "slash", conversation=HOME, text="/takt")

    assert (outcome["error"], outcome["errors"]) == (
        "invalid_command_response",
        {
            "app": "invalid_blocks; [ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        },
    )


# --- buttons and menus -----------------------------------------------------------------------------------------------


async def test_a_press_carries_the_message_and_lets_it_be_replaced(sandbox: Sandbox) -> None:
    app, received = bolt_app(sandbox), []

    @app.action("done")
    async def done(ack: Any, body: Json, respond: Any) -> None:
        await ack()
        received.append(body)
        await respond(text="Erledigt", blocks=[section("Erledigt", block_id="b")], replace_original=True)

    async with connected(sandbox, app) as stage:
        blocks = [actions(button(value="12"), button("later", value="12"), block_id="task:12")]
        posted = await client_of(sandbox).chat_postMessage(channel="UOTTO", text="Fällig", blocks=blocks)
        place, ts = posted["channel"], posted["ts"]
        outcome = await stage.act("UOTTO", "press", conversation=place, ts=ts, action_id="done")
        await until(lambda: sandbox.workspace.conversations[place].messages[ts].text == "Erledigt")
        shown = await stage.messages("UOTTO", place)

    assert (outcome["ok"], outcome["acked"], outcome["ack"]) == (True, True, None)
    body = received[0]
    action = body["actions"][0]
    assert {k: v for k, v in action.items() if k != "action_ts"} == {
        "type": "button",
        "action_id": "done",
        "block_id": "task:12",
        "text": plain("Done"),
        "value": "12",
    }
    assert body["container"] == {"type": "message", "message_ts": ts, "channel_id": place, "is_ephemeral": False}
    assert body["user"] == {"id": "UOTTO", "username": "otto", "name": "otto", "team_id": "TSANDBOX"}
    assert (body["message"]["text"], body["channel"]) == ("Fällig", {"id": place, "name": "directmessage"})
    assert [(m["ts"], m["text"]) for m in shown] == [(ts, "Erledigt")]


async def test_buttons_of_the_same_name_are_told_apart(sandbox: Sandbox) -> None:
    app, pressed = bolt_app(sandbox), []

    @app.action("done")
    async def done(ack: Any, action: Json) -> None:
        await ack()
        pressed.append((action["block_id"], action["value"]))

    async with connected(sandbox, app) as stage:
        blocks = [actions(button(value=n), block_id=f"task:{n}") for n in ("1", "2", "3")]
        posted = await client_of(sandbox).chat_postMessage(channel="UOTTO", text="x", blocks=blocks)
        where = {"conversation": posted["channel"], "ts": posted["ts"], "action_id": "done"}
        await stage.act("UOTTO", "press", **where, value="2")
        await stage.act("UOTTO", "press", **where, block_id="task:3")
        nowhere = await stage.act("UOTTO", "press", **where, block_id="task:4")

    assert pressed == [("task:2", "2"), ("task:3", "3")]
    assert nowhere["error"] == "element_not_found"


async def test_a_choice_from_the_overflow_menu(sandbox: Sandbox) -> None:
    app, chosen = bolt_app(sandbox), []

    @app.action("more")
    async def more(ack: Any, action: Json) -> None:
        await ack()
        chosen.append(action["selected_option"])

    async with connected(sandbox, app) as stage:
        menu = {
            "type": "overflow",
            "action_id": "more",
            "options": [option("move:1", "Move"), option("skip:1", "Skip")],
        }
        posted = await client_of(sandbox).chat_postMessage(
            channel="UOTTO", text="x", blocks=[section("x", accessory=menu)]
        )
        where = {"conversation": posted["channel"], "ts": posted["ts"], "action_id": "more"}
        await stage.act("UOTTO", "choose", **where, option="skip:1")
        wrong = await stage.act("UOTTO", "choose", **where, option="eat:1")

    assert (chosen, wrong["error"]) == ([option("skip:1", "Skip")], "option_not_found")


async def test_what_is_chosen_in_a_message_stands_in_its_state(sandbox: Sandbox) -> None:
    app, states = bolt_app(sandbox), []

    @app.action("day")
    async def day(ack: Any) -> None:
        await ack()

    @app.action("done")
    async def done(ack: Any, body: Json) -> None:
        await ack()
        states.append(body["state"]["values"])

    async with connected(sandbox, app) as stage:
        blocks = [actions({"type": "datepicker", "action_id": "day"}, button(), block_id="b")]
        posted = await client_of(sandbox).chat_postMessage(channel="UOTTO", text="x", blocks=blocks)
        where = {"conversation": posted["channel"], "ts": posted["ts"]}
        await stage.act("UOTTO", "press", **where, action_id="done")
        await stage.act("UOTTO", "choose", **where, action_id="day", option="2026-12-01")
        await stage.act("UOTTO", "press", **where, action_id="done")

    assert states == [
        {"b": {"day": {"type": "datepicker", "selected_date": None}}},
        {"b": {"day": {"type": "datepicker", "selected_date": "2026-12-01"}}},
    ]


async def test_a_press_nobody_acknowledges_times_out(sandbox: Sandbox) -> None:
    app = bolt_app(sandbox)

    @app.action("done")
    async def done() -> None:
        await asyncio.sleep(0)

    async with connected(sandbox, app) as stage:
        posted = await client_of(sandbox).chat_postMessage(channel="UOTTO", text="x", blocks=[actions(button())])
        outcome = await stage.act("UOTTO", "press", conversation=posted["channel"], ts=posted["ts"], action_id="done")

    assert (outcome["ok"], outcome["error"]) == (False, "operation_timeout")


async def test_a_press_in_an_ephemeral_message_does_not_carry_it(sandbox: Sandbox) -> None:
    app, received = bolt_app(sandbox), []

    @app.action("done")
    async def done(ack: Any, body: Json, respond: Any) -> None:
        await ack()
        received.append(body)
        await respond(delete_original=True)

    async with connected(sandbox, app) as stage:
        posted = await client_of(sandbox).chat_postEphemeral(
            channel=HOME, user="UOTTO", text="x", blocks=[actions(button())]
        )
        ts = posted["message_ts"]
        await stage.act("UOTTO", "press", conversation=HOME, ts=ts, action_id="done")
        other = await stage.act("UCLARA", "press", conversation=HOME, ts=ts, action_id="done")
        await until(lambda: sandbox.workspace.conversations[HOME].messages[ts].deleted)

    assert ("message" in received[0], received[0]["container"]["is_ephemeral"]) == (False, True)
    assert other["error"] == "message_not_found"


# --- response_url ----------------------------------------------------------------------------------------------------


async def test_a_response_url_takes_five_posts(sandbox: Sandbox) -> None:
    app, answers = bolt_app(sandbox), []

    @app.command("/takt")
    async def takt(ack: Any, respond: Any) -> None:
        await ack()
        for n in range(6):
            response = await respond(f"Zeile {n}")
            answers.append((response.status_code, response.body))

    async with connected(sandbox, app) as stage:
        await stage.act("UOTTO", "slash", conversation=HOME, text="/takt")
        await until(lambda: len(answers) == 6)
        seen = await stage.texts("UOTTO", HOME)

    assert answers[4:] == [(200, '{"ok":true}'), (404, '{"ok":false,"error":"used_url"}')]
    assert seen == [("UTAKT", f"Zeile {n}") for n in range(5)]


async def test_a_response_url_lives_for_thirty_minutes(sandbox: Sandbox) -> None:
    app, responders = bolt_app(sandbox), []

    @app.command("/takt")
    async def takt(ack: Any, respond: Any) -> None:
        await ack()
        responders.append(respond)

    async with connected(sandbox, app) as stage:
        await stage.act("UOTTO", "slash", conversation=HOME, text="/takt")
        wrong = await responders[0](text="x", blocks=[{"type": "banner"}])
        await stage.post("clock", {"days": 1})
        late = await responders[0]("zu spät")

    assert (wrong.status_code, '"invalid_blocks"' in wrong.body) == (400, True)
    assert (late.status_code, late.body) == (404, '{"ok":false,"error":"expired_url"}')


# --- modals ----------------------------------------------------------------------------------------------------------


def opening(app: AsyncApp, view: Json) -> None:
    @app.command("/takt")
    async def takt(ack: Any, body: Json, client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()


FORM = modal(text_input("why"), text_input("when", optional=True), callback_id="form", private_metadata="12")


async def test_a_form_is_opened_refused_corrected_and_taken(sandbox: Sandbox) -> None:
    app, received = bolt_app(sandbox), []
    opening(app, FORM)

    @app.view("form")
    async def submitted(ack: Any, body: Json) -> None:
        received.append(body)
        short = len(body["view"]["state"]["values"]["why"]["text"]["value"]) < 5
        await (ack(response_action="errors", errors={"why": "Genauer, bitte"}) if short else ack())

    async with connected(sandbox, app) as stage:
        await stage.act("UOTTO", "slash", conversation=HOME, text="/takt")
        missing = await stage.act("UOTTO", "submit", values={})
        refused = await stage.act("UOTTO", "submit", values={"why": {"text": "kurz"}})
        shown = (await stage.get("state", **{"as": "UOTTO"}))["modal"]
        taken = await stage.act("UOTTO", "submit", values={"why": {"text": "Freigabe fehlt"}})
        after = (await stage.get("state", **{"as": "UOTTO"}))["modal"]

    assert (missing["error"], missing["errors"]) == ("incomplete", {"why": "Please complete this required field."})
    assert (refused["ok"], refused["errors"]) == (True, {"why": "Genauer, bitte"})
    assert (shown["errors"], shown["depth"], shown["view"]["title"]) == ({"why": "Genauer, bitte"}, 1, plain("Form"))
    assert (taken["ok"], taken["acked"], after) == (True, True, None)
    assert len(received) == 2
    view = received[1]["view"]
    assert view["state"]["values"] == {
        "why": {"text": {"type": "plain_text_input", "value": "Freigabe fehlt"}},
        "when": {"text": {"type": "plain_text_input", "value": None}},
    }
    assert (view["callback_id"], view["private_metadata"], view["root_view_id"]) == ("form", "12", view["id"])


async def test_errors_at_no_input_are_trouble_connecting(sandbox: Sandbox) -> None:
    app = bolt_app(sandbox)
    opening(app, FORM)

    @app.view("form")
    async def submitted(ack: Any) -> None:
        await ack(response_action="errors", errors={"who": "Gibt es hier nicht"})

    async with connected(sandbox, app) as stage:
        await stage.act("UOTTO", "slash", conversation=HOME, text="/takt")
        outcome = await stage.act("UOTTO", "submit", values={"why": {"text": "x"}})

    assert (outcome["ok"], outcome["error"]) == (False, "trouble_connecting")


@pytest.mark.parametrize(
    ("answer", "titles"),
    [
        ({"response_action": "update", "view": modal(section("x"), title=plain("Neu"))}, ["Neu", None]),
        ({"response_action": "push", "view": modal(section("x"), title=plain("Oben"))}, ["Oben", "Form"]),
        ({"response_action": "clear"}, [None]),
        ({}, [None]),
    ],
)
async def test_the_answer_to_a_submission_decides_what_is_open(
    sandbox: Sandbox, answer: Json, titles: list[str | None]
) -> None:
    app = bolt_app(sandbox)
    opening(app, FORM)

    @app.view("form")
    async def submitted(ack: Any) -> None:
        await ack(**answer)

    async with connected(sandbox, app) as stage:
        await stage.act("UOTTO", "slash", conversation=HOME, text="/takt")
        await stage.act("UOTTO", "submit", values={"why": {"text": "x"}})
        open_ones = []
        while True:
            shown = (await stage.get("state", **{"as": "UOTTO"}))["modal"]
            open_ones.append(shown and shown["view"]["title"]["text"])
            if shown is None or len(open_ones) == len(titles):
                break
            await stage.act("UOTTO", "close")

    assert open_ones == titles


async def test_a_form_can_be_changed_while_it_is_open_and_keeps_what_was_typed(sandbox: Sandbox) -> None:
    app, received = bolt_app(sandbox), []
    opening(app, modal(text_input(), actions(button("more"))))

    @app.action("more")
    async def more(ack: Any, body: Json, client: Any) -> None:
        await ack()
        view = body["view"]
        received.append(view["state"]["values"]["why"]["text"]["value"])
        wider = modal(text_input(), text_input("also"))
        await client.views_update(view_id=view["id"], hash=view["hash"], view=wider)
        try:
            await client.views_update(view_id=view["id"], hash=view["hash"], view=wider)
        except SlackApiError as error:
            received.append(error.response["error"])

    async with connected(sandbox, app) as stage:
        await stage.act("UOTTO", "slash", conversation=HOME, text="/takt")
        typed = {"why": {"text": "angefangen"}}
        await stage.act("UOTTO", "press", container="modal", action_id="more", values=typed)
        await until(lambda: len(received) == 2)
        shown = (await stage.get("state", **{"as": "UOTTO"}))["modal"]

    assert received == ["angefangen", "hash_conflict"]
    assert [(b, shown["values"][b]["text"]["value"]) for b in ("why", "also")] == [
        ("why", "angefangen"),
        ("also", None),
    ]


async def test_three_modals_lie_on_each_other_and_no_fourth(sandbox: Sandbox) -> None:
    app, failures = bolt_app(sandbox), []
    opening(app, modal(actions(button("deeper"))))

    @app.action("deeper")
    async def deeper(ack: Any, body: Json, client: Any) -> None:
        await ack()
        try:
            await client.views_push(trigger_id=body["trigger_id"], view=modal(actions(button("deeper"))))
        except SlackApiError as error:
            failures.append(error.response["error"])

    async with connected(sandbox, app) as stage:
        await stage.act("UOTTO", "slash", conversation=HOME, text="/takt")
        for depth in (2, 3):
            await stage.act("UOTTO", "press", container="modal", action_id="deeper")
            await until(lambda depth=depth: len(sandbox_stack(sandbox, "UOTTO")) == depth)  # type: ignore[misc]
        await stage.act("UOTTO", "press", container="modal", action_id="deeper")
        await until(lambda: bool(failures))

    assert failures == ["push_limit_reached"]


async def test_a_closed_form_is_told_of_only_if_asked_for(sandbox: Sandbox) -> None:
    app, closed = bolt_app(sandbox), []

    @app.command("/takt")
    async def takt(ack: Any, body: Json, client: Any) -> None:
        view = modal(section("x"), callback_id="form", notify_on_close=body["text"] == "laut")
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    @app.view_closed("form")
    async def on_closed(ack: Any, body: Json) -> None:
        await ack()
        closed.append(body["is_cleared"])

    async with connected(sandbox, app) as stage:
        for text in ("/takt leise", "/takt laut"):
            await stage.act("UOTTO", "slash", conversation=HOME, text=text)
            assert (await stage.act("UOTTO", "close"))["ok"]
        nothing = await stage.act("UOTTO", "close")

    assert (closed, nothing["error"]) == ([False], "no_modal")


async def test_a_trigger_opens_one_view_and_only_for_a_while(sandbox: Sandbox) -> None:
    app, triggers = bolt_app(sandbox), []

    @app.command("/takt")
    async def takt(ack: Any, body: Json) -> None:
        await ack()
        triggers.append(body["trigger_id"])

    client = client_of(sandbox)

    async def opened(trigger: str) -> str:
        try:
            await client.views_open(trigger_id=trigger, view=FORM)
        except SlackApiError as error:
            return str(error.response["error"])
        return "ok"

    async with connected(sandbox, app) as stage:
        for _ in range(2):
            await stage.act("UOTTO", "slash", conversation=HOME, text="/takt")
        first, second = triggers
        outcomes = [await opened(first), await opened(first), await opened("1.2.3")]
        await stage.post("timing", {"trigger": 0.01})
        await asyncio.sleep(0.02)
        outcomes.append(await opened(second))

    assert outcomes == ["ok", "exchanged_trigger_id", "invalid_trigger_id", "expired_trigger_id"]


def sandbox_stack(sandbox: Sandbox, user: str) -> list[Any]:
    return sandbox.world.views.stacks.get(user, [])
