"""A text in its parts, each with what its words tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from bot.commands.freetext.names import Mention
from bot.commands.freetext.pieces import Piece
from bot.commands.freetext.signals import Signal, Signals, word_set
from bot.commands.freetext.words_of_talk import (
    ASKING,
    ASKING_BEFORE_SUBJECT,
    BECAUSE,
    BECAUSE_OF,
    BUT,
    SUBJECTS,
)
from jobs.facts import StallReason

Joint = Literal["start", "stop", "comma", "colon", "and", "but", "because"]

_NAMED_STOPS: dict[str, Joint] = {",": "comma", ":": "colon"}
_STOPS = frozenset(";.!?…\n()|/&•–—-")
_ASKS = frozenset("?¿")
_BEFORE_AN_OBJECT = word_set("an to fuer for von from mit with bei zu at ueber about")
_NAMED_AS_REASON = frozenset({Signal.UNKNOWN, Signal.ADVERBIAL, Signal.REASON, Signal.PARTY, Signal.ABSENT, Signal.WHO})


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


def clauses_of(pieces: Sequence[Piece]) -> list[Clause]:
    """The parts that tell anything, in order."""
    rest, causes = _without_causes(pieces)
    parts = [*_cut(rest), *(Clause("because", tuple(cause)) for cause in causes)]
    return [clause for clause in parts if clause.pieces]


def _without_causes(pieces: Sequence[Piece]) -> tuple[list[Piece], list[list[Piece]]]:
    """What stands behind "wegen" is taken out, so that the words around it find each other."""
    rest: list[Piece] = []
    causes: list[list[Piece]] = []
    in_cause = False
    for piece in pieces:
        if piece.word in BECAUSE_OF:
            causes.append([])
            in_cause = True
        elif in_cause and _may_name_a_cause(piece):
            causes[-1].append(piece)
        else:
            in_cause = False
            rest.append(piece)
    return rest, causes


def _may_name_a_cause(piece: Piece) -> bool:
    filling = not piece.signals and _opened_by(piece) is None
    return filling or (bool(piece.signals) and piece.signals <= _NAMED_AS_REASON)


def _cut(pieces: Sequence[Piece]) -> Iterator[Clause]:
    joint: Joint = "start"
    since: list[Piece] = []
    for piece in pieces:
        opened = _opened_by(piece)
        if opened is None:
            since.append(piece)
            continue
        yield _clause(joint, since, asked=piece.word in _ASKS)
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
