"""Whose ball it is: who has to do the next thing about a task, and how long each party was waited for.

Parties are the owner (everyone inside who answers for the task), an approval, a partner, and material. Waiting is
counted in working days from the first question until the task ends; what was moved is not waited for until it is asked
about again.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from jobs.rules.workdays import Workdays

Party = Literal["owner", "approval", "partner", "material"]
PARTIES: tuple[Party, ...] = ("owner", "approval", "partner", "material")

Turn = Literal["asked", "ball", "moved", "resumed", "ended"]
"""What happens to the clock: it begins, goes over to another party, rests, goes on, ends."""

_RUNS: frozenset[Turn] = frozenset({"asked", "resumed"})


@dataclass(frozen=True)
class Turned:
    """Something that happened on a day; `party` is who has the ball from then on, where that is what happened."""

    on: date
    turn: Turn
    party: Party | None = None


@dataclass(frozen=True)
class Hand:
    """One party's uninterrupted turn: from `first` up to, not including, `until`; without it, to this day."""

    party: Party
    first: date
    until: date | None = None


def party_of(waiting_for: Party | None, *, by_partner: bool) -> Party:
    """Who has the ball: whoever was said to, or else the partner who does the work, or else the owner."""
    return waiting_for or ("partner" if by_partner else "owner")


def hands(turns: Sequence[Turned], begins_with: Party) -> tuple[Hand, ...]:
    """Whose turn it was and when, from the first question on; `begins_with` is where the ball lies before all turns."""
    found: list[Hand] = []
    party, since, begun = begins_with, None, False
    for turned in turns:
        now_with = turned.party or party
        begun = begun or turned.turn == "asked"
        running = turned.turn in _RUNS or (turned.turn == "ball" and since is not None)
        if since is not None and (not running or now_with != party):
            found.append(Hand(party, since, turned.on))
            since = None
        if running and begun and since is None:
            since = turned.on
        party = now_with
    return (*found, Hand(party, since)) if since is not None else tuple(found)


def waiting(
    turns: Sequence[Turned], begins_with: Party, workdays: Workdays, first: date, until: date
) -> dict[Party, int]:
    """Working days for which each party was waited for, from `first` up to, not including, `until`.

    The day of a change belongs to whoever has the ball at its end; so the parts sum up to the whole.
    """
    counted: Counter[Party] = Counter()
    for hand in hands(turns, begins_with):
        counted[hand.party] += _working_days(hand, workdays, first, until)
    return {party: counted[party] for party in PARTIES if counted[party]}


def waited(turns: Sequence[Turned], begins_with: Party, workdays: Workdays, today: date) -> int:
    """For how many working days whoever has the ball now has had it without a break."""
    last = next(reversed(hands(turns, begins_with)), None)
    if last is None or last.until is not None:
        return 0
    return workdays.count(last.first, today - timedelta(days=1))


def _working_days(hand: Hand, workdays: Workdays, first: date, until: date) -> int:
    begin = max(hand.first, first)
    end = min(hand.until or until, until)
    return workdays.count(begin, end - timedelta(days=1))


def longest_first(parts: Mapping[Party, int]) -> tuple[tuple[Party, int], ...]:
    """Whoever was waited for longest stands first; of two alike, in the order of the parties."""
    return tuple(sorted(parts.items(), key=lambda part: (-part[1], PARTIES.index(part[0]))))
