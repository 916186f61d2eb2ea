"""Free text in the direct message: the same words as the command. What isn't understood is asked, never ignored."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from bot.cards.card import Aside, Paragraph, Part, card_of_parts
from bot.cards.tasklist import task_parts
from bot.commands.ask import Answer, Ask
from bot.commands.registry import answer, command_of, nearest
from bot.translations.phrases import phrases_for
from jobs.use_cases import finding


def read(session: Session, ask: Ask) -> Answer:
    """What a message comes to."""
    command, _ = command_of(ask.text)
    if command is not None:
        return answer(session, ask)
    return card_of_parts(_question(session, ask))


def _question(session: Session, ask: Ask) -> Iterator[Part]:
    phrases = phrases_for(ask.reader)
    tasks = finding.open_tasks(session, ask.actor, ask.now).tasks
    yield Paragraph(phrases.rich("answer.not_understood" if tasks else "answer.not_understood.nothing_open"))
    word = nearest(ask.text)
    if word:
        yield Paragraph(phrases.rich("refusal.nearest", word=word))
    yield from task_parts(tasks, ask.actor.person, phrases)
    yield Aside(phrases.rich("answer.not_understood.help"))
