"""The Web API's files.* methods."""

from bot.sandbox.calls import Call
from bot.sandbox.content import Content
from bot.sandbox.file_shapes import file_shape
from bot.sandbox.records import Conversation, JsonObject, StoredFile
from bot.sandbox.refusal import Refused

ALT_TEXT_LIMIT = 1_000
CHANNEL_LIMIT = 100


def get_upload_url(call: Call) -> JsonObject:
    if call.arguments["length"] <= 0:
        raise Refused("invalid_arguments", ["[ERROR] must be greater than 0 [json-pointer:/length]"])
    alt_text = call.get("alt_txt", "")
    if len(alt_text) > ALT_TEXT_LIMIT:
        raise Refused("alt_txt_too_large")
    bot = call.world.installation.bot_user_id
    file, secret = call.world.uploads.announce(call.arguments["filename"], call.arguments["length"], bot, alt_text)
    return {"upload_url": f"{call.world.url}/upload/{secret}", "file_id": file.id}


def complete_upload(call: Call) -> JsonObject:
    """Finish the uploads and share them. The answer carries no `ts`; the message comes by itself."""
    wanted = call.arguments["files"]
    if not isinstance(wanted, list) or not all(isinstance(one, dict) and one.get("id") for one in wanted):
        raise Refused("invalid_arguments", ["[ERROR] must provide a list of files [json-pointer:/files]"])
    if call.get("initial_comment") and call.get("blocks"):
        raise Refused("invalid_arguments", ["[ERROR] initial_comment and blocks exclude each other"])
    places = [_place(call, channel) for channel in _channels(call)]
    uploads = call.world.uploads
    files = [uploads.complete(one["id"], one.get("title") or "", [c.id for c in places]) for one in wanted]
    for place in places:
        _share(call, place, files)
    return {"files": [file_shape(file, call.world) for file in files]}


def info(call: Call) -> JsonObject:
    file = call.world.uploads.finished(call.arguments["file"])
    if file is None:
        raise Refused("file_not_found")
    return {"file": file_shape(file, call.world), "comments": [], "response_metadata": {"next_cursor": ""}}


def _channels(call: Call) -> list[str]:
    listed = [channel for channel in (call.get("channels") or "").split(",") if channel]
    if len(listed) > CHANNEL_LIMIT:
        raise Refused("invalid_arguments", ["[ERROR] no more than 100 channels allowed"])
    return [call.arguments["channel_id"]] if call.get("channel_id") else listed


def _place(call: Call, channel: str) -> Conversation:
    """Where to share: a conversation's id, never a person's."""
    conversation = call.world.workspace.conversations.get(channel)
    if conversation is None:
        raise Refused("channel_not_found")
    if not call.inside(conversation):
        raise Refused("not_in_channel")
    return conversation


def _share(call: Call, place: Conversation, files: list[StoredFile]) -> None:
    shapes = [file_shape(file, call.world) for file in files]
    content = Content(call.get("initial_comment") or "", call.get("blocks"))
    call.posting.by_app(place, content, files=shapes, thread_ts=call.get("thread_ts"))
