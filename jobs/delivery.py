"""Carries the outbox to the messenger: claim, ask again whether it is still wanted, send, settle.

`sending` is committed before the messenger is called. An answer that is lost leaves the row `unknown`; after a settle
time the message is looked up by its outbox id, and only if it verifiably isn't there does it go out again. A sender
that slept past its lease never posts.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import structlog

from jobs import claims, refreshes, searches
from jobs.claims import Claim
from jobs.clock import Clock
from jobs.messenger import Messenger, OutcomeUnknown, TryLater, Undeliverable
from jobs.refreshes import Refresh
from jobs.searches import Search
from storage.database import Database

log = structlog.get_logger(__name__)
T = TypeVar("T")


@dataclass(frozen=True)
class Pace:
    """Times in seconds. `settle` must exceed the messenger's time-out plus its slowest acceptance."""

    spacing: float = 1.0
    lease: float = 30.0
    timeout: float = 10.0
    settle: float = 60.0
    in_flight: int = 8
    batch: int = 50

    @property
    def latest_start(self) -> float:
        """Seconds after the claim from which a post could outlive its lease."""
        return self.lease - self.timeout - 2.0


class Delivery:
    """Sends what is due. One round at a time within a process; any number of processes side by side."""

    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        clock: Clock,
        *,
        pace: Pace | None = None,
        executor: Executor | None = None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._messenger = messenger
        self._clock = clock
        self._pace = pace or Pace()
        self._executor = executor
        self._pause = pause
        self._one_round = asyncio.Lock()

    async def deliver(self) -> int:
        """One round: settles what is unknown, sends what is due, refreshes what is outdated. Counts what it did."""
        async with self._one_round:
            done = await self._settle_unknown()
            done += await self._send_due()
            return done + await self._refresh()

    async def deliver_all(self, limit: int = 10_000) -> int:
        """Rounds until nothing is due any more, waiting out the spacing of conversations."""
        total = 0
        for _ in range(limit):
            done = await self.deliver()
            total += done
            wait = await self._in_thread(
                partial(claims.seconds_to_wait, now=self._clock.now(), spacing=self._pace.spacing)
            )
            if done == 0 and wait is None:
                return total
            if done == 0 and wait is not None:
                await self._pause(max(wait, 0.01))
        raise RuntimeError("the outbox does not come to rest")

    async def _in_thread(self, work: Callable[[Database], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work, self._database)

    async def _send_due(self) -> int:
        pace = self._pace
        started = self._clock.monotonic()
        batch = await self._in_thread(
            partial(
                claims.claim,
                now=self._clock.now(),
                limit=pace.batch,
                lease=timedelta(seconds=pace.lease),
                spacing=timedelta(seconds=pace.spacing),
            )
        )
        gate = asyncio.Semaphore(pace.in_flight)
        await asyncio.gather(*(self._send(claim, started, gate) for claim in batch.claims))
        return len(batch.claims) + batch.dropped

    async def _send(self, claim: Claim, started: float, gate: asyncio.Semaphore) -> None:
        async with gate:
            if self._clock.monotonic() - started > self._pace.latest_start:
                # The machine slept or the queue was slow: somebody else may hold this message by now.
                await self._in_thread(partial(claims.give_back, claim=claim, now=self._clock.now()))
                return
            settle = await self._post(claim)
            await self._in_thread(settle)

    async def _post(self, claim: Claim) -> Callable[[Database], None]:
        """Posts once and answers how to settle the row."""
        try:
            receipt = await self._messenger.send(claim.composed, claim.to, claim.outbox_id)
        except TryLater as fault:
            log.warning("will try again", action="notice.delayed", outbox=claim.outbox_id, why=fault.why)
            return partial(claims.try_later, claim=claim, fault=fault, at=self._retry_at(claim, fault))
        except Undeliverable as fault:
            log.warning("can't be delivered", action="notice.dead", outbox=claim.outbox_id, why=fault.why)
            return partial(claims.bury, claim=claim, why=fault.why, now=self._clock.now())
        except OutcomeUnknown as fault:
            return self._unknown(claim, fault.why)
        except Exception as fault:
            log.exception("the messenger failed in an unforeseen way", action="notice.unknown", outbox=claim.outbox_id)
            return self._unknown(claim, type(fault).__name__)
        log.info("delivered", action="notice.delivered", outbox=claim.outbox_id, kind=claim.kind)
        return partial(claims.delivered, claim=claim, receipt=receipt, now=self._clock.now())

    def _unknown(self, claim: Claim, why: str) -> Callable[[Database], None]:
        log.warning("perhaps delivered", action="notice.unknown", outbox=claim.outbox_id, why=why)
        at = self._clock.now() + timedelta(seconds=self._pace.settle)
        return partial(claims.leave_unknown, claim=claim, why=why, look_up_at=at)

    def _retry_at(self, claim: Claim, fault: TryLater) -> datetime:
        """When to try again: what the messenger named, else ever later with jitter, a quarter of an hour at most."""
        back_off = random.uniform(0.5, 1.0) * min(2.0**claim.attempt, 900.0)  # noqa: S311  jitter, no secret
        return self._clock.now() + timedelta(seconds=fault.after or back_off)

    async def _settle_unknown(self) -> int:
        settle = timedelta(seconds=self._pace.settle)
        await self._in_thread(partial(searches.expire_leases, now=self._clock.now(), settle=settle))
        wanted = await self._in_thread(partial(searches.searches, now=self._clock.now(), limit=self._pace.batch))
        for search in wanted:
            await self._look_up(search, settle)
        return len(wanted)

    async def _look_up(self, search: Search, settle: timedelta) -> None:
        try:
            found = await self._messenger.look_up(search.to, [one.outbox_id for one in search.rows], search.since)
        except Undeliverable as fault:
            # Where looking is not allowed nothing can be known; a second copy is better than none.
            log.warning("can't be looked up", action="notice.not_found", why=fault.why)
            found = {}
        except (TryLater, OutcomeUnknown) as fault:
            wait = timedelta(seconds=getattr(fault, "after", 0.0) or settle.total_seconds())
            await self._in_thread(partial(searches.look_up_later, search=search, at=self._clock.now() + wait))
            return
        now = self._clock.now()
        await self._in_thread(partial(searches.settle_search, search=search, found=found, now=now, settle=settle))

    async def _refresh(self) -> int:
        lease = timedelta(seconds=self._pace.lease)
        now = self._clock.now()
        due = await self._in_thread(partial(refreshes.claim_refreshes, now=now, limit=self._pace.batch, lease=lease))
        gate = asyncio.Semaphore(self._pace.in_flight)
        await asyncio.gather(*(self._update(one, gate) for one in due))
        return len(due)

    async def _update(self, refresh: Refresh, gate: asyncio.Semaphore) -> None:
        async with gate:
            try:
                await self._messenger.update(refresh.composed, refresh.to, refresh.receipt)
            except TryLater as fault:
                at = self._clock.now() + timedelta(seconds=fault.after or 15.0)
                await self._in_thread(partial(refreshes.refresh_later, refresh=refresh, at=at))
                return
            except OutcomeUnknown:
                # An update is harmless to repeat; its lease brings it back.
                return
            except Undeliverable as fault:
                log.warning("can't be updated", action="notice.not_updated", outbox=refresh.outbox_id, why=fault.why)
            await self._in_thread(partial(refreshes.finish_refresh, refresh=refresh))
