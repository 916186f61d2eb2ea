"""`taktgeber run`, `listen`, `work` and `web`: the parts of the bot that go on until the process is told to stop."""

import asyncio
import signal
import socket
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from typing import Any

import structlog

from bot.calendars.reading import CalendarReader
from bot.operations.greeting import greet_installer
from bot.settings import Settings
from bot.slack.homes import HomeKeeper
from bot.slack.installation import SlackRefused
from bot.wiring import (
    Connected,
    connected,
    delivery_for,
    learn_people,
    note_mail,
    ready_database,
    services_for,
    socket_for,
)
from jobs.clock import Clock, SystemClock
from jobs.delivery import Pace
from jobs.engine import Engine
from storage.database import Database

log = structlog.get_logger(__name__)

ANSWERING_THREADS = 16


async def serve(settings: Settings, *, listens: bool, works: bool, web: bool) -> None:
    """Serves until SIGTERM or SIGINT; then takes nothing new and finishes what runs, within ten seconds.

    Raises SlackRefused when Slack will never accept the tokens, OperationFailed where the web part can't be served,
    DatabaseUnreachable and SchemaMismatch at the start.
    """
    stopping, clock = _told_to_stop(), SystemClock()
    sock = _web_socket(settings) if web else None
    database = await asyncio.to_thread(ready_database, settings)
    try:
        async with connected(settings) as connection:
            await learn_people(connection, database, clock)
            if settings.installer and listens:
                await asyncio.to_thread(greet_installer, settings.installer, connection, database, clock)
            async with AsyncExitStack() as parts:
                refused = await open_parts(
                    parts, settings, connection, database, clock, listens=listens, works=works, web=sock
                )
                log.info("ready", action="process.ready", team=connection.installation.team_name)
                await _until(stopping, refused)
    finally:
        await asyncio.to_thread(database.close)


async def serve_web(settings: Settings) -> None:
    """The web part alone, which needs nothing of Slack; ends as `serve` does, and raises what it raises."""
    stopping = _told_to_stop()
    sock = _web_socket(settings)
    database = await asyncio.to_thread(ready_database, settings)
    try:
        async with AsyncExitStack() as parts:
            _open_web(parts, sock, settings, database, SystemClock(), lambda: None)
            log.info("ready", action="process.ready")
            await stopping.wait()
    finally:
        await asyncio.to_thread(database.close)


async def open_parts(
    parts: AsyncExitStack,
    settings: Settings,
    connection: Connected,
    database: Database,
    clock: Clock,
    *,
    listens: bool,
    works: bool,
    web: socket.socket | None = None,
) -> "asyncio.Task[SlackRefused] | None":
    """Starts listening and working, and serving on the socket `web`; what is closed at the end stands in `parts`.

    Answers what ends the listening.
    """
    mail = settings.for_mail()
    engine = Engine(
        database,
        delivery_for(connection, database, clock, Pace(settle=settings.settle_seconds), mail),
        clock,
        settings.tick_seconds,
    )
    if works:
        await asyncio.to_thread(note_mail, connection, database, mail)
        _keep_running(parts, engine.run())
        calendars = CalendarReader(database, clock, allows_loopback=settings.calendar_loopback)
        _keep_running(parts, calendars.run())
    if web is not None:
        _open_web(parts, web, settings, database, clock, engine.wake)
    if not listens:
        return None
    executor = parts.enter_context(ThreadPoolExecutor(ANSWERING_THREADS, thread_name_prefix="answer"))

    def after_change() -> None:
        engine.wake()
        keeper.ring()

    services = services_for(connection, database, clock, after_change, executor, settings.public_url)
    keeper = HomeKeeper(services)
    _keep_running(parts, keeper.run())
    socket = socket_for(services, settings, connection)
    await socket.start()
    parts.push_async_callback(socket.stop)
    return asyncio.ensure_future(socket.ended())


def _told_to_stop() -> asyncio.Event:
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    return stopping


def _web_socket(settings: Settings) -> socket.socket:
    # Whoever only listens or works doesn't load a web server.
    from bot.operations.web import web_socket

    return web_socket(settings)


def _open_web(
    parts: AsyncExitStack,
    sock: socket.socket,
    settings: Settings,
    database: Database,
    clock: Clock,
    after_change: Callable[[], None],
) -> None:
    from bot.operations.web import open_web

    open_web(parts, sock, settings, database, clock, after_change)


def _keep_running(parts: AsyncExitStack, work: Coroutine[Any, Any, None]) -> None:
    """Runs beside everything else; at the end it is cancelled, and finishes by itself what must not break off."""
    working = asyncio.create_task(work)

    async def stop() -> None:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)

    parts.push_async_callback(stop)


async def _until(stopping: asyncio.Event, refused: "asyncio.Task[SlackRefused] | None") -> None:
    told = asyncio.ensure_future(stopping.wait())
    ends = {told} if refused is None else {told, refused}
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    for waiting in ends:
        if not waiting.done():
            waiting.cancel()
    if refused is not None and refused.done() and not refused.cancelled():
        raise refused.result()
