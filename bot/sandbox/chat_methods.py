"""The Web API's chat.* methods."""

from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.content import Content, read_content, readable
from bot.sandbox.message_shapes import message_shape
from bot.sandbox.records import SLACKBOT, Conversation, JsonObject, Message
from bot.sandbox.refusal import Refused

UPDATE_TEXT_LIMIT = 4_000
"""docs.slack.dev, chat.update: longer text is refused there, while chat.postMessage takes it."""


def post_message(call: Call) -> JsonObject:
    _no_costume(call)
    conversation = _destination(call)
    content = readable(read_content(call.arguments, call.world.block_rules))
    call.warnings.extend(content.warnings)
    facts = {
        "thread_ts": _thread(call, conversation),
        "reply_broadcast": call.get("reply_broadcast", False),
    }
    message = call.posting.by_app(conversation, content, **facts)
    return _posted(call, conversation, message)


def post_ephemeral(call: Call) -> JsonObject:
    _no_costume(call)
    conversation = call.conversation()
    if not call.inside(conversation):
        raise Refused("not_in_channel")
    reader = call.member("user")
    if reader.id not in conversation.members:
        raise Refused("user_not_in_channel")
    content = readable(read_content(call.arguments, call.world.block_rules))
    message = call.posting.ephemeral(conversation, content, reader.id, thread_ts=call.get("thread_ts"))
    return {"message_ts": message.ts}


def update(call: Call) -> JsonObject:
    conversation = call.conversation()
    message = call.message(conversation, call.arguments["ts"])
    if message.bot_id != call.world.installation.bot_id:
        raise Refused("cant_update_message")
    if len(call.get("text") or "") > UPDATE_TEXT_LIMIT:
        raise Refused("msg_too_long")
    content = read_content(call.arguments, call.world.block_rules)
    if conversation.archived:
        raise Refused("is_inactive")
    call.posting.change(conversation, message, **_changes(call, message, content))
    answer = _posted(call, conversation, message)
    return answer | {"text": message.text}


def delete(call: Call) -> JsonObject:
    conversation = call.conversation()
    message = call.message(conversation, call.arguments["ts"])
    if message.bot_id != call.world.installation.bot_id:
        raise Refused("cant_delete_message")
    call.posting.delete(conversation, message)
    return {"channel": conversation.id, "ts": message.ts}


def get_permalink(call: Call) -> JsonObject:
    conversation = call.conversation()
    message = call.message(conversation, call.arguments["message_ts"])
    address = f"{call.world.url}/archives/{conversation.id}/p{message.ts.replace('.', '')}"
    thread = f"?thread_ts={message.thread_ts}&cid={conversation.id}" if message.thread_ts else ""
    return {"channel": conversation.id, "permalink": address + thread}


def _posted(call: Call, conversation: Conversation, message: Message) -> JsonObject:
    shape = message_shape(message, call.world, metadata=True)
    return {"channel": conversation.id, "ts": message.ts, "message": shape}


def _destination(call: Call) -> Conversation:
    """Where chat.postMessage goes: an id, a channel's name, or a person, whose direct message is opened."""
    workspace, wanted = call.world.workspace, call.arguments["channel"]
    if wanted[:1] in ("U", "W"):
        member = workspace.members.get(wanted)
        if member is None or member.is_stranger or member.is_bot or member.id == SLACKBOT:
            raise Refused("channel_not_found")
        return workspace.im_with(member.id)
    conversation = workspace.conversations.get(wanted) or workspace.named(wanted)
    if conversation is None or (conversation.kind == "private" and not call.inside(conversation)):
        raise Refused("channel_not_found")
    if conversation.archived:
        raise Refused("is_archived")
    if not call.inside(conversation) and not call.world.installation.granted("chat:write.public"):
        raise Refused("not_in_channel")
    return conversation


def _thread(call: Call, conversation: Conversation) -> str | None:
    """The parent a reply belongs to. A reply to a reply goes to the parent of both."""
    if not call.get("thread_ts"):
        return None
    try:
        parent = call.message(conversation, call.arguments["thread_ts"])
    except Refused:
        raise Refused("cannot_reply_to_message") from None
    return parent.thread_ts or parent.ts


def _no_costume(call: Call) -> None:
    """Another name or picture than the app's own needs a scope of its own."""
    if any(call.get(name) for name in ("username", "icon_emoji", "icon_url")):
        call.need("chat:write.customize")


def _changes(call: Call, message: Message, content: Content) -> JsonObject:
    """What an update replaces (docs.slack.dev, chat.update).

    Text without blocks takes the old blocks away and marks the message as edited; with blocks it is only the
    summary of them. Whatever else is not given stays, and an empty value takes away.
    """
    changes: dict[str, Any] = {}
    if content.text is not None:
        changes["text"] = content.text
    if content.text and content.blocks is None:
        changes["blocks"] = []
        changes["edited"] = {"user": call.world.installation.bot_user_id, "ts": f"{call.world.clock.epoch()}.000000"}
    elif content.blocks is not None:
        changes["blocks"] = call.posting.blocks(content)
    if content.attachments is not None:
        changes["attachments"] = content.attachments
    if content.metadata is not None:
        changes["metadata"] = content.metadata or None
    left = Content(*(changes.get(name, getattr(message, name)) for name in ("text", "blocks", "attachments")))
    if left.empty or not changes:
        raise Refused("no_text")
    return changes
