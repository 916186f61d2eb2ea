"""Misspelt words: one letter left out within, two neighbours swapped, or a letter too often. Nothing else.

A replaced or added letter makes another word too easily: a "Poster" isn't "posted".
"""

import re

from bot.commands.freetext.day_forms import DAY_WORDS
from bot.commands.freetext.day_readers import NUMBERS
from bot.commands.freetext.lexicon import KNOWN_WORDS, words_telling
from bot.commands.freetext.signals import Signal, word_set
from bot.commands.freetext.words_of_talk import ASKING, BECAUSE, BECAUSE_OF, BUT

_SHORTEST = 6
"""Shorter words are similar to too many others."""
_WORTH_IT = words_telling(
    frozenset(
        {
            *(Signal.STATE, Signal.EVENT, Signal.SMALL, Signal.REASON, Signal.WAIT, Signal.STUCK, Signal.REMIND),
            *(Signal.MOVE, Signal.SKIP, Signal.TAKE, Signal.TO_TAKE, Signal.LATER, Signal.ACK),
        }
    )
)
_WORTH_IT_AND_SHORT = word_set("nicht heute later")
_WORDS_OF_THEIR_OWN = word_set(
    """program state states shared shard shred posed stated ordered bilden fragen vertragen abgeben dates morden sides
    beginn slides platte finnish"""
)
"""Right as they are, however near they are to another."""
_LONG_DRAWN = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(.)\1")


def _misspellings(word: str) -> set[str]:
    left_out = {word[:at] + word[at + 1 :] for at in range(1, len(word) - 1)}
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)}
    return (left_out | swapped) - {word}


def _by_misspelling() -> dict[str, str]:
    """What can be a typo of two words is none of either."""
    worth_it = {word for word in _WORTH_IT | DAY_WORDS if len(word) >= _SHORTEST} | _WORTH_IT_AND_SHORT
    meant: dict[str, set[str]] = {}
    for word in worth_it:
        for misspelt in _misspellings(word):
            meant.setdefault(misspelt, set()).add(word)
    return {misspelt: min(words) for misspelt, words in meant.items() if len(words) == 1}


_KNOWN = KNOWN_WORDS | DAY_WORDS | NUMBERS.keys() | BUT | BECAUSE | BECAUSE_OF | ASKING | _WORDS_OF_THEIR_OWN
_MISSPELT = _by_misspelling()


def repaired(word: str) -> str:
    """The known word that was meant, or the word as it is."""
    if word in _KNOWN:
        return word
    if word in _MISSPELT:
        return _MISSPELT[word]
    once = _DOUBLED.sub(r"\1", word)
    if once in _KNOWN and len(once) >= _SHORTEST:
        return once
    shortened = (_LONG_DRAWN.sub(r"\1", word), _LONG_DRAWN.sub(r"\1\1", word))
    return next((one for one in shortened if one in _KNOWN), word)
