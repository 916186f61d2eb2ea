"""The buttons of a hand-over: agreeing to it, standing in, and stepping back. Their keys are untrusted."""

from datetime import date

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.cards.handover import CONFIRM
from bot.cards.standin import ACCEPT, DECLINE
from bot.commands.ask import Answer, Ask
from bot.commands.openable import key_of
from jobs.use_cases import handovers
from jobs.use_cases.handovers import Leave
from jobs.use_cases.refusals import Refused


def read_leave(ref: str) -> tuple[Leave, int | None]:
    """The absence behind `person/first day`, and the task where one follows; Refused("gone") for anything else."""
    person, _, rest = ref.partition("/")
    first, _, task = rest.partition("/")
    person_id = key_of(person)
    try:
        day = date.fromisoformat(first)
    except ValueError:
        raise Refused("gone") from None
    if person_id is None:
        raise Refused("gone")
    return Leave(person_id, day), key_of(task)


def _confirm(session: Session, ask: Ask, ref: str) -> Answer:
    leave, _ = read_leave(ref)
    return card_of(handovers.confirm(session, ask.actor, leave, ask.now), ask.actor)


def _accept(session: Session, ask: Ask, ref: str) -> Answer:
    leave, _ = read_leave(ref)
    return card_of(handovers.accept(session, ask.actor, leave, ask.now, ask.door), ask.actor)


def _decline(session: Session, ask: Ask, ref: str) -> Answer:
    return card_of(handovers.decline(session, ask.actor, key_of(ref), ask.now, ask.door), ask.actor)


HANDOVER_BUTTONS = {CONFIRM: _confirm, ACCEPT: _accept, DECLINE: _decline}
