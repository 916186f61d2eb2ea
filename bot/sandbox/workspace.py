"""One workspace in memory: its members, conversations and messages."""

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from bot.sandbox.clock import SandboxClock
from bot.sandbox.ids import Ids
from bot.sandbox.records import SLACKBOT, Conversation, Member, Message

TEAM_ID = "TSANDBOX"


class Workspace:
    """The state everybody sees. Changes hold one lock, so tests may call it from their own thread.

    It knows no rules of Slack's interfaces: who may do what is decided where the request arrives.
    """

    def __init__(self, clock: SandboxClock, *, name: str = "Sandkasten", team_id: str = TEAM_ID) -> None:
        self.clock = clock
        self.name = name
        self.domain = "sandkasten"
        self.team_id = team_id
        self.ids = Ids()
        self.lock = threading.RLock()
        self.version = 1
        self.members: dict[str, Member] = {}
        self.conversations: dict[str, Conversation] = {}
        self._ims: dict[str, str] = {}
        self._listeners: list[Callable[[], None]] = []
        self.put_member(Member(SLACKBOT, "slackbot", "Slackbot", is_bot=True, tz="America/Los_Angeles"))

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener`, from whichever thread, after everything visible that changes."""
        self._listeners.append(listener)

    def changed(self) -> None:
        with self.lock:
            self.version += 1
        for listener in self._listeners:
            listener()

    def put_member(self, member: Member) -> Member:
        """Add a member or put a changed one in the place of the old.

        It is marked later than every one before, also after the clock was moved back.
        """
        with self.lock:
            before = self.members.get(member.id)
            updated = max(self.clock.epoch(), before.updated + 1 if before else 0)
            kept = replace(member, team_id=member.team_id or self.team_id, updated=updated)
            self.members[kept.id] = kept
        self.changed()
        return kept

    def people(self) -> Iterator[Member]:
        """Everybody a visitor of the page can be."""
        return (member for member in self.members.values() if not member.is_bot)

    def put_conversation(self, conversation: Conversation) -> Conversation:
        with self.lock:
            conversation.created = conversation.created or self.clock.epoch()
            self.conversations[conversation.id] = conversation
        self.changed()
        return conversation

    def join(self, conversation: Conversation, user: str) -> bool:
        """Let `user` into a channel; answers whether they were outside until now."""
        with self.lock:
            if user in conversation.members:
                return False
            conversation.members.append(user)
        self.changed()
        return True

    def im_with(self, user: str) -> Conversation:
        """The direct message between the app and `user`, opened if there was none."""
        with self.lock:
            if user not in self._ims:
                im = Conversation(self.ids.new("D"), "im", with_user=user, members=[user])
                self._ims[user] = self.put_conversation(im).id
            return self.conversations[self._ims[user]]

    def is_shared(self, conversation: Conversation) -> bool:
        """Whether people of another company are in it."""
        return any(self.members[m].is_stranger for m in conversation.members if m in self.members)

    def conversations_of(self, user: str) -> list[Conversation]:
        return [c for c in self.conversations.values() if user in c.members]

    def named(self, name: str) -> Conversation | None:
        """The channel called `name`, written with or without `#`."""
        bare = name.removeprefix("#")
        return next((c for c in self.conversations.values() if c.kind != "im" and c.name == bare), None)

    def by_handle(self, handle: str) -> Member | None:
        return next((m for m in self.members.values() if m.name == handle), None)

    def add_message(self, conversation: Conversation, message: Message) -> Message:
        """Store `message`; a reply is counted at its parent."""
        with self.lock:
            conversation.messages[message.ts] = message
            parent = conversation.messages.get(message.thread_ts or "")
            if parent is not None and parent is not message and message.ephemeral_for is None:
                parent.replies = {**parent.replies, message.ts: message.user}
                message.parent_user = parent.user
                if parent.thread_ts is None:
                    parent.thread_ts = parent.ts
                    conversation.threads.append(parent.ts)
            if message.ephemeral_for is None and not message.bot_id:
                self._read(
                    conversation, message.user, message.ts, None if message.in_main_view() else message.thread_ts
                )
        self.changed()
        return message

    def change_message(self, message: Message, **changes: Any) -> None:
        with self.lock:
            for name, value in changes.items():
                setattr(message, name, value)
        self.changed()

    def delete_message(self, conversation: Conversation, message: Message) -> None:
        """Take a message away; one with replies stays as a tombstone, as its thread hangs on it."""
        with self.lock:
            if message.replies:
                message.subtype, message.user, message.bot_id = "tombstone", SLACKBOT, None
                message.text, message.blocks, message.files = "This message was deleted.", [], []
                message.attachments, message.metadata = [], None
                message.client_msg_id = message.app_id = message.edited = None
            else:
                message.deleted = True
            parent = conversation.messages.get(message.thread_ts or "")
            if parent is not None and parent is not message:
                parent.replies = {ts: user for ts, user in parent.replies.items() if ts != message.ts}
        self.changed()

    def mark_seen(self, conversation: Conversation, user: str, thread_ts: str | None = None) -> None:
        """`user` has seen all there is in the main view, or in one thread."""
        thread = self.thread(conversation, thread_ts) if thread_ts else []
        last = thread[-1].ts if thread else conversation.last_ts(user)
        if last is not None and self._read(conversation, user, last, thread_ts):
            self.changed()

    def _read(self, conversation: Conversation, user: str, ts: str, thread_ts: str | None) -> bool:
        """Move on the mark up to which `user` has read; answers whether it was elsewhere."""
        marks = conversation.replies_read.setdefault(thread_ts, {}) if thread_ts else conversation.last_read
        with self.lock:
            moved = marks.get(user) != ts
            marks[user] = ts
        return moved

    def thread(self, conversation: Conversation, thread_ts: str) -> list[Message]:
        """The parent and its replies, oldest first; empty if there is no such message."""
        parent = conversation.messages.get(thread_ts)
        if parent is None or parent.deleted:
            return []
        return [parent, *self._in_thread(conversation.messages.values(), parent)]

    def _in_thread(self, messages: Iterable[Message], parent: Message) -> Iterator[Message]:
        return (m for m in messages if m.thread_ts == parent.ts and m is not parent and not m.deleted)
