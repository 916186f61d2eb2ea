"""How a home page words spans of days and long lists, the same in all its parts."""

from collections.abc import Sequence
from datetime import date

from bot.cards.card import cut
from bot.translations.phrases import Phrases
from jobs.rules.availability import Span

TITLE_LIMIT = 80
_NAMED = 5


def span_words(span: Span, today: date, phrases: Phrases) -> str:
    """From when until when; a beginning that has passed says nothing any more."""
    if span.last is None:
        begins = phrases.day(span.first)
        return phrases.say("home.span.from", first=begins) if span.first > today else phrases.say("home.span.open")
    if span.first == span.last:
        return phrases.day(span.first)
    if span.first < today:
        return phrases.say("home.span.until", last=phrases.day(span.last))
    return phrases.say("home.span", first=phrases.day(span.first), last=phrases.day(span.last))


def names_words(names: Sequence[str], phrases: Phrases) -> str:
    """Several names in one breath, the first few of them."""
    shown = [cut(name, TITLE_LIMIT) for name in names[:_NAMED]]
    if len(names) > _NAMED:
        shown.append(phrases.say("home.others", n=len(names) - _NAMED))
    return phrases.listed(shown)
