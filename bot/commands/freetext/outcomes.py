"""What the parts of a text come to, each by itself: the first rule that holds, a doubt, or a mere note."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from bot.commands.freetext.clauses import Clause
from bot.commands.freetext.joins import JOINED
from bot.commands.freetext.meanings import Meaning
from bot.commands.freetext.rule_table import BARE_DAY, CANDIDATES, COMING, DATED, PROMISE, RULES
from bot.commands.freetext.rules import Rule
from bot.commands.freetext.signals import Signal, Signals
from jobs.facts import StallReason

_AND = frozenset({"und", "and"})
_SHORTEST_SENTENCE = 2
"""Fewer words behind an "and" are one more thing: "Newsletter and Facebook"."""
NEVER_CERTAIN = frozenset({Signal.IF, Signal.HEDGE, Signal.DOUBT, Signal.ASKED, Signal.STRANGE_TASK})
_PERHAPS_BLOCKED = (
    (frozenset({Signal.REASON}), frozenset({Signal.IF, Signal.WITHOUT, Signal.NOT})),
    (frozenset({Signal.MUST}), frozenset({Signal.PERSON, Signal.LEADER, Signal.WHO, Signal.PARTY})),
)
_TURNED = frozenset({Signal.NOT, Signal.QUESTION, Signal.ASKED, Signal.MUST})


@dataclass(frozen=True)
class Outcome:
    """A part of a text, and the rule that holds for it. No rule, but candidates: it means something unforeseen."""

    clause: Clause
    signals: Signals
    rule: Rule | None
    candidates: tuple[Meaning, ...]
    reasons: tuple[StallReason, ...]

    @property
    def firm(self) -> Meaning | None:
        return self.rule.meanings[0] if self.rule and self.rule.firm else None

    @property
    def is_maybe(self) -> bool:
        return self.rule is not None and not self.rule.firm and bool(self.rule.meanings)

    @property
    def is_bare_day(self) -> bool:
        return self.rule is BARE_DAY or self.rule is DATED

    @property
    def is_promise(self) -> bool:
        return self.rule is PROMISE or self.rule is COMING

    @cached_property
    def is_doubt(self) -> bool:
        return self.rule is None and bool(self.candidates or self.signals & NEVER_CERTAIN)

    @property
    def is_note(self) -> bool:
        return not (self.firm or self.is_maybe or self.is_doubt)


def outcomes_of(clauses: Iterable[Clause]) -> list[Outcome]:
    """Of each part. Where no rule holds, it is tried in two, at its "and", if the first half means something."""
    return [outcome for clause in clauses for outcome in _whole_or_halves(clause)]


def _whole_or_halves(clause: Clause) -> tuple[Outcome, ...]:
    whole = _outcome(clause)
    for at, piece in enumerate(clause.pieces) if whole.rule is None else ():
        first, second = clause.pieces[:at], clause.pieces[at + 1 :]
        if piece.word in _AND and first and second:
            halves = _outcome(replace(clause, pieces=first)), _outcome(Clause("and", second))
            if halves[0].firm and len(second) > _SHORTEST_SENTENCE:
                return halves
    return (whole,)


def _outcome(clause: Clause) -> Outcome:
    signals, reasons = _told(clause)
    rule = None if signals & NEVER_CERTAIN else next((rule for rule in RULES if rule.holds(signals)), None)
    if rule:
        more = (rule.reason,) if rule.reason else ()
        return Outcome(clause, signals, rule, rule.meanings, tuple(dict.fromkeys((*reasons, *more))))
    return Outcome(clause, signals, None, tuple(_candidates(signals)), reasons)


def _told(clause: Clause) -> tuple[Signals, tuple[StallReason, ...]]:
    """The signals of a part, once those that belong together have found each other."""
    signals, reasons = clause.signals, clause.reasons
    for one in JOINED:
        if one.applies(signals):
            signals = signals - one.gone | {one.told}
            reasons = (*reasons, *((one.reason,) if one.reason else ()))
    return signals, reasons


def _candidates(signals: Signals) -> Iterator[Meaning]:
    for meaning, telling in CANDIDATES:
        finished = meaning in {"done", "small"}
        perhaps = meaning == "blocked" and any(signals & one and signals & other for one, other in _PERHAPS_BLOCKED)
        if perhaps or (signals & telling and not (finished and signals & _TURNED)):
            yield meaning
