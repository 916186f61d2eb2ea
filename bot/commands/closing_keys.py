"""The days that a button or a form about closing days is about, read from what came back, which is not trusted."""

from contextlib import suppress
from datetime import date

from bot.commands.openable import key_of
from jobs.rules.availability import Span
from jobs.use_cases.closing_answers import ClosingWish
from jobs.use_cases.closings import NAME_LIMIT


def wish_of(ref: str) -> ClosingWish | None:
    """The days that were shown; None for anything else, such as the key of an entry."""
    parts = ref.split("/", 3)
    if len(parts) != 4:
        return None
    with suppress(ValueError):
        span = Span(date.fromisoformat(parts[0]), date.fromisoformat(parts[1]))
        return ClosingWish(span, name_of(parts[3]), key_of(parts[2]))
    return None


def name_of(text: str) -> str:
    """A name in one line, without the punctuation that led to it."""
    return " ".join(text.split()).strip(" ,;:()")[:NAME_LIMIT].strip()
