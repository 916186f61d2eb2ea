"""Learning and deciding, typed: lessons about activities, and decisions with an owner and a date."""

import re
from contextlib import suppress
from datetime import date

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.commands.ask import Answer, Ask, OpenForm
from bot.commands.command import Command
from bot.commands.forms.learning import lesson_key
from bot.commands.grammar import SHORTEST_BEGINNING, Misread, read_day
from bot.commands.naming import named
from bot.commands.openable import key_of
from jobs.facts import PersonRef
from jobs.use_cases import decisions, finding, lessons
from jobs.use_cases.learning_answers import ActivityLine
from jobs.use_cases.refusals import Refused

_NUMBER = re.compile(r"#([0-9]{1,10})[.,:;]?\s*")
_BEHIND_A_TITLE = ":,;-–"
_OWNER = re.compile(r"(?:^|\s)(<@[^<>\s]+>|@[^\s@]+?)[.,;!]?$")
_UNTIL = re.compile(
    r"(?P<text>(?:.*\s)?)(?:bis zum|bis|until|till)\s+(?P<day>\S+(?:\s\S+){0,2})", re.IGNORECASE | re.DOTALL
)
_MENTION = re.compile(r"<@[^<>\s]+>")


def _lesson(session: Session, ask: Ask, words: str) -> Answer:
    """A lesson about an activity; where none is named that exists, it is asked for."""
    if not words:
        return card_of(lessons.latest(session, ask.actor), ask.actor)
    activity, text = _activity_and_text(session, ask, words)
    if activity is None or not text:
        return OpenForm("lesson", lesson_key(activity.id if activity else None, _readable(session, ask, text)))
    return card_of(lessons.add(session, ask.actor, activity.id, _readable(session, ask, text), ask.now), ask.actor)


def _activity_and_text(session: Session, ask: Ask, words: str) -> tuple[ActivityLine | None, str]:
    known = lessons.activities(session, ask.actor)
    number = _NUMBER.match(words)
    if number:
        return lessons.activity_of(session, ask.actor, number[1], ask.now), words[number.end() :]
    meant, text = named(known, lambda activity: activity.title, words, _BEHIND_A_TITLE, SHORTEST_BEGINNING)
    if not meant:
        return lessons.activity_among(session, ask.actor, ask.about), words
    return (meant[0], text) if len(meant) == 1 else (None, words)


def _decide(session: Session, ask: Ask, words: str) -> Answer:
    """A decision; owner and day stand at its end, in either order."""
    if not words:
        return card_of(decisions.open_decisions(session, ask.actor, ask.now), ask.actor)
    decisions.check_may_add(session, ask.actor)
    text, owner, due_on = _taken_apart(session, ask, words)
    return card_of(decisions.add(session, ask.actor, text, ask.now, owner, due_on), ask.actor)


def _taken_apart(session: Session, ask: Ask, words: str) -> tuple[str, PersonRef | None, date | None]:
    text, owner = _without_owner(session, ask, words)
    text, due_on = _without_day(session, ask, text)
    if owner is None:
        text, owner = _without_owner(session, ask, text)
    return _readable(session, ask, text), owner, due_on


def _readable(session: Session, ask: Ask, text: str) -> str:
    """The words with people by their names; of whom nothing is known there is nothing to read."""

    def name(found: re.Match[str]) -> str:
        with suppress(Refused):
            return finding.find_person(session, ask.actor, found[0]).name
        return ""

    return _MENTION.sub(name, text).strip()


def _without_owner(session: Session, ask: Ask, text: str) -> tuple[str, PersonRef | None]:
    found = _OWNER.search(text)
    if found is None:
        return text, None
    return text[: found.start()].strip(), finding.find_person(session, ask.actor, found[1])


def _without_day(session: Session, ask: Ask, text: str) -> tuple[str, date | None]:
    """The day behind the last "bis" or "until", unless it is an ordinary word of the sentence: "bis auf weiteres"."""
    found = _UNTIL.fullmatch(text)
    if found is None:
        return text, None
    try:
        return found["text"].strip(), read_day(session, ask, found["day"])
    except Misread as misread:
        meant_as_day = misread.refusal.code != "date_unknown" or (misread.hint or "").isalpha()
        if meant_as_day:
            raise
        return text, None


def _done(session: Session, ask: Ask, ref: str) -> Answer:
    return card_of(decisions.close(session, ask.actor, _key(ref), "done", ask.now), ask.actor)


def _drop(session: Session, ask: Ask, ref: str) -> Answer:
    return card_of(decisions.close(session, ask.actor, _key(ref), "dropped", ask.now), ask.actor)


def _key(ref: str) -> int:
    key = key_of(ref)
    if key is None:
        raise Refused("gone")
    return key


LEARNING = (
    Command(
        ("erkenntnis",),
        ("lesson",),
        "command.lesson.usage",
        "command.lesson",
        _lesson,
        "members",
        example="command.lesson.example",
    ),
    Command(
        ("beschluss",),
        ("decide",),
        "command.decide.usage",
        "command.decide",
        _decide,
        "members",
        example="command.decide.example",
    ),
)
DECISION_BUTTONS = {"decision_done": _done, "decision_drop": _drop}
"""What is pressed below a decision."""
