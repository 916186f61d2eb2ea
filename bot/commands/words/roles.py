"""The roles, typed."""

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.commands.ask import Answer, Ask
from bot.commands.command import Command
from jobs.use_cases import roles


def _roles(session: Session, ask: Ask, words: str) -> Answer:
    del words
    return card_of(roles.roles(session, ask.actor, ask.now), ask.actor)


ROLES = (Command(("rollen",), ("roles",), "command.roles.usage", "command.roles", _roles, "members", alone=True),)
