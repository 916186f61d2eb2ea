"""What somebody asks for in words, and what comes back: a card, or a form to fill in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.cards.card import Card
from jobs.notices import Reader
from jobs.use_cases.answers import Actor, Door

FormName = Literal["blocked", "move", "skip", "later", "on_it", "reassign", "pause"]


@dataclass(frozen=True)
class Ask:
    """One person's words at an instant. `text` is plain and unescaped; people are mentioned as <@id>."""

    actor: Actor
    text: str
    now: datetime
    door: Door

    @property
    def reader(self) -> Reader:
        return Reader(self.actor.language, self.actor.formality, self.actor.zone)


@dataclass(frozen=True)
class OpenForm:
    """More has to be asked than a press or a line can say; how the form looks is the messenger's business."""

    form: FormName
    task_id: int


Answer = Card | OpenForm
