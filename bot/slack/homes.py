"""Keeps every App Home that was opened up to date, one after the other, for as long as the process listens.

What is to be published stands in the database, so any number of processes may share the work. One page at a time is
taken: at one a second a batch would only withhold pages from the others, and from those that are looked at right now.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import structlog

from bot.slack.home import keep
from bot.slack.inbound import PLATFORM
from bot.slack.services import Services
from jobs import homes
from jobs.messenger import TryLater

log = structlog.get_logger(__name__)

SPACING = 1.0  # Tier 4 allows some more; it is a limit of each workspace
_LOOK_EVERY = 2.0
_LEFT_TO_THE_LOOKER = 0.3  # whoever acted in their App Home has it published at once


class HomeKeeper:
    """Publishes what is stale until `run` is cancelled; a page that was under way then is taken up by the next."""

    def __init__(
        self,
        services: Services,
        *,
        spacing: float = SPACING,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._services = services
        self._spacing = spacing
        self._pause = pause
        self._tries: dict[int, int] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Lets it look at once. May be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._rung.set)

    async def run(self) -> None:
        """Works until it is cancelled, whatever fails."""
        self._loop = asyncio.get_running_loop()
        while True:
            try:
                await self.round()
            except Exception:
                log.exception("the App Homes could not be looked after", action="slack.homes_failed")
            await self._sleep()

    async def round(self) -> int:
        """Publishes everything that waits, evenly spaced; answers how many pages it took."""
        taken = 0
        while await self._next():
            taken += 1
            await self._pause(self._spacing)
        return taken

    async def _next(self) -> bool:
        services = self._services
        team, now = services.installation.team_id, services.clock.now()
        taken = await services.in_thread(partial(homes.take_stale, services.database, PLATFORM, team, now))
        if taken is None:
            return False
        tries = self._tries.pop(taken.person_id, 0)
        failure = await keep(services, taken, tries=tries)
        if failure is not None:
            self._tries[taken.person_id] = tries + 1
        if isinstance(failure, TryLater) and failure.whole_workspace:
            await self._pause(failure.after)
        return True

    async def _sleep(self) -> None:
        try:
            await asyncio.wait_for(self._rung.wait(), _LOOK_EVERY)
        except TimeoutError:
            return
        self._rung.clear()
        await self._pause(_LEFT_TO_THE_LOOKER)
