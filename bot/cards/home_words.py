"""How a home page words long titles and long lists, the same in all its parts."""

from collections.abc import Sequence

from bot.cards.card import cut
from bot.translations.phrases import Phrases

TITLE_LIMIT = 80
_NAMED = 5


def names_words(names: Sequence[str], phrases: Phrases) -> str:
    """Several names in one breath, the first few of them."""
    shown = [cut(name, TITLE_LIMIT) for name in names[:_NAMED]]
    if len(names) > _NAMED:
        shown.append(phrases.say("home.others", n=len(names) - _NAMED))
    return phrases.listed(shown)
