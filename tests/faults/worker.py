"""A delivering process to be killed: says `ready`, waits for a line, then makes one round and delivers everything.

Usage: python -m tests.faults.worker INSTANT. The surroundings name the database and the workspace.
"""

import asyncio
import sys
from datetime import datetime

from bot.cards.worded import card_for  # noqa: F401  loaded before `ready`, so that kills hit work and not imports
from bot.logs import set_up_logs
from bot.settings import read_settings
from bot.wiring import connected, delivery_for
from jobs.clock import ShiftedClock
from jobs.delivery import Pace
from jobs.tick import tick
from storage.database import open_database

PACE = Pace(spacing=0.0, lease=20.0, timeout=10.0, settle=2.0)


async def work(at: datetime) -> None:
    settings = read_settings()
    database = open_database(settings.database_url)
    async with connected(settings) as connection:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        clock = ShiftedClock(at)
        delivery = delivery_for(connection, database, clock, PACE)
        tick(database, clock.now())
        await delivery.deliver_all()
        tick(database, clock.now())
    database.close()


if __name__ == "__main__":
    set_up_logs("ERROR", "text")
    asyncio.run(work(datetime.fromisoformat(sys.argv[1])))
