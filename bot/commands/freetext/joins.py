"""Signals that tell something else together than apart: the halves of verbs, and words that need another one."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.commands.freetext.rules import Need, each_need
from bot.commands.freetext.signals import Signal, Signals
from jobs.facts import StallReason

S = Signal


@dataclass(frozen=True)
class Joined:
    """Signals that tell something else together, in whatever order their words stand: "lassen wir diesmal aus".

    Where one of each of `needs` stands and none of `unless`, `gone` give way to `told`.
    """

    needs: tuple[Signals, ...]
    gone: Signals
    told: Signal
    unless: Signals = frozenset()
    reason: StallReason | None = None

    def applies(self, signals: Signals) -> bool:
        return all(signals & need for need in self.needs) and not signals & self.unless


def joined(
    *needs: Need,
    told: Signal,
    gone: Iterable[Signal] = (),
    keeps: Iterable[Signal] = (),
    unless: Iterable[Signal] = (),
    reason: StallReason | None = None,
) -> Joined:
    each = each_need(needs)
    joining = frozenset(signal for need in each for signal in need)
    return Joined(each, (joining | frozenset(gone)) - frozenset(keeps), told, frozenset(unless), reason)


_NOT = (S.NOT, S.NONE)

JOINED: tuple[Joined, ...] = (
    joined(S.LET, S.OFF, told=S.SKIP),
    joined(S.STANDS, S.OFF, told=S.PENDING),
    joined(S.GIVING, S.AWAY, told=S.GIVE),
    joined(S.GIVING, (S.PERSON, S.LEADER), told=S.GIVE, keeps=(S.PERSON, S.LEADER)),
    joined(S.PUSH, S.ONTO, told=S.MOVE, keeps=(S.ONTO,)),
    joined((S.COMES, S.GOES), S.AHEAD_OF, told=S.OUTRANKED, reason="priority"),
    joined(S.GETTING, _NOT, S.TO_IT, told=S.BUSY, reason="time"),
    joined(S.HALF_DO, (S.HALF_WAY, S.STATE, S.BEHIND, S.WORK), told=S.DO, keeps=(S.STATE,)),
    joined(S.GETTING, S.TO_IT, told=S.DO),
    joined((S.LACK, S.NONE), S.HOURS, told=S.BUSY, gone=(S.NOT,), reason="time"),
    joined(S.MANAGED, (S.ACT, S.DOING), told=S.EVENT),
    joined(S.UP, (S.BE, S.TASK), told=S.STATE, keeps=(S.BE, S.TASK)),
    joined(
        S.COULD,
        S.QUESTION,
        (S.PERSON, S.LEADER, S.ANYONE),
        told=S.CAN,
        keeps=(S.QUESTION, S.PERSON, S.LEADER, S.ANYONE),
    ),
    joined(S.COULD, told=S.HEDGE),
    joined(S.OFF, S.LEADER, S.BE, told=S.ABSENT, keeps=(S.LEADER, S.BE), reason="absence"),
    joined(S.STEPPING, S.I, told=S.TAKE, keeps=(S.I,)),
    joined(S.AT_IT, S.I, told=S.WORK, keeps=(S.I,)),
    joined(
        S.ACT,
        (S.I, S.CAN, S.FUTURE),
        told=S.DO,
        keeps=(S.I, S.CAN, S.FUTURE),
        unless=(S.PERSON, S.LEADER, S.YOU_CAN, S.ANYONE, S.PLEASE, S.YOU),
    ),
    # "I'm out" is no newsletter
    joined(S.OUT, S.I, told=S.DOUBT, keeps=(S.I,), unless=(S.HAVE, S.EVENT, S.DO, S.COMES, S.GOES)),
    joined(S.OUT, S.STATE, told=S.STATE),
    joined(S.DOING, (S.ACT, S.DO), told=S.ACT, keeps=(S.ACT, S.DO), unless=(S.YOU_CAN, S.PERSON, S.LEADER, S.ANYONE)),
)
"""Applied one after the other, before the rules."""
