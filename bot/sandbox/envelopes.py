"""What an app receives when a person acts: the payloads of commands and interactions.

Follows docs.slack.dev/reference/interaction-payloads and the slash command page.
"""

from typing import Any

from bot.sandbox.element_states import values_of
from bot.sandbox.message_shapes import message_shape
from bot.sandbox.records import Conversation, JsonObject, Member, Message, View
from bot.sandbox.shapes import view_shape
from bot.sandbox.world import World


def command_payload(
    world: World,
    member: Member,
    conversation: Conversation,
    *,
    command: str,
    text: str,
    trigger_id: str,
    response_url: str,
) -> JsonObject:
    """A slash command. All values are strings; there is no thread in it, as commands do not work in threads."""
    return {
        "token": world.installation.verification_token,
        "team_id": world.workspace.team_id,
        "team_domain": world.workspace.domain,
        "channel_id": conversation.id,
        "channel_name": channel_name(conversation),
        "user_id": member.id,
        "user_name": member.name,
        "command": command,
        "text": text,
        "api_app_id": world.installation.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def block_actions_in_message(
    world: World,
    member: Member,
    conversation: Conversation,
    message: Message,
    *,
    action: JsonObject,
    trigger_id: str,
    response_url: str,
) -> JsonObject:
    """An act on an element of a message. An ephemeral message is named, but not shown, in it."""
    ephemeral = message.ephemeral_for is not None
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": conversation.id,
        "is_ephemeral": ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload = _interaction(world, member, "block_actions", trigger_id) | {
        "container": container,
        "channel": {"id": conversation.id, "name": channel_name(conversation)},
        "state": {"values": values_of(message.blocks, message.chosen.get(member.id, {}))},
        "response_url": response_url,
        "actions": [action],
    }
    return payload if ephemeral else payload | {"message": message_shape(message, world, metadata=True)}


def block_actions_in_view(
    world: World, member: Member, view: View, *, action: JsonObject, trigger_id: str
) -> JsonObject:
    """An act on an element of a modal or of the App Home."""
    return _interaction(world, member, "block_actions", trigger_id) | {
        "container": {"type": "view", "view_id": view.id},
        "view": view_shape(view, world),
        "actions": [action],
    }


def view_submission(world: World, member: Member, view: View, trigger_id: str) -> JsonObject:
    """A modal sent off, with everything in it under `view.state.values`."""
    payload = _interaction(world, member, "view_submission", trigger_id)
    return payload | {"view": view_shape(view, world), "response_urls": []}


def view_closed(world: World, member: Member, view: View, *, cleared: bool) -> JsonObject:
    """A modal closed without being sent off; `cleared` if the whole stack went."""
    payload = _interaction(world, member, "view_closed", None)
    return payload | {"view": view_shape(view, world), "is_cleared": cleared}


def channel_name(conversation: Conversation) -> str:
    return "directmessage" if conversation.kind == "im" else conversation.name


def _interaction(world: World, member: Member, kind: str, trigger_id: str | None) -> JsonObject:
    user: dict[str, Any] = {
        "id": member.id,
        "username": member.name,
        "name": member.name,
        "team_id": member.team_id,
    }
    payload: JsonObject = {
        "type": kind,
        "user": user,
        "api_app_id": world.installation.app_id,
        "token": world.installation.verification_token,
        "team": {"id": world.workspace.team_id, "domain": world.workspace.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }
    return payload | ({"trigger_id": trigger_id} if trigger_id else {})
