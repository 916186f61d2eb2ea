"""The ladder as a table: what happens next to an open task, for every state it can be in."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.availability import PersonFacts, Span
from jobs.rules.escalation import next_move
from jobs.rules.ladder import Ask, Case, Cast, Lapse, Look, Move, Nobody, Policy, Rest, Step
from jobs.rules.nudging import Target
from jobs.rules.workdays import Region, Workdays

BERLIN = ZoneInfo("Europe/Berlin")
WORKDAYS = Workdays(Region("DE", "BY"))
DUE = date(2026, 12, 15)  # a Tuesday


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


def person(number: int, *absences: Span, active: bool = True, nudge_at: time = time(9)) -> Target:
    facts = PersonFacts(id=number, active=active, reachable=True, absences=absences, workdays=WORKDAYS)
    return Target(facts, nudge_at, "Europe/Berlin")


OTTO, DORA, CLARA, MAX = person(1), person(2), person(3), person(4)
CAST = Cast(responsible=(OTTO, DORA, CLARA, MAX), deputies=(DORA,), coordinators=(CLARA, MAX), deciders=(MAX,))
GONE = Span(date(2026, 12, 14), date(2026, 12, 31))


def away(target: Target) -> Target:
    return replace(target, facts=replace(target.facts, absences=(GONE,)))


def part_time(number: int, *weekdays: int, gone_from: date) -> Target:
    facts = replace(person(number, Span(gone_from)).facts, workdays=replace(WORKDAYS, weekdays=frozenset(weekdays)))
    return replace(person(number), facts=facts)


def cast_without(*people: Target) -> Cast:
    gone = {one.id for one in people}

    def seen(targets: tuple[Target, ...]) -> tuple[Target, ...]:
        return tuple(away(one) if one.id in gone else one for one in targets)

    return Cast(seen(CAST.responsible), seen(CAST.deputies), seen(CAST.coordinators), seen(CAST.deciders))


FRESH = Case(due_on=DUE, lead=3)
AT_DUE = Case(due_on=DUE, lead=3, step=Step.DUE, asked_id=1, asked_at=at("2026-12-15 09:00"))
AGAIN = replace(AT_DUE, step=Step.AGAIN, asked_at=at("2026-12-16 09:00"))
WITH_DEPUTY = replace(AT_DUE, step=Step.DEPUTY, asked_id=2, asked_at=at("2026-12-17 09:00"))
WITH_CLARA = replace(AT_DUE, step=Step.COORDINATOR, asked_id=3, asked_at=at("2026-12-18 09:00"))

CASES: dict[str, tuple[Case, Cast, str, Move]] = {
    "long before": (FRESH, CAST, "2026-12-01 10:00", Look(at("2026-12-10 09:00"))),
    "heads-up at its slot": (FRESH, CAST, "2026-12-10 09:00", Ask(Step.HEADS_UP, 1, "heads_up")),
    "a missed heads-up is late on the same day": (FRESH, CAST, "2026-12-10 15:00", Ask(Step.HEADS_UP, 1, "heads_up")),
    "but never in quiet hours": (FRESH, CAST, "2026-12-10 18:00", Look(at("2026-12-11 09:00"))),
    "nor on a weekend": (FRESH, CAST, "2026-12-12 10:00", Look(at("2026-12-14 09:00"))),
    "no heads-up without lead": (replace(FRESH, lead=0), CAST, "2026-12-14 10:00", Look(at("2026-12-15 09:00"))),
    "an undelivered heads-up doesn't delay the due day": (
        replace(FRESH, step=Step.HEADS_UP, asked_id=1),
        CAST,
        "2026-12-15 09:00",
        Ask(Step.DUE, 1, "due"),
    ),
    "due day": (FRESH, CAST, "2026-12-15 09:00", Ask(Step.DUE, 1, "due")),
    "due long ago, after downtime": (FRESH, CAST, "2026-12-29 11:00", Ask(Step.DUE, 1, "due")),
    "due day, owner away: the deputy": (FRESH, cast_without(OTTO), "2026-12-15 09:00", Ask(Step.DUE, 2, "due")),
    "due day, owner and deputy away: the coordinator": (
        FRESH,
        cast_without(OTTO, DORA),
        "2026-12-15 09:00",
        Ask(Step.DUE, 3, "due"),
    ),
    "due day, nobody there": (
        FRESH,
        cast_without(OTTO, DORA, CLARA, MAX),
        "2026-12-15 09:00",
        Nobody(at("2026-12-16 09:00")),
    ),
    "nobody there on a day to come is not said today": (
        FRESH,
        cast_without(OTTO, DORA, CLARA, MAX),
        "2026-12-11 18:30",
        Look(at("2026-12-14 09:00")),
    ),
    "unconfirmed: nothing": (replace(AT_DUE, asked_at=None), CAST, "2026-12-20 09:00", Rest()),
    "the day of the due nudge": (AT_DUE, CAST, "2026-12-15 16:00", Look(at("2026-12-16 09:00"))),
    "again": (AT_DUE, CAST, "2026-12-16 09:00", Ask(Step.AGAIN, 1, "again")),
    "the clock starts at delivery, not at the slot": (
        replace(AT_DUE, asked_at=at("2026-12-17 11:00")),
        CAST,
        "2026-12-17 12:00",
        Look(at("2026-12-18 09:00")),
    ),
    "the deputy": (AGAIN, CAST, "2026-12-17 09:00", Ask(Step.DEPUTY, 2, "take_over")),
    "no deputy there: the coordinator at once": (
        AGAIN,
        cast_without(DORA),
        "2026-12-17 09:00",
        Ask(Step.COORDINATOR, 3, "silence"),
    ),
    "the coordinator": (WITH_DEPUTY, CAST, "2026-12-18 09:00", Ask(Step.COORDINATOR, 3, "silence")),
    "the deputy falls away while asked": (
        WITH_DEPUTY,
        cast_without(DORA),
        "2026-12-17 12:00",
        Ask(Step.COORDINATOR, 3, "silence"),
    ),
    "the coordinator away: their deputy": (
        WITH_DEPUTY,
        cast_without(CLARA),
        "2026-12-18 09:00",
        Ask(Step.COORDINATOR, 4, "silence"),
    ),
    "a weekend and three days": (WITH_CLARA, CAST, "2026-12-21 09:00", Look(at("2026-12-23 09:00"))),
    "who decides": (WITH_CLARA, CAST, "2026-12-23 09:00", Ask(Step.DECIDER, 4, "silence")),
    "who decides is told once": (
        replace(WITH_CLARA, step=Step.DECIDER, asked_id=4),
        CAST,
        "2027-01-14 09:00",
        Rest(at_the_top=True),
    ),
    "four weeks later nobody has done anything": (
        replace(WITH_CLARA, step=Step.DECIDER, asked_id=4),
        CAST,
        "2027-01-15 09:00",
        Lapse(),
    ),
    "nobody else decides, and four weeks later nobody has done anything": (
        WITH_CLARA,
        replace(CAST, deciders=(CLARA,)),
        "2027-01-15 09:00",
        Lapse(),
    ),
    "before its day nothing is given up": (
        replace(WITH_CLARA, step=Step.DECIDER, asked_id=4, due_on=date(2027, 1, 4)),
        CAST,
        "2027-01-15 09:00",
        Rest(at_the_top=True),
    ),
    "nobody else decides: the card stays with the coordinator": (
        WITH_CLARA,
        replace(CAST, deciders=(CLARA,)),
        "2026-12-23 09:00",
        Rest(),
    ),
    "and goes to whoever stands in when the coordinator is away": (
        WITH_CLARA,
        replace(cast_without(CLARA), deciders=(CLARA,)),
        "2026-12-23 09:00",
        Ask(Step.COORDINATOR, 4, "silence"),
    ),
    "which an absence that is known shows ahead": (
        WITH_CLARA,
        replace(CAST, coordinators=(person(3, Span(date(2026, 12, 22))), MAX)),
        "2026-12-21 09:00",
        Look(at("2026-12-22 09:00")),
    ),
    "what is blocked stays blocked when the coordinator's deputy takes over": (
        replace(WITH_CLARA, blocked=True),
        cast_without(CLARA),
        "2026-12-18 12:00",
        Ask(Step.COORDINATOR, 4, "blocked"),
    ),
    "neither who coordinates nor their deputy is there: who decides, at once": (
        WITH_CLARA,
        replace(cast_without(CLARA, MAX), deciders=(DORA,)),
        "2026-12-18 12:00",
        Ask(Step.DECIDER, 2, "silence"),
    ),
    "nobody above is there, but the owner is: again tomorrow": (
        AGAIN,
        cast_without(DORA, CLARA, MAX),
        "2026-12-17 09:00",
        Look(at("2026-12-18 09:00")),
    ),
    "the only deputy can't, said while being asked: the coordinator": (
        WITH_DEPUTY,
        replace(CAST, deputies=()),
        "2026-12-17 12:00",
        Ask(Step.COORDINATOR, 3, "silence"),
    ),
    "the last one leaves after being asked: nobody": (
        AT_DUE,
        cast_without(OTTO, DORA, CLARA, MAX),
        "2026-12-15 14:00",
        Nobody(at("2026-12-16 09:00")),
    ),
    "even where somebody had promised": (
        replace(AT_DUE, promised_until=date(2026, 12, 18)),
        cast_without(OTTO, DORA, CLARA, MAX),
        "2026-12-16 09:00",
        Nobody(at("2026-12-17 09:00")),
    ),
    "a promise ends while its giver is away: whoever is responsible is asked without being reminded of it": (
        replace(AT_DUE, promised_until=date(2026, 12, 18)),
        cast_without(OTTO),
        "2026-12-21 09:00",
        Ask(Step.DUE, 2, "due"),
    ),
    "whoever is asked is away from tomorrow on: looked at then, though they work only next week": (
        AT_DUE,
        replace(CAST, responsible=(part_time(1, 1, gone_from=date(2026, 12, 16)), DORA)),
        "2026-12-15 12:00",
        Look(at("2026-12-16 09:00")),
    ),
    "nobody there, and the owner works on Tuesdays alone: tomorrow somebody else may be back": (
        FRESH,
        replace(CAST, responsible=(part_time(1, 1, gone_from=DUE), away(DORA))),
        "2026-12-15 09:00",
        Nobody(at("2026-12-16 09:00")),
    ),
    "nobody at all belongs to it: said on the day": (
        FRESH,
        Cast((), (), (), ()),
        "2026-12-15 11:00",
        Nobody(datetime(2026, 12, 16, 9, tzinfo=UTC)),
    ),
    "nobody at all belongs to it, before the day": (
        FRESH,
        Cast((), (), (), ()),
        "2026-12-10 11:00",
        Look(datetime(2026, 12, 15, 9, tzinfo=UTC)),
    ),
    "the policy it started with": (
        replace(AT_DUE, policy=Policy(again=3)),
        CAST,
        "2026-12-16 09:00",
        Look(at("2026-12-18 09:00")),
    ),
    "blocked: the coordinator at once": (
        replace(AT_DUE, blocked=True),
        CAST,
        "2026-12-15 11:00",
        Ask(Step.COORDINATOR, 3, "blocked"),
    ),
    "blocked at night waits for the morning": (
        replace(AT_DUE, blocked=True),
        CAST,
        "2026-12-15 21:00",
        Look(at("2026-12-16 09:00")),
    ),
    "blocked, the day's cards used up: with tomorrow's": (
        replace(AT_DUE, blocked=True),
        replace(CAST, coordinators=(replace(CLARA, immediate_cards_left=0, escalated_on=DUE),)),
        "2026-12-15 11:00",
        Look(at("2026-12-16 09:00")),
    ),
    "three postponements are a stall": (
        replace(AT_DUE, postponements=3),
        CAST,
        "2026-12-15 11:00",
        Ask(Step.COORDINATOR, 3, "postponed"),
    ),
    "a promise is quiet": (
        replace(AT_DUE, promised_until=date(2026, 12, 18)),
        CAST,
        "2026-12-17 09:00",
        Look(at("2026-12-21 09:00")),
    ),
    "a promise that passed resumes at the same step": (
        replace(AGAIN, promised_until=date(2026, 12, 18)),
        CAST,
        "2026-12-21 09:00",
        Ask(Step.AGAIN, 1, "resumed"),
    ),
    "a snooze": (
        replace(AT_DUE, snoozed_until=date(2026, 12, 18)),
        CAST,
        "2026-12-18 09:00",
        Ask(Step.DUE, 1, "again"),
    ),
    "one bundle a day": (
        FRESH,
        replace(CAST, responsible=(replace(OTTO, nudged_on=DUE), DORA)),
        "2026-12-15 11:00",
        Look(at("2026-12-16 09:00")),
    ),
    "the owner falls away after being asked: the deputy at once": (
        AT_DUE,
        cast_without(OTTO),
        "2026-12-15 11:00",
        Ask(Step.DUE, 2, "cover"),
    ),
    "handed over after being asked: the new one at once": (
        AT_DUE,
        replace(CAST, responsible=(MAX, OTTO, DORA)),
        "2026-12-15 11:00",
        Ask(Step.DUE, 4, "cover"),
    ),
    "the owner falls away after the heads-up: the deputy sees it coming": (
        replace(FRESH, step=Step.HEADS_UP, asked_id=1, asked_at=at("2026-12-10 09:00")),
        replace(CAST, responsible=(person(1, active=False), DORA)),
        "2026-12-11 11:00",
        Ask(Step.HEADS_UP, 2, "cover"),
    ),
    "the owner falls away after the heads-up, and nobody is there": (
        replace(FRESH, step=Step.HEADS_UP, asked_id=1, asked_at=at("2026-12-10 09:00")),
        replace(CAST, responsible=(person(1, active=False), person(2, active=False))),
        "2026-12-11 11:00",
        Look(at("2026-12-15 09:00")),
    ),
    "who decides is away after being told: nobody else is": (
        replace(WITH_CLARA, step=Step.DECIDER, asked_id=4),
        cast_without(MAX),
        "2026-12-24 09:00",
        Rest(at_the_top=True),
    ),
    "who decides has no say any more: whoever decides now": (
        replace(WITH_CLARA, step=Step.DECIDER, asked_id=4),
        replace(CAST, deciders=(OTTO,)),
        "2026-12-23 11:00",
        Ask(Step.DECIDER, 1, "silence"),
    ),
    "nobody was ever responsible: the coordinator": (
        FRESH,
        replace(CAST, responsible=()),
        "2026-12-15 11:00",
        Ask(Step.COORDINATOR, 3, "silence"),
    ),
}


@pytest.mark.parametrize(("case", "cast", "now", "expected"), CASES.values(), ids=CASES.keys())
def test_what_happens_next(case: Case, cast: Cast, now: str, expected: Move) -> None:
    assert next_move(case, cast, at(now)) == expected


cases = st.builds(
    Case,
    due_on=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    lead=st.integers(0, 10),
    step=st.sampled_from(list(Step)),
    asked_id=st.sampled_from([None, 1, 2, 3, 4]),
    asked_at=st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    promised_until=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    snoozed_until=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    blocked=st.booleans(),
    postponements=st.integers(0, 4),
)
spans = st.lists(
    st.builds(
        lambda first, days: Span(first, None if days == 40 else date.fromordinal(first.toordinal() + days)),
        st.dates(date(2026, 1, 1), date(2027, 12, 31)),
        st.integers(0, 40),
    ),
    max_size=3,
)
casts = st.builds(
    lambda *absences: Cast(
        responsible=tuple(person(number, *gone) for number, gone in enumerate(absences, 1)),
        deputies=(person(2, *absences[1]),),
        coordinators=(person(3, *absences[2]), person(4, *absences[3])),
        deciders=(person(4, *absences[3]),),
    ),
    *([spans.map(tuple)] * 4),
)


@given(case=cases, cast=casts, now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_nobody_is_ever_asked_while_absent_or_outside_working_time(case: Case, cast: Cast, now: datetime) -> None:
    move = next_move(case, cast, now)
    if isinstance(move, Look | Nobody):
        assert move.at > now
    if isinstance(move, Ask):
        everyone = {one.id: one for one in (*cast.responsible, *cast.deputies, *cast.coordinators, *cast.deciders)}
        asked = everyone[move.person_id]
        local = now.astimezone(BERLIN)
        assert asked.available(local.date())
        assert asked.workdays.works_on(local.date())
        assert time(9) <= local.time() < time(18)
