"""The tables of words, ready for looking up: the longest phrase that begins at a word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.commands.freetext.signals import Group, Signals
from bot.commands.freetext.tokens import tokens_of
from bot.commands.freetext.words_of_course import COURSE
from bot.commands.freetext.words_of_doubt import DOUBTS
from bot.commands.freetext.words_of_progress import PROGRESS
from bot.commands.freetext.words_of_stalls import STALLS
from bot.commands.freetext.words_of_talk import TALK
from jobs.facts import StallReason


@dataclass(frozen=True)
class Entry:
    """What a phrase tells."""

    signals: Signals
    reason: StallReason | None


def phrases_of(one: Group) -> Iterator[tuple[str, ...]]:
    """The phrases of a group as they are compared, word by word."""
    for phrase in (*one.de.split(","), *one.en.split(",")):
        words = tuple(token.word for token in tokens_of(" ".join(phrase.split())))
        if words:
            yield words


GROUPS: tuple[Group, ...] = (*PROGRESS, *STALLS, *COURSE, *DOUBTS, *TALK)
_ENTRIES = {words: Entry(one.signals, one.reason) for one in GROUPS for words in phrases_of(one)}
_LONGEST = max(map(len, _ENTRIES))


def longest_phrase(words: Sequence[str], start: int) -> tuple[int, Entry] | None:
    """How many words from `start` on form the longest known phrase, and what it tells."""
    for count in range(min(_LONGEST, len(words) - start), 0, -1):
        entry = _ENTRIES.get(tuple(words[start : start + count]))
        if entry:
            return count, entry
    return None


def word_entry(word: str) -> Entry | None:
    return _ENTRIES.get((word,))


KNOWN_WORDS = frozenset(word for words in _ENTRIES for word in words)


def words_telling(signals: Signals) -> frozenset[str]:
    """The single words that tell one of these."""
    return frozenset(words[0] for words, entry in _ENTRIES.items() if len(words) == 1 and entry.signals & signals)
