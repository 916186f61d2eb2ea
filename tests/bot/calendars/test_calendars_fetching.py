"""Fetching a calendar from a real server: what comes back, what is refused, and that nothing private is reached."""

import asyncio
import gzip
import socket
from collections.abc import Awaitable, Callable
from ipaddress import ip_address

import aiohttp
import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.calendars import fetching
from bot.calendars.addresses import PublicResolver, is_public
from bot.calendars.faults import Unreadable
from bot.calendars.fetching import LARGEST, Fetched, fetch, open_calendar_session
from tests.bot.calendars.calendar_server import CalendarServer, served


def fetched(server: CalendarServer, mark: str | None = None, *, allows_loopback: bool = True) -> Fetched | str | None:
    """What comes back, or the code of what went wrong."""

    async def story() -> Fetched | str | None:
        async with served(server), open_calendar_session() as session:
            try:
                return await fetch(session, server.address, mark, allows_loopback=allows_loopback)
            except Unreadable as fault:
                said.append(f"{fault} {fault.__cause__!r}")
                return fault.code

    said: list[str] = []
    found = asyncio.run(story())
    assert "s3cr3t" not in " ".join(said)
    return found


def test_a_file_comes_with_its_mark_and_is_not_sent_again() -> None:
    server = CalendarServer(b"BEGIN", headers={"ETag": '"v1"', "Last-Modified": "Tue, 01 Dec 2026 08:00:00 GMT"})

    assert fetched(server) == Fetched(b"BEGIN", 'ETag: "v1"')
    assert fetched(server, 'ETag: "v1"') is None
    assert fetched(server, 'ETag: "v0"') == Fetched(b"BEGIN", 'ETag: "v1"')


def test_without_an_etag_the_day_of_the_last_change_is_the_mark() -> None:
    changed = "Tue, 01 Dec 2026 08:00:00 GMT"
    server = CalendarServer(b"BEGIN", headers={"Last-Modified": changed})

    assert fetched(server) == Fetched(b"BEGIN", f"Last-Modified: {changed}")
    fetched(server, f"Last-Modified: {changed}")
    assert server.asked[-1]["If-Modified-Since"] == changed


def test_a_mark_that_does_not_fit_is_none() -> None:
    assert fetched(CalendarServer(b"BEGIN", headers={"ETag": f'"{"x" * 300}"'})) == Fetched(b"BEGIN", None)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (401, "forbidden"),
        (403, "forbidden"),
        (404, "not_found"),
        (410, "not_found"),
        (429, "unreachable"),
        (500, "unreachable"),
        (503, "unreachable"),
        (204, "unreachable"),
    ],
)
def test_what_a_server_answers_instead(status: int, code: str) -> None:
    assert fetched(CalendarServer(status=status)) == code


def test_a_file_that_is_too_large_is_not_read_to_its_end() -> None:
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            while sent < 50 * LARGEST:
                await response.write(b"x" * 65_536)
                sent += 65_536
        except ConnectionError:
            pass
        return response

    assert fetched(CalendarServer(handler=endless)) == "too_large"
    assert sent < 10 * LARGEST


def test_a_file_that_would_unfold_is_left_folded() -> None:
    folded = gzip.compress(b"x" * 50 * LARGEST)
    assert len(folded) < LARGEST
    found = fetched(CalendarServer(folded, headers={"Content-Encoding": "gzip"}))
    assert found == Fetched(folded, None)


def test_a_server_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "FETCH_SECONDS", 0.2)

    async def silent(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(5)
        return web.Response()

    assert fetched(CalendarServer(handler=silent)) == "unreachable"


def test_a_connection_that_breaks() -> None:
    async def breaks(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    assert fetched(CalendarServer(handler=breaks)) == "unreachable"


def redirected(to: Callable[[web.Request], str]) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path == "/moved":
            return web.Response(body=b"BEGIN")
        return web.Response(status=302, headers={"Location": to(request)})

    return answer


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("/moved", Fetched(b"BEGIN", None)),
        ("/again", "unreachable"),
        ("", "unreachable"),
        ("http://169.254.169.254/latest/meta-data", "not_public"),
        ("https://10.0.0.1/x", "not_public"),
        ("https://localhost/x", "not_public"),
        ("http://localhost/x", "not_public"),
        ("file:///etc/passwd", "not_public"),
        ("http://calendar.example.com/x", "not_public"),
    ],
)
def test_a_redirect_is_followed_only_where_it_may_lead(to: str, expected: Fetched | str) -> None:
    assert fetched(CalendarServer(handler=redirected(lambda _: to))) == expected


def test_this_machine_is_read_only_where_a_setting_allows_it() -> None:
    server = CalendarServer(b"BEGIN")
    assert fetched(server, allows_loopback=False) == "not_public"
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://[::1]/x",
        "https://0.0.0.0/x",
        "https://10.1.2.3/x",
        "https://172.16.0.1/x",
        "https://192.168.178.1/x",
        "https://169.254.169.254/x",
        "https://100.64.0.1/x",
        "https://224.0.0.1/x",
        "https://[fe80::1]/x",
        "https://[fc00::1]/x",
        "https://[::ffff:127.0.0.1]/x",
        "https://[64:ff9b::a00:1]/x",
        "https://[2002:7f00:1::]/x",
        "https://0x7f.1/x",
        "http://calendar.example.com/x",
        "https://user@calendar.example.com/x",
        "ftp://calendar.example.com/x",
        "https:///x",
    ],
)
def test_nothing_private_is_reached(address: str) -> None:
    async def story() -> None:
        async with open_calendar_session() as session:
            await fetch(session, address, None)

    with pytest.raises(Unreadable) as unreadable:
        asyncio.run(story())
    assert unreadable.value.code == "not_public"


@pytest.mark.parametrize(
    ("address", "expected"),
    [("93.184.215.14", True), ("2606:2800:21f::1", True), ("127.0.0.1", False), ("::", False), ("192.0.2.1", False)],
)
def test_which_addresses_are_public(address: str, expected: bool) -> None:
    assert is_public(ip_address(address)) is expected


class Says(AbstractResolver):
    """A name server that stands for whatever it is told."""

    def __init__(self, *hosts: str) -> None:
        self._hosts = hosts

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=one, port=port, family=family, proto=0, flags=0) for one in self._hosts
        ]

    async def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("hosts", "kept"),
    [
        (("93.184.215.14",), ["93.184.215.14"]),
        (("10.0.0.1", "93.184.215.14", "fe80::1%eth0"), ["93.184.215.14"]),
        (("10.0.0.1",), None),
        ((), []),
    ],
)
def test_a_name_leads_to_public_addresses_alone(hosts: tuple[str, ...], kept: list[str] | None) -> None:
    """A name that is asked twice may answer differently, so it is asked once: by whoever connects."""

    async def story() -> list[str]:
        return [one["host"] for one in await PublicResolver(Says(*hosts)).resolve("calendar.example.com", 443)]

    if kept is None:
        with pytest.raises(Unreadable):
            asyncio.run(story())
    else:
        assert asyncio.run(story()) == kept


def test_the_session_keeps_no_cookies() -> None:
    async def story() -> type[object]:
        async with open_calendar_session() as session:
            return type(session.cookie_jar)

    assert asyncio.run(story()) is aiohttp.DummyCookieJar
