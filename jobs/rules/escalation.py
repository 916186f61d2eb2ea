"""What happens next to one open task: when it is looked at again, who is asked, and how far up the ladder.

Steps: 0 heads-up, 1 due day, 2 again, 3 the deputy is asked to take over, 4 the coordinator gets means to act, 5 who
decides is told. Steps from 2 on count working days of the person the step before waits for, from the confirmed
delivery of that step: nobody is escalated over a message that never arrived.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from jobs.rules.ladder import POSTPONEMENTS_TO_STALL, Ask, Case, Cast, Cause, Lapse, Look, Move, Nobody, Rest, Step
from jobs.rules.nudging import Target, first_available, opening, today_of
from jobs.rules.workdays import Workdays

_FORESIGHT = timedelta(weeks=13)
_GIVEN_UP_AFTER = timedelta(weeks=4)
"""So long a task may lie open once nobody is left to be asked. A rhythm must not wait for ever for one of its tasks."""


def next_move(case: Case, cast: Cast, now: datetime) -> Move:
    """What is to be done about an open task at this instant."""
    if not cast.responsible:
        return Lapse() if _is_given_up(case, now) else _without_anyone(case, cast, now)
    if _is_deserted(case, cast, today_of(cast.responsible[0], now)):
        return _nobody(cast, today_of(cast.responsible[0], now), now)
    move = _next_step(case, cast, now)
    if isinstance(move, Rest) and _is_given_up(case, now):
        return Lapse()
    return _until_somebody_changes(move, case, cast, now) if isinstance(move, Look | Rest) else move


def _next_step(case: Case, cast: Cast, now: datetime) -> Move:
    if _stalled(case) and case.step < Step.COORDINATOR:
        return _somebody(cast.coordinators, Step.COORDINATOR, _cause(case), None, now, cast)
    if _is_quiet(case):
        return _resume(case, cast, now)
    if case.step < Step.DUE:
        return _before_due(case, cast, now)
    if _asked_is_gone(case, cast, _day_of(case, cast, now)):
        return _replace_asked(case, cast, now)
    if case.asked_at is None or case.step >= Step.DECIDER:
        return Rest(at_the_top=case.step >= Step.DECIDER)
    return _climb(case, cast, now)


def given_up_at(case: Case) -> datetime | None:
    """When a task lapses that nobody does anything about; None as long as somebody is still to be asked about it."""
    if case.step < Step.COORDINATOR or case.asked_at is None:
        return None
    due = datetime.combine(case.due_on, time(), UTC)  # what was blocked early may still become something
    return max(case.asked_at, due) + _GIVEN_UP_AFTER


def _is_given_up(case: Case, now: datetime) -> bool:
    at = given_up_at(case)
    return at is not None and at <= now


def _without_anyone(case: Case, cast: Cast, now: datetime) -> Move:
    """No owner, nobody who stands in, no coordinator: whoever decides is told on the day, once."""
    if case.step >= Step.COORDINATOR and any(target.id == case.asked_id for target in cast.deciders):
        return Rest(at_the_top=case.step >= Step.DECIDER)
    return _somebody(cast.coordinators, Step.COORDINATOR, "silence", case.due_on, now, cast)


def _is_deserted(case: Case, cast: Cast, day: date) -> bool:
    """Whether on that day somebody should act and nobody of those who could is there, whatever was promised."""
    in_need = case.step >= Step.DUE or day >= case.due_on
    return in_need and first_available(cast.responsible, day) is None


def _until_somebody_changes(move: Look | Rest, case: Case, cast: Cast, now: datetime) -> Move:
    """Looked at again on the day on which whoever is waited for is away, or whoever comes before them is back.

    An absence that was entered ahead begins without anybody saying so.
    """
    if case.step < Step.DUE or (isinstance(move, Rest) and case.asked_at is None):
        return move
    today = today_of(cast.responsible[0], now)
    last = (today + _FORESIGHT) if isinstance(move, Rest) else today_of(cast.responsible[0], move.at)
    for day in _changes(cast, today, last):
        if _is_deserted(case, cast, day) or (not _is_quiet(case) and _asked_is_gone(case, cast, day)):
            people = _waited_for(Step(case.step), cast) or cast.responsible
            at = opening(_fresh(first_available(people, day) or people[0]), day, now)
            return Look(at) if isinstance(move, Rest) else Look(min(at, move.at))
    return move


def _changes(cast: Cast, today: date, last: date) -> list[date]:
    """The days after today, up to the last, on which somebody of these goes or comes back; nothing changes between."""
    people = (*cast.responsible, *cast.deputies, *cast.coordinators, *cast.deciders)
    spans = {span for target in people for span in target.facts.absences}
    days = {day for span in spans for day in (span.first, span.last and span.last + timedelta(days=1)) if day}
    return sorted(day for day in days if today < day <= last)


def _is_quiet(case: Case) -> bool:
    return bool(case.promised_until or case.snoozed_until)


def _day_of(case: Case, cast: Cast, now: datetime) -> date:
    """Today, to those of whom one is waited for."""
    people = _waited_for(Step(case.step), cast) or cast.responsible
    return today_of(people[0], now)


def _fresh(target: Target) -> Target:
    """The same person as if nothing had been sent to them today."""
    return replace(target, nudged_on=None, escalated_on=None)


def _stalled(case: Case) -> bool:
    return case.blocked or case.postponements >= POSTPONEMENTS_TO_STALL


def _cause(case: Case) -> Cause:
    """Why somebody higher up is asked. Whoever said what is in the way was not silent."""
    if case.blocked:
        return "blocked"
    return "postponed" if _stalled(case) else "silence"


def _resume(case: Case, cast: Cast, now: datetime) -> Move:
    """After a promise or a snooze the same step is taken again, in a gentler tone to whoever has promised."""
    until = case.promised_until or case.snoozed_until or case.due_on
    calendar = _calendar(cast, until, now)
    day = calendar.next(until) if case.promised_until else calendar.at_or_after(until)
    step = Step(min(max(case.step, Step.HEADS_UP), Step.AGAIN))
    step = Step.DUE if step == Step.HEADS_UP and day >= case.due_on else step
    return _ask_responsible(step, _cause_of_resuming(case, cast, step, day, now), day, cast, now)


def _cause_of_resuming(case: Case, cast: Cast, step: Step, day: date, now: datetime) -> Cause:
    asked = first_available(cast.responsible, max(day, today_of(cast.responsible[0], now)))
    if case.promised_until and (asked is None or case.asked_id in (None, asked.id)):
        return "resumed"
    first_time = case.step < Step.DUE or (asked is not None and case.asked_id not in (None, asked.id))
    return "due" if step == Step.DUE and first_time else "again"


def _before_due(case: Case, cast: Cast, now: datetime) -> Move:
    """The heads-up, or the due day's question once that day has come."""
    due_day = _due_day(case, cast, now)
    heads_up_day = _calendar(cast, due_day, now).previous(due_day, case.lead) if case.lead else due_day
    today = today_of(cast.responsible[0], now)
    if case.step == Step.NONE and heads_up_day < due_day and today < due_day:
        return _ask_responsible(Step.HEADS_UP, "heads_up", heads_up_day, cast, now)
    if case.step == Step.HEADS_UP and today < due_day and _asked_is_gone(case, cast, today):
        return _replace_asked(case, cast, now)
    return _ask_responsible(Step.DUE, "due", due_day, cast, now)


