"""Buttons and menu choices. What a button is about comes back as an untrusted key."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.commands.ask import Answer, Ask, FormName, OpenForm
from bot.commands.forms import registry
from bot.commands.handing_over import HANDOVER_BUTTONS
from bot.commands.openable import openable, seen_task
from bot.commands.refusing import or_refusal
from bot.commands.registry import HELP
from bot.commands.words.absences import ABSENCE_BUTTONS
from bot.commands.words.closings import CLOSING_BUTTONS
from bot.commands.words.learning import DECISION_BUTTONS
from bot.commands.words.looking import open_list
from bot.commands.words.own import CALENDAR_BUTTONS
from bot.commands.words.partners import press_reopen
from bot.commands.words.pauses import press_resume
from jobs.use_cases import balls, reply, steer
from jobs.use_cases.answers import Actor, Door, Replied
from jobs.use_cases.refusals import Refused

Press = Callable[[Session, Ask, str], Answer]
"""Gets the untrusted key; raises Refused."""


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
    "ball_ours": balls.ours,
    "ball_partner": balls.partners,
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
FORM_PREFIX = "form-"
"""A button's intent for any other form: `form-away` opens the form `away` about the button's key."""
OTHERS: dict[str, Press] = {
    **ABSENCE_BUTTONS,
    **CLOSING_BUTTONS,
    **DECISION_BUTTONS,
    **HANDOVER_BUTTONS,
    **CALENDAR_BUTTONS,
    "resume": press_resume,
    "reopen": press_reopen,
    "help": HELP.run,
}
"""What can be pressed that is about no task: intent → what it does with the key."""
INTENTS = frozenset({*AT_ONCE, *FORM_FIRST, *LISTING, *OTHERS})


def press(session: Session, ask: Ask, intent: str, ref: str) -> Answer:
    """What a press comes to. An intent or a key that means nothing here is refused as gone."""
    return or_refusal(session, ask, lambda: _press(session, ask, intent, ref))


def is_about_task(intent: str) -> bool:
    """Whether the key beside this intent is a task's."""
    return intent in AT_ONCE or intent in FORM_FIRST


def opens_form(intent: str) -> bool:
    """Whether a press leads to a form, which has to be on its way before the answer is known."""
    return intent in FORM_FIRST or intent.startswith(FORM_PREFIX)


def _press(session: Session, ask: Ask, intent: str, ref: str) -> Answer:
    if intent in LISTING:
        return open_list(session, ask)
    if intent in OTHERS:
        return OTHERS[intent](session, ask, ref)
    if (name := intent.removeprefix(FORM_PREFIX)) != intent:
        return registry.openable(name, ref)
    if intent not in INTENTS:
        raise Refused("gone")
    task = seen_task(session, ask, ref)
    if intent in FORM_FIRST:
        return openable(session, ask, OpenForm(FORM_FIRST[intent], ref))
    return card_of(AT_ONCE[intent](session, ask.actor, task.id, ask.now, ask.door), ask.actor)
