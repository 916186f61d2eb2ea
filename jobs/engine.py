"""Keeps the engine going in a process: the bell rings the rounds, and after each round what is due goes out.

Rounds run in the bell's thread, delivery on the event loop. Neither ever ends because something failed once.
"""

import asyncio
from datetime import timedelta

import structlog

from jobs.audit import audit
from jobs.clock import Bell, Clock
from jobs.delivery import Delivery
from jobs.tick import tick
from storage import inbound
from storage.database import Database

log = structlog.get_logger(__name__)

_LOOK_AT_OUTBOX_EVERY = 1.0
_AUDIT_EVERY = 60.0
_FINISH_SECONDS = 8.0
_KEYS_KEPT = timedelta(days=7)


class Engine:
    """Rounds and delivery for as long as `run` is not cancelled."""

    def __init__(self, database: Database, delivery: Delivery, clock: Clock, tick_seconds: float = 5.0) -> None:
        self._database = database
        self._delivery = delivery
        self._clock = clock
        self._bell = Bell(self._round, every=tick_seconds)
        self._tick_seconds = tick_seconds
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Lets delivery look at the outbox at once. May be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._woken.set)

    async def run(self) -> None:
        """Works until it is cancelled; then the round and the deliveries under way are finished first."""
        self._loop = asyncio.get_running_loop()
        self._bell.start()
        self._delivering = asyncio.ensure_future(asyncio.sleep(0, result=0))
        auditing = asyncio.create_task(self._audit_now_and_then())
        try:
            while True:
                await self._deliver()
                await self._sleep()
        finally:
            auditing.cancel()
            await asyncio.to_thread(self._bell.stop)
            # A message that is on its way is settled before the process ends.
            await asyncio.wait({self._delivering}, timeout=_FINISH_SECONDS)

    async def _sleep(self) -> None:
        try:
            await asyncio.wait_for(self._woken.wait(), _LOOK_AT_OUTBOX_EVERY)
        except TimeoutError:
            return
        self._woken.clear()

    async def _deliver(self) -> None:
        try:
            self._delivering = asyncio.ensure_future(self._delivery.deliver())
            await asyncio.shield(self._delivering)
        except Exception:
            log.exception("the delivery failed; it goes on", action="delivery.failed")

    def _round(self) -> None:
        try:
            tick(self._database, self._clock.now())
        finally:
            self.wake()

    async def _audit_now_and_then(self) -> None:
        while True:
            await asyncio.sleep(_AUDIT_EVERY)
            try:
                await asyncio.to_thread(self._audit)
            except Exception:
                log.exception("the audit failed", action="audit.failed")

    def _audit(self) -> None:
        now = self._clock.now()
        for finding in audit(self._database, now, self._tick_seconds):
            log.error(finding.text, action="audit.finding", code=finding.code, count=finding.count)
        self._database.write(lambda session: inbound.forget_before(session, now - _KEYS_KEPT))
