"""What the forms about an activity have in common: long texts, and choices among what there is."""

from bot.cards.card import cut
from bot.cards.form import Choice, ChoiceInput, Field, TextInput
from bot.commands.forms.reading import FormReading
from bot.commands.openable import key_of
from bot.plan_file import values
from jobs.use_cases.refusals import Refusal

TITLE_LIMIT = 200
TEXT_LIMIT = 3_000


def belonging(name: str, label: str, offered: dict[int, str], now: str | None) -> tuple[Field, ...]:
    """A choice among channels or goals; left out where there are none yet."""
    if not offered:
        return ()
    choices = tuple(Choice(str(key), one) for key, one in offered.items())
    value = next((str(key) for key, one in offered.items() if one == now), None)
    return (Field(name, label, ChoiceInput(choices, value), optional=True),)


def long_text(name: str, label: str, text: str | None, hint: str) -> Field:
    """Words over several lines that may as well be left out."""
    return Field(name, label, TextInput(text or "", lines=True, limit=TEXT_LIMIT), hint, optional=True)


def chosen(form: FormReading, name: str, offered: dict[int, str]) -> str | None:
    """What was chosen among the offered, by its name."""
    if not form.text(name):
        return None
    found = offered.get(key_of(form.text(name)) or 0)
    if found is None:
        form.fault(name, Refusal("gone"))
    return found


def kept(form: FormReading, name: str, stored: str | None) -> str:
    """What was entered; of a text longer than a field holds nothing is lost as long as it isn't touched."""
    text = values.paragraph(form.text(name))
    return stored if stored and text == values.paragraph(cut(stored, TEXT_LIMIT)) else text
