"""A web process at a clock of one's own, and somebody who opens its addresses."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPConnection, HTTPMessage
from urllib.parse import urlencode, urlsplit

from bot.web.app import RESOURCES, build_app
from bot.web.resource import Resource, Site
from bot.web.server import WebServer, address_of, listening_socket
from jobs.clock import Clock
from storage.database import Database

SECONDS = 30


@dataclass
class StandingClock:
    """Stands still until it is moved."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return 0.0


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    text: str

    def header(self, name: str) -> str | None:
        return self.headers.get(name)


@dataclass(frozen=True)
class Visitor:
    """Whoever knows the address; with no cookies and no account."""

    url: str

    def opens(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """What comes back. Header names are written with underscores."""
        host = urlsplit(self.url)
        connection = HTTPConnection(str(host.hostname), host.port, timeout=SECONDS)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode())
        finally:
            connection.close()

    def sends(self, path: str, form: dict[str, str]) -> Answer:
        """Posts a form as a browser does."""
        sent = urlencode(form).encode()
        return self.opens(path, "POST", sent, Content_Type="application/x-www-form-urlencoded")


@contextmanager
def served(
    database: Database,
    clock: Clock,
    resources: tuple[Resource, ...] = RESOURCES,
    after_change: Callable[[], None] = lambda: None,
) -> Iterator[Visitor]:
    """A web server on a loop and a thread of its own, as a process has them."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="web", daemon=True)
    thread.start()
    sock = listening_socket("127.0.0.1", 0)
    with ThreadPoolExecutor(2) as executor:
        server = WebServer(build_app(Site(database, clock, 5.0, after_change), executor, resources), sock)
        loop.call_soon_threadsafe(server.start)
        try:
            yield Visitor(address_of(sock))
        finally:
            asyncio.run_coroutine_threadsafe(server.stop(), loop).result(SECONDS)
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()
