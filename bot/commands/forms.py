"""Forms that were sent off. All faults of their fields are told at once."""

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.cards.card import Card
from bot.cards.refusals import refusal_words
from bot.commands.ask import Ask
from bot.commands.grammar import read_day
from bot.commands.openable import key_of, seen_task
from bot.commands.reasons import REASONS
from bot.commands.refusing import or_refusal
from bot.translations.phrases import phrases_for
from jobs.notices import StallReason
from jobs.use_cases import finding, reply, steer
from jobs.use_cases.refusals import Refusal, Refused

Fields = Mapping[str, str]


class FieldErrors(Exception):
    """What is wrong with which field, in the reader's language."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


class _Reading:
    """Reads the fields of a form and keeps every fault until `check`, so that all are told at once.

    What is read before `check` has passed is a placeholder wherever there was a fault.
    """

    def __init__(self, session: Session, ask: Ask, task_id: int, fields: Fields) -> None:
        self.session = session
        self.ask = ask
        self.task_id = task_id
        self._fields = fields
        self._faults: dict[str, Refusal] = {}

    def day(self, name: str) -> date:
        text = self.text(name)
        if not text:
            self._faults[name] = Refusal("date_missing")
            return date.min
        try:
            return read_day(self.session, self.ask, text)
        except Refused as refused:
            self._faults[name] = refused.refusal
            return date.min

    def written(self, name: str) -> str:
        if not self.text(name):
            self._faults[name] = Refusal("reason_missing")
        return self.text(name)

    def stall_reason(self, name: str) -> StallReason:
        text = self.text(name)
        for reason in REASONS.values():
            if reason == text:
                return reason
        self._faults[name] = Refusal("reason_unknown" if text else "reason_missing", text=text)
        return "topic"

    def person(self, name: str) -> int:
        key = key_of(self.text(name))
        people = finding.candidates(self.session, self.ask.actor, self.task_id, self.ask.now)
        if key is None or key not in {person.id for person in people}:
            self._faults[name] = Refusal("person_unknown")
            return 0
        return key

    def text(self, name: str) -> str:
        return self._fields.get(name, "").strip()

    def check(self) -> None:
        if self._faults:
            raise field_errors(self.ask, self._faults)


def field_errors(ask: Ask, faults: Mapping[str, Refusal]) -> FieldErrors:
    """The faults, worded for the actor."""
    phrases = phrases_for(ask.reader)
    return FieldErrors({name: refusal_words(refusal, phrases) for name, refusal in faults.items()})


def _blocked(form: _Reading) -> Card:
    reason, note = form.stall_reason("reason"), form.text("note")
    form.check()
    replied = reply.blocked(form.session, form.ask.actor, form.task_id, form.ask.now, form.ask.door, reason, note)
    return card_of(replied, form.ask.actor, note)


def _move(form: _Reading) -> Card:
    day = form.day("to")
    form.check()
    moved = steer.move(form.session, form.ask.actor, form.task_id, form.ask.now, form.ask.door, day)
    return card_of(moved, form.ask.actor)


def _skip(form: _Reading) -> Card:
    reason = form.written("reason")
    form.check()
    skipped = steer.skip(form.session, form.ask.actor, form.task_id, form.ask.now, form.ask.door, reason)
    return card_of(skipped, form.ask.actor, reason)


def _later(form: _Reading) -> Card:
    day = form.day("on")
    form.check()
    replied = reply.later(form.session, form.ask.actor, form.task_id, form.ask.now, form.ask.door, day)
    return card_of(replied, form.ask.actor)


def _on_it(form: _Reading) -> Card:
    day = form.day("until")
    form.check()
    replied = reply.on_it(form.session, form.ask.actor, form.task_id, form.ask.now, form.ask.door, day)
    return card_of(replied, form.ask.actor)


def _reassign(form: _Reading) -> Card:
    person_id = form.person("person")
    form.check()
    given = steer.reassign(form.session, form.ask.actor, form.task_id, form.ask.now, form.ask.door, person_id)
    return card_of(given, form.ask.actor)


def _pause(form: _Reading) -> Card:
    until, reason = form.day("until"), form.written("reason")
    form.check()
    paused = steer.pause(form.session, form.ask.actor, form.task_id, form.ask.now, form.ask.door, until, reason)
    return card_of(paused, form.ask.actor, reason)


FORMS: dict[str, tuple[Callable[[_Reading], Card], dict[str, str]]] = {
    "blocked": (_blocked, {"reason": "reason"}),
    "move": (_move, {"date": "to"}),
    "skip": (_skip, {"reason": "reason"}),
    "later": (_later, {"date": "on"}),
    "on_it": (_on_it, {"date": "until"}),
    "reassign": (_reassign, {"person": "person"}),
    "pause": (_pause, {"date": "until", "reason": "reason"}),
}
"""What a form does, and the field to which a refusal of its kind belongs."""


def submit(session: Session, ask: Ask, form: str, task_id: int, fields: Fields) -> Card:
    """What a form comes to; FieldErrors when its fields have to be looked at again."""
    return or_refusal(session, ask, lambda: _submit(session, ask, form, task_id, fields))


def _submit(session: Session, ask: Ask, form: str, task_id: int, fields: Fields) -> Card:
    if form not in FORMS:
        raise Refused("gone")
    work, places = FORMS[form]
    task = seen_task(session, ask, str(task_id))
    try:
        return work(_Reading(session, ask, task.id, fields))
    except Refused as refused:
        place = places.get(refused.refusal.code.partition("_")[0])
        if place is None:
            raise
        raise field_errors(ask, {place: refused.refusal}) from refused
