"""Tasks that wait for somebody to be found."""

from collections.abc import Iterator, Sequence

from bot.cards.card import Actions, Paragraph, Part
from bot.cards.stall import reassign_button, settled
from bot.cards.task import SHOWN_TASKS, folded, task_rich
from bot.translations.phrases import Phrases
from jobs.facts import PersonRef, TaskLine


def reassignable(tasks: Sequence[TaskLine], reader: PersonRef, phrases: Phrases) -> Iterator[Part]:
    """Each open task with a button that gives it to somebody, each ended one with how it ended."""
    first_open = next((task for task in tasks if task.is_open), None)
    for task in tasks[:SHOWN_TASKS]:
        if task.is_open:
            yield Paragraph(task_rich(task, phrases))
            yield Actions(str(task.id), (reassign_button(task, phrases, primary=task is first_open),))
        else:
            yield from settled(task, reader, phrases)
    yield from folded(len(tasks), phrases)
