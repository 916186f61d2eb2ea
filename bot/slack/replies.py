"""How an answer reaches the person after Slack has its acknowledgement. It is said once, or lost; nothing raises.

What must not be lost goes through the outbox; this is the echo of what somebody has just done themselves.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from slack_sdk.models.views import View
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.cards.card import Card, Paragraph
from bot.commands.ask import Document
from bot.slack.blocks import SAID, message_of
from bot.slack.clients import is_loopback
from bot.slack.failures import translated
from bot.slack.payloads import Pressed, Who
from bot.slack.services import Services
from bot.slack.showing import Shown
from bot.slack.views import card_view
from bot.translations.phrases import Phrases, phrases_for
from jobs.facts import Reader
from jobs.messenger import OutcomeUnknown, TryLater, Undeliverable

log = structlog.get_logger(__name__)

OPEN_SECONDS = 2.5  # a trigger lives three seconds, counted from the press
STRANGER = Reader("de", "du", "Europe/Berlin")


def phrases_of(services: Services, who: Who) -> Phrases:
    """The words for somebody who was heard before; German for everyone else."""
    return phrases_for(services.readers.get(who.user, STRANGER))


def ephemeral(services: Services, who: Who, card: Card) -> dict[str, Any]:
    """The card as the payload of an acknowledgement or a response_url: for one person alone, replacing nothing."""
    return {"response_type": "ephemeral", "replace_original": False, **_answer(services, who, card)}


def patience(services: Services, who: Who) -> dict[str, Any]:
    """The acknowledgement of a command whose answer isn't there yet."""
    words = phrases_of(services, who).say("slack.patience")
    return ephemeral(services, who, Card(words, (Paragraph((words,)),)))


@dataclass(frozen=True)
class Spot:
    """Where an answer can be shown to whoever acted.

    With `view_id` in a modal that is open already, or `opening` and about to have one; else by the trigger, `on_top` of
    the modal that was acted in. A trigger is good for one modal, whether it opened or not.
    """

    who: Who
    trigger_id: str = ""
    response_url: str | None = None
    on_top: bool = False
    view_id: str | None = None
    opening: asyncio.Future[str | None] | None = None


def spot_of(pressed: Pressed) -> Spot:
    """Only a message and an answer of ours have a response_url."""
    return Spot(pressed.who, pressed.trigger_id, pressed.response_url, on_top=pressed.place == "modal")


async def present(services: Services, spot: Spot, answer: Shown) -> None:
    """Shows what an act came to: a form, a word below the message, or a modal over a view, which has no such place."""
    view_id = await spot.opening if spot.opening is not None else spot.view_id
    card = answer.card if isinstance(answer, Document) else answer
    if isinstance(answer, Document):
        await hand_out(services, spot.who, answer)
    if isinstance(card, Card) and view_id is None and spot.response_url is not None:
        await whisper(services, spot.who, card, spot.response_url)
        return
    view = card_view(card, phrases_of(services, spot.who)) if isinstance(card, Card) else card
    if view_id is not None:
        await update_view(services, view_id, view)
    elif spot.trigger_id:
        await open_view(services, spot, view)


async def open_view(services: Services, spot: Spot, view: View) -> str | None:
    """Opens a modal while the trigger lives and answers its id; else asks the person to try again."""
    show = services.client.views_push if spot.on_top else services.client.views_open
    try:
        with translated():
            async with asyncio.timeout(OPEN_SECONDS):
                opened = await show(trigger_id=spot.trigger_id, view=view)
                return str(opened["view"]["id"])
    except (TryLater, Undeliverable, OutcomeUnknown) as failure:
        log.warning("a form did not open", action="slack.form_not_opened", why=failure.why)
        words = phrases_of(services, spot.who).say("modal.not_opened")
        await whisper(services, spot.who, Card(words, (Paragraph((words,)),)), spot.response_url)
        return None


async def update_view(services: Services, view_id: str, view: View) -> None:
    """Shows something else in an open modal."""
    with _logged("update_view"), translated():
        await services.client.views_update(view_id=view_id, view=view)


async def hand_out(services: Services, who: Who, document: Document, conversation: str | None = None) -> None:
    """Puts a file into the direct message with somebody. Files need a conversation's id, not a person's."""
    with _logged("document"), translated():
        if conversation is None:
            opened = await services.client.conversations_open(users=who.user)
            conversation = str(opened["channel"]["id"])
        await services.client.files_upload_v2(
            channel=conversation, filename=document.name, content=document.content, title=document.name
        )


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
