"""`taktgeber tick --at INSTANT`: one round and one full delivery at an instant, for operators and tests."""

import asyncio
from datetime import datetime

from bot.settings import Settings
from bot.wiring import connected, delivery_for, note_mail, ready_database
from jobs.clock import ShiftedClock, SystemClock
from jobs.delivery import Pace
from jobs.tick import tick


def tick_once(settings: Settings, at: datetime | None) -> int:
    """Decides and delivers everything due at that instant, which counts as the time of delivery.

    Answers how many messages were sent or updated. Beside a running bot on the same database it is safe.
    """
    return asyncio.run(_tick_once(settings, at))


async def _tick_once(settings: Settings, at: datetime | None) -> int:
    clock = ShiftedClock(at) if at else SystemClock()
    database = await asyncio.to_thread(ready_database, settings)
    try:
        async with connected(settings) as connection:
            mail = settings.for_mail()
            await asyncio.to_thread(note_mail, connection, database, mail)
            delivery = delivery_for(connection, database, clock, Pace(settle=settings.settle_seconds), mail)
            await asyncio.to_thread(tick, database, clock.now())
            done = await delivery.deliver_all()
            # What was delivered starts clocks, and what turned out stale is decided about anew.
            await asyncio.to_thread(tick, database, clock.now())
            return done + await delivery.deliver_all()
    finally:
        database.close()
