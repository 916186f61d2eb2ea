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
class Submitted:
    """A form sent off: what it was opened for, and its filled fields by name."""

    who: Who
    form: str
    task_id: int
    fields: dict[str, str]
    key: str


@dataclass(frozen=True)
class Wrote:
    """A text in the direct message, written or edited."""

    who: Who
    text: str
    conversation: str
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


Event = Wrote | HomeOpened | MemberChanged | Removed


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
    """A view_submission payload; None for a form that isn't ours."""
    who, view = _acting(body), _part(body, "view")
    opened_for = _opened_for(_text(view, "private_metadata"))
    if who is None or opened_for is None:
        return None
    form, task_id = opened_for
    return Submitted(who, form, task_id, _fields(_part(view, "state")), f"{who.workspace}:view:{_text(view, 'id')}")


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


def _read_message(workspace: str, event: Body, event_id: str) -> Wrote | None:
    """A message of the direct message. An edit counts when the words changed; a deletion takes nothing back."""
    message = event
    if event.get("subtype") == "message_changed":
        message = _part(event, "message")
        if message.get("text") == _part(event, "previous_message").get("text"):
            return None
    who = _who(workspace, message.get("user"))
    foreign = any(team not in (None, workspace) for team in (message.get("user_team"), message.get("team")))
    if who is None or foreign or message.get("bot_id") or message.get("subtype") not in _READ_SUBTYPES:
        return None
    if event.get("channel_type") != "im":
        return None
    return Wrote(
        who=who,
        text=typed_text(_text(message, "text")),
        conversation=_text(event, "channel"),
        thread_ts=_text(message, "thread_ts") or None,
        key=f"event:{event_id}",
    )


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


def _opened_for(private_metadata: str) -> tuple[str, int] | None:
    try:
        content = json.loads(private_metadata)
        form, task_id = content["form"], content["task"]
    except (ValueError, TypeError, KeyError):
        return None
    return (form, task_id) if isinstance(form, str) and isinstance(task_id, int) else None


def _fields(state: Body) -> dict[str, str]:
    """What stands in the inputs, by block_id; empty ones are left out."""
    found = {}
    for name, elements in _part(state, "values").items():
        for element in elements.values():
            value = element.get("value") or element.get("selected_date")
            value = value or (element.get("selected_option") or {}).get("value")
            if isinstance(value, str) and value.strip():
                found[name] = value.strip()
    return found


def _part(body: Body, name: str) -> Body:
    found = body.get(name)
    return found if isinstance(found, dict) else {}


def _text(body: Body, name: str) -> str:
    found = body.get(name)
    return found if isinstance(found, str) else ""
