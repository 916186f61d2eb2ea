"""The web part of `taktgeber run`, which `taktgeber web` is alone: pages and calendars, until the process ends."""

import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack

import structlog

from bot.operations.failures import OperationFailed
from bot.settings import Settings
from bot.web.app import build_app
from bot.web.resource import Site
from bot.web.server import AddressTaken, WebServer, address_of, listening_socket
from jobs.clock import Clock
from storage.database import Database

log = structlog.get_logger(__name__)

WEB_THREADS = 4


def web_socket(settings: Settings) -> socket.socket:
    """What the web part will be served on, before anything else is begun; raises OperationFailed."""
    try:
        return listening_socket(settings.host, settings.port)
    except AddressTaken as fault:
        raise OperationFailed(str(fault)) from None


def open_web(
    parts: AsyncExitStack,
    sock: socket.socket,
    settings: Settings,
    database: Database,
    clock: Clock,
    after_change: Callable[[], None],
) -> None:
    """Serves on the socket; what is closed at the end stands in `parts`."""
    executor = parts.enter_context(ThreadPoolExecutor(WEB_THREADS, thread_name_prefix="web"))
    site = Site(database, clock, settings.tick_seconds, after_change, settings.public_url)
    server = WebServer(build_app(site, executor), sock)
    server.start()
    parts.push_async_callback(server.stop)
    log.info("the web part is open", action="web.open", address=address_of(sock), public=settings.public_url)
