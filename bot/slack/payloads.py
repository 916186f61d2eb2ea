"""What Slack delivers, parsed once into typed facts. What nobody may answer to is parsed into None.

None are: people of other workspaces, bots, and message subtypes that say nothing new. Everything in here comes from
outside: the keys of buttons and forms are looked at again by the use case.
"""

import json
from dataclasses import dataclass
from typing import Any, Literal

from bot.slack.blocks import Choice, is_kept, read_choice
from bot.slack.incoming_text import typed_text

Body = dict[str, Any]
Place = Literal["message", "answer", "home", "modal"]

_READ_SUBTYPES = (None, "file_share")


@dataclass(frozen=True)
class Who:
    """A person as Slack names them."""

    workspace: str
    user: str


@dataclass(frozen=True)
class CommandGiven:
    who: Who
    text: str
    trigger_id: str
    response_url: str | None
    key: str


@dataclass(frozen=True)
class Pressed:
    """A button or a choice from a menu. Only a message and an answer of ours have a response_url."""

    who: Who
    choice: Choice
    place: Place
    trigger_id: str
    response_url: str | None
    key: str


@dataclass(frozen=True)
class Filled:
    """A form with what stands in it: the key of what it was opened for, its inputs, and the filled ones' values."""

    who: Who
    form: str
    ref: str
    inputs: tuple[str, ...]
    fields: dict[str, str]
    view_id: str
    view_hash: str


@dataclass(frozen=True)
class Submitted:
    """A form sent off."""

    filled: Filled
    key: str

    @property
    def who(self) -> Who:
        return self.filled.who


@dataclass(frozen=True)
class Wrote:
    """A text in the direct message, written or `edited`. `ts` names the message, `thread_ts` the one it answers."""

    who: Who
    text: str
    conversation: str
    ts: str
    thread_ts: str | None
    key: str
    edited: bool = False


@dataclass(frozen=True)
class Erased:
    """A text in the direct message was deleted by its author."""

    who: Who
    conversation: str
    ts: str
    thread_ts: str | None
    key: str


@dataclass(frozen=True)
class HomeOpened:
    who: Who
    conversation: str
    view_hash: str | None


@dataclass(frozen=True)
class MemberChanged:
    """Somebody joined or changed; `user` is Slack's user object."""

    workspace: str
    user: Body


@dataclass(frozen=True)
class Removed:
    """The app was uninstalled or its tokens were revoked."""

    workspace: str
    how: str


Event = Wrote | Erased | HomeOpened | MemberChanged | Removed


def read_command(body: Body) -> CommandGiven | None:
    """A slash command; Slack sends none for people of other workspaces."""
    who = _who(body.get("team_id"), body.get("user_id"))
    trigger_id = _text(body, "trigger_id")
    if who is None:
        return None
    return CommandGiven(
        who=who,
        text=typed_text(_text(body, "text")),
        trigger_id=trigger_id,
        response_url=_text(body, "response_url") or None,
        key=f"command:{trigger_id}",
    )


def read_press(body: Body) -> Pressed | None:
    """A block_actions payload."""
    who = _acting(body)
    actions = body.get("actions") or [{}]
    choice = read_choice(actions[0])
    if who is None or choice is None:
        return None
    where = _text(_part(body, "container"), "channel_id") or _text(_part(body, "view"), "id")
    stamp, action_id = _text(actions[0], "action_ts"), _text(actions[0], "action_id")
    return Pressed(
        who=who,
        choice=choice,
        place=_place(body, actions[0]),
        trigger_id=_text(body, "trigger_id"),
        response_url=_text(body, "response_url") or None,
        key=f"{who.workspace}:{where}:{stamp}:{who.user}:{action_id}",
    )


def read_submission(body: Body) -> Submitted | None:
    """A view_submission payload; None for a form that isn't ours.

    The hash stands in the key, because a form that was shown anew in the same view is another one.
    """
    filled = _filled_form(body)
    if filled is None:
        return None
    return Submitted(filled, f"{filled.who.workspace}:view:{filled.view_id}:{filled.form}:{filled.view_hash}")


def read_entry(body: Body) -> Filled | None:
    """A block_actions payload about an input of a form, which is to be shown anew; None for everything else."""
    actions = body.get("actions") or [{}]
    filled = _filled_form(body)
    return filled if filled is not None and actions[0].get("block_id") in filled.inputs else None


def _filled_form(body: Body) -> Filled | None:
    who, view = _acting(body), _part(body, "view")
    opened_for = _opened_for(_text(view, "private_metadata"))
    if who is None or opened_for is None:
        return None
    blocks = view.get("blocks") or []
    inputs = tuple(_text(block, "block_id") for block in blocks if block.get("type") == "input")
    fields = _fields(_part(view, "state"))
    return Filled(who, *opened_for, inputs, fields, _text(view, "id"), _text(view, "hash"))


