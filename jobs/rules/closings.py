"""What company closing days do to the days on which an activity is due. The series itself never changes.

Whatever falls on a closed day goes where the activity's own rule for days off sends it, never into the past; what finds
its day taken falls away. So the same function moves tasks out of closing days and back in again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from jobs.rules.cadence import (
    AfterCompletion,
    Cadence,
    EveryWorkingDay,
    LastWorkingDay,
    Monthly,
    NthWorkingDay,
    ShiftPolicy,
    nominal_dates,
    shift,
)
from jobs.rules.workdays import Workdays

LONGEST = timedelta(days=60)

FallsAway = Literal["rule", "taken", "no_working_day"]
"""The activity leaves out what falls on a day off; another of its tasks is there already; there is no day to work."""


@dataclass(frozen=True)
class Calendars:
    """The company's decides rules that speak of working days, the owner's moves what falls on a day off."""

    company: Workdays
    owner: Workdays


@dataclass(frozen=True)
class Rhythm:
    """What decides an activity's days."""

    cadence: Cadence
    starts: date
    policy: ShiftPolicy


@dataclass(frozen=True)
class Place:
    """Where a task belongs: its date by the rule, and the day it is due on or why it falls away."""

    nominal: date
    due: date | FallsAway


def places(
    rhythm: Rhythm, nominal: Mapping[date, Calendars], taken: Iterable[date], today: date
) -> Mapping[date, Place]:
    """For each of these dates of the rule, as they stand now, where it belongs by the calendars of its own.

    `taken` are days on which tasks of the activity stand that don't move.
    """
    used = set(taken)
    found: dict[date, Place] = {}
    for day in sorted(nominal):
        calendars = nominal[day]
        by_rule = _nominal(rhythm, day, calendars.company)
        due = _due(by_rule, _policy(rhythm), calendars.owner, today) if by_rule else "no_working_day"
        if isinstance(due, date) and due in used:
            due = "taken"
        if isinstance(due, date):
            used.add(due)
        found[day] = Place(by_rule or day, due)
    return found


def _policy(rhythm: Rhythm) -> ShiftPolicy:
    """Where each task waits for the one before, the only one there is may not fall away: nothing would follow it."""
    waits = isinstance(rhythm.cadence, AfterCompletion) and rhythm.policy == "skip"
    return "after" if waits else rhythm.policy


def _nominal(rhythm: Rhythm, day: date, workdays: Workdays) -> date | None:
    """The date of the rule that this one is by another calendar; only rules that speak of working days have another."""
    match rhythm.cadence:
        case EveryWorkingDay():
            return day if workdays.works_on(day) else None
        case Monthly(on=NthWorkingDay() | LastWorkingDay()):
            first = day.replace(day=1)
            last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            # The month itself stays, also where its day now comes before the day on which the rhythm began.
            return next(nominal_dates(rhythm.cadence, first, first, last, workdays))
        case _:
            return day


def _due(nominal: date, policy: ShiftPolicy, workdays: Workdays, today: date) -> date | FallsAway:
    due = shift(nominal, policy, workdays)
    if due is None:
        return "rule"
    return due if due >= today else workdays.at_or_after(today)
