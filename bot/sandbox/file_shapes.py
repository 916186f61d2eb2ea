"""Uploaded files in the form in which Slack sends them."""

import mimetypes
from typing import Any
from urllib.parse import quote

from bot.sandbox.records import JsonObject, StoredFile
from bot.sandbox.world import World

# Fixed here, as the operating systems' lists of types differ.
_TYPES = {"ics": "text/calendar", "json": "application/json", "csv": "text/csv", "svg": "image/svg+xml"}


def mime_type(name: str) -> str:
    """The type of a file by the ending of its name."""
    ending = _ending(name)
    return _TYPES.get(ending) or mimetypes.guess_type(f"x.{ending}")[0] or "application/octet-stream"


def file_shape(file: StoredFile, world: World) -> JsonObject:
    """The file object (docs.slack.dev/reference/objects/file-object), as far as an app can know it."""
    kind = _ending(file.name)
    address = f"{world.url}/files/{file.id}"
    name = quote(file.name, safe="")
    shape: dict[str, Any] = {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": mime_type(file.name),
        "filetype": kind or "binary",
        "pretty_type": kind.upper() or "Binary",
        "user": file.user,
        "user_team": world.workspace.team_id,
        "editable": False,
        "size": file.length,
        "mode": "hosted",
        "is_external": False,
        "is_public": any(channel.startswith("C") for channel in file.channels),
        "public_url_shared": False,
        "display_as_bot": False,
        "url_private": f"{address}/{name}",
        "url_private_download": f"{address}/download/{name}",
        "permalink": f"{address}/{name}",
        "channels": [c for c in file.channels if c.startswith("C")],
        "groups": [],
        "ims": [c for c in file.channels if c.startswith("D")],
    }
    return shape | ({"alt_txt": file.alt_text} if file.alt_text else {})


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if stem and dot else ""
