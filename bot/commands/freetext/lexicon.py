"""The tables of words, ready for looking up: the longest phrase that begins at a word, and safe repairs of typos."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.commands.freetext.signals import Group, Signals
from bot.commands.freetext.tokens import tokens_of
from bot.commands.freetext.words_of_course import COURSE
from bot.commands.freetext.words_of_doubt import DOUBTS
from bot.commands.freetext.words_of_progress import PROGRESS
from bot.commands.freetext.words_of_stalls import STALLS
from bot.commands.freetext.words_of_talk import TALK
from jobs.notices import StallReason

SHORTEST_REPAIRED = 5
"""Shorter words are similar to too many others."""


@dataclass(frozen=True)
class Entry:
    """What a phrase tells."""

    signals: Signals
    reason: StallReason | None


def _phrases(one: Group) -> Iterator[tuple[str, ...]]:
    for phrase in (*one.de.split(","), *one.en.split(",")):
        words = tuple(token.word for token in tokens_of(" ".join(phrase.split())))
        if words:
            yield words


def _compiled(groups: Sequence[Group]) -> dict[tuple[str, ...], Entry]:
    """A phrase that two groups hold tells both."""
    entries: dict[tuple[str, ...], Entry] = {}
    for one in groups:
        for words in _phrases(one):
            known = entries.get(words, Entry(frozenset(), None))
            entries[words] = Entry(known.signals | one.signals, known.reason or one.reason)
    return entries


_ENTRIES = _compiled((*PROGRESS, *STALLS, *COURSE, *DOUBTS, *TALK))
_LONGEST = max(map(len, _ENTRIES))
_REPEATED = re.compile(r"(.)\1+")


def longest_phrase(words: Sequence[str], start: int) -> tuple[int, Entry] | None:
    """How many words from `start` on form the longest known phrase, and what it tells."""
    for count in range(min(_LONGEST, len(words) - start), 0, -1):
        entry = _ENTRIES.get(tuple(words[start : start + count]))
        if entry:
            return count, entry
    return None


def word_entry(word: str) -> Entry | None:
    return _ENTRIES.get((word,))


class Repairs:
    """Misspelt words: one letter left out within, two neighbours swapped, or a letter too often. Nothing else.

    A replaced or added letter makes another word too easily: a "Poster" isn't "posted".
    """

    def __init__(self, known: frozenset[str]) -> None:
        self._known = known
        self._misspelt: dict[str, str | None] = {}
        for word in sorted(known):
            for variant in _misspellings(word) if len(word) >= SHORTEST_REPAIRED else ():
                self._misspelt[variant] = None if variant in self._misspelt else word

    def repaired(self, word: str) -> str:
        """The known word that was meant, or the word as it is."""
        if word in self._known:
            return word
        candidates = (word, _REPEATED.sub(r"\1", word), _REPEATED.sub(r"\1\1", word))
        for candidate in candidates:
            if candidate in self._known and len(candidate) > 1:
                return candidate
            meant = self._misspelt.get(candidate)
            if meant:
                return meant
        return word


def _misspellings(word: str) -> set[str]:
    left_out = {word[:at] + word[at + 1 :] for at in range(1, len(word) - 1)}
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)}
    return (left_out | swapped) - {word}


KNOWN_WORDS = frozenset(word for words in _ENTRIES for word in words)
