"""One act of a person: what they asked to do, and what came of it."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.element_states import entered
from bot.sandbox.records import Conversation, JsonObject, Member, Message, View
from bot.sandbox.refusal import ImpossibleError
from bot.sandbox.socket_mode import Acknowledgement
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act led to. `error` is a word for what the person is told; `ack` is what the app answered with.

    `acked` is also true where there was nothing to acknowledge.
    """

    acked: bool = True
    ack: Any = None
    ms: float = 0.0
    error: str | None = None
    errors: dict[str, str] | None = None

    def answer(self) -> JsonObject:
        facts: JsonObject = {"ok": self.error is None, "ack": self.ack, "acked": self.acked, "ms": self.ms}
        if self.error is not None:
            facts["error"] = self.error
        return facts | ({"errors": self.errors} if self.errors else {})


def outcome_of(result: Acknowledgement) -> Outcome:
    """What Slack tells a person about an envelope: `operation_timeout`, or `dispatch_failed` without a link."""
    errors = {"acked": None, "timeout": "operation_timeout", "unreachable": "dispatch_failed"}
    return Outcome(result.acked, result.payload, result.ms, errors[result.outcome])


@dataclass(frozen=True, slots=True)
class Act:
    """Who does what, with the details as the page or a test sent them."""

    member: Member
    details: JsonObject
    world: World

    def conversation(self) -> Conversation:
        """Where it happens. Raises ImpossibleError unless the member is in it."""
        wanted = self.details.get("conversation")
        conversation = self.world.workspace.conversations.get(wanted or "")
        if conversation is None or self.member.id not in conversation.members:
            raise ImpossibleError(
                "channel_not_found", f"{self.member.name} is in no conversation {wanted or '(none given)'}."
            )
        return conversation

    def message(self) -> Message:
        """The message it is about, which the member must be able to see."""
        message = self.conversation().messages.get(self.details.get("ts", ""))
        if message is None or not message.visible_to(self.member.id):
            raise ImpossibleError("message_not_found", f"{self.member.name} sees no message {self.details.get('ts')}.")
        return message

    def own_message(self) -> Message:
        message = self.message()
        if message.user != self.member.id or message.is_tombstone:
            raise ImpossibleError("cant_update_message", "Only one's own messages can be changed.")
        return message

    def thread(self) -> str | None:
        """The parent of the thread that is replied in, also where `thread_ts` names one of the replies."""
        wanted = self.details.get("thread_ts")
        if wanted is None:
            return None
        parent = self.conversation().messages.get(wanted)
        if parent is None or parent.deleted or parent.ephemeral_for is not None:
            raise ImpossibleError("thread_not_found", f"There is no message {wanted} to reply to.")
        return parent.thread_ts or parent.ts

    def text(self) -> str:
        text = str(self.details.get("text") or "").strip()
        if not text:
            raise ImpossibleError("no_text", "There is no text to send.")
        return text

    def modal(self) -> View:
        view = self.world.views.top(self.member.id)
        if view is None:
            raise ImpossibleError("no_modal", f"{self.member.name} has no modal open.")
        return view

    def entered(self, blocks: list[JsonObject], before: JsonObject) -> JsonObject:
        """`before` with the `values` the member typed or chose in the elements of `blocks`.

        `forgiving`: what they saw may have changed meanwhile, so entries in elements that are gone are passed over.
        """
        values, forgiving = self.details.get("values") or {}, bool(self.details.get("forgiving"))
        return entered(blocks, before, values, forgiving=forgiving)

    def view(self) -> View | None:
        """The view that `container` names, `home` or `modal`; None if the act is about a message."""
        container = self.details.get("container", "message")
        if container == "modal":
            return self.modal()
        if container == "home":
            home = self.world.views.homes.get(self.member.id)
            if home is None:
                raise ImpossibleError("no_home", f"The app has published no App Home for {self.member.name}.")
            return home
        return None
