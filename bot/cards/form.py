"""The shape of everything asked in a form: fields with what stands in them, free of any messenger's markup.

A field's name is the key under which its value comes back, and beside which its faults are told.
"""

from dataclasses import dataclass
from datetime import date, time

from bot.cards.card import Part
from jobs.facts import PersonRef


@dataclass(frozen=True)
class Choice:
    """What can be chosen, and the value that comes back for it."""

    value: str
    label: str
    description: str | None = None


@dataclass(frozen=True)
class ChoiceGroup:
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class TextInput:
    """Words; `lines` asks for a larger box, `limit` counts characters."""

    value: str = ""
    lines: bool = False
    limit: int = 200


@dataclass(frozen=True)
class DayInput:
    """A civil day; comes back as 2026-12-01."""

    value: date | None = None


@dataclass(frozen=True)
class ClockInput:
    """A wall time; comes back as 09:00."""

    value: time | None = None


@dataclass(frozen=True)
class ChoiceInput:
    """One of some; choices or groups of them, never both."""

    choices: tuple[Choice, ...] | tuple[ChoiceGroup, ...]
    value: str | None = None


@dataclass(frozen=True)
class ChoicesInput:
    """Any of some, ten at the most; the values come back joined by commas."""

    choices: tuple[Choice, ...]
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonInput:
    """Anybody of the workspace; comes back as the messenger's own id."""

    value: PersonRef | None = None


@dataclass(frozen=True)
class PeopleInput:
    """Some people in the order in which they were chosen; the messenger's own ids joined by commas."""

    values: tuple[PersonRef, ...] = ()


@dataclass(frozen=True)
class ConversationInput:
    """A conversation of the messenger; comes back as its own id."""

    value: str | None = None


Input = TextInput | DayInput | ClockInput | ChoiceInput | ChoicesInput | PersonInput | PeopleInput | ConversationInput


@dataclass(frozen=True)
class Field:
    """One input with its label; a change of one that `previews` shows the form anew with what was entered so far."""

    name: str
    label: str
    input: Input
    hint: str | None = None
    optional: bool = False
    previews: bool = False


FormPart = Field | Part


@dataclass(frozen=True)
class Form:
    """A form in its reader's words. Without `submit` it only tells something."""

    title: str
    submit: str | None
    parts: tuple[FormPart, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(part for part in self.parts if isinstance(part, Field))
