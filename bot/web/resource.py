"""What the web process serves: resources, each an address with a plain function that answers a visit.

An answering function is synchronous and runs in a thread: it may use the database, and never sees the event loop, the
address line or the network.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from starlette.responses import Response

from bot.translations.phrases import Phrases, phrases_for
from jobs.clock import Clock
from jobs.facts import Reader

NOWHERE = "Europe/Berlin"
"""A visitor's zone is not known; what is shown to people we know is worded for them instead."""


def _nothing() -> None:
    return


@dataclass(frozen=True)
class Site:
    """What answering works with. `after_change` rings the delivery, where that runs beside it.

    `public_url` is where people reach it, where that is known.
    """

    database: Any
    clock: Clock
    tick_seconds: float = 5.0
    after_change: Callable[[], None] = _nothing
    public_url: str | None = None


@dataclass(frozen=True)
class Visit:
    """One request, read and within its limits. `path` holds what the address's places matched, `form` what was sent.

    `headers` by lower-case name. `language` is what the visitor's browser asks for: for pages to nobody in particular.
    """

    method: str
    path: Mapping[str, str]
    now: datetime
    language: str = "de"
    form: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def phrases(self) -> Phrases:
        """The words for a stranger; such phrases address nobody."""
        return phrases_for(Reader(self.language, "sie", NOWHERE))


@dataclass(frozen=True)
class Resource:
    """An address like `/calendar/{token}.ics`, the methods it takes (GET includes HEAD), and what answers there.

    Only `path` as it stands here ever reaches a log, never what a visitor asked for: an address may be a secret.
    """

    path: str
    answer: Callable[[Site, Visit], Response]
    methods: tuple[str, ...] = ("GET",)
