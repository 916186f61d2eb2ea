"""When a person may be asked: at their own nudge time, on their own working days, never in quiet hours.

All nudges for one person at one slot are one message, and there is at most one such message a day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from jobs.rules.availability import PersonFacts, available
from jobs.rules.slots import local_day, nudge_window, slot_on
from jobs.rules.workdays import Workdays


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


def opening(target: Target, first: date, now: datetime) -> datetime:
    """From when the person may be asked, not before that day's slot; an instant up to now means: now.

    A slot that was missed is made up for on the same day until quiet hours begin, otherwise on the next working day.
    """
    today = today_of(target, now)
    day = target.workdays.at_or_after(max(first, today))
    if target.nudged_on is not None and day <= target.nudged_on:
        day = target.workdays.next(target.nudged_on)
    window = nudge_window(day, target.nudge_at, target.zone)
    if now < window.open_until:
        return window.slot
    return slot_on(target.workdays.next(day), target.nudge_at, target.zone)


def next_slot(target: Target, now: datetime) -> datetime:
    """The next of the person's slots that is still to come: one that has passed is not made up for."""
    today = today_of(target, now)
    at = opening(replace(target, nudged_on=None), today, now)
    return at if at > now else opening(replace(target, nudged_on=today), today, now)


def quiet_from(target: Target, day: date) -> datetime:
    """When the person's quiet hours begin on that day."""
    return nudge_window(day, target.nudge_at, target.zone).open_until


def first_available(people: Sequence[Target] | Iterable[Target], day: date) -> Target | None:
    """The first of these people who is there on that day."""
    return next((target for target in people if target.available(day)), None)
