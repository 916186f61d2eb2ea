"""The first day back: what happened meanwhile and thanks to whom, and what is open. Nothing is asked here."""

from collections.abc import Iterator, Sequence

from bot.cards.card import Card, Heading, Mention, Paragraph, Part, Rich, card_of_parts, joined
from bot.cards.task import SHOWN_TASKS, folded, outcome, task_rich, with_sentence
from bot.cards.tasklist import state_of
from bot.translations.phrases import Phrases
from jobs.cover_notices import Returned
from jobs.facts import TaskLine


def returned_card(notice: Returned, phrases: Phrases) -> Card:
    """What ended, what is open, in the order of their days."""
    return card_of_parts(_parts(notice, phrases))


def _parts(notice: Returned, phrases: Phrases) -> Iterator[Part]:
    yield Heading(phrases.say("returned.head"))
    if notice.thanks:
        people: Rich = phrases.listed_rich([(Mention(person),) for person in notice.thanks])
        yield Paragraph(phrases.rich("returned.thanks", who=people))
    yield from _listed(phrases.say("returned.ended"), notice.ended, notice, phrases)
    if not notice.still_open:
        yield Paragraph(phrases.rich("returned.nothing_open"))
        return
    waiting = any(task.is_open for task in notice.still_open)
    head = phrases.say("returned.open" if waiting else "returned.was_open")
    yield from _listed(head, notice.still_open, notice, phrases)


def _listed(head: str, tasks: Sequence[TaskLine], notice: Returned, phrases: Phrases) -> Iterator[Part]:
    if tasks:
        lines = (_line(task, notice, phrases) for task in tasks[:SHOWN_TASKS])
        yield Paragraph(joined(((head,), *lines), "\n"))
    yield from folded(len(tasks), phrases)


def _line(task: TaskLine, notice: Returned, phrases: Phrases) -> Rich:
    state = state_of(task, notice.reader, phrases) if task.is_open else outcome(task, notice.reader, phrases)
    return with_sentence(task, state, phrases) if state else task_rich(task, phrases)
