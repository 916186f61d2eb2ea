"""A text in its parts, each with what its words tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from bot.commands.freetext.day_forms import DAY_WORDS
from bot.commands.freetext.days import days_in
from bot.commands.freetext.emojis import emoji_signals
from bot.commands.freetext.lexicon import KNOWN_WORDS, Repairs, longest_phrase
from bot.commands.freetext.meanings import Titled
from bot.commands.freetext.names import Colleagues, Mention, OpenTasks, PersonMention
from bot.commands.freetext.signals import Signal, Signals, word_set
from bot.commands.freetext.tokens import Token, tokens_of
from bot.commands.freetext.weeks import Seen
from bot.commands.freetext.words_of_talk import ASKING, ASKING_BEFORE_SUBJECT, BECAUSE, BUT, SUBJECTS
from jobs.notices import StallReason

Joint = Literal["start", "stop", "comma", "colon", "but", "because"]

_TAKEN = "\0"
"""Stands for a word that is already understood, so that no phrase reaches across it."""
_REPAIRS = Repairs(KNOWN_WORDS | DAY_WORDS)
_BEFORE_A_PLACE = word_set("auf on via ueber bei in")
_BARE: Signals = frozenset()


@dataclass(frozen=True)
class Piece:
    """Some words and what they tell."""

    word: str
    signals: Signals
    reason: StallReason | None = None
    day: date | None = None
    task: Mention | None = None
    person: str | None = None


@dataclass(frozen=True)
class Clause:
    """The words between two marks."""

    joint: Joint
    pieces: tuple[Piece, ...]

    @cached_property
    def signals(self) -> Signals:
        """Of all pieces together. A person that leads is no other person beside."""
        signals = frozenset(signal for piece in self.pieces for signal in piece.signals)
        return signals - {Signal.PERSON} if Signal.LEADER in signals and len(self.people) == 1 else signals

    @cached_property
    def reasons(self) -> tuple[StallReason, ...]:
        return tuple(dict.fromkeys(piece.reason for piece in self.pieces if piece.reason))

    @cached_property
    def days(self) -> tuple[date, ...]:
        return tuple(dict.fromkeys(piece.day for piece in self.pieces if piece.day))

    @cached_property
    def tasks(self) -> tuple[Mention, ...]:
        return tuple(piece.task for piece in self.pieces if piece.task)

    @cached_property
    def people(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(piece.person for piece in self.pieces if piece.person))


def clauses_of(text: str, tasks: Sequence[Titled], names: Sequence[str], seen: Seen) -> list[Clause]:
    """The parts of a text that tell anything, in order."""
    colleagues = Colleagues(names)
    tokens = tokens_of(text)
    named = OpenTasks(tasks, names).mentions(tokens)
    people = [one for one in colleagues.mentions(tokens) if not _overlaps(one, named)]
    pieces = list(_pieces(tokens, named, people, colleagues.ambiguous, seen))
    return [clause for clause in _cut(pieces) if clause.pieces]


def _overlaps(person: PersonMention, named: Sequence[Mention]) -> bool:
    return any(person.start < task.end and task.start < person.end for task in named)


def _pieces(
    tokens: Sequence[Token],
    named: Sequence[Mention],
    people: Sequence[PersonMention],
    ambiguous: frozenset[str],
    seen: Seen,
) -> Iterator[Piece]:
    """First names, then days, then phrases; what is left is unknown."""
    at_start = {one.start: (one.end, _task_piece(one, tokens)) for one in named}
    at_start |= {one.start: (one.end, _person_piece(one.typed)) for one in people}
    words = _free_words(tokens, at_start)
    for when in days_in(words, seen):
        piece = Piece(" ".join(words[when.start : when.end]), when.signals, day=when.day)
        at_start[when.start] = (when.end, piece)
    words = _free_words(tokens, at_start)
    at = 0
    while at < len(tokens):
        end, piece = at_start.get(at) or _phrase(tokens, words, at, ambiguous)
        yield piece
        at = end


def _free_words(tokens: Sequence[Token], taken: dict[int, tuple[int, Piece]]) -> list[str]:
    words = [_REPAIRS.repaired(token.word) if token.kind == "word" else token.word for token in tokens]
    for start, (end, _) in taken.items():
        words[start:end] = [_TAKEN] * (end - start)
    return words


def _task_piece(mention: Mention, tokens: Sequence[Token]) -> Piece:
    """Posted "on LinkedIn" says where, and needn't be the LinkedIn post."""
    where = not mention.whole and mention.start > 0 and tokens[mention.start - 1].word in _BEFORE_A_PLACE
    signal = Signal.STRANGE_TASK if where or not mention.task_ids else Signal.TASK
    return Piece("", frozenset({signal}), task=mention if mention.task_ids else None)


