"""Forms that show what follows while somebody types: the newest entry wins, however fast they come.

A view's hash is not used: each update makes a new one, so that of two quick entries the second would be refused.
"""

from functools import partial

import structlog
from slack_sdk.models.views import View

from bot.slack.failures import translated
from bot.slack.inbound import act
from bot.slack.payloads import Filled
from bot.slack.services import Services
from bot.slack.showing import shown_anew
from jobs.messenger import OutcomeUnknown, TryLater, Undeliverable

log = structlog.get_logger(__name__)


class Previews:
    """Brings forms up to date, one after the other for each view."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._newest: dict[str, Filled] = {}

    def want(self, entry: Filled) -> None:
        """Shows what follows from this entry, unless a newer one comes first."""
        running = entry.view_id in self._newest
        self._newest[entry.view_id] = entry
        if not running:
            self._services.errands.start(self._keep_up(entry.view_id))

    async def _keep_up(self, view_id: str) -> None:
        shown: Filled | None = None
        try:
            while (entry := self._newest[view_id]) is not shown:
                await self._show(entry)
                shown = entry
        finally:
            del self._newest[view_id]

    async def _show(self, entry: Filled) -> None:
        view = await act(self._services, entry.who, None, "form", partial(shown_anew, filled=entry))
        if not isinstance(view, View):
            return
        try:
            with translated():
                await self._services.client.views_update(view_id=entry.view_id, view=view)
        except (TryLater, Undeliverable, OutcomeUnknown) as failure:
            log.info("a preview was not shown", action="slack.preview_failed", why=failure.why)