def read_event(body: Body) -> Event | None:
    """An event_callback payload; None for an event that says nothing to us."""
    event, workspace = _part(body, "event"), _text(body, "team_id")
    match event.get("type"):
        case "message":
            return _read_message(workspace, event, _text(body, "event_id"))
        case "app_home_opened" if event.get("tab") == "home":
            who = _who(workspace, event.get("user"))
            view_hash = _text(_part(event, "view"), "hash") or None
            return HomeOpened(who, _text(event, "channel"), view_hash) if who else None
        case "user_change" | "team_join":
            return MemberChanged(workspace, _part(event, "user"))
        case "app_uninstalled" | "tokens_revoked" as how:
            return Removed(workspace, how)
        case _:
            return None


def _read_message(workspace: str, event: Body, event_id: str) -> Wrote | Erased | None:
    """A message of the direct message. An edit counts when the words changed, not when Slack adds a preview."""
    key, conversation = f"event:{event_id}", _text(event, "channel")
    if event.get("channel_type") != "im":
        return None
    match event.get("subtype"):
        case "message_deleted":
            message = _part(event, "previous_message")
            author = _author(workspace, message)
            stamps = _stamps(message, _text(event, "deleted_ts"))
            return Erased(author, conversation, *stamps, key) if author else None
        case "message_changed":
            message = _part(event, "message")
            if message.get("text") == _part(event, "previous_message").get("text"):
                return None
            return _wrote(workspace, message, conversation, key, edited=True)
        case _:
            return _wrote(workspace, event, conversation, key, edited=False)


def _wrote(workspace: str, message: Body, conversation: str, key: str, *, edited: bool) -> Wrote | None:
    author = _author(workspace, message)
    if author is None:
        return None
    return Wrote(author, typed_text(_text(message, "text")), conversation, *_stamps(message), key, edited)


def _author(workspace: str, message: Body) -> Who | None:
    """Who wrote it; None for bots, people of other workspaces, and what nobody wrote."""
    foreign = any(team not in (None, workspace) for team in (message.get("user_team"), message.get("team")))
    if foreign or message.get("bot_id") or message.get("subtype") not in _READ_SUBTYPES:
        return None
    return _who(workspace, message.get("user"))


def _stamps(message: Body, ts: str = "") -> tuple[str, str | None]:
    """The message's own stamp, and that of the message it answers; the first of a thread answers nothing."""
    own, thread = ts or _text(message, "ts"), _text(message, "thread_ts")
    return own, thread if thread and thread != own else None


def _acting(body: Body) -> Who | None:
    """Who acted, None for somebody of another workspace than the one that the app is installed in."""
    user, team = _part(body, "user"), _text(_part(body, "team"), "id")
    view_team = _text(_part(body, "view"), "app_installed_team_id")
    home = view_team or team
    return _who(home, user.get("id")) if user.get("team_id", home) == home else None


def _who(workspace: object, user: object) -> Who | None:
    if not isinstance(workspace, str) or not isinstance(user, str) or not workspace or not user:
        return None
    return Who(workspace, user)


def _place(body: Body, action: Body) -> Place:
    container = _part(body, "container")
    if container.get("type") == "view":
        return "home" if _part(body, "view").get("type") == "home" else "modal"
    return "message" if is_kept(action) and not container.get("is_ephemeral") else "answer"


def _opened_for(private_metadata: str) -> tuple[str, str] | None:
    try:
        content = json.loads(private_metadata)
        form, ref = content["form"], content["ref"]
    except (ValueError, TypeError, KeyError):
        return None
    return (form, ref) if isinstance(form, str) and isinstance(ref, str) else None


_VALUES = ("value", "selected_date", "selected_time", "selected_user", "selected_conversation")


def _fields(state: Body) -> dict[str, str]:
    """What stands in the inputs, by block_id; empty ones are left out, several values are joined by commas."""
    found = {}
    for name, elements in _part(state, "values").items():
        for element in elements.values():
            value = _entered(element)
            if value.strip():
                found[name] = value.strip()
    return found


def _entered(element: Body) -> str:
    single = next((element[name] for name in _VALUES if isinstance(element.get(name), str)), None)
    if single is not None:
        return str(single)
    options = element.get("selected_options") or [element.get("selected_option")]
    chosen = [str(one["value"]) for one in options if isinstance(one, dict) and "value" in one]
    return ",".join(chosen or [str(user) for user in element.get("selected_users") or []])


def _part(body: Body, name: str) -> Body:
    found = body.get(name)
    return found if isinstance(found, dict) else {}


def _text(body: Body, name: str) -> str:
    found = body.get(name)
    return found if isinstance(found, str) else ""
