"""Company closing days, typed. What they do to tasks is shown first, and holds after one more press."""

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.commands.ask import Answer, Ask
from bot.commands.closing_keys import name_of, wish_of
from bot.commands.command import Command
from bot.commands.spans import read_spans
from jobs.rules.availability import Span
from jobs.use_cases import closings
from jobs.use_cases.closing_answers import ClosingWish
from jobs.use_cases.refusals import Refused

_MOST_WORDS = 12
"""Words of a span: "vom 24. Dezember 2026 bis zum 6. Januar 2027", and some to spare."""


def _closed(session: Session, ask: Ask, words: str) -> Answer:
    """Without days it answers with those that are known."""
    if not words:
        return card_of(closings.known(session, ask.actor, ask.now), ask.actor)
    if not ask.actor.coordinates:
        raise Refused("coordinator_only")
    return card_of(closings.foresee(session, ask.actor, _wish(session, ask, words), ask.now), ask.actor)


def press_close(session: Session, ask: Ask, ref: str) -> Answer:
    """The days that were shown hold now."""
    wish = wish_of(ref)
    if wish is None:
        raise Refused("gone")
    return card_of(closings.close(session, ask.actor, wish, ask.now, ask.door), ask.actor)


def _wish(session: Session, ask: Ask, words: str) -> ClosingWish:
    """The longest beginning that is a span of days; what follows is its name."""
    split = words.split()
    for count in range(min(len(split), _MOST_WORDS), 0, -1):
        spans = _spans(session, ask, " ".join(split[:count]).rstrip(",;:"))
        if len(spans) > 1:
            break
        if spans:
            return ClosingWish(spans[0], name_of(" ".join(split[count:])))
    raise Refused("closing_words")


def _spans(session: Session, ask: Ask, words: str) -> tuple[Span, ...]:
    try:
        return read_spans(session, ask, words)
    except Refused as refused:
        if refused.refusal.code != "absence_words":
            raise
        return ()


CLOSINGS = (
    Command(
        ("betriebsferien", "geschlossen"),
        ("closed",),
        "command.closed.usage",
        "command.closed",
        _closed,
        "members",
        example="command.closed.example",
    ),
)
CLOSING_BUTTONS = {"close_days": press_close}
