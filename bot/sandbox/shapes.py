"""Members, messages, conversations, views and files in the form in which Slack sends them."""

from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.records import Conversation, JsonObject, Member, Message, StoredFile, View
from bot.sandbox.world import World


def user_shape(member: Member, world: World, *, locale: bool = False) -> JsonObject:
    """The user object. A deactivated account shows no time zone, a stranger of another company no locale."""
    shape: JsonObject = {
        "id": member.id,
        "team_id": member.team_id,
        "name": member.name,
        "deleted": member.deleted,
        "profile": _profile(member),
        "is_bot": member.is_bot,
        "is_app_user": False,
        "updated": member.updated,
    }
    if not member.deleted:
        offset = world.clock.now().astimezone(ZoneInfo(member.tz)).utcoffset()
        shape |= {
            "color": "9f69e7",
            "real_name": member.real_name,
            "tz": member.tz,
            "tz_label": member.tz,
            "tz_offset": int(offset.total_seconds()) if offset else 0,
            "is_admin": member.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": member.is_restricted,
            "is_ultra_restricted": member.is_ultra_restricted,
            "is_email_confirmed": True,
            "who_can_share_contact_card": "EVERYONE",
        }
    if member.is_stranger:
        shape["is_stranger"] = True
    if locale and not member.deleted and not member.is_stranger:
        shape["locale"] = member.locale
    return shape


def _profile(member: Member) -> JsonObject:
    first, _, last = member.real_name.partition(" ")
    return {
        "title": member.title,
        "phone": "",
        "skype": "",
        "real_name": member.real_name,
        "real_name_normalized": member.real_name,
        "display_name": member.name,
        "display_name_normalized": member.name,
        "first_name": first,
        "last_name": last,
        "avatar_hash": "",
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "team": member.team_id,
    }


def message_shape(message: Message, world: World, *, metadata: bool = False) -> JsonObject:
    """A message as it stands in a history or an event; its metadata only where it was asked for."""
    shape: JsonObject = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    optional = {
        "subtype": message.subtype,
        "client_msg_id": message.client_msg_id,
        "bot_id": message.bot_id,
        "app_id": message.app_id,
        "thread_ts": message.thread_ts,
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
    if message.subtype == "tombstone":
        shape["hidden"] = True
    return shape | _thread(message)


def _thread(message: Message) -> JsonObject:
    if not message.replies:
        return {}
    return {
        "reply_count": len(message.replies),
        "latest_reply": message.replies[-1],
        "is_locked": False,
    }


def conversation_shape(conversation: Conversation, world: World) -> JsonObject:
    shape: JsonObject = {
        "id": conversation.id,
        "created": conversation.created,
        "is_archived": conversation.archived,
        "is_im": conversation.kind == "im",
        "is_org_shared": False,
        "context_team_id": world.workspace.team_id,
        "updated": conversation.created * 1000,
    }
    if conversation.kind == "im":
        member = world.workspace.members.get(conversation.with_user or "")
        return shape | {
            "user": conversation.with_user,
            "is_user_deleted": member is not None and member.deleted,
            "priority": 0,
        }
    private = conversation.kind == "private"
    return shape | {
        "name": conversation.name,
        "name_normalized": conversation.name,
        "is_channel": not private,
        "is_group": private,
        "is_mpim": False,
        "is_private": private,
        "is_general": False,
        "is_shared": world.workspace.is_shared(conversation),
        "is_ext_shared": world.workspace.is_shared(conversation),
        "is_member": world.installation.bot_user_id in conversation.members,
        "creator": "",
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(conversation.members),
    }


def view_shape(view: View, world: World) -> JsonObject:
    """A view as Slack answers it and sends it with every interaction in it."""
    content = view.content
    defaults: JsonObject = {
        "callback_id": "",
        "private_metadata": "",
        "external_id": "",
        "title": {"type": "plain_text", "text": "View Title", "emoji": True},
        "submit": None,
        "close": None,
        "clear_on_close": False,
        "notify_on_close": False,
    }
    return {
        "id": view.id,
        "team_id": world.workspace.team_id,
        **defaults,
        **content,
        "state": {"values": view.values},
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "app_id": world.installation.app_id,
        "app_installed_team_id": world.workspace.team_id,
        "bot_id": world.installation.bot_id,
    }


def file_shape(file: StoredFile, world: World) -> JsonObject:
    kind = file.name.rpartition(".")[2].lower()
    mime = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml", "csv": "text/csv"}
    address = f"{world.url}/files/{file.id}/{file.name}"
    shape: dict[str, Any] = {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": mime.get(kind, "application/octet-stream"),
        "filetype": kind,
        "user": file.user,
        "size": file.length,
        "mode": "hosted",
        "is_external": False,
        "is_public": any(channel.startswith("C") for channel in file.channels),
        "url_private": address,
        "url_private_download": address,
        "permalink": address,
        "channels": [c for c in file.channels if c.startswith("C")],
        "groups": [],
        "ims": [c for c in file.channels if c.startswith("D")],
    }
    return shape | ({"alt_txt": file.alt_text} if file.alt_text else {})
