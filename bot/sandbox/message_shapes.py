"""Messages in the form in which Slack sends them."""

from bot.sandbox.records import JsonObject, Message
from bot.sandbox.world import World

NO_REPLY = "0000000000.000000"
"""What `latest_reply` says of a tombstone whose last reply was deleted too."""


def message_shape(message: Message, world: World, *, metadata: bool = False) -> JsonObject:
    """A message as it stands in a history or an event; its metadata only where it was asked for."""
    if message.is_tombstone:
        return _tombstone_shape(message)
    shape: JsonObject = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    optional = {
        "subtype": message.subtype,
        "client_msg_id": message.client_msg_id,
        "bot_id": message.bot_id,
        "app_id": message.app_id,
        "thread_ts": message.thread_ts,
        "parent_user_id": message.parent_user,
        "edited": message.edited,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "files": message.files,
        "metadata": message.metadata if metadata else None,
    }
    shape |= {name: value for name, value in optional.items() if value}
    author = world.workspace.members.get(message.user)
    shape["team"] = author.team_id if author else world.workspace.team_id
    if author is not None and author.is_stranger:
        shape |= {"user_team": author.team_id, "source_team": author.team_id}
    if message.bot_id:
        shape["bot_profile"] = world.installation.profile(world.workspace.team_id)
    if message.files:
        shape |= {"upload": True, "display_as_bot": False}
    bot = world.installation.bot_user_id
    return shape | (_thread(message, follows=bot in (message.user, *message.replies.values())))


def _tombstone_shape(message: Message) -> JsonObject:
    """What is left of a deleted message with a thread: Slackbot's word, and the thread."""
    shape: JsonObject = {"type": "message", "subtype": "tombstone", "hidden": True}
    shape |= {"user": message.user, "text": message.text, "ts": message.ts, "thread_ts": message.ts}
    return shape | {"reply_count": 0, "latest_reply": NO_REPLY} | _thread(message, follows=False)


def _thread(message: Message, *, follows: bool) -> JsonObject:
    """What a parent says of its thread; `follows` is whether the app takes part in it."""
    if not message.replies and not message.is_tombstone:
        return {}
    users = list(dict.fromkeys(message.replies.values()))
    thread: JsonObject = {
        "reply_count": len(message.replies),
        "reply_users_count": len(users),
        "reply_users": users,
        "is_locked": False,
        "subscribed": follows,
    }
    return thread | ({"latest_reply": list(message.replies)[-1]} if message.replies else {})
