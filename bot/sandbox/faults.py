"""Faults on demand: what can go wrong between an app and Slack, at the calls a test chooses."""

from dataclasses import dataclass, fields
from typing import Literal, TypeAlias, get_args

from bot.sandbox.records import JsonObject

FaultKind: TypeAlias = Literal[
    "rate_limit",
    "error",
    "unavailable",
    "slow_before",
    "slow_after",
    "drop_before_storing",
    "drop_after_storing",
    "error_after_storing",
]


@dataclass(slots=True)
class Fault:
    """One standing order to go wrong.

    `method` is a Web API method or `*`. `times` is how often (none: always), `share` which part of the calls,
    spread evenly and not by chance, so that a run can be repeated. `channel` limits it to one conversation,
    named by its id or by the member it is with. `seconds` is the length of a delay, `retry_after` goes with
    a rate limit, `status` and `error` with the answer of a failing call.
    """

    method: str = "*"
    kind: FaultKind = "error"
    times: int | None = None
    share: float = 1.0
    channel: str | None = None
    seconds: float = 1.0
    retry_after: int = 1
    status: int | None = None
    error: str = "internal_error"
    owed: float = 0.0

    def strikes(self, method: str, names: frozenset[str]) -> bool:
        """Whether this call is hit. Counts it if it is."""
        if self.times == 0 or self.method not in ("*", method):
            return False
        if self.channel is not None and self.channel not in names:
            return False
        self.owed += self.share
        # The sum of tenths falls short of a whole by a rounding error.
        if self.owed < 1 - 1e-9:
            return False
        self.owed -= 1
        if self.times is not None:
            self.times -= 1
        return True


_NUMBERS = ("times", "share", "seconds", "retry_after", "status")


class Faults:
    """The standing orders. The first that fits a call strikes it."""

    def __init__(self) -> None:
        self._orders: list[Fault] = []

    def order(self, facts: JsonObject) -> None:
        """Add one. Raises ValueError for an unknown kind or field."""
        known = [f.name for f in fields(Fault) if f.name != "owed"]
        unknown = sorted(set(facts) - set(known))
        if unknown:
            raise ValueError(f"A fault has no {', '.join(unknown)}. It has: {', '.join(known)}.")
        if facts.get("kind") not in get_args(FaultKind):
            raise ValueError(f"The kind of a fault is one of {', '.join(get_args(FaultKind))}.")
        wrong = [name for name in _NUMBERS if not isinstance(facts.get(name, 0), int | float | None)]
        if wrong:
            raise ValueError(f"These are numbers: {', '.join(wrong)}.")
        self._orders.append(Fault(**facts))

    def clear(self) -> None:
        self._orders.clear()

    def listed(self) -> list[JsonObject]:
        """The orders that stand, with the times that are left."""
        names = [f.name for f in fields(Fault) if f.name != "owed"]
        return [{name: getattr(order, name) for name in names} for order in self._orders if order.times != 0]

    def strike(self, method: str, names: frozenset[str]) -> Fault | None:
        """The fault for a call of `method` in the conversation known by `names`, if one is due."""
        return next((order for order in self._orders if order.strikes(method, names)), None)
