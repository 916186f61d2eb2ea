"""The Web API's methods about the app itself, its team and its members."""

from bot.sandbox.calls import Call
from bot.sandbox.conversation_methods import page_of
from bot.sandbox.records import JsonObject
from bot.sandbox.refusal import Refused
from bot.sandbox.shapes import user_shape


def auth_test(call: Call) -> JsonObject:
    workspace, installation = call.world.workspace, call.world.installation
    return {
        "url": f"{call.world.url}/",
        "team": workspace.name,
        "user": installation.name,
        "team_id": workspace.team_id,
        "user_id": installation.bot_user_id,
        "bot_id": installation.bot_id,
        "is_enterprise_install": False,
    }


def open_connection(call: Call) -> JsonObject:
    return {"url": call.sockets.ticket()}


def info(call: Call) -> JsonObject:
    return {"user": user_shape(call.member(), call.world, locale=call.get("include_locale", False))}


def list_users(call: Call) -> JsonObject:
    members = list(call.world.workspace.members.values())
    page, cursor = page_of(members, call, default=1000)
    locale = call.get("include_locale", False)
    return {
        "members": [user_shape(member, call.world, locale=locale) for member in page],
        "cache_ts": call.world.clock.epoch(),
        "response_metadata": {"next_cursor": cursor},
    }


def team_info(call: Call) -> JsonObject:
    workspace = call.world.workspace
    if call.get("team", workspace.team_id) != workspace.team_id:
        raise Refused("team_not_found")
    team = {"id": workspace.team_id, "name": workspace.name, "domain": workspace.domain}
    return {"team": team | {"url": f"{call.world.url}/", "email_domain": "", "icon": {"image_default": True}}}


def bots_info(call: Call) -> JsonObject:
    installation = call.world.installation
    if call.get("bot", installation.bot_id) != installation.bot_id:
        raise Refused("bot_not_found")
    profile = installation.profile(call.world.workspace.team_id)
    return {"bot": {name: profile[name] for name in ("id", "deleted", "name", "updated", "app_id", "user_id", "icons")}}
