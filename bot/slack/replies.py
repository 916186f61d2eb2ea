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
from bot.slack.payloads import Pressed, Who
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


async def open_view(
    services: Services, who: Who, view: View, trigger_id: str, response_url: str | None = None, *, on_top: bool = False
) -> None:
    """Opens a modal while the trigger lives, `on_top` of the one that was acted in; else asks to try again."""
    show = services.client.views_push if on_top else services.client.views_open
    try:
        with translated():
            async with asyncio.timeout(OPEN_SECONDS):
                await show(trigger_id=trigger_id, view=view)
    except (TryLater, Undeliverable, OutcomeUnknown) as failure:
        log.warning("a form did not open", action="slack.form_not_opened", why=failure.why)
        words = phrases_of(services, who).say("modal.not_opened")
        await whisper(services, who, Card(words, (Paragraph((words,)),)), response_url)


async def answer_press(services: Services, pressed: Pressed, answer: Card | View) -> None:
    """Shows what a press came to: a form, a word below the message, or a modal over a view, which has no such place."""
    who = pressed.who
    if isinstance(answer, Card) and pressed.response_url is not None:
        await whisper(services, who, answer, pressed.response_url)
        return
    view = card_view(answer, phrases_of(services, who)) if isinstance(answer, Card) else answer
    on_top = pressed.place == "modal"
    await open_view(services, who, view, pressed.trigger_id, pressed.response_url, on_top=on_top)


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


def _answer(services: Services, who: Who, card: Card) -> dict[str, Any]:
    return message_of(card, phrases_of(services, who).say("slack.folded"), SAID)


@contextmanager
def _logged(what: str) -> Iterator[None]:
    try:
        yield
    except (TryLater, Undeliverable, OutcomeUnknown) as failure:
        log.warning("an answer got lost", action=f"slack.{what}_failed", why=failure.why)
