"""Who covers what, typed."""

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.commands.ask import Answer, Ask
from bot.commands.command import Command
from jobs.use_cases import coverage


def _team(session: Session, ask: Ask, words: str) -> Answer:
    """Further words say nothing more."""
    del words
    return card_of(coverage.team(session, ask.actor, ask.now), ask.actor)


TEAM = (Command(("team",), ("team",), "command.team.usage", "command.team", _team, "members", alone=True),)
