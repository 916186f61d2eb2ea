"""A small company to begin with: six members, two channels."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

from bot.sandbox.clock import SandboxClock
from bot.sandbox.installation import Installation
from bot.sandbox.records import Conversation, JsonObject, Member
from bot.sandbox.workspace import Workspace

MEMBERS = (
    Member("UCLARA", "clara", "Clara Sommer", title="Marketing", is_admin=True),
    Member("UOTTO", "otto", "Otto Brandt", title="Vertrieb"),
    Member("UDORA", "dora", "Dora Klein", title="Assistenz"),
    Member("UMAX", "max", "Max Hofer", title="Geschäftsführung", is_admin=True),
    Member("UOLGA", "olga", "Olga Petrenko", title="Buchhaltung"),
    Member("UEMMA", "emma", "Emma Hughes", title="Kundendienst", tz="Europe/London", locale="en-GB"),
)
CHANNELS = (("CMARKETING", "marketing"), ("CALLGEMEIN", "allgemein"))


def sample_workspace(clock: SandboxClock, company: str = "Sandkasten") -> Workspace:
    """A workspace with the members and channels above; the app is invited to `#marketing`."""
    workspace = Workspace(clock, name=company)
    for member in MEMBERS:
        workspace.put_member(member)
    for channel, name in CHANNELS:
        workspace.put_conversation(Conversation(channel, "channel", name, members=[m.id for m in MEMBERS]))
    return workspace


def read_workspace(path: Path, clock: SandboxClock) -> Workspace:
    """A workspace from a JSON file: `{"members": […], "conversations": […]}` or a bare list of members.

    The app is a member from the start; a conversation it was invited to names its id, `UTAKT`.
    """
    content: Any = json.loads(path.read_text(encoding="utf-8"))
    members = content if isinstance(content, list) else content.get("members", [])
    conversations = [] if isinstance(content, list) else content.get("conversations", [])
    workspace = Workspace(clock)
    workspace.put_member(Installation().bot_member())
    for facts in members:
        workspace.put_member(member_from(facts, workspace))
    for facts in conversations:
        workspace.put_conversation(conversation_from(facts, workspace))
    return workspace


def member_from(facts: JsonObject, workspace: Workspace) -> Member:
    """A member from JSON; what is left out comes from the member of the same id, if there is one.

    Raises ValueError for a key that no member has, or a new member without a name.
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
    return Member(**merged)


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
