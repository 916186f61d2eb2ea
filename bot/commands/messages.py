"""Free text in the direct message: the command's words, or people's own. What isn't certain is asked, never ignored.

A message whose words change, or that is deleted, is followed: what it had done is taken back first.
"""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from bot.cards.absence import is_there
from bot.cards.answers import card_of
from bot.cards.card import Aside, Bold, Card, Paragraph, Part, card_of_parts
from bot.cards.doubt import doubt_card
from bot.cards.pauses import pause_taken_back
from bot.cards.tasklist import task_parts
from bot.commands.ask import Answer, Ask
from bot.commands.command import Command
from bot.commands.freetext.meanings import Reading, Unsure
from bot.commands.grammar import names_number
from bot.commands.refusing import or_refusal
from bot.commands.registry import answer, command_of, nearest
from bot.commands.replying import act_on, doubt, understood
from bot.commands.words.closings import CLOSINGS
from bot.commands.words.looking import LOOKING
from bot.commands.words.partners import BALLS
from bot.commands.words.replies import FINISHING, REPLIES
from bot.commands.words.setup import invited
from bot.commands.words.steering import STEERING
from bot.translations.phrases import phrases_for
from jobs.use_cases import finding
from jobs.use_cases.answers import NOTHING_TAKEN_BACK, TakenBack
from jobs.use_cases.retract import retract


def read(session: Session, ask: Ask) -> Answer:
    """What a message comes to.

    Behind the word of a reply may stand a whole sentence that turns it round ("fertig werde ich erst Freitag"); such a
    message is read as one, and only a bare word or a number behind it as the command. Where only one thing can have
    been meant, the command's own strict grammar has the last word, unless it would end the task.
    """
    command, rest = command_of(ask.text)
    if command is not None and _is_command(command, rest.strip(" .,:;!?")):
        return answer(session, ask)
    reading = understood(session, ask)
    if isinstance(reading, Reading):
        return or_refusal(session, ask, lambda: act_on(session, ask, reading))
    strict = command is not None and command not in (*FINISHING, *CLOSINGS) and not command.alone
    if strict and len(reading.meanings) <= 1:
        return answer(session, ask)
    asked = doubt(session, ask, reading)
    if asked is not None and _has_meaning(reading):
        return doubt_card(asked, phrases_for(ask.reader))
    return invited(session, ask) or card_of_parts(_question(session, ask))


def _is_command(command: Command, rest: str) -> bool:
    """Whether a message that begins with a command's word is that command rather than a sentence."""
    if not rest:
        return True
    if command in (*REPLIES, *STEERING, *BALLS):
        return names_number(rest)
    if command in CLOSINGS:  # "geschlossen" may well be said of a task
        return any(char.isdigit() for char in rest)
    return not command.alone and command not in LOOKING


def _has_meaning(unsure: Unsure) -> bool:
    """Whether anything of the message was about a task at all."""
    return bool(unsure.meanings or unsure.task_id)


def read_again(session: Session, ask: Ask) -> Answer:
    """What a message comes to whose words were changed; it stands for what it says now, and for nothing else."""
    taken = _taken_back(session, ask)
    if isinstance(taken, Card):
        return taken
    again = read(session, ask)
    if not isinstance(again, Card):
        return again
    phrases = phrases_for(ask.reader)
    instead = (
        *(Aside(phrases.rich("answer.instead", title=Bold(task.title), number=task.number)) for task in taken.tasks),
        *(Aside(phrases.rich("answer.words_taken_back", text=words)) for words in taken.words),
        *(Aside(is_there(absence, phrases)) for absence in taken.absences),
        *(Aside(pause_taken_back(pause, phrases)) for pause in taken.pauses),
    )
    return card_of_parts((*instead, *again.parts)) if instead else again


def read_erased(session: Session, ask: Ask) -> Card | None:
    """What is to be said about a message that was deleted: nothing, unless it had done something."""
    taken = _taken_back(session, ask)
    if isinstance(taken, Card):
        return taken
    return card_of(taken, ask.actor) if taken != NOTHING_TAKEN_BACK else None


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
