"""A small company to begin with: six members, two channels."""

import json
from pathlib import Path
from typing import Any

from bot.sandbox.clock import SandboxClock
from bot.sandbox.facts import conversation_from, member_from
from bot.sandbox.installation import Installation
from bot.sandbox.records import Conversation, Member
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
