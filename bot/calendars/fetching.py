"""Fetches a calendar's file: once, over https, within ten seconds and two megabytes, and only what has changed.

The address is a secret: no log line and no failure ever holds it.
"""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

import aiohttp

from bot.calendars.addresses import PublicResolver, check_address
from bot.calendars.faults import Unreadable
from jobs.rules.feeds import CalendarFault

FETCH_SECONDS = 10
LARGEST = 2 * 1024 * 1024
MOST_REDIRECTS = 3
MARK_LIMIT = 200

_REDIRECTS = (301, 302, 303, 307, 308)
_FAULTS: dict[int, CalendarFault] = {401: "forbidden", 403: "forbidden", 404: "not_found", 410: "not_found"}
_MARKS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}


@dataclass(frozen=True)
class Fetched:
    """A file, and the mark by which its server can tell whether it has changed since."""

    content: bytes
    mark: str | None


def open_calendar_session() -> aiohttp.ClientSession:
    """A session of its own: unlike the one to the messenger it reaches public addresses alone, and keeps no cookies."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=8, ssl=ssl.create_default_context(), resolver=PublicResolver()),
        timeout=aiohttp.ClientTimeout(total=FETCH_SECONDS),
        cookie_jar=aiohttp.DummyCookieJar(),
        # As it is: a small file may unfold into a very large one.
        headers={"Accept": "text/calendar", "Accept-Encoding": "identity", "User-Agent": "Taktgeber"},
        auto_decompress=False,
    )


async def fetch(
    session: aiohttp.ClientSession, address: str, mark: str | None, *, allows_loopback: bool = False
) -> Fetched | None:
    """The file as it is now; None when it is as it was. Raises Unreadable."""
    try:
        for _ in range(MOST_REDIRECTS + 1):
            check_address(address, allows_loopback=allows_loopback)
            async with session.get(address, headers=_condition(mark), allow_redirects=False) as response:
                if response.status in _REDIRECTS:
                    address = urljoin(address, response.headers.get("Location", ""))
                    continue
                return await _read(response)
    except (aiohttp.ClientError, TimeoutError, ValueError) as fault:
        raise Unreadable("unreachable") from _without_address(fault)
    raise Unreadable("unreachable")


async def _read(response: aiohttp.ClientResponse) -> Fetched | None:
    if response.status == 304:
        return None
    if response.status != 200:
        raise Unreadable(_FAULTS.get(response.status, "unreachable"))
    content = bytearray()
    async for chunk in response.content.iter_chunked(65_536):
        content += chunk
        if len(content) > LARGEST:
            raise Unreadable("too_large")
    return Fetched(bytes(content), _mark(response.headers))


def _mark(headers: Mapping[str, str]) -> str | None:
    """What the server will recognise, with the name of the header it came in."""
    found = (f"{name}: {headers[name]}" for name in _MARKS if name in headers)
    return next((mark for mark in found if len(mark) <= MARK_LIMIT), None)


def _condition(mark: str | None) -> dict[str, str]:
    name, _, value = (mark or "").partition(": ")
    return {_MARKS[name]: value} if name in _MARKS else {}


def _without_address(fault: Exception) -> Exception:
    """The kind of a failure alone; its words would name the address."""
    return ConnectionError(type(fault).__name__)
