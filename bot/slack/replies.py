"""How an answer reaches the person after Slack has its acknowledgement. It is said once, or lost; nothing raises.

What must not be lost goes through the outbox; this is the echo of what somebody has just done themselves.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from slack_sdk.models.views import View
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.cards.card import Card, Paragraph
from bot.slack.blocks import SAID, message_of
from bot.slack.clients import is_loopback
from bot.slack.failures import translated
from bot.slack.payloads import Who
from bot.slack.services import Services
from bot.slack.views import card_view
from bot.translations.phrases import Phrases, phrases_for
from jobs.messenger import OutcomeUnknown, TryLater, Undeliverable
from jobs.notices import Reader

log = structlog.get_logger(__name__)

OPEN_SECONDS = 2.5  # a trigger lives three seconds, counted from the press
STRANGER = Reader("de", "du", "Europe/Berlin")


def phrases_of(services: Services, who: Who) -> Phrases:
    """The words for somebody who was heard before; German for everyone else."""
    return phrases_for(services.readers.get(who.user, STRANGER))


def ephemeral(services: Services, who: Who, card: Card) -> dict[str, Any]:
    """The card as the payload of an acknowledgement or a response_url: for one person alone, replacing nothing."""
    return {"response_type": "ephemeral", "replace_original": False, **_answer(services, who, card)}


async def open_view(services: Services, who: Who, view: View, trigger_id: str, response_url: str | None) -> None:
    """Opens a modal while the trigger lives; if that fails, the person is asked to press again."""
    try:
        with translated():
            async with asyncio.timeout(OPEN_SECONDS):
                await services.client.views_open(trigger_id=trigger_id, view=view)
    except (TryLater, Undeliverable, OutcomeUnknown) as failure:
        log.warning("a form did not open", action="slack.form_not_opened", why=failure.why)
        words = phrases_of(services, who).say("modal.not_opened")
        await whisper(services, who, Card(words, (Paragraph((words,)),)), response_url)


async def whisper(services: Services, who: Who, card: Card, response_url: str | None) -> None:
    """Shows a card to one person: where they acted, or in their direct message."""
    if response_url is None:
        await say(services, who, who.user, card)
        return
    with _logged("whisper"):
        client = AsyncWebhookClient(response_url, session=services.client.session, retry_handlers=[])
        if is_loopback(response_url):
            client.proxy = None
        with translated():
            answer = await client.send_dict(ephemeral(services, who, card))
        if answer.status_code != 200:
            raise Undeliverable(f"response_url, HTTP {answer.status_code}")


async def say(services: Services, who: Who, conversation: str, card: Card, thread_ts: str | None = None) -> None:
    """Posts a card into the conversation with somebody."""
    with _logged("say"), translated():
        await services.client.chat_postMessage(
            channel=conversation,
            **_answer(services, who, card),
            thread_ts=thread_ts,
            mrkdwn=False,
            unfurl_links=False,
            unfurl_media=False,
        )


async def show_in_modal(services: Services, who: Who, card: Card, trigger_id: str) -> None:
    """Shows a card on top of the App Home, which has no place for an answer of its own."""
    await open_view(services, who, card_view(card, phrases_of(services, who)), trigger_id, None)


def _answer(services: Services, who: Who, card: Card) -> dict[str, Any]:
    return message_of(card, phrases_of(services, who).say("slack.folded"), SAID)


@contextmanager
def _logged(what: str) -> Iterator[None]:
    try:
        yield
    except (TryLater, Undeliverable, OutcomeUnknown) as failure:
        log.warning("an answer got lost", action=f"slack.{what}_failed", why=failure.why)
