"""The Web API's conversations.* methods."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, TypeVar

from bot.sandbox.calls import Call
from bot.sandbox.message_shapes import message_shape
from bot.sandbox.records import SLACKBOT, Conversation, JsonObject, Message
from bot.sandbox.refusal import Refused
from bot.sandbox.shapes import conversation_shape

T = TypeVar("T")


def open_conversation(call: Call) -> JsonObject:
    call.need("im:write")
    if call.get("channel"):
        conversation = call.conversation()
        return {"channel": _opened(call, conversation)}
    users = [user for user in (call.get("users") or "").split(",") if user]
    if not users:
        raise Refused("users_list_not_supplied")
    if len(users) > 1:
        call.need("mpim:write")
        raise Refused("method_not_supported_for_channel_type")
    member = call.world.workspace.members.get(users[0])
    if member is None:
        raise Refused("user_not_found")
    if member.deleted:
        raise Refused("user_disabled")
    if member.is_stranger:
        raise Refused("user_not_visible")
    if member.is_bot or member.id == SLACKBOT:
        raise Refused("cannot_dm_bot")
    return {"channel": _opened(call, call.world.workspace.im_with(member.id))}


def info(call: Call) -> JsonObject:
    conversation = call.conversation()
    call.need_for(conversation, "read")
    return {"channel": conversation_shape(conversation, call.world)}


def list_conversations(call: Call) -> JsonObject:
    kinds = {"public_channel": "channel", "private_channel": "private", "im": "im", "mpim": "mpim"}
    wanted = (call.get("types") or "public_channel").split(",")
    if not set(wanted) <= set(kinds):
        raise Refused("invalid_types")
    for kind in wanted:
        call.need({"channel": "channels:read", "private": "groups:read"}.get(kinds[kind], f"{kind}:read"))
    shown = [
        conversation_shape(c, call.world)
        for c in call.world.workspace.conversations.values()
        if c.kind in [kinds[kind] for kind in wanted]
        and (c.kind != "private" or call.inside(c))
        and not (call.get("exclude_archived") and c.archived)
    ]
    page, cursor = page_of(shown, call, default=100)
    return {"channels": page, "response_metadata": {"next_cursor": cursor}}


def members(call: Call) -> JsonObject:
    conversation = call.conversation()
    call.need_for(conversation, "read")
    bot = call.world.installation.bot_user_id
    inside = [*conversation.members, bot] if conversation.kind == "im" else conversation.members
    page, cursor = page_of(inside, call, default=100)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def history(call: Call) -> JsonObject:
    conversation = _readable(call)
    shown = (m for m in reversed(conversation.messages.values()) if m.in_main_view())
    span = [m for m in shown if m.ephemeral_for is None and not m.deleted and _in_span(m, call)]
    page, cursor = page_of(span, call, default=100)
    answer: JsonObject = {"messages": _shaped(page, call), "has_more": bool(cursor), "pin_count": 0}
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def replies(call: Call) -> JsonObject:
    """The parent, which is part of every page, and its replies, oldest first."""
    conversation = _readable(call)
    thread = call.world.workspace.thread(conversation, call.arguments["ts"])
    if not thread:
        raise Refused("thread_not_found")
    parent, *answers = [m for m in thread if m.ephemeral_for is None]
    page, cursor = page_of([m for m in answers if _in_span(m, call)], call, default=1000)
    answer: JsonObject = {"messages": _shaped([parent, *page], call), "has_more": bool(cursor)}
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def page_of(items: Sequence[T], call: Call, *, default: int) -> tuple[list[T], str]:
    """One page of `items` and the cursor of the next, empty on the last. Raises Refused `invalid_cursor`."""
    start = _offset(call.get("cursor"))
    limit = call.get("limit") or default
    if not 1 <= limit <= 1000:
        raise Refused("invalid_limit")
    rest = start + limit
    cursor = base64.b64encode(f"offset:{rest}".encode()).decode() if rest < len(items) else ""
    return list(items[start:rest]), cursor


def _offset(cursor: str | None) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor).decode().removeprefix("offset:"))
    except (binascii.Error, ValueError):
        raise Refused("invalid_cursor") from None


def _opened(call: Call, conversation: Conversation) -> JsonObject:
    full = call.get("return_im", False)
    return conversation_shape(conversation, call.world) if full else {"id": conversation.id}


def _readable(call: Call) -> Conversation:
    conversation = call.conversation()
    call.need_for(conversation, "history")
    if not call.inside(conversation):
        raise Refused("not_in_channel")
    return conversation


def _in_span(message: Message, call: Call) -> bool:
    """Between `oldest` and `latest`, whose own messages belong to it only if `inclusive` is set."""
    oldest, latest = _bound(call.get("oldest")), _bound(call.get("latest"))
    at = _bound(message.ts)
    if call.get("inclusive"):
        return (oldest is None or at >= oldest) and (latest is None or at <= latest)
    return (oldest is None or at > oldest) and (latest is None or at < latest)


def _bound(ts: str | None) -> Any:
    """A timestamp as microseconds: floats lose the last digits."""
    if not ts or ts == "0":
        return None
    try:
        seconds, _, fraction = ts.partition(".")
        return int(seconds) * 1_000_000 + int(fraction.ljust(6, "0")[:6])
    except ValueError:
        raise Refused("invalid_arguments", ["[ERROR] must be a timestamp"]) from None


def _shaped(messages: Sequence[Message], call: Call) -> list[JsonObject]:
    asked = call.get("include_all_metadata", False)
    return [message_shape(message, call.world, metadata=asked) for message in messages]
