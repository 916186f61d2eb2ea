"""What people ask about themselves: their calendar, with its buttons, and what is stored about them."""

import json

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.cards.calendar_file import FILENAME, calendar_file
from bot.commands.ask import Answer, Ask, Document
from bot.commands.command import Command
from bot.translations.phrases import phrases_for
from jobs.use_cases import calendar, own_data
from jobs.use_cases.refusals import Refused


def _calendar(session: Session, ask: Ask, words: str) -> Answer:
    """Where to subscribe to it; the file itself where nobody could reach a subscription."""
    del words
    if ask.public_url is None:
        return _file(session, ask, "own")
    return card_of(calendar.subscribe(session, ask.actor, ask.public_url, ask.now), ask.actor)


def _file(session: Session, ask: Ask, ref: str) -> Answer:
    del ref
    mine = calendar.snapshot(session, ask.actor, ask.public_url, ask.now)
    card = card_of(mine, ask.actor)
    if not mine.calendar.open_tasks:
        return card
    return Document(card, FILENAME, calendar_file(mine.calendar, phrases_for(ask.reader)))


def _renew(session: Session, ask: Ask, ref: str) -> Answer:
    return card_of(calendar.renew(session, ask.actor, ref, _published(ask), ask.now), ask.actor)


def _switch_off(session: Session, ask: Ask, ref: str) -> Answer:
    return card_of(calendar.switch_off(session, ask.actor, ref, _published(ask), ask.now), ask.actor)


def _published(ask: Ask) -> str:
    """There were buttons, so there was an address; an operator may have taken it away since."""
    if ask.public_url is None:
        raise Refused("gone")
    return ask.public_url


CALENDAR_BUTTONS = {"calendar_new": _renew, "calendar_off": _switch_off, "calendar_file": _file}


def _own_data(session: Session, ask: Ask, words: str) -> Answer:
    del words
    mine = own_data.own_data(session, ask.actor, ask.now)
    content = json.dumps(mine.everything, ensure_ascii=False, indent=2)
    filename = phrases_for(ask.reader).say("own.filename")
    return Document(card_of(mine, ask.actor), filename, content.encode())


OWN = (
    Command(("kalender",), ("calendar",), "command.calendar.usage", "command.calendar", _calendar, alone=True),
    Command(
        ("meinedaten", "meine daten"),
        ("mydata", "my data"),
        "command.own_data.usage",
        "command.own_data",
        _own_data,
        alone=True,
    ),
)
