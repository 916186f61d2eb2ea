"""A web server on this machine that publishes one calendar, and can fail in every way that servers do."""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class CalendarServer:
    """Answers whatever is set; `asked` are the headers of every request."""

    content: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    handler: Handler | None = None
    asked: list[Mapping[str, str]] = field(default_factory=list)
    address: str = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.headers)
        if self.handler is not None:
            return await self.handler(request)
        if "ETag" in self.headers and request.headers.get("If-None-Match") == self.headers["ETag"]:
            return web.Response(status=304)
        return web.Response(body=self.content, status=self.status, headers=self.headers)


@asynccontextmanager
async def served(server: CalendarServer) -> AsyncIterator[CalendarServer]:
    """The server, at an address with a secret in it."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    server.address = f"http://127.0.0.1:{port}/private-s3cr3t/basic.ics"
    try:
        yield server
    finally:
        await runner.cleanup()


@contextmanager
def published(server: CalendarServer) -> Iterator[CalendarServer]:
    """The same in a thread of its own, for stories that let time go by."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    serving = served(server)
    try:
        asyncio.run_coroutine_threadsafe(serving.__aenter__(), loop).result(10)
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(serving.__aexit__(None, None, None), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
