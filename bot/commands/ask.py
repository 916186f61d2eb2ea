"""What somebody asks for in words, and what comes back: a card, a form to fill in, or a file to keep."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.cards.card import Card
from jobs.facts import Reader
from jobs.use_cases.answers import Actor, Door

FormName = Literal[
    "partner",
    "partner_remove",
    "blocked",
    "move",
    "skip",
    "later",
    "on_it",
    "reassign",
    "stand_in",
    "pause",
    "activity",
    "activity_details",
    "activity_owner",
    "activity_turns",
    "activity_choose",
    "activity_end",
    "setup",
    "starter",
    "owners",
    "switch_on",
    "away",
    "absence",
    "absence_calendar",
    "metric",
    "lesson",
    "decision",
    "role",
    "closing",
    "closing_off",
]


@dataclass(frozen=True)
class Ask:
    """One person's words at an instant. `text` is plain and unescaped; people are mentioned as <@id>.

    `about` are the tasks of the message in whose thread it was said: without a name, one of them is meant. `public_url`
    is where people reach the web process, if they can.
    """

    actor: Actor
    text: str
    now: datetime
    door: Door
    about: tuple[int, ...] = ()
    public_url: str | None = None

    @property
    def reader(self) -> Reader:
        return Reader(self.actor.language, self.actor.formality, self.actor.zone)


@dataclass(frozen=True)
class OpenForm:
    """More has to be asked than a press or a line can say. `ref` is the key of what the form is about, if anything."""

    form: FormName
    ref: str = ""


@dataclass(frozen=True)
class Document:
    """A file for whoever asked, and the card that says what it is."""

    card: Card
    name: str
    content: bytes


Answer = Card | OpenForm | Document
