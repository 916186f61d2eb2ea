"""Files: announced, sent, completed into a conversation, and then there for people to keep."""

import time
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from bot.sandbox.installation import SCOPES
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.stage import Json, ask, bolt_app, call, client_of, connected, until


def refusal(error: str, *messages: str, **extra: Any) -> Json:
    answer: Json = {"ok": False, "error": error, **extra}
    return answer | ({"response_metadata": {"messages": list(messages)}} if messages else {})


def direct_message(sandbox: Sandbox) -> str:
    return sandbox.workspace.im_with("UOTTO").id


def upload(sandbox: Sandbox, name: str, content: bytes, title: str = "Bild", **sharing: Any) -> Json:
    announced = call(sandbox, "files.getUploadURLExternal", filename=name, length=len(content))
    with urlopen(Request(announced["upload_url"], content), timeout=5) as answer:
        assert answer.read() == b"OK - %d" % len(content)
    files = [{"id": announced["file_id"], "title": title}]
    return call(sandbox, "files.completeUploadExternal", files=files, **sharing)


def last_message(sandbox: Sandbox, place: str) -> Json:
    found: Json = ask(f"{sandbox.url}/sandbox/messages?as=UOTTO&conversation={place}")["messages"][-1]
    return found


@pytest.mark.parametrize(
    ("name", "content", "mimetype", "filetype"),
    [
        ("Termine März.ics", b"BEGIN:VCALENDAR", "text/calendar", "ics"),
        ("meine-daten.json", b"{}", "application/json", "json"),
        ("kurve.png", b"png", "image/png", "png"),
        ("a/b.csv", b"x", "text/csv", "csv"),
        ("ohne", b"x", "application/octet-stream", "binary"),
    ],
)
def test_a_file_is_shared_in_a_direct_message_and_can_be_kept(
    sandbox: Sandbox, name: str, content: bytes, mimetype: str, filetype: str
) -> None:
    place = direct_message(sandbox)

    [file] = upload(sandbox, name, content, title="Für dich", channel_id=place, initial_comment="Bitte")["files"]

    message = last_message(sandbox, place)
    assert (message["text"], message["bot"], message["files"]) == ("Bitte", True, [file])
    facts = ("name", "title", "mimetype", "filetype", "size", "ims", "channels", "is_public")
    assert [file[fact] for fact in facts] == [name, "Für dich", mimetype, filetype, len(content), [place], [], False]
    with urlopen(file["url_private_download"], timeout=5) as answer:
        assert answer.read() == content
        assert answer.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(name, safe='')}"
    with urlopen(file["url_private"], timeout=5) as answer:
        assert answer.read() == content
        assert answer.headers["Content-Type"].partition(";")[0] == mimetype
        assert "Content-Disposition" not in answer.headers


def test_only_a_granted_scope_lets_files_in(sandbox: Sandbox) -> None:
    sandbox.installation.scopes.remove("files:write")
    granted = [scope for scope in SCOPES if scope != "files:write"]
    missing = refusal("missing_scope", needed="files:write", provided=",".join(granted))

    assert call(sandbox, "files.getUploadURLExternal", filename="a.ics", length=1) == missing
    assert call(sandbox, "files.completeUploadExternal", files=[{"id": "F1"}]) == missing


async def test_the_app_is_told_of_its_file_as_of_a_message(sandbox: Sandbox) -> None:
    place = direct_message(sandbox)
    async with connected(sandbox, bolt_app(sandbox)) as stage:
        await client_of(sandbox).files_upload_v2(channel=place, filename="a.json", content="{}", initial_comment="Da")
        await until(lambda: sandbox.world.traffic.count("socket") == 1)
        [entry] = [one for one in (await stage.get("traffic"))["entries"] if one["kind"] == "socket"]

    event = entry["request"]["payload"]["event"]
    facts = ("type", "subtype", "text", "bot_id", "upload", "display_as_bot", "channel_type")
    assert [event[fact] for fact in facts] == ["message", "file_share", "Da", "BTAKT", True, False, "im"]
    assert [file["name"] for file in event["files"]] == ["a.json"]


def test_a_file_nobody_completed_is_not_there(sandbox: Sandbox) -> None:
    announced = call(sandbox, "files.getUploadURLExternal", filename="a.ics", length=1)

    with pytest.raises(HTTPError) as missing:
        urlopen(f"{sandbox.url}/files/{announced['file_id']}/download/a.ics", timeout=5)

    with missing.value as answer:
        assert answer.code == 404


def test_a_picture_is_a_moment_later_usable_in_a_block(sandbox: Sandbox) -> None:
    place = direct_message(sandbox)
    [file] = upload(sandbox, "kurve.png", b"png", channel_id=place)["files"]
    picture = [{"type": "image", "alt_text": "Kurve", "slack_file": {"id": file["id"]}}]

    early = call(sandbox, "chat.postMessage", channel=place, text="x", blocks=picture)

    assert early == refusal("invalid_blocks", "[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]")
    time.sleep(0.06)
    assert call(sandbox, "chat.postMessage", channel=place, text="x", blocks=picture)["ok"]


def test_files_are_shared_to_conversations_not_to_people(sandbox: Sandbox) -> None:
    assert upload(sandbox, "a.png", b"x", channel_id="UOTTO") == refusal("channel_not_found")
    never_sent = [{"id": "F1", "title": "x"}]
    assert call(sandbox, "files.completeUploadExternal", files=never_sent) == refusal("file_not_found")
    assert call(sandbox, "files.getUploadURLExternal", filename="x", length=0) == refusal(
        "invalid_arguments", "[ERROR] must be greater than 0 [json-pointer:/length]"
    )
