"""How a company is set up, typed; and what is answered to everything else as long as it isn't."""

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.setup import invitation_card
from bot.commands.ask import Answer, Ask, OpenForm
from bot.commands.command import Command
from bot.translations.phrases import phrases_for
from jobs.use_cases import setup


def invited(session: Session, ask: Ask) -> Card | None:
    """What a company in which nobody has set anything up answers to whatever else is said; None in every other."""
    invitation = setup.invitation(session, ask.actor)
    if invitation is None or invitation.stage != "new":
        return None
    return invitation_card(invitation, phrases_for(ask.reader))


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
        alone=True,
    ),
)
