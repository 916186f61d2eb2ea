"""How a company is set up, typed; and what `/takt` alone says as long as it isn't."""

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.setup import invitation_card
from bot.commands.ask import Answer, Ask, OpenForm
from bot.commands.command import Command
from bot.translations.phrases import phrases_for
from jobs.use_cases import setup


def invited(session: Session, ask: Ask) -> Card | None:
    """What comes before everything else in a company that isn't switched on; None in every other, and for guests."""
    invitation = setup.invitation(session, ask.actor)
    return invitation_card(invitation, phrases_for(ask.reader)) if invitation else None


def _setup(session: Session, ask: Ask, words: str) -> Answer:
    """The first time the form; before switching on what is left to do; afterwards the settings."""
    del words
    invitation = setup.invitation(session, ask.actor)
    if invitation is not None and invitation.stage == "held":
        return invitation_card(invitation, phrases_for(ask.reader))
    return OpenForm("setup", "setup")


SETUP = (
    Command(
        ("einrichten", "einstellungen", "einschalten"),
        ("setup", "set up", "settings"),
        "command.setup.usage",
        "command.setup",
        _setup,
        "members",
        opens_form=True,
    ),
)
