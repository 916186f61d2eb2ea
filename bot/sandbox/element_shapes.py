"""The form of text objects, options and interactive elements (docs.slack.dev/reference/block-kit).

Lengths stand beside the fields they limit, as the reference pages give them.
"""

from typing import Any

from bot.sandbox.checks import (
    Check,
    Problems,
    at_least_one,
    exactly_one,
    flag,
    listing,
    matching,
    one_of,
    problem,
    shape,
    string,
    typed,
    whole,
)
from bot.sandbox.rich_text_shapes import RICH_TEXT

IDENTIFIER = string(255)
URL = string(3000)


def plain(longest: int) -> Check:
    """A plain_text object."""
    return shape({"type": one_of("plain_text"), "text": string(longest)}, {"emoji": flag})


def text(longest: int) -> Check:
    """A text object of either kind; only plain text has `emoji`, only mrkdwn has `verbatim`."""
    mrkdwn = shape({"type": one_of("mrkdwn"), "text": string(longest)}, {"verbatim": flag})
    return typed({"plain_text": plain(longest), "mrkdwn": mrkdwn})


CONFIRM = shape(
    {"title": plain(100), "text": text(300)},
    {"confirm": plain(30), "deny": plain(30), "style": one_of("primary", "danger")},
)
SLACK_FILE = shape({}, {"id": string(255), "url": URL}, exactly_one("id", "url"))


def _option(caption: Check, *, url: bool = False) -> Check:
    optional: dict[str, Check] = {"description": caption}
    if url:
        optional["url"] = URL
    return shape({"text": caption, "value": string(150)}, optional)


_PLAIN_OPTION = _option(plain(75))
_RICH_OPTION = _option(text(75))
_GROUP = shape({"label": plain(75), "options": listing(_PLAIN_OPTION, 100)})


def _initial_is_offered(value: Any, pointer: str) -> Problems:
    """An initial option must be one of the options, word for word."""
    groups = value.get("option_groups", [])
    offered = [*value.get("options", []), *(option for group in groups for option in group["options"])]
    initial = [value["initial_option"]] if "initial_option" in value else value.get("initial_options", [])
    name = "initial_option" if "initial_option" in value else "initial_options"
    if any(one not in offered for one in initial):
        yield problem("initial option was not found in the options", f"{pointer}/{name}")


def _element(kind: str, required: dict[str, Check], optional: dict[str, Check], *more: Check) -> Check:
    """An element with the fields that all of them have."""
    return shape(
        {"type": one_of(kind), **required},
        {"action_id": IDENTIFIER, "confirm": CONFIRM, "focus_on_load": flag, **optional},
        *more,
    )


def _picker(kind: str, optional: dict[str, Check]) -> Check:
    return _element(kind, {}, {"placeholder": plain(150), **optional})


def _select(source: str, value: Check, **optional: Check) -> dict[str, Check]:
    """The menu of one source for one choice, and the one for several."""
    name = f"{source}s" if source in ("user", "conversation", "channel") else source
    single, several = f"{name}_select", f"multi_{name}_select"
    initial = "option" if source in ("static", "external") else source
    look = (_initial_is_offered, exactly_one("options", "option_groups")) if source == "static" else ()
    common = {"placeholder": plain(150), **optional}
    response = {"response_url_enabled": flag} if source in ("conversation", "channel") else {}
    many = {"max_selected_items": whole(1, 1000), f"initial_{initial}s": listing(value, 100, 0)}
    return {
        single: _element(single, {}, {**common, f"initial_{initial}": value, **response}, *look),
        several: _element(several, {}, {**common, **many}, *look),
    }


_FILTER = shape(
    {},
    {
        "include": listing(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
    at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),
)
_DISPATCH = shape({}, {"trigger_actions_on": listing(one_of("on_enter_pressed", "on_character_entered"), 2)})
_IMAGE = shape(
    {"type": one_of("image"), "alt_text": string(2000)},
    {"image_url": URL, "slack_file": SLACK_FILE},
    exactly_one("image_url", "slack_file"),
)
_BUTTON = shape(
    {"type": one_of("button"), "text": plain(75)},
    {
        "action_id": IDENTIFIER,
        "url": URL,
        "value": string(2000),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
        "visible_to_user_ids": listing(string(50), 100),
    },
)
_ICON_BUTTON = shape(
    {"type": one_of("icon_button"), "icon": string(75), "text": plain(75)},
    {
        "action_id": IDENTIFIER,
        "value": string(2000),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
        "visible_to_user_ids": listing(string(50), 100),
    },
)
_FEEDBACK = shape({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)})
_FEEDBACK_BUTTONS = shape(
    {"type": one_of("feedback_buttons"), "positive_button": _FEEDBACK, "negative_button": _FEEDBACK},
    {"action_id": IDENTIFIER},
)
_OVERFLOW = shape(
    {"type": one_of("overflow"), "options": listing(_option(plain(75), url=True), 5)},
    {"action_id": IDENTIFIER, "confirm": CONFIRM},
)
_CHECKBOXES = _element(
    "checkboxes",
    {"options": listing(_RICH_OPTION, 10)},
    {"initial_options": listing(_RICH_OPTION, 10)},
    _initial_is_offered,
)
_RADIO_BUTTONS = _element(
    "radio_buttons",
    {"options": listing(_RICH_OPTION, 10)},
    {"initial_option": _RICH_OPTION},
    _initial_is_offered,
)

