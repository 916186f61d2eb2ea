"""When an absence is handed over, taken on and come back from, as a table of instants."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.availability import PersonFacts, Span
from jobs.rules.handing_over import (
    BUNDLED,
    WELCOMED,
    absences_of,
    back_on,
    eve_of,
    is_handed_over_now,
    is_welcomed_now,
    may_be_told,
    next_look,
    told_at,
)
from jobs.rules.nudging import Target
from jobs.rules.workdays import MONDAY_TO_FRIDAY, Region, Workdays
from tests.jobs.company import berlin

BAVARIA = Region("DE", "BY")
WEEK = Span(date(2026, 12, 14), date(2026, 12, 18))
"""Monday to Friday."""


def target(
    *absences: Span,
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY,
    at: time = time(9),
    closings: tuple[tuple[date, date], ...] = (),
) -> Target:
    workdays = Workdays(BAVARIA, weekdays, closings)
    return Target(
        PersonFacts(1, active=True, reachable=True, absences=absences, workdays=workdays), at, "Europe/Berlin"
    )


def moment(text: str) -> datetime:
    return berlin(f"2026-{text}")


@pytest.mark.parametrize(
    ("span", "who", "eve", "back"),
    [
        (WEEK, target(), "12-11", "12-21"),
        (Span(date(2026, 12, 12), date(2026, 12, 20)), target(), "12-11", "12-21"),
        (Span(date(2026, 12, 16), date(2026, 12, 16)), target(), "12-15", "12-17"),
        (Span(date(2026, 12, 14), None), target(), "12-11", None),
        (WEEK, target(weekdays=frozenset({0, 1, 2})), "12-09", "12-21"),
        (Span(date(2026, 12, 28), date(2026, 12, 30)), target(), "12-24", "12-31"),
        (Span(date(2026, 10, 5), date(2026, 10, 9)), target(), "10-02", "10-12"),
        (
            Span(date(2026, 12, 21), date(2026, 12, 23)),
            target(closings=((date(2026, 12, 14), date(2026, 12, 18)), (date(2026, 12, 24), date(2026, 12, 30)))),
            "12-11",
            "12-31",
        ),
    ],
    ids=[
        "a week",
        "with both weekends",
        "one day",
        "without an end",
        "somebody who works until Wednesday",
        "Christmas before it",
        "a holiday on a Saturday",
        "the company is closed before and after",
    ],
)
def test_the_eve_and_the_first_day_back(span: Span, who: Target, eve: str, back: str | None) -> None:
    assert eve_of(span, who.workdays) == date.fromisoformat(f"2026-{eve}")
    assert back_on(span, who.workdays) == (date.fromisoformat(f"2026-{back}") if back else None)


def test_who_never_works_has_no_eve_and_is_not_waited_for() -> None:
    never = target(closings=((date(2025, 1, 1), date(2028, 12, 31)),))
    assert (eve_of(WEEK, never.workdays), back_on(WEEK, never.workdays)) == (None, None)
    assert not is_handed_over_now(WEEK, never, moment("12-11 09:00"))


@pytest.mark.parametrize(
    ("now", "handed_over"),
    [
        ("12-10 12:00", False),
        ("12-11 08:59", False),
        ("12-11 09:00", True),
        ("12-11 17:59", True),
        ("12-11 18:00", False),
        ("12-12 09:00", False),
        ("12-14 09:00", False),
    ],
)
def test_it_is_handed_over_on_the_eve_in_working_time(now: str, *, handed_over: bool) -> None:
    assert is_handed_over_now(WEEK, target(WEEK), moment(now)) is handed_over


@pytest.mark.parametrize(
    ("now", "confirmed", "told"),
    [
        ("12-11 10:00", True, True),
        ("12-11 10:00", False, False),
        ("12-11 08:59", True, False),
        ("12-11 18:00", True, False),
        ("12-12 10:00", True, False),
        ("12-14 08:59", False, False),
        ("12-14 09:00", False, True),
        ("12-16 15:00", False, True),
        ("12-19 10:00", False, False),
        ("12-21 10:00", True, False),
    ],
)
def test_others_are_told_once_it_is_confirmed_or_has_begun(now: str, *, confirmed: bool, told: bool) -> None:
    assert may_be_told(WEEK, target(), moment(now), confirmed=confirmed) is told


def test_who_is_away_is_told_nothing() -> None:
    assert not may_be_told(WEEK, target(Span(date(2026, 12, 14))), moment("12-14 09:00"), confirmed=True)


def test_further_messages_wait_for_their_like_but_never_into_the_evening() -> None:
    who, noon, late = target(), moment("12-14 12:00"), moment("12-14 17:50")
    assert told_at(who, noon, again=False) == noon
    assert told_at(who, noon, again=True) == noon + BUNDLED
    assert told_at(who, late, again=True) == moment("12-15 09:00")


@pytest.mark.parametrize(
    ("now", "welcomed"),
    [
        ("12-18 09:00", False),
        ("12-20 12:00", False),
        ("12-21 08:59", False),
        ("12-21 09:00", True),
        ("12-21 18:00", False),
        ("12-22 09:00", True),
        ("12-28 09:00", True),
        ("12-29 09:00", False),
    ],
)
def test_who_is_back_hears_of_it_for_a_week(now: str, *, welcomed: bool) -> None:
    assert is_welcomed_now(WEEK, target(WEEK), moment(now)) is welcomed


def test_who_is_away_again_is_not_welcomed() -> None:
    assert not is_welcomed_now(WEEK, target(WEEK, Span(date(2026, 12, 22))), moment("12-22 09:00"))


@pytest.mark.parametrize(
    ("now", "at"),
    [
        ("11-01 12:00", "11-08 12:00"),
        ("12-08 12:00", "12-10 00:00"),
        ("12-10 12:00", "soon"),
        ("12-14 12:00", "soon"),
        ("12-28 12:00", "soon"),
        ("12-29 12:00", None),
    ],
    ids=["far off: once a week", "the night before the eve", "near", "running", "just over", "long over"],
)
def test_when_it_is_looked_at_again(now: str, at: str | None) -> None:
    soon = moment(now) + timedelta(hours=3)
    expected = {None: None, "soon": soon}.get(at) if at in (None, "soon") else moment(str(at))
    assert next_look(WEEK, target(WEEK), moment(now), soon) == expected


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
SPANS = st.builds(lambda first, n: Span(first, first + timedelta(days=n)), DAYS, st.integers(0, 40))


@given(st.lists(SPANS, min_size=1, max_size=5), st.sets(st.integers(0, 6), min_size=1))
def test_the_eve_is_a_day_on_which_they_are_there_and_so_is_the_day_back(spans: list[Span], weekdays: set[int]) -> None:
    who = target(*spans, weekdays=frozenset(weekdays))
    for span in absences_of(who):
        eve, back = eve_of(span, who.workdays), back_on(span, who.workdays)
        assert eve is not None
        assert back is not None
        assert who.workdays.works_on(eve)
        assert who.available(eve)
        assert eve < span.first
        assert who.workdays.works_on(back)
        assert who.available(back)
        assert span.last is not None
        assert back > span.last


@given(SPANS, st.integers(-60, 60), st.integers(0, 23))
def test_nobody_is_asked_to_hand_over_while_they_are_away(span: Span, days: int, hour: int) -> None:
    now = berlin(f"{span.first + timedelta(days=days)} {hour:02}:30")
    who = target(span)
    if is_handed_over_now(span, who, now) or is_welcomed_now(span, who, now):
        assert who.available(now.date())


@given(SPANS, st.integers(-60, 60), st.integers(0, 23))
def test_the_next_look_is_never_too_late(span: Span, days: int, hour: int) -> None:
    who, now = target(span), berlin(f"{span.first + timedelta(days=days)} {hour:02}:30")
    soon = now + timedelta(hours=1)
    at = next_look(span, who, now, soon)
    eve, back = eve_of(span, who.workdays), back_on(span, who.workdays)
    assert eve is not None
    assert back is not None
    if now.date() < eve:
        assert at is not None
        assert now < at <= max(soon, berlin(f"{eve} 00:00"))
    elif now.date() <= back + WELCOMED:
        assert at == soon