def _person_piece(typed: str) -> Piece:
    return Piece("", frozenset({Signal.PERSON}), person=typed)


def _phrase(tokens: Sequence[Token], words: Sequence[str], at: int, ambiguous: frozenset[str]) -> tuple[int, Piece]:
    token = tokens[at]
    unknown = Piece(token.word, frozenset({Signal.UNKNOWN}))
    match token.kind:
        case "mark":
            return at + 1, Piece(token.word, _BARE)
        case "link":
            return at + 1, Piece(token.word, frozenset({Signal.LINK}))
        case "emoji":
            return at + 1, Piece(token.word, emoji_signals(token.word))
        case "number" | "mention" | "quote":
            return at + 1, unknown
        case "word":
            known = longest_phrase(words, at)
            if known:
                count, entry = known
                doubtful = count == 1 and token.word in ambiguous
                signals = frozenset({Signal.DOUBT}) if doubtful else entry.signals
                return at + count, Piece(" ".join(words[at : at + count]), signals, entry.reason)
            return at + 1, unknown


_NAMED_STOPS: dict[str, Joint] = {",": "comma", ":": "colon"}
_STOPS = frozenset(";.!?…\n()|/&•–—-")
_ASKS = frozenset("?¿")
_BEFORE_AN_OBJECT = word_set("an to fuer for von from mit with bei zu at ueber about")


def _cut(pieces: Sequence[Piece]) -> Iterator[Clause]:
    joint: Joint = "start"
    since: list[Piece] = []
    for piece in pieces:
        opened = _opened_by(piece)
        if opened is None:
            since.append(piece)
            continue
        asked = piece.word in _ASKS
        yield _clause(joint, since, asked=asked)
        joint, since = opened, []
    yield _clause(joint, since, asked=False)


def _opened_by(piece: Piece) -> Joint | None:
    if piece.word in BUT:
        return "but"
    if piece.word in BECAUSE:
        return "because"
    if piece.word in _NAMED_STOPS:
        return _NAMED_STOPS[piece.word]
    return "stop" if piece.word in _STOPS | _ASKS else None


def _clause(joint: Joint, pieces: Sequence[Piece], *, asked: bool) -> Clause:
    telling = [piece for piece in pieces if piece.signals != {Signal.ACK}]
    signals = set(_leading(telling))
    if _asks_in_so_many_words(telling):
        signals.add(Signal.ASKED)
    elif asked or _begins_like_a_question(telling):
        signals.add(Signal.QUESTION)
    return Clause(joint, (*pieces, Piece("", frozenset(signals)))) if signals else Clause(joint, tuple(pieces))


def _asks_in_so_many_words(pieces: Sequence[Piece]) -> bool:
    """The word "was" asks in German; in English it doesn't where something sent or done stands behind it."""
    if not pieces:
        return False
    english = len(pieces) > 1 and bool(pieces[1].signals & {Signal.EVENT, Signal.STATE})
    return pieces[0].word in ASKING or (pieces[0].word == "was" and not english)


def _begins_like_a_question(pieces: Sequence[Piece]) -> bool:
    if len(pieces) < 2 or pieces[0].word.split(" ")[0] not in ASKING_BEFORE_SUBJECT:
        return False
    named = bool(pieces[1].signals & {Signal.TASK, Signal.PERSON})
    return named or pieces[1].word.split(" ")[0] in SUBJECTS


def _leading(pieces: Sequence[Piece]) -> Iterator[Signal]:
    """Whether a person acts or is addressed: "Dora sent it", "can you do it @Dora", but not "sent it to Dora"."""
    if not pieces:
        return
    first, last = pieces[0], pieces[-1]
    if first.person or (
        last.person and last.person.startswith(("@", "<@")) and pieces[-2].word not in _BEFORE_AN_OBJECT
    ):
        yield Signal.LEADER
