"""One messenger for all: each message goes the way that its destination names."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from jobs.messenger import Destination, Messenger, Receipt, Undeliverable
from jobs.notices import Composed


class EachItsWay:
    """Fulfils jobs.messenger.Messenger with those of the platforms that this process has."""

    def __init__(self, by_platform: Mapping[str, Messenger]) -> None:
        self._by_platform = by_platform

    async def send(self, composed: Composed, to: Destination, outbox_id: int) -> Receipt:
        return await self._messenger(to).send(composed, to, outbox_id)

    async def update(self, composed: Composed, to: Destination, receipt: str) -> None:
        await self._messenger(to).update(composed, to, receipt)

    async def look_up(self, to: Destination, outbox_ids: Iterable[int], since: datetime) -> dict[int, Receipt]:
        return await self._messenger(to).look_up(to, outbox_ids, since)

    def _messenger(self, to: Destination) -> Messenger:
        found = self._by_platform.get(to.platform)
        if found is None:
            raise Undeliverable(f"{to.platform} is not set up here")
        return found
