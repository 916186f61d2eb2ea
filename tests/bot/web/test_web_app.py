"""What every address of the web process has in common: limits, headers, errors as pages, and no secret in any log."""

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import structlog
from starlette.responses import PlainTextResponse, Response
from structlog.testing import capture_logs

from bot.logs import blank_secrets
from bot.web.resource import Resource, Site, Visit
from bot.web.server import AddressTaken, listening_socket
from bot.web.visiting import LARGEST_BODY, preferred
from storage.database import Database
from storage.failures import DatabaseUnreachable
from tests.bot.web.visitor import StandingClock, Visitor, served
from tests.jobs.company import berlin

NOW = berlin("2026-12-01 10:00")
TOKEN = "12-abcdefghijklmnopqrstuvwxyzABCDEFGHIJ-_01234"


def echo(site: Site, visit: Visit) -> Response:
    del site
    return PlainTextResponse(f"{visit.method} {visit.path['token']} {dict(visit.form)} {visit.language}")


def broken(site: Site, visit: Visit) -> Response:
    raise RuntimeError(f"with {visit.path['token']}")


def away(site: Site, visit: Visit) -> Response:
    raise DatabaseUnreachable("postgresql://somewhere")


HERE = (
    Resource("/echo/{token}", echo, ("GET", "POST")),
    Resource("/broken/{token}", broken),
    Resource("/away/{token}", away),
)


@pytest.fixture
def visitor(sqlite_database: Database) -> Iterator[Visitor]:
    with served(sqlite_database, StandingClock(NOW), HERE) as visitor:
        yield visitor


def test_an_address_is_answered_with_what_its_places_hold(visitor: Visitor) -> None:
    assert visitor.opens(f"/echo/{TOKEN}").text == f"GET {TOKEN} {{}} de"
    assert visitor.sends(f"/echo/{TOKEN}", {"note": "Größe & Farbe", "act": ""}).text == (
        f"POST {TOKEN} {{'note': 'Größe & Farbe', 'act': ''}} de"
    )
    assert visitor.opens(f"/echo/{TOKEN}", "HEAD").text == ""


def test_every_answer_has_strict_headers(visitor: Visitor) -> None:
    for path in (f"/echo/{TOKEN}", f"/broken/{TOKEN}", "/nowhere"):
        answer = visitor.opens(path)
        assert (
            answer.header("Referrer-Policy"),
            answer.header("X-Content-Type-Options"),
            answer.header("X-Robots-Tag"),
            answer.header("Cache-Control"),
            answer.header("Server"),
        ) == ("no-referrer", "nosniff", "noindex, nofollow", "no-store", None)
        assert str(answer.header("Content-Security-Policy")).startswith("default-src 'none'; ")
        assert "unsafe" not in str(answer.header("Content-Security-Policy"))


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "heading"),
    [
        ("GET", "/nowhere", None, 404, "Dieser Link öffnet nichts"),
        ("GET", "/", None, 404, "Dieser Link öffnet nichts"),
        ("GET", "/echo/a/b", None, 404, "Dieser Link öffnet nichts"),
        ("GET", f"/echo/{TOKEN}/", None, 404, "Dieser Link öffnet nichts"),
        ("DELETE", f"/echo/{TOKEN}", None, 405, "Das ließ sich nicht annehmen"),
        ("POST", f"/broken/{TOKEN}", b"", 405, "Das ließ sich nicht annehmen"),
        ("POST", f"/echo/{TOKEN}", b"x" * (LARGEST_BODY + 1), 413, "Das ließ sich nicht annehmen"),
        ("POST", f"/echo/{TOKEN}", b"note=%ff", 400, "Das ließ sich nicht annehmen"),
        ("POST", f"/echo/{TOKEN}", b"\xff=1", 400, "Das ließ sich nicht annehmen"),
        ("POST", f"/echo/{TOKEN}", b"&".join(b"a%d=1" % n for n in range(99)), 400, "Das ließ sich nicht annehmen"),
        ("GET", f"/broken/{TOKEN}", None, 500, "Das hat gerade nicht geklappt"),
        ("GET", f"/away/{TOKEN}", None, 503, "Das hat gerade nicht geklappt"),
    ],
)
def test_what_goes_wrong_is_a_page(
    visitor: Visitor, method: str, path: str, body: bytes | None, status: int, heading: str
) -> None:
    answer = visitor.opens(path, method, body)
    assert (answer.status, answer.header("Content-Type")) == (status, "text/html; charset=utf-8")
    assert f"<h1>{heading}</h1>" in answer.text
    assert TOKEN not in answer.text


