"""A messenger that keeps what it was given, and fails on demand; and a clock that is moved by hand."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from jobs.delivery import Delivery, Pace
from jobs.messenger import Destination, Receipt
from jobs.notices import Composed, Notice
from jobs.tick import tick
from storage.database import Database


@dataclass
class HandClock:
    at: datetime

    def now(self) -> datetime:
        return self.at.astimezone(UTC)

    def monotonic(self) -> float:
        return self.at.timestamp()

    async def pause(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Sent:
    at: datetime
    to: str
    notice: Notice
    outbox_id: int


@dataclass
class Recorder:
    """Keeps what is sent.

    `fails` holds exceptions to raise instead of, or (with True) after, keeping the message; `hides` refuses look-ups.
    """

    clock: HandClock
    sent: list[Sent] = field(default_factory=list)
    updated: list[tuple[str, Notice]] = field(default_factory=list)
    fails: list[tuple[Exception, bool]] = field(default_factory=list)
    hides: Exception | None = None

    async def send(self, composed: Composed, to: Destination, outbox_id: int) -> Receipt:
        await asyncio.sleep(0)
        if self.fails:
            fault, after_keeping = self.fails.pop(0)
            if after_keeping:
                self._keep(composed, to, outbox_id)
            raise fault
        return self._keep(composed, to, outbox_id)

    def _keep(self, composed: Composed, to: Destination, outbox_id: int) -> Receipt:
        self.sent.append(Sent(self.clock.now(), to.external_id, composed.notice, outbox_id))
        return Receipt(f"D-{to.external_id}/{outbox_id}", f"D-{to.external_id}")

    async def update(self, composed: Composed, to: Destination, receipt: str) -> None:
        await asyncio.sleep(0)
        self.updated.append((receipt, composed.notice))

    async def look_up(self, to: Destination, outbox_ids: Iterable[int], since: datetime) -> dict[int, Receipt]:
        await asyncio.sleep(0)
        if self.hides is not None:
            raise self.hides
        wanted = set(outbox_ids)
        return {
            one.outbox_id: Receipt(f"D-{one.to}/{one.outbox_id}", f"D-{one.to}")
            for one in self.sent
            if one.outbox_id in wanted and one.at >= since - timedelta(seconds=120)
        }


class Engine:
    """Tick and delivery, driven by hand."""

    def __init__(self, database: Database, at: datetime, pace: Pace | None = None) -> None:
        self.database = database
        self.clock = HandClock(at)
        self.messenger = Recorder(self.clock)
        self.delivery = Delivery(database, self.messenger, self.clock, pace=pace, pause=self.clock.pause)

    def at(self, at: datetime) -> list[Sent]:
        """Moves time to an instant, runs one round, delivers everything; answers what went out."""
        self.clock.at = at
        return self.now()

    def now(self) -> list[Sent]:
        before = len(self.messenger.sent)
        for _ in range(2):  # a message that turns out stale lets its tasks be decided about anew
            tick(self.database, self.clock.now())
            asyncio.run(self.delivery.deliver_all())
        tick(self.database, self.clock.now())
        return self.messenger.sent[before:]
