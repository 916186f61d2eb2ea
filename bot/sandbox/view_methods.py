"""The Web API's views.* methods."""

import json
from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.records import JsonObject, View
from bot.sandbox.refusal import Refused
from bot.sandbox.shapes import view_shape
from bot.sandbox.triggers import Trigger
from bot.sandbox.world import World

SIZE_LIMIT = 250_000


def open_view(call: Call) -> JsonObject:
    view = checked_view(call.get("view"), call.world, "modal")
    trigger = _trigger(call)
    return _answer(call, call.world.views.open(trigger.user, view, trigger.conversation))


def push_view(call: Call) -> JsonObject:
    view = checked_view(call.get("view"), call.world, "modal")
    trigger = _trigger(call)
    if trigger.view_id is None:
        raise Refused("invalid_trigger_id")
    return _answer(call, call.world.views.push(trigger.user, view))


def update_view(call: Call) -> JsonObject:
    view_id, external_id = call.get("view_id"), call.get("external_id")
    if bool(view_id) == bool(external_id):
        raise Refused("invalid_arguments", ["[ERROR] exactly one of view_id and external_id is required"])
    open_one = call.world.views.named(view_id, external_id)
    content = checked_view(call.get("view"), call.world, open_one.type if open_one else "modal")
    if open_one is None:
        raise Refused("not_found")
    if call.get("hash") not in (None, open_one.hash):
        raise Refused("hash_conflict")
    call.world.views.replace(open_one, content)
    return _answer(call, open_one)


def publish_view(call: Call) -> JsonObject:
    if call.arguments["user_id"] not in call.world.workspace.members:
        raise Refused("invalid_arguments", ["invalid `user_id`"])
    content = checked_view(call.get("view"), call.world, "home")
    return _answer(call, call.world.views.publish(call.arguments["user_id"], content, call.get("hash")))


def checked_view(view: Any, world: World, kind: str) -> JsonObject:
    """A view of one kind that Slack would take. Raises Refused `invalid_arguments` or `view_too_large`."""
    if not isinstance(view, dict):
        raise Refused("invalid_arguments", ["[ERROR] must provide an object [json-pointer:/view]"])
    if problems := world.block_rules.in_view(view, kind):
        raise Refused("invalid_arguments", problems)
    if len(json.dumps(view)) > SIZE_LIMIT:
        raise Refused("view_too_large")
    return view


def _trigger(call: Call) -> Trigger:
    trigger_id = call.get("trigger_id") or call.get("interactivity_pointer")
    if not trigger_id:
        raise Refused("invalid_arguments", ["[ERROR] missing required field: trigger_id"])
    return call.world.triggers.exchange(trigger_id, call.world.timing.trigger)


def _answer(call: Call, view: View) -> JsonObject:
    return {"view": view_shape(view, call.world)}
