"""What the page shows of the workspace to one member, as JSON."""

from zoneinfo import ZoneInfo

from bot.sandbox.records import Conversation, JsonObject, Member, Message, View
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import World


def state_for(me: Member, world: World, sockets: int) -> JsonObject:
    """The whole surroundings of `me`, without the messages."""
    workspace, installation, now = world.workspace, world.installation, world.clock.now()
    workspace.im_with(me.id)
    return {
        "now": now.isoformat(),
        "zone_now": now.astimezone(ZoneInfo(me.tz)).isoformat(),
        "team": {"id": workspace.team_id, "name": workspace.name},
        "bot": {
            "user_id": installation.bot_user_id,
            "name": installation.name,
            "connected": sockets > 0,
            "sockets": sockets,
            "commands": list(installation.commands),
            "state": installation.state,
        },
        "me": me.id,
        "members": [member_row(member, workspace) for member in workspace.members.values()],
        "conversations": [conversation_row(c, me.id, workspace) for c in workspace.conversations_of(me.id)],
        "home": view_row(world.views.homes.get(me.id)),
        "modal": modal_row(world, me.id),
        "version": workspace.version,
    }


def member_row(member: Member, workspace: Workspace) -> JsonObject:
    """A member, with the number of messages they have not seen in all their conversations together."""
    return {
        "id": member.id,
        "name": member.name,
        "real_name": member.real_name,
        "tz": member.tz,
        "locale": member.locale,
        "deleted": member.deleted,
        "guest": member.guest,
        "guest_of_one": member.is_ultra_restricted,
        "is_bot": member.is_bot,
        "title": member.title,
        "unread": sum(c.unread(member.id) + c.unread_replies(member.id) for c in workspace.conversations_of(member.id)),
    }


def conversation_row(conversation: Conversation, reader: str, workspace: Workspace) -> JsonObject:
    return {
        "id": conversation.id,
        "kind": "im" if conversation.kind == "im" else "channel",
        "private": conversation.kind == "private",
        "shared": workspace.is_shared(conversation),
        "name": conversation.name,
        "with": conversation.with_user,
        "unread": conversation.unread(reader),
        "unread_replies": conversation.unread_replies(reader),
        "last_ts": conversation.last_ts(reader),
        "last_read": conversation.last_read.get(reader),
    }


def message_row(message: Message) -> JsonObject:
    return {
        "ts": message.ts,
        "subtype": message.subtype,
        "user": message.user,
        "bot": message.bot_id is not None,
        "text": message.text,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "files": message.files,
        "edited": message.edited,
        "thread_ts": message.thread_ts,
        "reply_count": len(message.replies),
        "latest_reply": list(message.replies)[-1] if message.replies else None,
        "ephemeral": message.ephemeral_for is not None,
        "ephemeral_for": message.ephemeral_for,
        "deleted": message.deleted or message.is_tombstone,
        "metadata": message.metadata,
        "reactions": [],
    }


def view_row(view: View | None) -> JsonObject | None:
    """A view, and what stands in its elements."""
    if view is None:
        return None
    return {"view": view.content | {"id": view.id, "hash": view.hash}, "values": view.values}


def modal_row(world: World, user: str) -> JsonObject | None:
    """The modal on top, with the errors of its last submission and how many lie in the stack."""
    view = world.views.top(user)
    row = view_row(view)
    if view is None or row is None:
        return None
    return row | {"errors": view.errors, "depth": len(world.views.stacks[user])}


def messages_for(reader: Member, conversation: Conversation, thread_ts: str | None, world: World) -> list[JsonObject]:
    """What `reader` sees in a conversation's main view or in one thread, oldest first."""
    if thread_ts is not None:
        shown = iter(world.workspace.thread(conversation, thread_ts))
    else:
        shown = (m for m in conversation.messages.values() if m.in_main_view())
    return [
        message_row(m) | {"unread_replies": conversation.unread_replies(reader.id, m)}
        for m in shown
        if m.visible_to(reader.id)
    ]


def everything(world: World) -> JsonObject:
    """Every conversation with every message that was ever in it, deleted and ephemeral ones included."""
    return {
        "now": world.clock.now().isoformat(),
        "version": world.workspace.version,
        "conversations": [
            {
                "id": c.id,
                "kind": c.kind,
                "name": c.name,
                "with": c.with_user,
                "members": list(c.members),
                "archived": c.archived,
                "messages": [message_row(m) for m in c.messages.values()],
            }
            for c in world.workspace.conversations.values()
        ],
        "homes": {user: view_row(view) for user, view in world.views.homes.items()},
        "modals": {user: modal_row(world, user) for user, stack in world.views.stacks.items() if stack},
    }
