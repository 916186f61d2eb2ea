"""The nouns of a workspace, as the sandbox keeps them."""

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

JsonObject: TypeAlias = dict[str, Any]
ConversationKind: TypeAlias = Literal["im", "channel", "private"]

SLACKBOT = "USLACKBOT"


@dataclass(slots=True)
class Member:
    """Somebody with an account; also the app's own bot user and Slackbot."""

    id: str
    name: str
    real_name: str
    title: str = ""
    tz: str = "Europe/Berlin"
    locale: str = "de-DE"
    deleted: bool = False
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_bot: bool = False
    is_stranger: bool = False
    team_id: str = ""
    updated: int = 0

    @property
    def guest(self) -> bool:
        return self.is_restricted or self.is_ultra_restricted


@dataclass(slots=True)
class Message:
    """One message. A change replaces the lists and dicts it holds and never edits them in place,
    so answers and log entries that were given out keep what they said.
    """

    ts: str
    user: str
    text: str
    blocks: list[JsonObject] = field(default_factory=list)
    attachments: list[JsonObject] = field(default_factory=list)
    files: list[JsonObject] = field(default_factory=list)
    metadata: JsonObject | None = None
    bot_id: str | None = None
    app_id: str | None = None
    client_msg_id: str | None = None
    subtype: str | None = None
    thread_ts: str | None = None
    parent_user: str | None = None
    reply_broadcast: bool = False
    replies: dict[str, str] = field(default_factory=dict)
    """The thread below this message, oldest first: `ts` → who wrote it."""
    edited: JsonObject | None = None
    ephemeral_for: str | None = None
    deleted: bool = False
    chosen: dict[str, JsonObject] = field(default_factory=dict)
    """What each member has selected in this message's elements: member → block_id → action_id → state."""

    @property
    def is_tombstone(self) -> bool:
        """Whether it only holds the place of a deleted message on which a thread hangs."""
        return self.subtype == "tombstone"

    def visible_to(self, user: str) -> bool:
        return not self.deleted and self.ephemeral_for in (None, user)

    def in_main_view(self) -> bool:
        return self.thread_ts is None or self.thread_ts == self.ts or self.reply_broadcast


@dataclass(slots=True)
class Conversation:
    """A channel or a direct message with its messages in order of their `ts`."""

    id: str
    kind: ConversationKind
    name: str = ""
    with_user: str | None = None
    members: list[str] = field(default_factory=list)
    archived: bool = False
    created: int = 0
    messages: dict[str, Message] = field(default_factory=dict)
    threads: list[str] = field(default_factory=list)
    """The parents of its threads."""
    last_read: dict[str, str] = field(default_factory=dict)
    """Up to where each member has seen the main view."""
    replies_read: dict[str, dict[str, str]] = field(default_factory=dict)
    """Up to where each member has seen each thread: parent → member → `ts`."""

    def last_ts(self, reader: str) -> str | None:
        """The newest message that `reader` sees in the main view."""
        shown = (m for m in reversed(self.messages.values()) if m.in_main_view() and m.visible_to(reader))
        return next((m.ts for m in shown), None)

    def unread(self, reader: str) -> int:
        """How many messages of others `reader` has not seen yet in the main view."""
        seen = self.last_read.get(reader, "")
        count = 0
        for message in reversed(self.messages.values()):
            if message.ts <= seen:
                break
            count += message.in_main_view() and message.visible_to(reader) and message.user != reader
        return count

    def unread_replies(self, reader: str, parent: Message | None = None) -> int:
        """The same for one thread, or for all of them."""
        if parent is None:
            return sum(self.unread_replies(reader, self.messages[ts]) for ts in self.threads)
        if not self._follows(reader, parent):
            return 0
        seen = self.replies_read.get(parent.ts, {}).get(reader, "")
        return sum(ts > seen and user != reader for ts, user in parent.replies.items())

    def _follows(self, reader: str, parent: Message) -> bool:
        """Whether somebody is told of replies: in a direct message, or as one who wrote in the thread."""
        return self.kind == "im" or reader == parent.user or reader in parent.replies.values()


@dataclass(slots=True)
class View:
    """A modal or the App Home of one member."""

    id: str
    user: str
    type: Literal["modal", "home"]
    content: JsonObject
    hash: str
    root_id: str
    previous_id: str | None = None
    opened_in: str | None = None
    """The conversation the member was looking at when the modal came."""
    values: dict[str, JsonObject] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class StoredFile:
    """An uploaded file: announced first, then filled, then shared."""

    id: str
    name: str
    length: int
    user: str
    created: int
    title: str = ""
    alt_text: str = ""
    content: bytes | None = None
    completed_at: float | None = None
    """Stopwatch reading of the completion; images are usable a moment later."""
    channels: list[str] = field(default_factory=list)
