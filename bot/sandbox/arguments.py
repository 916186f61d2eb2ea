"""Which arguments each Web API method takes, and reading them as strictly as Slack does.

The table follows the method pages of docs.slack.dev. An unknown or missing argument is `invalid_arguments`.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.records import JsonObject
from bot.sandbox.refusal import Refused


@dataclass(frozen=True, slots=True)
class Specification:
    """One method: its arguments with their kinds, which of them must be there, and one scope that is enough."""

    kinds: dict[str, str]
    required: tuple[str, ...]
    scopes: tuple[str, ...] = ()


def _method(arguments: str = "", *scopes: str) -> Specification:
    """`name` is a string, `name:kind` another kind, a closing `!` makes it required.

    Every method takes `team_id`, which Bolt's client adds to each call of a request.
    """
    kinds: dict[str, str] = {"team_id": "string"}
    required = []
    for word in arguments.split():
        name, _, kind = word.rstrip("!").partition(":")
        kinds[name] = kind or "string"
        if word.endswith("!"):
            required.append(name)
    return Specification(kinds, tuple(required), scopes)


_PAGE = "cursor limit:number"
_SPAN = f"{_PAGE} inclusive:flag include_all_metadata:flag latest oldest"
_LOOK = "as_user:flag icon_emoji icon_url username link_names:flag parse markdown_text"
_CONTENT = "text blocks:json attachments:json"
_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
_OPEN = ("im:write", "mpim:write", "channels:manage", "groups:write")

METHODS: dict[str, Specification] = {
    "auth.test": _method(),
    "apps.connections.open": _method(),
    "users.info": _method("user! include_locale:flag", "users:read"),
    "users.list": _method(f"{_PAGE} include_locale:flag", "users:read"),
    "team.info": _method("team domain", "team:read"),
    "bots.info": _method("bot", "users:read"),
    "conversations.open": _method("channel users return_im:flag prevent_creation:flag", *_OPEN),
    "conversations.info": _method("channel! include_locale:flag include_num_members:flag", *_READ),
    "conversations.list": _method(f"{_PAGE} exclude_archived:flag types", *_READ),
    "conversations.history": _method(f"channel! {_SPAN}", *_HISTORY),
    "conversations.replies": _method(f"channel! ts! {_SPAN}", *_HISTORY),
    "conversations.members": _method(f"channel! {_PAGE}", *_READ),
    "chat.postMessage": _method(
        f"channel! {_CONTENT} {_LOOK} mrkdwn:flag metadata:json thread_ts reply_broadcast:flag"
        " unfurl_links:flag unfurl_media:flag",
        "chat:write",
    ),
    "chat.update": _method(
        f"channel! ts! {_CONTENT} as_user:flag file_ids:json link_names:flag parse metadata:json"
        " reply_broadcast:flag markdown_text",
        "chat:write",
    ),
    "chat.delete": _method("channel! ts! as_user:flag", "chat:write"),
    "chat.postEphemeral": _method(f"channel! user! {_CONTENT} {_LOOK} thread_ts", "chat:write"),
    "chat.getPermalink": _method("channel! message_ts!"),
    "views.open": _method("trigger_id interactivity_pointer view:json!"),
    "views.push": _method("trigger_id interactivity_pointer view:json!"),
    "views.update": _method("view:json! view_id external_id hash"),
    "views.publish": _method("user_id! view:json! hash"),
    "files.getUploadURLExternal": _method("filename! length:number! alt_txt snippet_type", "files:write"),
    "files.completeUploadExternal": _method(
        "files:json! channel_id channels initial_comment thread_ts blocks:json", "files:write"
    ),
    "files.info": _method("file! count:number cursor limit:number page:number", "files:read"),
}


def read_arguments(method: str, given: JsonObject) -> JsonObject:
    """The arguments of one call, each as its kind; null counts as not given. Raises Refused."""
    specification = METHODS[method]
    present = {name: value for name, value in given.items() if value is not None}
    messages = [f"[ERROR] unexpected argument: {name}" for name in sorted(set(present) - set(specification.kinds))]
    messages += [
        f"[ERROR] missing required field: {name}" for name in specification.required if present.get(name, "") == ""
    ]
    if messages:
        raise Refused("invalid_arguments", messages)
    return {name: _READERS[specification.kinds[name]](name, value) for name, value in present.items()}


def _string(name: str, value: Any) -> str:
    if isinstance(value, dict | list | bool):
        raise Refused("invalid_arguments", [f"[ERROR] must provide a string [json-pointer:/{name}]"])
    return str(value)


def _flag(name: str, value: Any) -> bool:
    known = {True: True, False: False, "true": True, "false": False, "1": True, "0": False, "": False}
    if isinstance(value, dict | list) or value not in known:
        raise Refused("invalid_arguments", [f"[ERROR] must provide a boolean [json-pointer:/{name}]"])
    return known[value]


def _number(name: str, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise Refused("invalid_arguments", [f"[ERROR] must provide a number [json-pointer:/{name}]"]) from None


def _json(name: str, value: Any) -> Any:
    """A structure, or one written as a string, which Slack takes in forms and in JSON bodies alike."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value) if value else None
    except ValueError:
        if name == "blocks":
            raise Refused("invalid_blocks_format") from None
        raise Refused("invalid_arguments", [f"[ERROR] must provide JSON [json-pointer:/{name}]"]) from None


_READERS: dict[str, Callable[[str, Any], Any]] = {
    "string": _string,
    "flag": _flag,
    "number": _number,
    "json": _json,
}