_DATE = matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "a date YYYY-MM-DD")
_TIME = matching(r"([01]\d|2[0-3]):[0-5]\d", "a time HH:mm")
_PICKERS: dict[str, Check] = {
    "datepicker": _picker("datepicker", {"initial_date": _DATE}),
    "timepicker": _picker("timepicker", {"initial_time": _TIME, "timezone": string(255)}),
    "datetimepicker": _element("datetimepicker", {}, {"initial_date_time": whole(1_000_000_000, 9_999_999_999)}),
}
_OPTIONS = {"options": listing(_PLAIN_OPTION, 100), "option_groups": listing(_GROUP, 100)}
_MENUS: dict[str, Check] = {
    **_select("static", _PLAIN_OPTION, **_OPTIONS),
    **_select("external", _PLAIN_OPTION, min_query_length=whole(0, 1000)),
    **_select("user", string(50)),
    **_select("conversation", string(50), default_to_current_conversation=flag, filter=_FILTER),
    **_select("channel", string(50)),
}
_ONE_OF_MANY = {name: check for name, check in _MENUS.items() if not name.startswith("multi_")}


def _input(kind: str, optional: dict[str, Check], required: dict[str, Check] | None = None) -> Check:
    common = {
        "action_id": IDENTIFIER,
        "placeholder": plain(150),
        "focus_on_load": flag,
        "dispatch_action_config": _DISPATCH,
    }
    return shape({"type": one_of(kind), **(required or {})}, {**common, **optional})


_TYPED_IN: dict[str, Check] = {
    "plain_text_input": _input(
        "plain_text_input",
        {
            "initial_value": string(3000, 0),
            "multiline": flag,
            "min_length": whole(0, 3000),
            "max_length": whole(1, 3000),
        },
    ),
    "email_text_input": _input("email_text_input", {"initial_value": string(3000)}),
    "url_text_input": _input("url_text_input", {"initial_value": string(3000)}),
    "number_input": _input(
        "number_input",
        {"initial_value": string(100), "min_value": string(100), "max_value": string(100)},
        {"is_decimal_allowed": flag},
    ),
    "rich_text_input": _input(
        "rich_text_input", {"initial_value": RICH_TEXT, "min_lines": whole(1, 100), "max_lines": whole(1, 100)}
    ),
}
_FILE_INPUT = shape(
    {"type": one_of("file_input")},
    {"action_id": IDENTIFIER, "filetypes": listing(string(50), 100), "max_files": whole(1, 10)},
)
_CHOICES: dict[str, Check] = {"checkboxes": _CHECKBOXES, "radio_buttons": _RADIO_BUTTONS}

CONTEXT_ELEMENT = typed(
    {
        "image": _IMAGE,
        "plain_text": plain(3000),
        "mrkdwn": shape({"type": one_of("mrkdwn"), "text": string(3000)}, {"verbatim": flag}),
    }
)
IMAGE = _IMAGE
BUTTON = typed({"button": _BUTTON})
ACCESSORY = typed(
    {
        "button": _BUTTON,
        "image": _IMAGE,
        "overflow": _OVERFLOW,
        "datepicker": _PICKERS["datepicker"],
        "timepicker": _PICKERS["timepicker"],
        **_CHOICES,
        **_MENUS,
    }
)
ACTION = typed({"button": _BUTTON, "overflow": _OVERFLOW, **_PICKERS, **_CHOICES, **_ONE_OF_MANY})
INPUT = typed({**_PICKERS, **_CHOICES, **_MENUS, **_TYPED_IN, "file_input": _FILE_INPUT})
CONTEXT_ACTION = typed({"feedback_buttons": _FEEDBACK_BUTTONS, "icon_button": _ICON_BUTTON})
