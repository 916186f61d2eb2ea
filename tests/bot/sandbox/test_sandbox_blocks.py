"""Broken blocks and views are refused by Slack's name for it, with a pointer to the place."""

from typing import Any

import pytest

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.stage import (
    Json,
    actions,
    button,
    call,
    home,
    modal,
    mrkdwn,
    option,
    plain,
    section,
    text_input,
)

LONG_URL = "https://example.com/" + "x" * 3000
MENU = {"type": "static_select", "action_id": "pick", "options": [option("1")]}


def menu(**changes: Any) -> Json:
    return actions({**MENU, **changes})


def overflow(count: int) -> Json:
    return actions({"type": "overflow", "action_id": "more", "options": [option(str(n)) for n in range(count)]})


def table(rows: int = 1, cells: int = 1, text: str = "x") -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * cells] * rows}


def chart(**changes: Any) -> Json:
    values = [{"label": "Mo", "value": 1}, {"label": "Di", "value": 2.5}]
    plot = {"type": "line", "series": [{"name": "Visits", "data": values}], "axis_config": {"categories": ["Mo", "Di"]}}
    return {"type": "data_visualization", "title": "Visits", "chart": {**plot, **changes}}


BROKEN_MESSAGES: dict[str, tuple[list[Any], str]] = {
    "header with mrkdwn": (
        [{"type": "header", "text": mrkdwn("x")}],
        "must be a valid enum value [json-pointer:/blocks/0/text/type]",
    ),
    "button text with mrkdwn": (
        [actions(button(text=mrkdwn("x")))],
        "must be a valid enum value [json-pointer:/blocks/0/elements/0/text/type]",
    ),
    "text object of type text": (
        [{"type": "section", "text": {"type": "text", "text": "x"}}],
        "unsupported type: text [json-pointer:/blocks/0/text/type]",
    ),
    "text input among actions": (
        [actions({"type": "plain_text_input", "action_id": "a"})],
        "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
    ),
    "option of a menu with mrkdwn": (
        [menu(options=[{"text": mrkdwn("x"), "value": "1"}])],
        "must be a valid enum value [json-pointer:/blocks/0/elements/0/options/0/text/type]",
    ),
    "unknown key": (
        [section("x", colour="red")],
        "invalid additional property: colour [json-pointer:/blocks/0]",
    ),
    "emoji in mrkdwn": (
        [{"type": "section", "text": {**mrkdwn("x"), "emoji": True}}],
        "invalid additional property: emoji [json-pointer:/blocks/0/text]",
    ),
    "section of 3001 characters": (
        [section("x" * 3001)],
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    "header of 151": (
        [{"type": "header", "text": plain("x" * 151)}],
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    "button text of 76": (
        [actions(button(text=plain("x" * 76)))],
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    "button value of 2001": (
        [actions(button(value="x" * 2001))],
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    "button url of 3001": (
        [actions(button(url=LONG_URL))],
        "must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]",
    ),
    "action_id of 256": (
        [actions(button("x" * 256))],
        "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
    ),
    "block_id of 256": (
        [section("x", block_id="x" * 256)],
        "must be less than 256 characters [json-pointer:/blocks/0/block_id]",
    ),
    "26 elements of actions": (
        [actions(*(button(f"a{n}") for n in range(26)))],
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    "no elements of actions": (
        [actions()],
        "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]",
    ),
    "11 elements of context": (
        [{"type": "context", "elements": [plain("x")] * 11}],
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    "11 fields": (
        [{"type": "section", "fields": [plain("x")] * 11}],
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    "field of 2001": (
        [{"type": "section", "fields": [plain("x" * 2001)]}],
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    "101 options": (
        [menu(options=[option(str(n)) for n in range(101)])],
        "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    "options and groups at once": (
        [menu(option_groups=[{"label": plain("g"), "options": [option("1")]}])],
        "exactly one of these is required: options, option_groups [json-pointer:/blocks/0/elements/0]",
    ),
    "initial option that is not offered": (
        [menu(initial_option=option("2"))],
        "initial option was not found in the options [json-pointer:/blocks/0/elements/0/initial_option]",
    ),
    "option text of 76": (
        [menu(options=[option("1", "x" * 76)])],
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]",
    ),
    "option value of 151": (
        [menu(options=[option("x" * 151)])],
        "must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]",
    ),
    "placeholder of 151": (
        [menu(placeholder=plain("x" * 151))],
        "must be less than 151 characters [json-pointer:/blocks/0/elements/0/placeholder/text]",
    ),
    "overflow of 6": ([overflow(6)], "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]"),
    "overflow of none": ([overflow(0)], "no fewer than 1 items allowed [json-pointer:/blocks/0/elements/0/options]"),
    "11 radio buttons": (
        [actions({"type": "radio_buttons", "action_id": "r", "options": [option(str(n)) for n in range(11)]})],
        "no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    "confirm text of 301": (
        [actions(button(confirm={"title": plain("Sure"), "text": plain("x" * 301)}))],
        "must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]",
    ),
    "confirm without a title": (
        [actions(button(confirm={"text": plain("x")}))],
        "missing required field: title [json-pointer:/blocks/0/elements/0/confirm]",
    ),
    "date that is none": (
        [actions({"type": "datepicker", "action_id": "d", "initial_date": "1.12.2026"})],
        "must be a date YYYY-MM-DD [json-pointer:/blocks/0/elements/0/initial_date]",
    ),
    "time that is none": (
        [actions({"type": "timepicker", "action_id": "t", "initial_time": "24:00"})],
        "must be a time HH:mm [json-pointer:/blocks/0/elements/0/initial_time]",
    ),
    "section without text": (
        [{"type": "section"}],
        "missing required field: text or fields [json-pointer:/blocks/0]",
    ),
    "empty text": ([section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    "unknown block": ([{"type": "banner"}], "unsupported type: banner [json-pointer:/blocks/0/type]"),
    "block without a type": ([{"text": plain("x")}], "missing required field: type [json-pointer:/blocks/0]"),
    "block that is a text": (["hello"], "must provide an object [json-pointer:/blocks/0]"),
    "image without alt_text": (
        [{"type": "image", "image_url": "https://example.com/a.png"}],
        "missing required field: alt_text [json-pointer:/blocks/0]",
    ),
    "image without a source": (
        [{"type": "image", "alt_text": "x"}],
        "exactly one of these is required: image_url, slack_file [json-pointer:/blocks/0]",
    ),
    "file nobody uploaded": (
        [{"type": "image", "alt_text": "x", "slack_file": {"id": "F1"}}],
        "invalid slack file [json-pointer:/blocks/0/slack_file]",
    ),
    "button of a wrong style": (
        [actions(button(style="green"))],
        "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]",
    ),
    "51 blocks": ([{"type": "divider"}] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    "the same action_id twice": (
        [actions(button("a"), button("a"))],
        "action_id a already exists [json-pointer:/blocks/0/elements]",
    ),
    "two tables": ([table(), table()], "no more than 1 table blocks allowed [json-pointer:/blocks]"),
    "table of 101 rows": ([table(rows=101)], "no more than 100 items allowed [json-pointer:/blocks/0/rows]"),
    "table of 21 cells": ([table(cells=21)], "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]"),
    "10,001 characters in cells": (
        [table(rows=2, text="x" * 5001)],
        "cells of table must be less than 10001 characters together [json-pointer:/blocks]",
    ),
    "three charts": ([chart()] * 3, "no more than 2 data_visualization blocks allowed [json-pointer:/blocks]"),
    "chart with a value missing": (
        [chart(axis_config={"categories": ["Mo", "Di", "Mi"]})],
        "labels must match the categories [json-pointer:/blocks/0/chart/series/0/data]",
    ),
    "chart of 21 points": (
        [chart(axis_config={"categories": [str(n) for n in range(21)]})],
        "no more than 20 items allowed [json-pointer:/blocks/0/chart/axis_config/categories]",
    ),
    "pie of none": (
        [{"type": "data_visualization", "title": "x", "chart": {"type": "pie", "segments": []}}],
        "no fewer than 1 items allowed [json-pointer:/blocks/0/chart/segments]",
    ),
    "alert in a message": (
        [{"type": "alert", "text": plain("x")}],
        "unsupported type: alert [json-pointer:/blocks/0/type]",
    ),
    "12,001 characters of markdown": (
        [{"type": "markdown", "text": "x" * 6001}] * 2,
        "markdown must be less than 12001 characters together [json-pointer:/blocks]",
    ),
    "rich text with an unknown part": (
        [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "image"}]}]}],
        "unsupported type: image [json-pointer:/blocks/0/elements/0/elements/0/type]",
    ),
}


@pytest.mark.parametrize(("blocks", "message"), BROKEN_MESSAGES.values(), ids=BROKEN_MESSAGES)
def test_a_message_with_broken_blocks_is_refused(hall: Sandbox, blocks: list[Any], message: str) -> None:
    answer = call(hall, "chat.postMessage", channel="UOTTO", text="x", blocks=blocks)

    refused = {"ok": False, "error": "invalid_blocks", "response_metadata": {"messages": [f"[ERROR] {message}"]}}
    assert answer == refused


def test_both_blocks_of_the_same_id_are_named(hall: Sandbox) -> None:
    answer = call(hall, "chat.postMessage", channel="UOTTO", text="x", blocks=[section("x", block_id="b")] * 2)

    assert answer["response_metadata"]["messages"] == [
        "[ERROR] block_id b already exists [json-pointer:/blocks/0/block_id]",
        "[ERROR] block_id b already exists [json-pointer:/blocks/1/block_id]",
    ]


def test_every_fault_is_named_at_once(hall: Sandbox) -> None:
    blocks = [section("x" * 3001), {"type": "header", "text": plain("")}, {"type": "banner"}]

    answer = call(hall, "chat.postMessage", channel="UOTTO", text="x", blocks=blocks)

    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        "[ERROR] must be more than 0 characters [json-pointer:/blocks/1/text/text]",
        "[ERROR] unsupported type: banner [json-pointer:/blocks/2/type]",
    ]


@pytest.mark.parametrize("blocks", ['{"type": "divider"}', "[{", '"divider"'])
def test_blocks_that_are_no_list_have_the_wrong_format(hall: Sandbox, blocks: str) -> None:
    assert call(hall, "chat.postMessage", channel="UOTTO", text="x", blocks=blocks) == {
        "ok": False,
        "error": "invalid_blocks_format",
    }


BROKEN_MODALS: dict[str, tuple[Json, str]] = {
    "no title": (
        {"type": "modal", "blocks": [section("x")]},
        "missing required field: title [json-pointer:/view]",
    ),
    "title of 25": (
        modal(section("x"), title=plain("x" * 25)),
        "must be less than 25 characters [json-pointer:/view/title/text]",
    ),
    "title with mrkdwn": (
        modal(section("x"), title=mrkdwn("x")),
        "must be a valid enum value [json-pointer:/view/title/type]",
    ),
    "submit of 25": (
        modal(section("x"), submit=plain("x" * 25)),
        "must be less than 25 characters [json-pointer:/view/submit/text]",
    ),
    "private_metadata of 3001": (
        modal(section("x"), private_metadata="x" * 3001),
        "must be less than 3001 characters [json-pointer:/view/private_metadata]",
    ),
    "callback_id of 256": (
        modal(section("x"), callback_id="x" * 256),
        "must be less than 256 characters [json-pointer:/view/callback_id]",
    ),
    "label of 2001": (
        modal(text_input(label=plain("x" * 2001))),
        "must be less than 2001 characters [json-pointer:/view/blocks/0/label/text]",
    ),
    "input without submit": (
        {"type": "modal", "title": plain("x"), "blocks": [text_input()]},
        "submit is required when there are input blocks [json-pointer:/view]",
    ),
    "text of at most 3001": (
        modal(text_input(element={"type": "plain_text_input", "action_id": "a", "max_length": 3001})),
        "must be between 1 and 3000 [json-pointer:/view/blocks/0/element/max_length]",
    ),
    "101 blocks": (
        modal(*[{"type": "divider"}] * 101),
        "no more than 100 items allowed [json-pointer:/view/blocks]",
    ),
    "a table": (modal(table()), "unsupported type: table [json-pointer:/view/blocks/0/type]"),
    "a chart": (modal(chart()), "unsupported type: data_visualization [json-pointer:/view/blocks/0/type]"),
    "alert of 201": (
        modal({"type": "alert", "text": plain("x" * 201)}),
        "must be less than 201 characters [json-pointer:/view/blocks/0/text/text]",
    ),
    "what Slack once answered": (
        modal(section("x"), id="V1"),
        "invalid additional property: id [json-pointer:/view]",
    ),
    "a home": (home(section("x")), "unsupported type: home [json-pointer:/view/type]"),
}


@pytest.mark.parametrize(("view", "message"), BROKEN_MODALS.values(), ids=BROKEN_MODALS)
def test_a_broken_modal_is_refused(hall: Sandbox, view: Json, message: str) -> None:
    assert call(hall, "views.open", trigger_id="1.2.3", view=view) == {
        "ok": False,
        "error": "invalid_arguments",
        "response_metadata": {"messages": [f"[ERROR] {message}"]},
    }


BROKEN_HOMES: dict[str, tuple[Json, str]] = {
    "101 blocks": (
        home(*[{"type": "divider"}] * 101),
        "no more than 100 items allowed [json-pointer:/view/blocks]",
    ),
    "no blocks": (home(), "no fewer than 1 items allowed [json-pointer:/view/blocks]"),
    "a submit button": (
        home(section("x"), submit=plain("Send")),
        "invalid additional property: submit [json-pointer:/view]",
    ),
    "an alert": (
        home({"type": "alert", "text": plain("x")}),
        "unsupported type: alert [json-pointer:/view/blocks/0/type]",
    ),
    "markdown": (
        home({"type": "markdown", "text": "x"}),
        "unsupported type: markdown [json-pointer:/view/blocks/0/type]",
    ),
}


@pytest.mark.parametrize(("view", "message"), BROKEN_HOMES.values(), ids=BROKEN_HOMES)
def test_a_broken_home_is_refused(hall: Sandbox, view: Json, message: str) -> None:
    assert call(hall, "views.publish", user_id="UOTTO", view=view) == {
        "ok": False,
        "error": "invalid_arguments",
        "response_metadata": {"messages": [f"[ERROR] {message}"]},
    }


def test_a_view_above_250_kilobytes_is_too_large(hall: Sandbox) -> None:
    view = home(*[section("x" * 2900) for _ in range(100)])

    assert call(hall, "views.publish", user_id="UOTTO", view=view) == {"ok": False, "error": "view_too_large"}


SOUND: dict[str, list[Json]] = {
    "everything a nudge has": [
        {"type": "header", "text": plain("Heute fällig")},
        section(
            "*Newsletter* seit gestern",
            accessory={"type": "overflow", "action_id": "more", "options": [option("1"), option("2")]},
        ),
        {"type": "section", "fields": [mrkdwn("*Kanal*\nNewsletter"), plain("x")]},
        actions(button("done", style="primary", value="12"), button("blocked", style="danger")),
        {"type": "context", "elements": [mrkdwn("seit gestern"), plain("x")]},
        {"type": "divider"},
    ],
    "as much as there may be": [
        section("x" * 3000),
        {"type": "header", "text": plain("x" * 150)},
        actions(*(button(f"a{n}", text=plain("x" * 75), value="x" * 2000) for n in range(25))),
        {"type": "context", "elements": [plain("x")] * 10},
        overflow(5),
        *[{"type": "divider"}] * 45,
    ],
    "menus": [
        menu(initial_option=option("1"), placeholder=plain("x")),
        actions({"type": "users_select", "action_id": "u", "initial_user": "UOTTO"}),
        section("x", accessory={"type": "multi_static_select", "action_id": "m", "options": [option("1")]}),
        actions({"type": "datepicker", "action_id": "d", "initial_date": "2026-12-01"}),
        actions({"type": "checkboxes", "action_id": "c", "options": [{"text": mrkdwn("*x*"), "value": "1"}]}),
    ],
    "the same action_id in two blocks": [actions(button("a")), actions(button("a"))],
    "table and charts": [table(rows=100, cells=20), chart(), chart()],
    "rich text with a date": [
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "am ", "style": {"bold": True}},
                        {"type": "date", "timestamp": 1796112000, "format": "{date_short}", "fallback": "1.12."},
                        {"type": "user", "user_id": "UOTTO"},
                    ],
                }
            ],
        }
    ],
}


@pytest.mark.parametrize("blocks", SOUND.values(), ids=SOUND)
def test_sound_blocks_are_kept_as_they_were_sent(hall: Sandbox, blocks: list[Json]) -> None:
    answer = call(hall, "chat.postMessage", channel="UOTTO", text="x", blocks=blocks)

    assert answer["ok"], answer
    kept = [{k: v for k, v in block.items() if k != "block_id"} for block in answer["message"]["blocks"]]
    assert kept == blocks


def test_blocks_without_an_id_get_one_each(hall: Sandbox) -> None:
    answer = call(
        hall, "chat.postMessage", channel="UOTTO", text="x", blocks=[section("a"), section("b", block_id="own")]
    )

    first, second = (block["block_id"] for block in answer["message"]["blocks"])
    assert first
    assert (first != second, second) == (True, "own")
