"""The escalation: what stalls, and the coordinator's means to help it on."""

from collections.abc import Iterator

from bot.cards.card import Actions, Card, Heading, Part, card_of_parts
from bot.cards.stall import move_button, reassign_button, settled, stalled
from bot.cards.task import SHOWN_TASKS, button, choice, folded
from bot.translations.phrases import Phrases
from jobs.facts import TaskLine
from jobs.notices import Escalation


def escalation_card(escalation: Escalation, phrases: Phrases) -> Card:
    """Every stalled task with its means; what is settled shows how."""
    return card_of_parts(_parts(escalation, phrases))


def _parts(escalation: Escalation, phrases: Phrases) -> Iterator[Part]:
    yield Heading(_heading(escalation, phrases))
    first_open = next((item for item in escalation.items if not item.answered), None)
    for item in escalation.items[:SHOWN_TASKS]:
        if item.answered:
            yield from settled(item.task, escalation.reader, phrases)
        else:
            yield from stalled(item, phrases)
            yield means(item.task, phrases, primary=item is first_open)
    yield from folded(len(escalation.items), phrases)


def _heading(escalation: Escalation, phrases: Phrases) -> str:
    waiting = [item for item in escalation.items if not item.answered]
    if len(waiting) > 1:
        return phrases.say("escalation.head.several", n=len(waiting))
    if waiting:
        return phrases.say("escalation.head.one", title=waiting[0].task.title)
    if len(escalation.items) == 1:
        return phrases.say("escalation.head.settled", title=escalation.items[0].task.title)
    return phrases.say("escalation.head.all_settled")


def means(task: TaskLine, phrases: Phrases, *, primary: bool) -> Actions:
    """The buttons that settle a stalled task."""
    return Actions(
        ref=str(task.id),
        buttons=(
            reassign_button(task, phrases, primary=primary),
            button(phrases.say("button.shrink"), "shrink", task, phrases),
            move_button(task, phrases),
        ),
        menu=(
            choice(phrases.say("button.skip"), "skip", task),
            choice(phrases.say("button.pause"), "pause", task),
            choice(phrases.say("button.ask_decider"), "ask_decider", task),
            choice(phrases.say("button.done"), "done", task),
        ),
    )
