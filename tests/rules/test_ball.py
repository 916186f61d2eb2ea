"""Whose ball it was: turns of a task in order, counted in working days; the parts sum up to the whole."""

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.ball import PARTIES, Hand, Party, Turn, Turned, hands, longest_first, party_of, waited, waiting
from jobs.rules.workdays import Region, Workdays

BAVARIA = Workdays(Region("DE", "BY"))
MON, TUE, WED, THU, FRI = (date(2026, 11, 30) + timedelta(days=number) for number in range(5))
NEXT_MON, NEXT_TUE = MON + timedelta(days=7), TUE + timedelta(days=7)
ASKED = Turned(MON, "asked")


def test_the_ball_is_with_whom_somebody_said_or_else_with_the_partner_or_the_owner() -> None:
    assert party_of(None, by_partner=False) == "owner"
    assert party_of(None, by_partner=True) == "partner"
    assert party_of("approval", by_partner=True) == "approval"
    assert set(PARTIES) == set(get_args(Party))


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        pytest.param([], (), id="nobody is waited for before the first question"),
        pytest.param([ASKED], (Hand("partner", MON),), id="from the first question on"),
        pytest.param([ASKED, Turned(WED, "asked")], (Hand("partner", MON),), id="asked again, the clock runs on"),
        pytest.param(
            [ASKED, Turned(WED, "ball", "owner")],
            (Hand("partner", MON, WED), Hand("owner", WED)),
            id="handed on",
        ),
        pytest.param([ASKED, Turned(WED, "ball", "partner")], (Hand("partner", MON),), id="handed to who has it"),
        pytest.param([Turned(MON, "ball", "owner"), Turned(WED, "asked")], (Hand("owner", WED),), id="said before"),
        pytest.param(
            [ASKED, Turned(TUE, "moved"), Turned(THU, "asked")],
            (Hand("partner", MON, TUE), Hand("partner", THU)),
            id="moved: it rests until somebody is asked again",
        ),
        pytest.param(
            [ASKED, Turned(TUE, "moved"), Turned(WED, "ball", "owner"), Turned(THU, "asked")],
            (Hand("partner", MON, TUE), Hand("owner", THU)),
            id="handed on while it rests",
        ),
        pytest.param(
            [ASKED, Turned(TUE, "moved"), Turned(WED, "resumed")],
            (Hand("partner", MON, TUE), Hand("partner", WED)),
            id="the move was taken back",
        ),
        pytest.param([Turned(MON, "resumed")], (), id="taken back before anybody was asked"),
        pytest.param([ASKED, Turned(FRI, "ended")], (Hand("partner", MON, FRI),), id="over"),
    ],
)
def test_whose_turn_it_was(turns: list[Turned], expected: tuple[Hand, ...]) -> None:
    assert hands(turns, "partner") == expected


def test_the_day_of_a_change_belongs_to_whoever_has_the_ball_at_its_end() -> None:
    turns = [ASKED, Turned(WED, "ball", "approval"), Turned(FRI, "ball", "owner"), Turned(NEXT_TUE, "ended")]
    assert waiting(turns, "partner", BAVARIA, MON, NEXT_TUE) == {"owner": 2, "approval": 2, "partner": 2}


def test_what_was_answered_on_the_same_day_was_not_waited_for() -> None:
    assert waiting([ASKED, Turned(MON, "ended")], "owner", BAVARIA, MON, NEXT_TUE) == {}


def test_only_days_of_the_span_count_and_no_weekend() -> None:
    assert waiting([ASKED], "owner", BAVARIA, THU, NEXT_MON) == {"owner": 2}


@pytest.mark.parametrize(
    ("turns", "today", "expected"),
    [
        ([], FRI, 0),
        ([ASKED], MON, 0),
        ([ASKED], THU, 3),
        ([ASKED], NEXT_MON, 5),
        ([ASKED, Turned(WED, "ball", "owner")], FRI, 2),
        ([ASKED, Turned(WED, "asked")], FRI, 4),
        ([ASKED, Turned(WED, "moved")], FRI, 0),
    ],
)
def test_how_long_whoever_has_the_ball_has_had_it(turns: list[Turned], today: date, expected: int) -> None:
    assert waited(turns, "partner", BAVARIA, today) == expected


def test_whoever_was_waited_for_longest_stands_first() -> None:
    assert longest_first({"owner": 2, "partner": 9, "approval": 2}) == (("partner", 9), ("owner", 2), ("approval", 2))


TURNS: tuple[Turn, ...] = get_args(Turn)
days = st.integers(0, 120).map(lambda number: date(2026, 11, 2) + timedelta(days=number))


@st.composite
def courses(draw: st.DrawFn) -> list[Turned]:
    """Anything that may happen to a task, in the order of days; it ends at most once, and last."""
    on = sorted(draw(st.lists(days, max_size=12)))
    turns = [draw(st.sampled_from(TURNS[:-1])) for _ in on]
    course = [
        Turned(day, turn, draw(st.sampled_from(PARTIES)) if turn == "ball" else None)
        for day, turn in zip(on, turns, strict=True)
    ]
    ends: bool = draw(st.booleans())
    if on and ends:
        course.append(Turned(on[-1] + timedelta(days=draw(st.integers(0, 20))), "ended"))
    return course


@given(courses(), st.sampled_from(PARTIES), days, days)
def test_the_parts_sum_up_to_the_whole(course: list[Turned], begins: Party, one: date, other: date) -> None:
    """On every working day of the span at most one party is waited for, and somebody is as long as the clock runs."""
    first, until = min(one, other), max(one, other)
    parts = waiting(course, begins, BAVARIA, first, until)
    span = [first + timedelta(days=number) for number in range((until - first).days)]
    running = [day for day in span if BAVARIA.works_on(day) and clock_runs(course, day)]
    assert sum(parts.values()) == len(running)
    assert all(count > 0 for count in parts.values())


def clock_runs(course: list[Turned], day: date) -> bool:
    """Seen from the end of that day, without looking at parties at all."""
    begun = running = False
    for turned in course:
        if turned.on <= day:
            begun = begun or turned.turn == "asked"
            running = (
                turned.turn == "asked" or (begun and turned.turn == "resumed") or (running and turned.turn == "ball")
            )
    return running


@given(courses(), st.sampled_from(PARTIES), days)
def test_months_sum_up_to_the_quarter(course: list[Turned], begins: Party, middle: date) -> None:
    first, until = date(2026, 11, 1), date(2027, 4, 1)
    whole = waiting(course, begins, BAVARIA, first, until)
    before, after = waiting(course, begins, BAVARIA, first, middle), waiting(course, begins, BAVARIA, middle, until)
    assert {party: before.get(party, 0) + after.get(party, 0) for party in whole} == whole
