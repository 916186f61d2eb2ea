"""Members, conversations and views in the form in which Slack sends them."""

from zoneinfo import ZoneInfo

from bot.sandbox.records import Conversation, JsonObject, Member, View
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
            "is_restricted": member.guest,
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
