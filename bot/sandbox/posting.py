"""Messages come, change and go: the workspace keeps them and the app is told."""

from typing import Any

from bot.sandbox.app_events import AppEvents
from bot.sandbox.content import Content
from bot.sandbox.elements import with_ids
from bot.sandbox.message_shapes import message_shape
from bot.sandbox.records import SLACKBOT, Conversation, JsonObject, Member, Message
from bot.sandbox.rich_text import encoded, rich_text
from bot.sandbox.world import World


class Posting:
    """The one way by which messages are written, changed and deleted."""

    def __init__(self, world: World, events: AppEvents) -> None:
        self._world = world
        self._events = events

    def by_app(self, conversation: Conversation, content: Content, **facts: Any) -> Message:
        """The app writes. Its own messages in a direct message come back to it as events, as in Slack."""
        message = self._from_app(content, **facts)
        self._world.workspace.add_message(conversation, message)
        self._events.message_posted(conversation, message)
        return message

    def ephemeral(self, conversation: Conversation, content: Content, reader: str, **facts: Any) -> Message:
        """The app writes something only `reader` sees; no event tells of it and no history keeps it."""
        message = self._from_app(content, ephemeral_for=reader, **facts)
        return self._world.workspace.add_message(conversation, message)

    def by_slackbot(self, conversation: Conversation, text: str, reader: str) -> Message:
        """A word of Slack's own to one person, such as that an app did not answer."""
        message = Message(self._world.clock.timestamp(), SLACKBOT, text, ephemeral_for=reader)
        return self._world.workspace.add_message(conversation, message)

    def by_member(self, conversation: Conversation, author: Member, text: str, thread_ts: str | None = None) -> Message:
        """A person writes, `@handle` and `#channel` becoming references as they do in Slack's own client."""
        sent = encoded(text, self._world.workspace)
        message = Message(
            self._world.clock.timestamp(),
            author.id,
            sent,
            blocks=[rich_text(sent, self._world.workspace)],
            client_msg_id=self._world.workspace.ids.uuid(),
            thread_ts=thread_ts,
        )
        self._world.workspace.add_message(conversation, message)
        self._events.message_posted(conversation, message)
        return message

    def joining(self, conversation: Conversation, member: Member) -> None:
        """The channel is told that somebody came."""
        text = f"<@{member.id}> has joined the channel"
        message = Message(self._world.clock.timestamp(), member.id, text, subtype="channel_join")
        self._world.workspace.add_message(conversation, message)
        self._events.message_posted(conversation, message)

    def rewrite(self, conversation: Conversation, message: Message, text: str) -> None:
        """A person edits a message of theirs."""
        sent = encoded(text, self._world.workspace)
        # Slack tells the time of an edit in whole seconds.
        edited = {"user": message.user, "ts": f"{self._world.clock.epoch()}.000000"}
        self.change(conversation, message, text=sent, blocks=[rich_text(sent, self._world.workspace)], edited=edited)

    def change(self, conversation: Conversation, message: Message, **changes: Any) -> None:
        """Put other content into a message that stays where it is."""
        before = message_shape(message, self._world, metadata=True)
        self._world.workspace.change_message(message, **changes)
        if message.ephemeral_for is None:
            self._events.message_changed(conversation, before, message)

    def delete(self, conversation: Conversation, message: Message) -> None:
        """Take a message away. With the last reply to a tombstone the tombstone goes too."""
        before = message_shape(message, self._world, metadata=True)
        self._world.workspace.delete_message(conversation, message)
        if message.ephemeral_for is not None:
            return
        if not message.deleted:
            self._events.message_changed(conversation, before, message)
            return
        self._events.message_deleted(conversation, before)
        parent = conversation.messages.get(message.thread_ts or "")
        if parent is not None and parent.is_tombstone and not parent.deleted and not parent.replies:
            self.delete(conversation, parent)

    def blocks(self, content: Content) -> list[JsonObject]:
        """The content's blocks with the ids that Slack gives to those without."""
        return with_ids(content.blocks or [], self._world.workspace.ids)

    def _from_app(self, content: Content, **facts: Any) -> Message:
        installation = self._world.installation
        return Message(
            self._world.clock.timestamp(),
            installation.bot_user_id,
            content.text or "",
            blocks=self.blocks(content),
            attachments=content.attachments or [],
            metadata=content.metadata or None,
            bot_id=installation.bot_id,
            app_id=installation.app_id,
            **facts,
        )
