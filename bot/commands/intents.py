"""Buttons and menu choices. What a button is about comes back as an untrusted key."""

from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.commands.ask import Answer, Ask, FormName, OpenForm
from bot.commands.looking import open_list
from bot.commands.openable import openable, seen_task
from bot.commands.refusing import or_refusal
from jobs.use_cases import reply, steer
from jobs.use_cases.answers import Actor, Door, Replied
from jobs.use_cases.refusals import Refused


class AtOnce(Protocol):
    """An intent that needs nothing but the press: every further choice has a default."""

    def __call__(self, session: Session, actor: Actor, task_id: int, now: datetime, door: Door, /) -> Replied: ...


AT_ONCE: dict[str, AtOnce] = {
    "done": reply.done,
    "small": reply.small,
    "on_it": reply.on_it,
    "later": reply.later,
    "take_over": steer.take_over,
    "shrink": steer.shrink,
    "ask_decider": steer.ask_decider,
}
FORM_FIRST: dict[str, FormName] = {
    "blocked": "blocked",
    "move": "move",
    "skip": "skip",
    "hand_over": "reassign",
    "reassign": "reassign",
    "pause": "pause",
}
LISTING = ("list", "show")
INTENTS = frozenset({*AT_ONCE, *FORM_FIRST, *LISTING})


def press(session: Session, ask: Ask, intent: str, ref: str) -> Answer:
    """What a press comes to. An intent or a key that means nothing here is refused as gone."""
    return or_refusal(session, ask, lambda: _press(session, ask, intent, ref))


def _press(session: Session, ask: Ask, intent: str, ref: str) -> Answer:
    if intent in LISTING:
        return open_list(session, ask)
    if intent not in INTENTS:
        raise Refused("gone")
    task = seen_task(session, ask, ref)
    if intent in FORM_FIRST:
        return openable(session, ask, OpenForm(FORM_FIRST[intent], task.id))
    return card_of(AT_ONCE[intent](session, ask.actor, task.id, ask.now, ask.door), ask.actor)
