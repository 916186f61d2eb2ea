"""Somebody's own open tasks, with the buttons of a nudge."""

from collections.abc import Iterator

from bot.cards.ball import ball_sentence
from bot.cards.card import Aside, Card, Heading, Paragraph, Part, Rich, card_of_parts, joined
from bot.cards.replying import reply_actions
from bot.cards.task import SHOWN_TASKS, outcome, reason_words, task_rich
from bot.translations.phrases import Phrases
from jobs.facts import PersonRef, TaskLine
from jobs.use_cases.answers import TaskList

LISTED_TASKS = 30
"""Further ones as lines without buttons."""


def task_list_card(answer: TaskList, reader: PersonRef, phrases: Phrases) -> Card:
    """The list; an empty one says what happens next and what can be said."""
    return card_of_parts(_parts(answer, reader, phrases))


def _parts(answer: TaskList, reader: PersonRef, phrases: Phrases) -> Iterator[Part]:
    if not answer.tasks:
        yield Heading(phrases.say("answer.list.empty"))
        yield Paragraph(phrases.rich("answer.list.empty.next"))
        return
    yield Heading(phrases.say("answer.list", n=len(answer.tasks)))
    yield from task_parts(answer.tasks, reader, phrases)


def task_parts(tasks: tuple[TaskLine, ...], reader: PersonRef, phrases: Phrases) -> Iterator[Part]:
    """Each task with its state and its buttons; those beyond a message's room as plain lines."""
    for task in tasks[:SHOWN_TASKS]:
        yield Paragraph(task_rich(task, phrases))
        state = state_of(task, reader, phrases)
        if state:
            yield Aside(state)
        yield reply_actions(task, phrases, primary=task is tasks[0])
    further = tasks[SHOWN_TASKS:LISTED_TASKS]
    if further:
        yield Paragraph(joined((task_rich(task, phrases) for task in further), "\n"))
        yield Aside(phrases.rich("answer.list.further", number=further[0].number))
    if len(tasks) > LISTED_TASKS:
        yield Aside(phrases.rich("answer.more", n=len(tasks) - LISTED_TASKS))


def state_of(task: TaskLine, reader: PersonRef, phrases: Phrases) -> Rich | None:
    """What is agreed about a task that is still open, or what stands in its way."""
    if task.stall_reason is not None:
        return phrases.rich("outcome.blocked", reason=reason_words(task.stall_reason, phrases))
    return outcome(task, reader, phrases) or ball_sentence(task, phrases) or None
