"""A process to be measured: one app that listens to the benchmark's Slack.

Usage: python -m tests.bench.subject NAME SLACK_URL FOLDER INSTANT. Says `ready`, then obeys lines: `cpu` answers the
seconds of CPU used so far, `move INSTANT` sets the clock and answers the same. Ends with its input.
"""

import asyncio
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from time import process_time

from bot.logs import set_up_logs
from tests.bench.clock import MovableClock


def app(name: str, slack_url: str, folder: Path, clock: MovableClock) -> AbstractAsyncContextManager[None]:
    """The app of that name, running. Each imports what it needs, so that no process carries another's load."""
    if name == "ours":
        from tests.bench.whole_bot import whole_bot

        return whole_bot(slack_url, folder, clock)
    from tests.bench.plain_apps import bare, peer

    return bare(slack_url) if name == "bare" else peer(slack_url, folder)


async def serve(name: str, slack_url: str, folder: Path, clock: MovableClock) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    async with app(name, slack_url, folder, clock):
        say("ready")
        threading.Thread(target=obey, args=(clock, lambda: loop.call_soon_threadsafe(ended.set))).start()
        await ended.wait()


def obey(clock: MovableClock, end: Callable[[], object]) -> None:
    for line in sys.stdin:
        order, _, instant = line.strip().partition(" ")
        if order == "move":
            clock.move_to(datetime.fromisoformat(instant))
        say(str(process_time()))
    end()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    set_up_logs("INFO", "json")
    asyncio.run(serve(sys.argv[1], sys.argv[2], Path(sys.argv[3]), MovableClock(datetime.fromisoformat(sys.argv[4]))))
