"""The addresses under which an app may answer an interaction for a while."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.content import read_content, readable
from bot.sandbox.posting import Posting
from bot.sandbox.records import Conversation, JsonObject, Message
from bot.sandbox.refusal import Refused
from bot.sandbox.world import World

USES = 5
LIFETIME = timedelta(minutes=30)


@dataclass(slots=True)
class ResponseUrl:
    """One address: whose act it answers, where, and the message they acted in."""

    conversation: str
    user: str
    message_ts: str | None
    issued: datetime
    uses: int = 0


class ResponseUrls:
    """Issues response_urls and takes posts to them: five within thirty minutes of workspace time."""

    def __init__(self, world: World, posting: Posting) -> None:
        self._world = world
        self._posting = posting
        self._issued: dict[str, ResponseUrl] = {}

    def issue(self, conversation: Conversation, user: str, message: Message | None = None) -> str:
        secret = self._world.workspace.ids.secret()
        self._issued[secret] = ResponseUrl(
            conversation.id, user, message.ts if message else None, self._world.clock.now()
        )
        return f"{self._world.url}/response/{secret}"

    def answer(self, secret: str, body: Any) -> None:
        """Carry out one post. Raises Refused: `expired_url`, `used_url`, or what is wrong with the content."""
        url = self._issued.get(secret)
        if url is None or self._world.clock.now() - url.issued > LIFETIME:
            raise Refused("expired_url")
        if url.uses >= USES:
            raise Refused("used_url")
        conversation = self._world.workspace.conversations[url.conversation]
        source = conversation.messages.get(url.message_ts or "")
        if isinstance(body, dict) and body.get("delete_original") is True:
            if source is not None and not source.deleted:
                self._posting.delete(conversation, source)
        else:
            self.show(body, conversation, url.user, source)
        url.uses += 1

    def show(self, body: JsonObject, conversation: Conversation, user: str, source: Message | None = None) -> None:
        """Show what an app answers: in place of `source` if it says so, else to `user` alone or to everybody."""
        if not isinstance(body, dict):
            raise Refused("invalid_payload")
        content = readable(read_content(body, self._world.block_rules))
        if body.get("replace_original") is True and source is not None and not source.deleted:
            changes: dict[str, Any] = {"text": content.text, "blocks": self._posting.blocks(content)}
            self._posting.change(conversation, source, **changes, attachments=content.attachments or [])
            return
        thread_ts = body.get("thread_ts")
        if body.get("response_type") == "in_channel":
            self._posting.by_app(conversation, content, thread_ts=thread_ts)
        else:
            self._posting.ephemeral(conversation, content, user, thread_ts=thread_ts)
