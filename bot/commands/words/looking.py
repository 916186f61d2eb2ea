"""What people look at, typed: their list, the plan, a retrospective, a dry run."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.cards.card import Card
from bot.cards.setup import invitation_card
from bot.commands.ask import Answer, Ask
from bot.commands.command import Command
from bot.commands.grammar import read_day, read_month
from bot.translations.phrases import phrases_for
from jobs.use_cases import finding, setup, views
from jobs.use_cases.refusals import Refused


def open_list(session: Session, ask: Ask, words: str = "") -> Card:
    """The actor's open tasks, after what is left to do before anything goes out. Further words say nothing more."""
    del words
    invitation = setup.invitation(session, ask.actor)
    if invitation is not None:
        return invitation_card(invitation, phrases_for(ask.reader))
    return card_of(finding.open_tasks(session, ask.actor, ask.now), ask.actor)


def _plan(session: Session, ask: Ask, words: str) -> Answer:
    today, _ = finding.today(session, ask.actor, ask.now)
    month = read_month(session, ask, words, ahead=True) if words else today.replace(day=1)
    return card_of(views.month_plan(session, ask.actor, month, ask.now), ask.actor)


def _retrospective(session: Session, ask: Ask, words: str) -> Answer:
    today, _ = finding.today(session, ask.actor, ask.now)
    last = today.replace(day=1) - timedelta(days=1)
    month = read_month(session, ask, words, ahead=False) if words else last.replace(day=1)
    return card_of(views.retrospective(session, ask.actor, month, ask.now), ask.actor)


def _preview(session: Session, ask: Ask, words: str) -> Answer:
    if not words:
        raise Refused("date_missing")
    day = read_day(session, ask, words)
    return card_of(views.preview(session, ask.actor, day, ask.now), ask.actor)


LIST = Command(("liste",), ("list",), "command.list.usage", "command.list", open_list, alone=True)
LOOKING = (
    Command(("plan",), ("plan",), "command.plan.usage", "command.plan", _plan),
    Command(("rückblick",), ("retro",), "command.retro.usage", "command.retro", _retrospective, "members"),
    Command(("probe",), ("preview",), "command.preview.usage", "command.preview", _preview, "coordinator"),
)