def test_a_fault_has_a_number_that_finds_its_line_and_neither_holds_a_secret(visitor: Visitor) -> None:
    with capture_logs() as lines:
        answer = visitor.opens(f"/broken/{TOKEN}?{TOKEN}", Accept_Language="en")

    [line] = [one for one in lines if one["action"] == "web.failed"]
    assert (line["resource"], line["fault"]) == ("/broken/{token}", "RuntimeError")
    assert "tests/bot/web/test_web_app.py" in line["where"]
    assert f"is noted under the number {line['number']}." in answer.text
    assert TOKEN not in str(lines)
    assert answer.header("Retry-After") == "60"


def test_the_log_names_the_resource_and_never_the_address(visitor: Visitor) -> None:
    with capture_logs() as lines:
        visitor.opens(f"/echo/{TOKEN}")
        visitor.opens(f"/p/{TOKEN}")

    assert [(one["resource"], one["method"], one["status"]) for one in lines] == [
        ("/echo/{token}", "GET", 200),
        ("-", "GET", 404),
    ]
    assert TOKEN not in str(lines)


def test_a_link_that_reaches_a_log_in_another_way_is_blanked_there() -> None:
    said = f"GET /calendar/{TOKEN}.ics and xoxb-1-2, not 12-abc nor a 2026-12-01"
    assert blank_secrets(structlog.get_logger(), "info", {"event": said})["event"] == (
        "GET /calendar/12-….ics and xoxb-…, not 12-abc nor a 2026-12-01"
    )


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "de"),
        ("de", "de"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("en-GB,en;q=0.9,de;q=0.8", "en"),
        ("de;q=0.5, en;q=0.7", "en"),
        ("fr, en;q=0.3, de;q=0.2", "en"),
        ("fr-FR", "en"),
        ("*", "de"),
        ("de;q=0, en", "en"),
        ("en;q=oops, de", "de"),
        ("en;q=nan", "de"),
        (",;q=,;;,", "de"),
    ],
)
def test_a_page_is_in_the_language_that_the_browser_likes_best(accepted: str, language: str) -> None:
    assert preferred(accepted) == language


def test_a_port_that_is_taken_is_said_with_what_to_do() -> None:
    with listening_socket("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressTaken) as raised:
            listening_socket("127.0.0.1", port)
    assert str(raised.value) == (
        f"Port {port} of 127.0.0.1 is taken. Set PORT to a free one, or end what listens there."
    )


def test_a_host_that_is_not_here_is_said_with_what_to_do() -> None:
    with pytest.raises(AddressTaken) as raised:
        listening_socket("198.51.100.1", 0)
    assert str(raised.value) == (
        "HOST 198.51.100.1 can't be listened on: Cannot assign requested address. "
        "Use 127.0.0.1, or 0.0.0.0 for every network."
    )


def test_a_visitor_who_hangs_up_or_talks_nonsense_does_no_harm(visitor: Visitor) -> None:
    host = urlsplit(visitor.url)
    for words in (
        b"POST /echo/1 HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc",
        b"\x16\x03\x01 nonsense\r\n\r\n",
    ):
        with socket.create_connection((host.hostname, host.port), timeout=5) as hasty:
            hasty.sendall(words)
    assert visitor.opens(f"/echo/{TOKEN}").status == 200
