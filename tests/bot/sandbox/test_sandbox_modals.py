"""Modals: what is typed in them reaches the app at once where it asked for that, and outlives their changes."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.stage import (
    Json,
    Stage,
    actions,
    bolt_app,
    button,
    call,
    client_of,
    connected,
    home,
    modal,
    option,
    plain,
    section,
    text_input,
    until,
)


def field(block_id: str, kind: str, *, dispatch: bool = False, **more: Any) -> Json:
    """An input block around one element, which is called `it`."""
    element = {"type": kind, "action_id": "it", **more}
    block = {"type": "input", "block_id": block_id, "label": plain("Frage"), "element": element}
    return block | ({"dispatch_action": True} if dispatch else {})


def opening(app: AsyncApp, view: Json) -> None:
    """`/takt` opens the view."""

    @app.command("/takt")
    async def takt(ack: Any, body: Json, client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()


def touching(app: AsyncApp, action_id: str = "it") -> list[Json]:
    """What the app is told of one element."""
    told: list[Json] = []

    @app.action(action_id)
    async def touched(ack: Any, body: Json) -> None:
        await ack()
        told.append(body)

    return told


async def slash(stage: Stage, conversation: str = "CMARKETING") -> None:
    assert (await stage.act("UOTTO", "slash", conversation=conversation, text="/takt"))["ok"]


async def shown(stage: Stage) -> Json:
    """The modal in front of Otto."""
    found: Json = (await stage.get("state", **{"as": "UOTTO"}))["modal"]
    return found


# --- typing ----------------------------------------------------------------------------------------------------------


def listens(*triggers: str) -> Json:
    return {"dispatch_action_config": {"trigger_actions_on": list(triggers)}}


CHARACTER, ENTER = "on_character_entered", "on_enter_pressed"


@pytest.mark.parametrize(
    ("block", "by", "told"),
    [
        (field("b", "plain_text_input"), "enter", False),
        (field("b", "plain_text_input", dispatch=True), "enter", True),
        (field("b", "plain_text_input", dispatch=True), "character", False),
        (field("b", "plain_text_input", dispatch=True, **listens(CHARACTER)), "enter", False),
        (field("b", "plain_text_input", dispatch=True, **listens(CHARACTER)), "character", True),
        (field("b", "plain_text_input", dispatch=True, **listens(CHARACTER, ENTER)), "enter", True),
        (field("b", "plain_text_input", **listens(CHARACTER)), "character", False),
    ],
    ids=["no dispatch", "enter", "not each character", "not enter", "each character", "both", "config alone"],
)
async def test_the_app_hears_of_typing_what_it_asked_for(sandbox: Sandbox, block: Json, by: str, told: bool) -> None:
    app = bolt_app(sandbox)
    opening(app, modal(block))
    heard = touching(app)

    async with connected(sandbox, app) as stage:
        await slash(stage)
        answer = await stage.act("UOTTO", "choose", container="modal", action_id="it", option="monatlich", by=by)
        entered = (await shown(stage))["values"]

    assert answer["ok"]
    assert [body["actions"][0]["value"] for body in heard] == ["monatlich"] * told
    assert entered == {"b": {"it": {"type": "plain_text_input", "value": "monatlich"}}}


async def test_typing_carries_the_whole_form_as_it_stands(sandbox: Sandbox) -> None:
    app = bolt_app(sandbox)
    rhythm = field("rhythm", "plain_text_input", dispatch=True, **listens(CHARACTER))
    opening(app, modal(text_input(), rhythm, callback_id="form", private_metadata="12"))
    heard = touching(app)

    async with connected(sandbox, app) as stage:
        await slash(stage)
        typed = {"why": {"text": "weil"}}
        await stage.act("UOTTO", "choose", container="modal", action_id="it", option="jede Woche", values=typed)
        view = (await shown(stage))["view"]

    [body] = heard
    [action] = body["actions"]
    assert {name: value for name, value in action.items() if name != "action_ts"} == {
        "type": "plain_text_input",
        "block_id": "rhythm",
        "action_id": "it",
        "value": "jede Woche",
    }
    assert (body["container"], "response_url" in body) == ({"type": "view", "view_id": view["id"]}, False)
    assert body["view"]["state"]["values"] == {
        "why": {"text": {"type": "plain_text_input", "value": "weil"}},
        "rhythm": {"it": {"type": "plain_text_input", "value": "jede Woche"}},
    }
    seen = {name: body["view"][name] for name in ("hash", "private_metadata", "callback_id", "type")}
    assert seen == {"hash": view["hash"], "private_metadata": "12", "callback_id": "form", "type": "modal"}


# --- what stands in a form -------------------------------------------------------------------------------------------

ONE, TWO = option("1", "Eins"), option("2", "Zwei")
WITH_MORE = {**option("3", "Drei"), "description": plain("Mit Erklärung")}

INITIAL: list[tuple[Json, Json]] = [
    ({"type": "plain_text_input", "initial_value": "x", "multiline": True}, {"value": "x"}),
    ({"type": "number_input", "is_decimal_allowed": False, "initial_value": "5"}, {"value": "5"}),
    ({"type": "static_select", "options": [ONE, TWO], "initial_option": TWO}, {"selected_option": TWO}),
    (
        {"type": "static_select", "option_groups": [{"label": plain("G"), "options": [ONE]}], "initial_option": ONE},
        {"selected_option": ONE},
    ),
    (
        {"type": "multi_static_select", "options": [ONE, TWO], "initial_options": [ONE, TWO]},
        {"selected_options": [ONE, TWO]},
    ),
    ({"type": "users_select", "initial_user": "UDORA"}, {"selected_user": "UDORA"}),
    ({"type": "multi_users_select", "initial_users": ["UDORA", "UMAX"]}, {"selected_users": ["UDORA", "UMAX"]}),
    ({"type": "conversations_select", "initial_conversation": "CALLGEMEIN"}, {"selected_conversation": "CALLGEMEIN"}),
    (
        {"type": "checkboxes", "options": [ONE, WITH_MORE], "initial_options": [WITH_MORE]},
        {"selected_options": [WITH_MORE]},
    ),
    ({"type": "radio_buttons", "options": [ONE, TWO], "initial_option": ONE}, {"selected_option": ONE}),
    ({"type": "datepicker", "initial_date": "2026-12-01"}, {"selected_date": "2026-12-01"}),
    ({"type": "timepicker", "initial_time": "09:30"}, {"selected_time": "09:30"}),
]


@pytest.mark.parametrize(("element", "state"), INITIAL, ids=[element["type"] for element, _ in INITIAL])
async def test_an_untouched_form_sends_what_it_began_with_and_an_emptied_one_nothing(
    sandbox: Sandbox, element: Json, state: Json
) -> None:
    app, sent = bolt_app(sandbox), []
    kind = element["type"]
    opening(app, modal({**field("b", kind, **element), "optional": True}, callback_id="form"))

    @app.view("form")
    async def submitted(ack: Any, view: Json) -> None:
        sent.append(view["state"]["values"]["b"]["it"])
        await ack()

    async with connected(sandbox, app) as stage:
        for values in ({}, {"b": {"it": None}}):
            await slash(stage)
            assert (await stage.act("UOTTO", "submit", values=values))["ok"]

    [name] = state
    assert sent == [{"type": kind, **state}, {"type": kind, name: [] if name.endswith("s") else None}]


IM, PUBLIC = {"include": ["im"]}, {"include": ["public", "private"]}


@pytest.mark.parametrize(
    ("opened_in", "element", "chosen"),
    [
        ("CMARKETING", {}, "CMARKETING"),
        ("CMARKETING", {"filter": PUBLIC}, "CMARKETING"),
        ("CMARKETING", {"filter": IM}, None),
        ("CMARKETING", {"initial_conversation": "CALLGEMEIN"}, "CALLGEMEIN"),
        ("direct message", {}, "direct message"),
        ("direct message", {"filter": PUBLIC}, None),
        ("direct message", {"filter": {"exclude_bot_users": True}}, None),
        ("CMARKETING", {"default_to_current_conversation": False}, None),
    ],
)
async def test_a_modal_can_begin_with_the_conversation_it_was_opened_in(
    sandbox: Sandbox, opened_in: str, element: Json, chosen: str | None
) -> None:
    app = bolt_app(sandbox)
    where = {"default_to_current_conversation": True, **element}
    opening(app, modal(field("b", "conversations_select", **where)))
    ids = {"direct message": sandbox.workspace.im_with("UOTTO").id}

    async with connected(sandbox, app) as stage:
        await slash(stage, ids.get(opened_in, opened_in))
        state = (await shown(stage))["values"]["b"]["it"]

    assert state["selected_conversation"] == ids.get(chosen or "", chosen)


async def test_a_channel_shared_with_another_company_can_be_left_out(sandbox: Sandbox) -> None:
    app = bolt_app(sandbox)
    where: Json = {"default_to_current_conversation": True, "filter": {"exclude_external_shared_channels": True}}
    opening(app, modal(field("b", "conversations_select", **where)))
    sandbox.workspace.members["UEMMA"].is_stranger = True

    async with connected(sandbox, app) as stage:
        await slash(stage)
        state = (await shown(stage))["values"]["b"]["it"]

    assert state["selected_conversation"] is None


# --- changing a view that is open ------------------------------------------------------------------------------------

Change = Callable[[Json], Json]


async def after_update(sandbox: Sandbox, view: Json, entered: Json, *changed: Json) -> Json:
    """What stands in a modal in which Otto entered something and which the app then put others in the place of."""
    app = bolt_app(sandbox)
    opening(app, modal(*view["blocks"], actions(button("go"))))
    touching(app, "go")

    async with connected(sandbox, app) as stage:
        await slash(stage)
        await stage.act("UOTTO", "press", container="modal", action_id="go", values=entered)
        for other in changed:
            view = (await shown(stage))["view"]
            await client_of(sandbox).views_update(view_id=view["id"], hash=view["hash"], view=other)
        values: Json = (await shown(stage))["values"]
    return values


async def test_what_was_entered_stays_where_both_ids_stay(sandbox: Sandbox) -> None:
    before = modal(text_input("kept"), text_input("renamed"), field("choice", "static_select", options=[ONE, TWO]))
    after = modal(
        field("choice", "static_select", options=[TWO]),
        {**text_input("kept"), "label": plain("Anders")},
        text_input("renamed too"),
    )
    entered = {"kept": {"text": "a"}, "renamed": {"text": "b"}, "choice": {"it": "2"}}

    assert await after_update(sandbox, before, entered, after) == {
        "choice": {"it": {"type": "static_select", "selected_option": TWO}},
        "kept": {"text": {"type": "plain_text_input", "value": "a"}},
        "renamed too": {"text": {"type": "plain_text_input", "value": None}},
    }


async def test_a_new_initial_value_does_not_replace_what_stands_there(sandbox: Sandbox) -> None:
    before = modal(field("b", "plain_text_input", initial_value="alt"))
    after = modal(field("b", "plain_text_input", initial_value="neu"))

    values = await after_update(sandbox, before, {}, after)

    assert values == {"b": {"it": {"type": "plain_text_input", "value": "alt"}}}


async def test_a_choice_that_is_no_longer_offered_goes(sandbox: Sandbox) -> None:
    before = modal(field("b", "static_select", options=[ONE, TWO]))
    after = modal(field("b", "static_select", options=[TWO]))

    values = await after_update(sandbox, before, {"b": {"it": "1"}}, after)

    assert values == {"b": {"it": {"type": "static_select", "selected_option": None}}}


async def test_what_was_gone_for_a_while_begins_anew(sandbox: Sandbox) -> None:
    form, without = modal(text_input("b"), text_input("c")), modal(text_input("c"))

    values = await after_update(sandbox, form, {"b": {"text": "x"}, "c": {"text": "y"}}, without, form)

    assert [values[block]["text"]["value"] for block in ("b", "c")] == [None, "y"]


async def test_an_outdated_hash_changes_nothing(sandbox: Sandbox) -> None:
    app = bolt_app(sandbox)
    opening(app, modal(text_input()))

    async with connected(sandbox, app) as stage:
        await slash(stage)
        view = (await shown(stage))["view"]
        update = client_of(sandbox).views_update
        await update(view_id=view["id"], hash=view["hash"], view=modal(section("eins")))
        with pytest.raises(SlackApiError) as refused:
            await update(view_id=view["id"], hash=view["hash"], view=modal(section("zwei")))
        await update(view_id=view["id"], view=modal(section("drei")))
        blocks = (await shown(stage))["view"]["blocks"]

    assert refused.value.response["error"] == "hash_conflict"
    assert [block["text"]["text"] for block in blocks] == ["drei"]


async def test_an_entry_in_what_is_gone_is_an_error_unless_one_asks_to_forgive(sandbox: Sandbox) -> None:
    app = bolt_app(sandbox)
    opening(app, modal(text_input(), callback_id="form"))

    @app.view("form")
    async def submitted(ack: Any) -> None:
        await ack()

    async with connected(sandbox, app) as stage:
        await slash(stage)
        values = {"why": {"text": "weil"}, "gone": {"text": "x"}}
        strict = await stage.act("UOTTO", "submit", values=values)
        forgiving = await stage.act("UOTTO", "submit", values=values, forgiving=True)

    assert (strict["error"], forgiving["ok"]) == ("element_not_found", True)


# --- where modals come from, and back ---------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["message", "home", "modal"])
async def test_a_button_opens_a_modal_wherever_it_stands(sandbox: Sandbox, place: str) -> None:
    app = bolt_app(sandbox)
    opening(app, modal(actions(button("go")), title=plain("Unten")))

    @app.action("go")
    async def go(ack: Any, body: Json, client: Any) -> None:
        above = modal(section("x"), title=plain("Oben"))
        come = client.views_push if place == "modal" else client.views_open
        await come(trigger_id=body["trigger_id"], view=above)
        await ack()

    async with connected(sandbox, app) as stage:
        where: Json = {"container": place}
        if place == "message":
            posted = call(sandbox, "chat.postMessage", channel="UOTTO", text="x", blocks=[actions(button("go"))])
            where = {"conversation": posted["channel"], "ts": posted["ts"]}
        elif place == "home":
            call(sandbox, "views.publish", user_id="UOTTO", view=home(actions(button("go"))))
        else:
            await slash(stage)
        assert (await stage.act("UOTTO", "press", action_id="go", **where))["ok"]
        await until(lambda: bool(sandbox.world.views.stacks))
        first = await shown(stage)
        await stage.act("UOTTO", "close")
        below = await shown(stage)

    assert (first["view"]["title"], first["depth"]) == (plain("Oben"), 2 if place == "modal" else 1)
    assert (below and below["view"]["title"]) == (plain("Unten") if place == "modal" else None)


async def test_a_trigger_from_outside_a_modal_pushes_nothing(sandbox: Sandbox) -> None:
    app, refusals = bolt_app(sandbox), []

    @app.command("/takt")
    async def takt(ack: Any, body: Json, client: Any) -> None:
        with pytest.raises(SlackApiError) as refused:
            await client.views_push(trigger_id=body["trigger_id"], view=modal(section("x")))
        refusals.append(refused.value.response["error"])
        await ack()

    async with connected(sandbox, app) as stage:
        await slash(stage)

    assert refusals == ["invalid_trigger_id"]


async def test_what_was_typed_below_is_there_when_the_upper_modal_is_closed(sandbox: Sandbox) -> None:
    app, closed = bolt_app(sandbox), []
    opening(app, modal(text_input(), actions(button("go"))))

    @app.action("go")
    async def go(ack: Any, body: Json, client: Any) -> None:
        above = modal(section("x"), callback_id="above", notify_on_close=True)
        await client.views_push(trigger_id=body["trigger_id"], view=above)
        await ack()

    @app.view_closed("above")
    async def on_closed(ack: Any, body: Json) -> None:
        await ack()
        closed.append((body["view"]["callback_id"], body["is_cleared"]))

    async with connected(sandbox, app) as stage:
        await slash(stage)
        typed = {"why": {"text": "halb ge"}}
        await stage.act("UOTTO", "press", container="modal", action_id="go", values=typed)
        await stage.act("UOTTO", "close")
        below = await shown(stage)
        await stage.act("UOTTO", "press", container="modal", action_id="go")
        await stage.act("UOTTO", "close", all=True)
        left = sandbox.world.views.stacks

    assert below["values"]["why"]["text"]["value"] == "halb ge"
    assert (closed, left) == ([("above", False), ("above", True)], {})
