"""A form with what was entered in it so far, so that nothing has to be typed twice."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, time

from bot.cards.form import (
    ChoiceInput,
    ChoicesInput,
    ClockInput,
    ConversationInput,
    DayInput,
    Field,
    Form,
    Input,
    PeopleInput,
    PersonInput,
    TextInput,
)
from bot.commands.forms.reading import Fields
from jobs.facts import PersonRef


def refilled(form: Form, entered: Fields) -> Form:
    """The same form; a field that was emptied is empty."""
    parts = tuple(
        replace(part, input=_filled(part.input, entered.get(part.name, ""))) if isinstance(part, Field) else part
        for part in form.parts
    )
    return replace(form, parts=parts)


def _filled(given: Input, text: str) -> Input:
    match given:
        case TextInput():
            return replace(given, value=text)
        case DayInput():
            return DayInput(_day(text))
        case ClockInput():
            return ClockInput(_clock(text))
        case ChoiceInput():
            return replace(given, value=text or None)
        case ChoicesInput():
            return replace(given, values=_several(text))
        case PersonInput():
            return PersonInput(PersonRef(0, "", text) if text else None)
        case PeopleInput():
            return PeopleInput(tuple(PersonRef(0, "", one) for one in _several(text)))
        case ConversationInput():
            return ConversationInput(text or None)


def _several(text: str) -> tuple[str, ...]:
    return tuple(one for one in text.split(",") if one)


def _day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None


def _clock(text: str) -> time | None:
    with suppress(ValueError):
        return time.fromisoformat(text)
    return None
