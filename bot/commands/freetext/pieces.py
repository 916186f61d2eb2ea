"""The words of a text with what each of them tells: names first, then days, then phrases; the rest is unknown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.commands.freetext.days import days_in
from bot.commands.freetext.emojis import emoji_signals
from bot.commands.freetext.lexicon import longest_phrase
from bot.commands.freetext.meanings import Titled
from bot.commands.freetext.names import Colleagues, Mention, OpenTasks, PersonMention
from bot.commands.freetext.repairs import repaired
from bot.commands.freetext.signals import Signal, Signals, word_set
from bot.commands.freetext.tokens import Token, tokens_of
from bot.commands.freetext.weeks import Seen
from jobs.facts import StallReason

_TAKEN = "\0"
"""Stands for a word that is already understood, so that no phrase reaches across it."""
_BARE: Signals = frozenset()
_UNKNOWN: Signals = frozenset({Signal.UNKNOWN})
_BEFORE_A_PLACE = word_set("auf on via ueber bei in")
_PART_OF_A_TITLE = word_set("post posts posting beitrag artikel mail mailing ausgabe article issue edition")
_BEFORE_AN_ADVERBIAL = word_set(
    """in im ins nach vor mit bei beim an am um neben waehrend zwischen ueber unter via per von vom zu zum zur trotz
    at with during over around between after before from via per despite of"""
)
_ARTICLES = word_set("der die das den dem des ein eine einen einem meine meinem meiner the a an my our his her")


@dataclass(frozen=True)
class Piece:
    """Some words and what they tell."""

    word: str
    signals: Signals
    reason: StallReason | None = None
    day: date | None = None
    task: Mention | None = None
    person: str | None = None


def pieces_of(text: str, tasks: Sequence[Titled], names: Sequence[str], seen: Seen) -> list[Piece]:
    """A text in order, marks and all."""
    colleagues = Colleagues(names)
    tokens = tokens_of(text)
    named = OpenTasks(tasks, names).mentions(tokens)
    people = [one for one in colleagues.mentions(tokens) if not _overlaps(one, named)]
    taken = {one.start: (_end(one, tokens), _task_piece(one, tokens)) for one in named}
    taken |= {one.start: (one.end, _person_piece(one.typed)) for one in people}
    words = _free_words(tokens, taken)
    for when in days_in(words, seen):
        taken[when.start] = (when.end, Piece(" ".join(words[when.start : when.end]), when.signals, day=when.day))
    return list(_with_adverbials(list(_in_order(tokens, taken, colleagues.ambiguous))))


def _overlaps(person: PersonMention, named: Sequence[Mention]) -> bool:
    return any(person.start < task.end and task.start < person.end for task in named)


def _end(mention: Mention, tokens: Sequence[Token]) -> int:
    """A title takes the noun behind it along: "LinkedIn post", where the task is called "LinkedIn"."""
    behind = tokens[mention.end] if mention.end < len(tokens) else None
    return mention.end + (behind is not None and behind.word in _PART_OF_A_TITLE)


def _free_words(tokens: Sequence[Token], taken: dict[int, tuple[int, Piece]]) -> list[str]:
    words = [repaired(token.word) if token.kind == "word" else token.word for token in tokens]
    for start, (end, _) in taken.items():
        words[start:end] = [_TAKEN] * (end - start)
    return words


def _task_piece(mention: Mention, tokens: Sequence[Token]) -> Piece:
    """Posted "on LinkedIn" says where, and needn't be the LinkedIn post."""
    before = [token.word for token in tokens[: mention.start] if token.word not in _ARTICLES][-1:]
    where = not mention.whole and bool(before) and before[0] in _BEFORE_A_PLACE
    signal = Signal.STRANGE_TASK if where or not mention.task_ids else Signal.TASK
    return Piece("", frozenset({signal}), task=mention if mention.task_ids else None)


def _person_piece(typed: str) -> Piece:
    return Piece("", frozenset({Signal.PERSON}), person=typed)


def _in_order(
    tokens: Sequence[Token], taken: dict[int, tuple[int, Piece]], ambiguous: frozenset[str]
) -> Iterator[Piece]:
    words = _free_words(tokens, taken)
    at = 0
    while at < len(tokens):
        end, piece = taken.get(at) or _phrase(tokens, words, at, ambiguous)
        yield piece
        at = end


def _phrase(tokens: Sequence[Token], words: Sequence[str], at: int, ambiguous: frozenset[str]) -> tuple[int, Piece]:
    token = tokens[at]
    unknown = at + 1, Piece(token.word, _UNKNOWN)
    match token.kind:
        case "mark":
            return at + 1, Piece(token.word, _BARE)
        case "link":
            return at + 1, Piece(token.word, frozenset({Signal.LINK}))
        case "emoji":
            return at + 1, Piece(token.word, emoji_signals(token.word))
        case "number" | "mention" | "quote":
            return unknown
        case "word":
            known = longest_phrase(words, at)
            if known is None:
                return unknown
            count, entry = known
            doubtful = count == 1 and token.word in ambiguous
            signals = frozenset({Signal.DOUBT}) if doubtful else entry.signals
            return at + count, Piece(" ".join(words[at : at + count]), signals, entry.reason)


def _with_adverbials(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """An unknown word behind a preposition only says where, when or how: "in the train", "nach dem Mittagessen"."""
    at = 0
    while at < len(pieces):
        noun = at + 1
        if noun < len(pieces) and pieces[noun].word in _ARTICLES:
            noun += 1
        is_adverbial = pieces[at].word in _BEFORE_AN_ADVERBIAL and noun < len(pieces)
        if is_adverbial and pieces[noun].signals == _UNKNOWN:
            yield replace(pieces[noun], signals=frozenset({Signal.ADVERBIAL}))
            at = noun + 1
        else:
            yield pieces[at]
            at += 1
