"""Members and conversations read from JSON, as a file or whoever moves the sandbox describes them."""

import re
from dataclasses import fields
from zoneinfo import available_timezones

from bot.sandbox.records import Conversation, JsonObject, Member
from bot.sandbox.workspace import Workspace

_LOCALE = re.compile(r"[a-z]{2,3}-[A-Z]{2}")


def member_from(facts: JsonObject, workspace: Workspace) -> Member:
    """A member from JSON; what is left out comes from the member of the same id, if there is one.

    Raises ValueError for a key that no member has, for what it cannot hold, or a new member without a name.
    """
    known = [f.name for f in fields(Member)]
    unknown = sorted(set(facts) - set(known))
    if unknown:
        raise ValueError(f"A member has no {', '.join(unknown)}. It has: {', '.join(known)}.")
    old = workspace.members.get(facts.get("id", ""))
    before = {name: getattr(old, name) for name in known} if old else {}
    merged = {"id": facts.get("id") or workspace.ids.new("U"), **before, **facts}
    if not merged.get("name"):
        raise ValueError('A new member needs at least a name, for example {"name": "otto"}.')
    merged.setdefault("real_name", str(merged["name"]).title())
    _check(merged, workspace)
    return Member(**merged)


def _check(facts: JsonObject, workspace: Workspace) -> None:
    """Raises ValueError for the first thing that a member cannot be."""
    for field in fields(Member):
        if field.name in facts and type(facts[field.name]) is not field.type:
            raise ValueError(f"{field.name} of a member is a {getattr(field.type, '__name__', field.type)}.")
    if not facts["real_name"].strip():
        raise ValueError('A member needs a real_name, for example "Otto Brandt".')
    if facts.get("tz", "Europe/Berlin") not in available_timezones():
        raise ValueError(f"There is no time zone {facts['tz']}. They are named like Europe/Berlin.")
    if not _LOCALE.fullmatch(facts.get("locale", "de-DE")):
        raise ValueError(f"{facts['locale']} is no locale. They are written like de-DE.")
    namesake = workspace.by_handle(facts["name"])
    if namesake is not None and namesake.id != facts["id"]:
        raise ValueError(f"@{facts['name']} is {namesake.real_name} already.")


def channels_from(ids: JsonObject | list[str], workspace: Workspace) -> list[Conversation]:
    """The channels of these ids. Raises ValueError for what is none."""
    channels = {c.id: c for c in workspace.conversations.values() if c.kind != "im"}
    if not isinstance(ids, list) or not set(ids) <= set(channels):
        raise ValueError(f"There are these channels: {', '.join(channels)}.")
    return [channels[one] for one in ids]


def conversation_from(facts: JsonObject, workspace: Workspace) -> Conversation:
    """A channel from JSON: name, members (ids), kind "channel" or "private", archived.

    An existing id is changed in place and keeps its messages.
    """
    known = {"id", "name", "members", "kind", "archived"}
    unknown = sorted(set(facts) - known)
    if unknown:
        raise ValueError(f"A conversation has no {', '.join(unknown)}. It has: {', '.join(sorted(known))}.")
    strangers = sorted(set(facts.get("members", [])) - set(workspace.members))
    if strangers:
        raise ValueError(f"There is no member {', '.join(strangers)}.")
    conversation = workspace.conversations.get(facts.get("id", ""))
    if conversation is None:
        if not facts.get("name"):
            raise ValueError('A new conversation needs a name, for example {"name": "marketing"}.')
        conversation = Conversation(facts.get("id") or workspace.ids.new("C"), "channel")
    for name in known - {"id"}:
        setattr(conversation, name, facts.get(name, getattr(conversation, name)))
    return conversation