def _due_day(case: Case, cast: Cast, now: datetime) -> date:
    """The last working day, up to the due day, of whoever will have to act; the due day where others would that day."""
    day = _calendar(cast, case.due_on, now).at_or_before(case.due_on)
    there = first_available(cast.responsible, day)
    later = first_available(cast.responsible, case.due_on)
    return day if there is later else case.due_on


def _calendar(cast: Cast, day: date, now: datetime) -> Workdays:
    """The working days of whoever will have to act on that day, or today where it is over."""
    day = max(day, today_of(cast.responsible[0], now))
    return (first_available(cast.responsible, day) or cast.responsible[0]).workdays


def _ask_responsible(step: Step, cause: Cause, day: date, cast: Cast, now: datetime) -> Move:
    day = max(day, today_of(cast.responsible[0], now))
    target = first_available(cast.responsible, day)
    if target is None:
        return _nobody(cast, day, now)
    at = opening(target, day, now)
    return Ask(step, target.id, cause) if at <= now else Look(at)


def _nobody(cast: Cast, day: date, now: datetime) -> Move:
    """Nobody is there on that day: said on the day itself, not weeks ahead, and looked at on the next working day.

    Somebody may be back then: the day is the next one on which anybody of them works.
    """
    people = tuple(_fresh(target) for target in cast.responsible or cast.deciders)
    if not people:  # no calendar to go by, and no message either: the history alone says so
        at, tomorrow = (datetime.combine(one, time(9), UTC) for one in (day, now.date() + timedelta(days=1)))
        return Look(at) if at > now else Nobody(tomorrow)
    at = min(opening(target, day, now) for target in people)
    if at > now:
        return Look(at)
    return Nobody(min(opening(target, target.workdays.next(today_of(target, now)), now) for target in people))


def _asked_is_gone(case: Case, cast: Cast, day: date) -> bool:
    """Whether the person who is waited for can't be waited for on that day."""
    if case.asked_id is None:
        return False
    people = _waited_for(Step(case.step), cast)
    asked = next((target for target in people if target.id == case.asked_id), None)
    there = asked is not None and asked.available(day)
    first = first_available(people, day)
    match Step(case.step):
        case Step.DEPUTY:
            return not there
        case Step.COORDINATOR:
            return not there or (first is not None and first.id != case.asked_id)
        case Step.DECIDER:  # told once: being away for a while hands nothing on, having no say any more does
            return asked is None and bool(people)
        case Step.HEADS_UP:  # who is asked on the due day is found then
            return first is not None and not there
        case _:
            return first is not None and first.id != case.asked_id


