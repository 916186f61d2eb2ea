"""One call of a Web API method, as its method sees it."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.app_events import AppEvents
from bot.sandbox.posting import Posting
from bot.sandbox.records import Conversation, JsonObject, Member, Message
from bot.sandbox.refusal import Refused
from bot.sandbox.socket_mode import Sockets
from bot.sandbox.world import World

_READ_SCOPE = {"im": "im:{}", "channel": "channels:{}", "private": "groups:{}"}


@dataclass(slots=True)
class Call:
    """The arguments of a call and what a method may touch."""

    world: World
    posting: Posting
    events: AppEvents
    sockets: Sockets
    arguments: JsonObject
    warnings: list[str] = field(default_factory=list)

    def get(self, name: str, default: Any = None) -> Any:
        return self.arguments.get(name, default)

    def member(self, name: str = "user") -> Member:
        """The member an argument names. Raises Refused `user_not_found`."""
        member = self.world.workspace.members.get(self.arguments[name])
        if member is None:
            raise Refused("user_not_found")
        return member

    def conversation(self, name: str = "channel") -> Conversation:
        """The conversation an argument names by id, if the app can see it. Raises Refused `channel_not_found`."""
        conversation = self.world.workspace.conversations.get(self.arguments.get(name, ""))
        if conversation is None or (conversation.kind == "private" and not self.inside(conversation)):
            raise Refused("channel_not_found")
        return conversation

    def inside(self, conversation: Conversation) -> bool:
        """Whether the app takes part in the conversation."""
        return conversation.kind == "im" or self.world.installation.bot_user_id in conversation.members

    def message(self, conversation: Conversation, ts: str) -> Message:
        """A message that everybody in the conversation sees. Raises Refused `message_not_found`."""
        message = conversation.messages.get(ts)
        if message is None or message.deleted or message.ephemeral_for is not None:
            raise Refused("message_not_found")
        return message

    def need(self, *scopes: str) -> None:
        """Raises Refused `missing_scope` unless one of `scopes` was granted."""
        installation = self.world.installation
        if not installation.granted(*scopes):
            raise Refused("missing_scope", needed=",".join(scopes), provided=",".join(installation.scopes))

    def need_for(self, conversation: Conversation, right: str) -> None:
        """The scope for `right` (`read`, `history`) that goes with the kind of conversation."""
        self.need(_READ_SCOPE[conversation.kind].format(right))
