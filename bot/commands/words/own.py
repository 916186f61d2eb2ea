"""What people ask about themselves, typed: their calendar, and what is stored about them."""

import json

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.cards.calendar_file import FILENAME, calendar_file
from bot.commands.ask import Answer, Ask, Document
from bot.commands.command import Command
from bot.translations.phrases import phrases_for
from jobs.use_cases import calendar, own_data


def _calendar(session: Session, ask: Ask, words: str) -> Answer:
    del words
    mine = calendar.own_calendar(session, ask.actor, ask.now)
    card = card_of(mine, ask.actor)
    return Document(card, FILENAME, calendar_file(mine, phrases_for(ask.reader))) if mine.tasks else card


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
