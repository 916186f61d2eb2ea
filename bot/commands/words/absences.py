"""When people are away and when they are back, typed. The same days that a form asks for, and never a cause."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.commands.ask import Answer, Ask, OpenForm
from bot.commands.command import Command
from bot.commands.openable import key_of
from bot.commands.spans import read_spans, split_line
from jobs.rules.calendar_words import fold
from jobs.use_cases import absence_feeds, absence_list, absences, finding
from jobs.use_cases.absence_foresight import AbsenceWish
from jobs.use_cases.refusals import Refused

_CALENDAR = ("kalender", "calendar")


def _away(session: Session, ask: Ask, words: str) -> Answer:
    """Without days what is known can be changed; where nothing is, or for somebody else, a form asks for the days."""
    if fold(words.strip(" .!")) in _CALENDAR:
        return open_feeds(session, ask)
    line = split_line(words)
    person_id, deputy_id = _id(session, ask, line.person), _id(session, ask, line.deputy)
    if not line.days and line.person:
        return OpenForm("away", str(absences.whose(session, ask.actor, person_id).id))
    if not line.days:
        known = absence_list.listed(session, ask.actor, ask.now)
        return card_of(known, ask.actor) if known.absences or known.others else OpenForm("away")
    wish = AbsenceWish(read_spans(session, ask, line.days), person_id, deputy_id)
    return card_of(absences.away(session, ask.actor, wish, ask.now, ask.door), ask.actor)


def _back(session: Session, ask: Ask, words: str) -> Answer:
    line = split_line(words)
    if line.days or line.deputy:
        raise Refused("absence_words")
    person_id = _id(session, ask, line.person)
    return card_of(absences.back(session, ask.actor, ask.now, ask.door, person_id), ask.actor)


def press_back(session: Session, ask: Ask, ref: str) -> Answer:
    """The absence behind a button is over, or off."""
    return card_of(absences.back_from(session, ask.actor, key_of(ref), ask.now, ask.door), ask.actor)


def open_absences(session: Session, ask: Ask, ref: str) -> Answer:
    """The absences of one person, behind a button."""
    return card_of(absence_list.listed(session, ask.actor, ask.now, key_of(ref)), ask.actor)


def open_feeds(session: Session, ask: Ask, ref: str = "") -> Answer:
    """The calendars from which absences are read."""
    del ref
    return card_of(absence_feeds.listed(session, ask.actor, ask.now), ask.actor)


def remove_feed(session: Session, ask: Ask, ref: str) -> Answer:
    """The calendar behind a button is read no more."""
    return card_of(absence_feeds.remove(session, ask.actor, key_of(ref), ask.now), ask.actor)


def _id(session: Session, ask: Ask, reference: str | None) -> int | None:
    return finding.find_person(session, ask.actor, reference).id if reference else None


ABSENCES = (
    Command(
        ("weg", "bin weg", "ich bin weg", "abwesend", "bin abwesend", "ich bin abwesend"),
        ("away", "i am away"),
        "command.away.usage",
        "command.away",
        _away,
        opens_form=True,
        example="command.away.example",
    ),
    Command(
        ("zurück", "bin zurück", "ich bin zurück", "wieder da", "bin wieder da", "ich bin wieder da"),
        ("back", "i am back"),
        "command.back.usage",
        "command.back",
        _back,
        example="command.back.example",
    ),
)
ABSENCE_BUTTONS: dict[str, Callable[[Session, Ask, str], Answer]] = {
    "back": press_back,
    "absences": open_absences,
    "feeds": open_feeds,
    "feed_off": remove_feed,
}
