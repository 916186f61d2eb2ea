"""What a messenger must be able to do, and the three ways in which it may fail.

A messenger never retries by itself: every retry belongs to the outbox, which alone knows what was tried before.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from jobs.notices import Composed


@dataclass(frozen=True)
class Destination:
    """Where a notice goes. `route` is whatever the messenger answered last time, and opaque to everyone else.

    `platform` says which messenger it is; a partner outside has none and is reached by "mail".
    """

    workspace_external_id: str
    external_id: str
    route: str | None = None
    platform: str = "slack"


@dataclass(frozen=True)
class Receipt:
    """The messenger's proof of delivery: one opaque value, and the route to use from now on."""

    value: str
    route: str


class Messenger(Protocol):
    async def send(self, composed: Composed, to: Destination, outbox_id: int) -> Receipt:
        """Posts once. The outbox id travels with the message, so that it can be looked up later."""

    async def update(self, composed: Composed, to: Destination, receipt: str) -> None:
        """Brings a message that was sent up to date. Doing it twice does no harm."""

    async def look_up(self, to: Destination, outbox_ids: Iterable[int], since: datetime) -> dict[int, Receipt]:
        """Which of these messages stand in the conversation since that instant."""


class TryLater(Exception):
    """Certainly not delivered, and worth another try after so many seconds."""

    def __init__(self, why: str, after: float = 0.0, *, whole_workspace: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.after = after
        self.whole_workspace = whole_workspace


class Undeliverable(Exception):
    """Certainly not delivered, and no repetition will change it until a human acts."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class OutcomeUnknown(Exception):
    """Perhaps delivered: the answer was lost, late or unreadable."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
