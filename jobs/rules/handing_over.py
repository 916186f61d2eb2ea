"""When an absence is handed over, taken on, and come back from. Dates of one absence in, instants out.

What falls into it, and whether anything is said at all, is decided elsewhere. Nobody is ever asked while they are away:
an eve that has passed is not made up for.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from jobs.rules.absences import merged
from jobs.rules.availability import Span
from jobs.rules.nudging import Target, next_slot, opening, quiet_from, today_of
from jobs.rules.slots import nudge_window, wall_instant
from jobs.rules.workdays import NoWorkingDay, Workdays

WELCOMED = timedelta(days=7)
"""For so long after somebody's return it is still worth saying what happened meanwhile."""

BUNDLED = timedelta(minutes=15)
"""What comes up after somebody was told already waits for more of its kind."""

_AT_THE_LATEST = timedelta(days=7)


def absences_of(target: Target) -> tuple[Span, ...]:
    """Somebody's absences as they are handed over: what touches is one."""
    return merged(target.facts.absences, target.workdays)


def eve_of(span: Span, workdays: Workdays) -> date | None:
    """The last working day before an absence."""
    try:
        return workdays.previous(span.first)
    except NoWorkingDay:
        return None


def back_on(span: Span, workdays: Workdays) -> date | None:
    """The first working day after an absence; None while its end is open."""
    if span.last is None:
        return None
    try:
        return workdays.next(span.last)
    except NoWorkingDay:
        return None


def is_handed_over_now(span: Span, target: Target, now: datetime) -> bool:
    """Whether this is the time to look at what falls into it: the eve, from the own slot until quiet hours begin."""
    eve = eve_of(span, target.workdays)
    return eve is not None and nudge_window(eve, target.nudge_at, target.zone).is_open(now)


def has_begun(span: Span, target: Target, now: datetime) -> bool:
    return today_of(target, now) >= span.first


def is_over(span: Span, target: Target, now: datetime) -> bool:
    return span.last is not None and today_of(target, now) > span.last


def may_be_told(span: Span, target: Target, now: datetime, *, confirmed: bool) -> bool:
    """Whether somebody else can be told of it now: once it is confirmed or has begun, in their own working time."""
    today = today_of(target, now)
    if not target.available(today) or is_over(span, target, now):
        return False
    return opening(target, today if confirmed else max(span.first, today), now) <= now


def told_at(target: Target, now: datetime, *, again: bool) -> datetime:
    """The first message goes out now. Further ones wait a little, so that what comes up together is told together."""
    later = now + BUNDLED
    if not again:
        return now
    return later if later < quiet_from(target, today_of(target, now)) else next_slot(target, now)


def is_welcomed_now(span: Span, target: Target, now: datetime) -> bool:
    """Whether somebody who was away is there again, and hears of it: at their slot, or at once if that has passed."""
    first, today = back_on(span, target.workdays), today_of(target, now)
    if first is None or not first <= today <= first + WELCOMED or not target.available(today):
        return False
    return opening(target, first, now) <= now


def next_look(span: Span, target: Target, now: datetime, soon: datetime) -> datetime | None:
    """When there may be something to say about an absence; None once there is nothing more.

    `soon` is the next instant at which anybody of the company may be told anything.
    """
    today = today_of(target, now)
    first_back = back_on(span, target.workdays)
    if first_back is not None and today > first_back + WELCOMED:
        return None
    eve = eve_of(span, target.workdays)
    if eve is None or eve <= today + timedelta(days=1):
        return soon
    # Calendars change: what is far off is looked at once a week.
    return min(wall_instant(eve - timedelta(days=1), time(), target.zone), now + _AT_THE_LATEST)


def soonest(targets: Iterable[Target], now: datetime) -> datetime:
    """The next slot of anybody."""
    return min(_slots(targets, now), default=now + _AT_THE_LATEST)


def _slots(targets: Iterable[Target], now: datetime) -> Iterable[datetime]:
    for target in targets:
        try:
            yield next_slot(target, now)
        except NoWorkingDay:
            continue
