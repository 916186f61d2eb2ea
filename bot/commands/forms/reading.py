"""Reads the fields of a form that was sent off. All faults are told at once, each beside its field."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.cards.refusals import refusal_words
from bot.commands.ask import Ask
from bot.commands.grammar import read_day
from bot.translations.phrases import phrases_for
from jobs.facts import PersonRef
from jobs.use_cases import finding
from jobs.use_cases.refusals import Refusal, Refused

Fields = Mapping[str, str]
T = TypeVar("T")


class FieldErrors(Exception):
    """What is wrong with which field, in the reader's language."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


class FormReading:
    """Keeps every fault until `check`; what is read before it has passed is a placeholder where there was a fault.

    `ref` is the untrusted key of what the form is about.
    """

    def __init__(self, session: Session, ask: Ask, ref: str, fields: Fields) -> None:
        self.session = session
        self.ask = ask
        self.ref = ref
        self._fields = fields
        self._faults: dict[str, Refusal] = {}
        self._complaints: dict[str, str] = {}

    def text(self, name: str) -> str:
        """What was entered, without spaces around it; nothing is the empty text."""
        return self._fields.get(name, "").strip()

    def texts(self, name: str) -> tuple[str, ...]:
        """Several values, in order."""
        return tuple(one for one in self.text(name).split(",") if one)

    def written(self, name: str) -> str:
        """Words that must not be missing."""
        if not self.text(name):
            self.fault(name, Refusal("reason_missing"))
        return self.text(name)

    def day(self, name: str) -> date:
        """A day that must not be missing."""
        if not self.text(name):
            self.fault(name, Refusal("date_missing"))
            return date.min
        return self.attempt(name, lambda: read_day(self.session, self.ask, self.text(name)), date.min)

    def person(self, name: str, *, guests: bool = True) -> PersonRef:
        """A colleague, chosen by the messenger's id."""
        nobody = PersonRef(0, "")
        if not self.text(name):
            self.fault(name, Refusal("person_missing"))
            return nobody
        return self.attempt(name, lambda: self._person(self.text(name), guests=guests), nobody)

    def person_if_any(self, name: str, *, guests: bool = True) -> PersonRef | None:
        return self.person(name, guests=guests) if self.text(name) else None

    def people(self, name: str) -> tuple[PersonRef, ...]:
        return self.attempt(name, lambda: tuple(self._person(one) for one in self.texts(name)), ())

    def attempt(self, name: str, read: Callable[[], T], otherwise: T) -> T:
        """What is read; a refusal becomes the field's fault."""
        try:
            return read()
        except Refused as refused:
            self.fault(name, refused.refusal)
            return otherwise

    def fault(self, name: str, refusal: Refusal) -> None:
        self._faults.setdefault(name, refusal)

    def complain(self, name: str, words: str) -> None:
        """A fault that has its words already."""
        self._complaints.setdefault(name, words)

    def check(self) -> None:
        """Raises FieldErrors if anything was wrong."""
        if self._faults or self._complaints:
            raise FieldErrors({**field_errors(self.ask, self._faults).errors, **self._complaints})

    def _person(self, external_id: str, *, guests: bool = True) -> PersonRef:
        return finding.colleague(self.session, self.ask.actor, external_id, guests=guests)


def field_errors(ask: Ask, faults: Mapping[str, Refusal]) -> FieldErrors:
    """The faults, worded for the actor."""
    phrases = phrases_for(ask.reader)
    return FieldErrors({name: refusal_words(refusal, phrases) for name, refusal in faults.items()})
