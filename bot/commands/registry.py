"""Every word that is understood, and what it does."""

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.help import HelpEntry, help_card
from bot.commands.ask import Answer, Ask
from bot.commands.command import Command
from bot.commands.grammar import Misread, split_words
from bot.commands.refusing import or_refusal
from bot.commands.words.absences import ABSENCES
from bot.commands.words.activities import ACTIVITIES
from bot.commands.words.closings import CLOSINGS
from bot.commands.words.goals import GOALS
from bot.commands.words.learning import LEARNING
from bot.commands.words.looking import LIST, LOOKING
from bot.commands.words.own import OWN
from bot.commands.words.partners import PARTNERS
from bot.commands.words.pauses import PAUSES
from bot.commands.words.replies import REPLIES
from bot.commands.words.roles import ROLES
from bot.commands.words.setup import SETUP
from bot.commands.words.steering import STEERING
from bot.commands.words.team import TEAM
from jobs.rules.calendar_words import fold, nearest_word
from jobs.use_cases.refusals import Refused


def _help(session: Session, ask: Ask, words: str) -> Card:
    """Help is the same for every question; it leaves out what somebody may not use at all."""
    del session, words
    usable = [one for one in COMMANDS if one.refusal(ask.actor) is None]
    return help_card([HelpEntry(one.usage, one.does) for one in usable], ask.reader)


HELP = Command(("hilfe",), ("help",), "command.help.usage", "command.help", _help, alone=True)
COMMANDS: tuple[Command, ...] = (
    LIST,
    *REPLIES,
    *STEERING,
    *ABSENCES,
    *PAUSES,
    *TEAM,
    *PARTNERS,
    *CLOSINGS,
    *LOOKING,
    *ACTIVITIES,
    *SETUP,
    *GOALS,
    *LEARNING,
    *ROLES,
    *OWN,
    HELP,
)
_BY_WORD = {fold(word): command for command in COMMANDS for word in command.words}
_MOST_WORDS = max(len(word.split()) for word in _BY_WORD)


def answer(session: Session, ask: Ask) -> Answer:
    """What a line of words comes to; nothing typed is the list. What is refused is answered with the reason."""
    return or_refusal(session, ask, lambda: _obey(session, ask))


def command_of(text: str) -> tuple[Command | None, str]:
    """The command that a text begins with, and the words behind it."""
    for count in range(_MOST_WORDS, 0, -1):
        words, rest = split_words(text, count)
        if words in _BY_WORD:
            return _BY_WORD[words], rest
    return None, split_words(text)[1]


def opens_form(text: str) -> bool:
    """Whether these words may well be answered with a form."""
    command, rest = command_of(text)
    return command is not None and command.opens_form and not rest


def nearest(text: str) -> str | None:
    """The known word most like the one that a text begins with."""
    known = {fold(word): word for command in COMMANDS for word in command.words if " " not in word}
    found = nearest_word(split_words(text)[0], known)
    return known[found] if found else None


def _obey(session: Session, ask: Ask) -> Answer:
    if not ask.text.strip():
        return LIST.run(session, ask, "")
    command, rest = command_of(ask.text)
    if command is None:
        raise Misread("unknown_word", nearest(ask.text), text=ask.text.split()[0])
    if (refusal := command.refusal(ask.actor)) is not None:
        raise Refused(refusal)
    return _run(command, session, ask, rest)


def _run(command: Command, session: Session, ask: Ask, rest: str) -> Answer:
    try:
        return command.run(session, ask, rest)
    except Refused as refused:
        refused.example = command.example
        raise
