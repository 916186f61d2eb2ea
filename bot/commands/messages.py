"""Free text in the direct message: the same words as the command. What isn't understood is asked, never ignored.

A message whose words change, or that is deleted, is followed: what it had done is taken back first.
"""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.cards.card import Aside, Bold, Card, Paragraph, Part, card_of_parts
from bot.cards.tasklist import task_parts
from bot.commands.ask import Answer, Ask
from bot.commands.refusing import or_refusal
from bot.commands.registry import answer, command_of, nearest
from bot.translations.phrases import phrases_for
from jobs.use_cases import finding
from jobs.use_cases.answers import TakenBack
from jobs.use_cases.retract import retract


def read(session: Session, ask: Ask) -> Answer:
    """What a message comes to."""
    command, _ = command_of(ask.text)
    if command is not None:
        return answer(session, ask)
    return card_of_parts(_question(session, ask))


def read_again(session: Session, ask: Ask) -> Answer:
    """What a message comes to whose words were changed; it stands for what it says now, and for nothing else."""
    taken = _taken_back(session, ask)
    if isinstance(taken, Card):
        return taken
    again = read(session, ask)
    if not isinstance(again, Card) or not taken.tasks:
        return again
    phrases = phrases_for(ask.reader)
    instead = (
        Aside(phrases.rich("answer.instead", title=Bold(task.title), number=task.number)) for task in taken.tasks
    )
    return card_of_parts((*instead, *again.parts))


def read_erased(session: Session, ask: Ask) -> Card | None:
    """What is to be said about a message that was deleted: nothing, unless it had done something."""
    taken = _taken_back(session, ask)
    if isinstance(taken, Card):
        return taken
    return card_of(taken, ask.actor) if taken.tasks else None


def _taken_back(session: Session, ask: Ask) -> TakenBack | Card:
    message = ask.actor.message or ""
    return or_refusal(session, ask, lambda: retract(session, ask.actor, message, ask.now))


def _question(session: Session, ask: Ask) -> Iterator[Part]:
    phrases = phrases_for(ask.reader)
    tasks = finding.open_tasks(session, ask.actor, ask.now).tasks
    yield Paragraph(phrases.rich("answer.not_understood" if tasks else "answer.not_understood.nothing_open"))
    word = nearest(ask.text)
    if word:
        yield Paragraph(phrases.rich("refusal.nearest", word=word))
    yield from task_parts(tasks, ask.actor.person, phrases)
    yield Aside(phrases.rich("answer.not_understood.help"))
