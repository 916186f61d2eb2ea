"""Where refusals become cards."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.refusals import refusal_card
from bot.commands.ask import Ask
from bot.commands.grammar import Misread
from jobs.use_cases.refusals import Refused

T = TypeVar("T")


def or_refusal(session: Session, ask: Ask, work: Callable[[], T]) -> T | Card:
    """What the work answers, or the card that says why not; of refused work nothing is kept.

    A savepoint takes back the work alone: the event stays known as acted on, so a repetition isn't answered twice.
    """
    try:
        with session.begin_nested():
            return work()
    except Misread as misread:
        return refusal_card(misread.refusal, ask.actor, misread.hint, misread.example)
    except Refused as refused:
        return refusal_card(refused.refusal, ask.actor, example=refused.example)
