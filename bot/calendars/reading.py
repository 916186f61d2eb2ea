"""Reads the calendars whose time has come, one after the other, for as long as the process works.

What is due stands in the database, so any number of processes may share the work. Nothing is fetched within a
transaction. A log line names a calendar by its number alone.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import aiohttp
import structlog

from bot.calendars.faults import Unreadable
from bot.calendars.fetching import fetch, open_calendar_session
from bot.calendars.parsing import read_entries
from jobs.clock import Clock
from jobs.use_cases import feed_reading
from jobs.use_cases.feed_reading import Due
from storage.database import Database

log = structlog.get_logger(__name__)

LOOK_EVERY = 20.0


class CalendarReader:
    """Reads until `run` is cancelled; a calendar that was under way then is read by the next."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        allows_loopback: bool = False,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._clock = clock
        self._allows_loopback = allows_loopback
        self._pause = pause

    async def run(self) -> None:
        """Works until it is cancelled, whatever fails."""
        async with open_calendar_session() as session:
            while True:
                try:
                    await self.round(session)
                except Exception:
                    log.exception("the calendars could not be looked after", action="calendars.failed")
                await self._pause(LOOK_EVERY)

    async def round(self, session: aiohttp.ClientSession) -> int:
        """Reads every calendar that is due; answers how many they were."""
        count = 0
        while (due := await asyncio.to_thread(feed_reading.take_due, self._database, self._clock.now())) is not None:
            await self._read_apart(session, due)
            count += 1
        return count

    async def _read_apart(self, session: aiohttp.ClientSession, due: Due) -> None:
        """One that breaks its reader holds up no other, and is tried again once its lease is over."""
        try:
            await self._read(session, due)
        except Exception as fault:  # noqa: BLE001  its words may be those of the file
            kind = type(fault).__name__
            log.error("a calendar broke its reader", action="calendar.broke", feed=due.feed_id, fault=kind)  # noqa: TRY400

    async def _read(self, session: aiohttp.ClientSession, due: Due) -> None:
        try:
            fetched = await fetch(session, due.address, due.mark, allows_loopback=self._allows_loopback)
            if fetched is None:
                await self._write(partial(feed_reading.unchanged, due=due, now=self._clock.now()))
                return
            entries = await asyncio.to_thread(read_entries, fetched.content, self._clock.now().date())
        except Unreadable as fault:
            log.info("a calendar can't be read", action="calendar.unreadable", feed=due.feed_id, code=fault.code)
            await self._write(partial(feed_reading.failed, due=due, fault=fault.code, now=self._clock.now()))
            return
        now = self._clock.now()
        await self._write(partial(feed_reading.read, due=due, entries=entries, mark=fetched.mark, now=now))
        log.info("a calendar was read", action="calendar.read", feed=due.feed_id)

    async def _write(self, work: Callable[..., None]) -> None:
        await asyncio.to_thread(self._database.write, work)
