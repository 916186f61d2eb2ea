"""When a person may be asked: at their own nudge time, on their own working days, never in quiet hours.

All nudges for one person at one slot are one message, and there is at most one such message a day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from jobs.rules.availability import PersonFacts, available
from jobs.rules.slots import local_day, wall_instant
from jobs.rules.workdays import Workdays

QUIET_FROM = time(18, 0)


@dataclass(frozen=True)
class Target:
    """A person with their own times. `nudged_on` and `escalated_on` are the local days of their last messages.

    `immediate_cards_left` is what is left of today's budget of cards that don't wait for the next slot.
    """

    facts: PersonFacts
    nudge_at: time
    zone: str
    nudged_on: date | None = None
    escalated_on: date | None = None
    immediate_cards_left: int = 2

    @property
    def id(self) -> int:
        return self.facts.id

    @property
    def workdays(self) -> Workdays:
        return self.facts.workdays

    def available(self, day: date) -> bool:
        return available(self.facts, day)


def today_of(target: Target, now: datetime) -> date:
    """The person's local day."""
    return local_day(now, target.zone)


wall_day = today_of


def opening(target: Target, first: date, now: datetime) -> datetime:
    """From when the person may be asked, not before that day's slot; an instant up to now means: now.

    A slot that was missed is made up for on the same day until quiet hours begin, otherwise on the next working day.
    """
    today = today_of(target, now)
    day = target.workdays.at_or_after(max(first, today))
    if target.nudged_on is not None and day <= target.nudged_on:
        day = target.workdays.next(target.nudged_on)
    slot = wall_instant(day, target.nudge_at, target.zone)
    if slot > now or now < quiet_from(target, day):
        return slot
    return wall_instant(target.workdays.next(day), target.nudge_at, target.zone)


def quiet_from(target: Target, day: date) -> datetime:
    """When the person's quiet hours begin on that day; a later nudge time has two hours at least."""
    border = max(QUIET_FROM, time(min(target.nudge_at.hour + 2, 23), target.nudge_at.minute))
    return wall_instant(day, border, target.zone)


def first_available(people: Sequence[Target] | Iterable[Target], day: date) -> Target | None:
    """The first of these people who is there on that day."""
    return next((target for target in people if target.available(day)), None)
