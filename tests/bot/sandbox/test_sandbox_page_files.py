"""Files on the page: pictures are seen, everything else stands on a card and can be kept."""

import struct
import zlib
from pathlib import Path

from playwright.sync_api import expect

from tests.bot.sandbox.page_app import PageApp
from tests.bot.sandbox.page_visit import Visit


def test_a_file_stands_on_a_card_and_is_kept_under_its_name(visit: Visit, app: PageApp, tmp_path: Path) -> None:
    direct = app.client.chat_postMessage(channel="UOTTO", text="Datei folgt")["channel"]
    content = "BEGIN:VCALENDAR\n" * 100
    app.client.files_upload_v2(
        channel=direct, filename="Termine März.ics", title="Deine Termine", content=content, initial_comment="Bitte"
    )
    page = visit()
    shown = page.locator(".message", has_text="Bitte")
    card = shown.locator("[data-testid^=file-]")
    expect(card).to_have_text("Deine TermineTermine März.ics · ICS · 1,6 kB")
    with page.expect_download() as download:
        card.get_by_role("link", name="Termine März.ics herunterladen").click()
    download.value.save_as(tmp_path / "kept")
    assert download.value.suggested_filename == "Termine März.ics"
    assert (tmp_path / "kept").read_text() == content


def test_a_file_without_a_word_shows_its_name_once(visit: Visit, app: PageApp) -> None:
    direct = app.client.chat_postMessage(channel="UOTTO", text="Datei folgt")["channel"]
    app.client.files_upload_v2(channel=direct, filename="meine-daten.json", content="{}")
    expect(visit().locator("[data-testid^=file-]")).to_have_text("meine-daten.jsonJSON · 2 Byte")


def test_a_file_is_shown_as_a_picture(visit: Visit, app: PageApp) -> None:
    direct = app.client.chat_postMessage(channel="UOTTO", text="Bild folgt")["channel"]
    app.client.files_upload_v2(
        channel=direct, filename="takt.png", title="Rhythmus", alt_txt="Ein Punkt", content=dot()
    )
    page = visit()
    picture = page.get_by_role("img", name="Ein Punkt")
    expect(picture).to_be_visible()
    assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 1


def dot() -> bytes:
    """A PNG of one black point."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
