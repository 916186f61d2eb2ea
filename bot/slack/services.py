"""What the listeners work with, put together once at the start."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errands import Errands
from bot.slack.installation import Installation
from jobs.clock import Clock
from jobs.facts import Reader

T = TypeVar("T")


@dataclass(frozen=True)
class Patience:
    """Seconds after which an act no longer waits for its answer: Slack gives three, counted from the click.

    `form` opens a form empty, `acknowledge` acknowledges what is shown afterwards.
    """

    form: float = 0.8
    acknowledge: float = 2.0


@dataclass(frozen=True)
class Services:
    """`database` is opaque here: only use cases open transactions. `after_change` rings the delivery, from any thread.

    The executor bounds how many requests work at once; the loop itself never waits for the database. `readers` keeps
    who speaks which language, so that an apology needs no database. `public_url` is where people reach the web process.
    """

    database: Any
    clock: Clock
    client: AsyncWebClient
    installation: Installation
    after_change: Callable[[], None]
    executor: Executor
    errands: Errands = field(default_factory=Errands)
    readers: dict[str, Reader] = field(default_factory=dict)
    patience: Patience = Patience()
    public_url: str | None = None

    async def in_thread(self, work: Callable[[], T]) -> T:
        """What synchronous work answers, without holding up the loop."""
        return await asyncio.get_running_loop().run_in_executor(self.executor, work)
