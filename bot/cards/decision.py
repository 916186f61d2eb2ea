"""The stall that whoever decides is told about, once."""

from collections.abc import Iterator

from bot.cards.card import Actions, Card, Heading, Mention, Paragraph, Part, Rich, card_of_parts
from bot.cards.stall import move_button, reassign_button, settled, stalled
from bot.cards.task import button
from bot.translations.phrases import Phrases
from jobs.facts import PersonRef
from jobs.notices import DecisionWanted


def decision_card(wanted: DecisionWanted, phrases: Phrases) -> Card:
    """What is to be decided, with the same facts the coordinator had."""
    return card_of_parts(_parts(wanted, phrases))


def _parts(wanted: DecisionWanted, phrases: Phrases) -> Iterator[Part]:
    task = wanted.item.task
    if wanted.item.answered:
        yield Heading(phrases.say("escalation.head.settled", title=task.title))
        yield from settled(task, wanted.reader, phrases)
        return
    yield Heading(phrases.say("decision.head", title=task.title))
    yield from stalled(wanted.item, phrases)
    yield Paragraph(_question(wanted.coordinator, phrases))
    skip = button(phrases.say("button.skip"), "skip", task, phrases)
    yield Actions(str(task.id), (reassign_button(task, phrases, primary=True), move_button(task, phrases), skip))


def _question(coordinator: PersonRef | None, phrases: Phrases) -> Rich:
    if coordinator is None:
        return phrases.rich("decision.nobody")
    return phrases.rich("decision.coordinator", who=Mention(coordinator))