def _waited_for(step: Step, cast: Cast) -> tuple[Target, ...]:
    """Those of whom one was asked at a step, in order."""
    match step:
        case Step.DEPUTY:
            return cast.deputies
        case Step.COORDINATOR:
            return cast.coordinators
        case Step.DECIDER:
            return cast.deciders
        case _:
            return cast.responsible


def _replace_asked(case: Case, cast: Cast, now: datetime) -> Move:
    """Somebody else has become responsible: they are asked at once, without waiting for their next slot."""
    fresh = tuple(_fresh(target) for target in _waited_for(Step(case.step), cast))
    match Step(case.step):
        case Step.DEPUTY:
            return _deputy_or_coordinator(case, cast, today_of(cast.responsible[0], now), now)
        case Step.COORDINATOR | Step.DECIDER:
            return _somebody(fresh, Step(case.step), _cause(case), None, now, cast)
        case _:
            return _ask_for_cover(Step(case.step), fresh, now)


def _ask_for_cover(step: Step, people: Sequence[Target], now: datetime) -> Move:
    target = first_available(people, today_of(people[0], now))
    if target is None:
        return Rest()
    at = opening(target, today_of(target, now), now)
    return Ask(step, target.id, "cover") if at <= now else Look(at)


def _climb(case: Case, cast: Cast, now: datetime) -> Move:
    waits = case.policy
    match Step(case.step):
        case Step.DUE:
            return _ask_responsible(Step.AGAIN, "again", _after(case, cast, waits.again), cast, now)
        case Step.AGAIN:
            return _deputy_or_coordinator(case, cast, _after(case, cast, waits.deputy), now)
        case Step.DEPUTY:
            day = _after(case, cast, waits.coordinator)
            return _somebody(cast.coordinators, Step.COORDINATOR, "silence", day, now, cast)
        case _:
            day = _after(case, cast, waits.decider)
            fresh = tuple(target for target in cast.deciders if target.id != case.asked_id)
            if not fresh:  # the card stays with whoever coordinates, and goes on when they are away
                return Rest()
            return _somebody(fresh, Step.DECIDER, _cause(case), day, now, cast)


def _deputy_or_coordinator(case: Case, cast: Cast, day: date, now: datetime) -> Move:
    """The deputy, or the coordinator at once where no deputy can be asked."""
    able = tuple(target for target in cast.deputies if target.id != case.asked_id)
    target = first_available(able, max(day, today_of(cast.responsible[0], now)))
    if target is None:
        return _somebody(cast.coordinators, Step.COORDINATOR, "silence", day, now, cast)
    at = opening(target, day, now)
    return Ask(Step.DEPUTY, target.id, "take_over") if at <= now else Look(at)


def _somebody(people: Sequence[Target], step: Step, cause: Cause, day: date | None, now: datetime, cast: Cast) -> Move:
    """The first of these who is there on the day (today, if none is given); the next step's people if nobody is."""
    if not people:
        return _beyond(step, cause, day, now, cast)
    day = max(day or today_of(people[0], now), today_of(people[0], now))
    target = first_available(people, day)
    if target is None:
        return _beyond(step, cause, day, now, cast)
    at_once = cause == "blocked" and target.immediate_cards_left > 0
    at = opening(replace(target, nudged_on=None if at_once else target.escalated_on), day, now)
    return Ask(step, target.id, cause) if at <= now else Look(at)


def _beyond(step: Step, cause: Cause, day: date | None, now: datetime, cast: Cast) -> Move:
    """Nobody of a step is there: the next step's people, or else tomorrow, as long as somebody is responsible."""
    if step == Step.COORDINATOR and cast.deciders:
        return _somebody(cast.deciders, Step.DECIDER, cause, day, now, cast)
    if not cast.responsible:
        return _nobody(cast, day or now.date(), now)
    day = max(day or date.min, today_of(cast.responsible[0], now))
    there = first_available(cast.responsible, day)
    if there is None:
        return _nobody(cast, day, now)
    return Look(opening(_fresh(there), there.workdays.next(day), now))


def _after(case: Case, cast: Cast, days: int) -> date:
    """So many working days, of the person who is waited for, after they verifiably got the message."""
    everyone = (*cast.responsible, *cast.deputies, *cast.coordinators)
    asked = next((target for target in everyone if target.id == case.asked_id), everyone[0])
    if case.asked_at is None:
        raise ValueError("the step before was never delivered")
    return asked.workdays.next(today_of(asked, case.asked_at), days)
