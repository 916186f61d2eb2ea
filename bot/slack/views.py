"""Cards as views: what a modal shows instead of a form, and the App Home."""

from datetime import datetime

from slack_sdk.models.blocks import ContextBlock, PlainTextObject
from slack_sdk.models.views import View

from bot.cards.card import Card, Paragraph
from bot.slack.blocks import VIEW_BLOCKS, blocks_of
from bot.translations.phrases import Phrases
from jobs.rules.slots import local_day

APP_NAME = "Taktgeber"


def card_view(card: Card, phrases: Phrases) -> View:
    """A card in a modal that only waits to be closed."""
    return View(
        type="modal",
        title=PlainTextObject(text=APP_NAME),
        close=PlainTextObject(text=phrases.say("modal.close")),
        blocks=blocks_of(card, VIEW_BLOCKS),
    )


def waiting_view(phrases: Phrases) -> View:
    """What stands in a form's place while its facts are being read: a trigger doesn't wait for a database."""
    words = phrases.say("modal.waiting")
    return View(
        type="modal",
        title=PlainTextObject(text=phrases.say("modal.waiting.title")),
        close=PlainTextObject(text=phrases.say("modal.close")),
        blocks=blocks_of(Card(words, (Paragraph((words,)),)), VIEW_BLOCKS),
    )


def home_view(card: Card, phrases: Phrases, now: datetime) -> View:
    """A card as App Home, with the time it was true."""
    stand = phrases.say("home.updated", day=phrases.day(local_day(now, phrases.zone)), clock=phrases.clock(now))
    updated = ContextBlock(elements=[PlainTextObject(text=stand)])
    return View(type="home", blocks=[*blocks_of(card, VIEW_BLOCKS - 1), updated])
