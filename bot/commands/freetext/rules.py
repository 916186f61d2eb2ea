"""What a rule is: which signals together come to what."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.commands.freetext.meanings import Meaning
from bot.commands.freetext.signals import Signal, Signals
from jobs.facts import StallReason

Need = Signal | Iterable[Signal]
"""One signal, or any of several."""


@dataclass(frozen=True)
class Rule:
    """Holds for a part of a text that tells one signal of each need, and nothing beside them but what the rule bears.

    So a single word that isn't foreseen, a "not" above all, is enough for it not to hold. What `firm` rules say is
    acted on; the others only say what may be meant, and anything firm beside them wins.
    """

    meanings: tuple[Meaning, ...]
    needs: tuple[Signals, ...]
    bears: Signals
    firm: bool
    reason: StallReason | None = None

    def holds(self, signals: Signals) -> bool:
        wanted = frozenset(signal for need in self.needs for signal in need)
        return all(signals & need for need in self.needs) and signals <= wanted | self.bears


def firm(meaning: Meaning, *needs: Need, bears: Iterable[Signal] = (), reason: StallReason | None = None) -> Rule:
    return Rule((meaning,), each_need(needs), frozenset(bears), firm=True, reason=reason)


def maybe(*meanings: Meaning, needs: tuple[Need, ...], bears: Iterable[Signal] = ()) -> Rule:
    return Rule(meanings, each_need(needs), frozenset(bears), firm=False)


def aside(*needs: Need, bears: Iterable[Signal] = ()) -> Rule:
    """Means nothing for the task: that the link follows."""
    return Rule((), each_need(needs), frozenset(bears), firm=False)


def each_need(needs: tuple[Need, ...]) -> tuple[Signals, ...]:
    return tuple(frozenset({need}) if isinstance(need, Signal) else frozenset(need) for need in needs)
