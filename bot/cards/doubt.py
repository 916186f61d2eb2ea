"""The question back about a reply that wasn't certain: a tap settles it."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.cards.card import Actions, Aside, Bold, Card, Paragraph, Part, card_of_parts
from bot.cards.replying import reply_actions
from bot.cards.task import button
from bot.translations.phrases import PhraseId, Phrases
from jobs.facts import TaskLine

_LABELS: dict[str, PhraseId] = {
    "done": "button.done",
    "small": "button.small",
    "on_it": "button.on_it",
    "blocked": "button.blocked",
    "later": "button.later",
    "move": "button.move",
    "skip": "button.skip",
    "take_over": "button.take_over",
    "hand_over": "button.hand_over",
}


@dataclass(frozen=True)
class Doubt:
    """The task that is probably meant, and what may have been meant about it; nothing known is an empty tuple."""

    task: TaskLine
    meanings: tuple[str, ...]


def doubt_card(doubt: Doubt, phrases: Phrases) -> Card:
    """One question with the likely answers as buttons, or with all of them."""
    return card_of_parts(_parts(doubt, phrases))


def _parts(doubt: Doubt, phrases: Phrases) -> Iterator[Part]:
    task = doubt.task
    yield Paragraph(phrases.rich("answer.doubt", title=Bold(task.title), number=task.number))
    likely = tuple(
        button(phrases.say(_LABELS[meaning]), meaning, task, phrases, primary=index == 0)
        for index, meaning in enumerate(doubt.meanings)
    )
    yield Actions(str(task.id), likely) if likely else reply_actions(task, phrases, primary=True)
    yield Aside(phrases.rich("answer.doubt.none"))
