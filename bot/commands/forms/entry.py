"""What a form is: how it looks for whoever opened it, and what it does when it is sent off."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from bot.cards.form import Form
from bot.commands.ask import Answer, Ask
from bot.commands.forms.reading import Fields, FormReading

Build = Callable[[Session, Ask, str, Fields | None], Form]
"""Gets the key of what the form is about, and what was entered so far if it is shown anew; raises Refused."""


@dataclass(frozen=True)
class FormEntry:
    """`places` says beside which field a refusal of a kind (its code up to the first underscore) belongs."""

    build: Build
    submit: Callable[[FormReading], Answer]
    places: Mapping[str, str] = field(default_factory=dict)
