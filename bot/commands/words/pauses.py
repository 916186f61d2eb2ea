"""Agreed pauses, typed: pause and resume an activity."""

from datetime import date

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.commands.ask import Answer, Ask, OpenForm
from bot.commands.command import Command
from bot.commands.grammar import Misread, read_day, without_connective
from bot.commands.openable import key_of
from jobs.use_cases import pauses
from jobs.use_cases.refusals import Refused

_LONGEST_DAY = 3
"""Words of a day: "1. Dezember 2026"."""


def _pause(session: Session, ask: Ask, words: str) -> Answer:
    """Without an activity, or without a day, a form asks."""
    if not words:
        return OpenForm("pause")
    activity_id, rest = pauses.named(session, ask.actor, words, ask.now)
    if not rest:
        task_id = pauses.nearest_task(session, ask.actor, activity_id, ask.now)
        return OpenForm("pause", str(task_id or ""))
    until, reason = _day_and_reason(session, ask, without_connective(rest.lstrip(",;: ")))
    paused = pauses.pause(session, ask.actor, activity_id, until, reason, ask.now, ask.door)
    return card_of(paused, ask.actor, reason)


def _day_and_reason(session: Session, ask: Ask, words: str) -> tuple[date, str]:
    """The longest beginning that is a day; what follows is the reason."""
    split = words.split()
    unknown: Misread | None = None
    for count in range(min(len(split), _LONGEST_DAY), 0, -1):
        try:
            day = read_day(session, ask, " ".join(split[:count]).rstrip(",;:"))
        except Misread as misread:
            if misread.refusal.code != "date_unknown":
                raise
            unknown = misread
        else:
            return day, " ".join(split[count:])
    raise unknown or Refused("date_missing")


def _resume(session: Session, ask: Ask, words: str) -> Answer:
    """Without an activity the only one that rests is meant."""
    if not words:
        resting = pauses.paused(session, ask.actor, ask.now)
        if len(resting.activities) > 1:
            return card_of(resting, ask.actor)
        return _resumed(session, ask, resting.activities[0].id)
    activity_id, rest = pauses.named(session, ask.actor, words, ask.now)
    if rest:
        raise Refused("no_such_activity", text=words)
    return _resumed(session, ask, activity_id)


def press_resume(session: Session, ask: Ask, ref: str) -> Answer:
    """The activity behind a button goes on."""
    return _resumed(session, ask, key_of(ref) or 0)


def _resumed(session: Session, ask: Ask, activity_id: int) -> Answer:
    return card_of(pauses.resume(session, ask.actor, activity_id, ask.now, ask.door), ask.actor)


PAUSES = (
    Command(
        ("pausieren",),
        ("pause",),
        "command.pause.usage",
        "command.pause",
        _pause,
        "coordinator",
        opens_form=True,
        example="command.pause.example",
    ),
    Command(
        ("fortsetzen",),
        ("resume",),
        "command.resume.usage",
        "command.resume",
        _resume,
        "coordinator",
        example="command.resume.example",
    ),
)
