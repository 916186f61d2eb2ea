"""Whose turn it is: fair, by the calendar, and the same whether the calendar is looked at in pieces or at once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.turns import EVERY, Every, Rotation, following

PEOPLE = st.integers(min_value=2, max_value=7).map(lambda count: tuple("ABCDEFG"[:count]))
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
PERIODS = st.sampled_from(("week", "month", "quarter"))


def turns(rotation: Rotation[str], days: Sequence[date], before: str | None = None) -> Iterator[str]:
    for day in days:
        before = rotation.turn(day, before)
        yield before


@pytest.mark.parametrize(
    ("every", "starts", "days", "expected"),
    [
        ("task", "2026-12-01", ["2026-12-01", "2026-12-02", "2026-12-29", "2027-03-01"], "ABCA"),
        # 2026 has a week 53: from Monday 28 December to Sunday 3 January.
        ("week", "2026-12-23", ["2026-12-23", "2026-12-27", "2026-12-28", "2027-01-03", "2027-01-04"], "AABBC"),
        ("week", "2026-12-20", ["2026-12-20", "2026-12-21"], "AB"),
        ("month", "2026-11-30", ["2026-11-30", "2026-12-01", "2026-12-31", "2027-01-01", "2027-02-28"], "ABBCA"),
        ("month", "2026-11-01", ["2026-11-30", "2026-12-01", "2026-12-31", "2027-01-01", "2027-02-28"], "ABBCA"),
        ("quarter", "2026-12-31", ["2026-12-31", "2027-01-01", "2027-03-31", "2027-04-01", "2027-10-01"], "ABBCB"),
        # A month without a task is somebody's turn all the same.
        ("month", "2026-01-15", ["2026-01-15", "2026-03-15", "2026-04-15"], "ACA"),
    ],
)
def test_a_turn_is_a_task_or_a_period_of_the_calendar(
    every: Every, starts: str, days: list[str], expected: str
) -> None:
    rotation = Rotation(("A", "B", "C"), every, date.fromisoformat(starts))
    assert "".join(turns(rotation, [date.fromisoformat(day) for day in days])) == expected


@given(PEOPLE, DAYS, st.integers(1, 4), st.integers(0, 200))
def test_with_a_task_each_everybody_comes_equally_often(
    people: tuple[str, ...], starts: date, rounds: int, skipped: int
) -> None:
    days = [starts + timedelta(days=3 * number) for number in range(skipped + rounds * len(people))]
    found = list(turns(Rotation(people, "task", starts), days))[skipped:]
    assert Counter(found) == dict.fromkeys(people, rounds)


@given(PEOPLE, PERIODS, DAYS, st.integers(1, 3), st.integers(0, 60))
def test_by_period_everybody_comes_equally_often_across_any_end_of_a_year(
    people: tuple[str, ...], every: Every, starts: date, rounds: int, skipped: int
) -> None:
    rotation = Rotation(people, every, starts)
    days = [starts + timedelta(days=number) for number in range(100 * (skipped + rounds * len(people) + 1))]
    changes = [
        days[0],
        *(after for day, after in pairwise(days) if not rotation.together(day, after)),
    ]
    found = list(turns(rotation, changes))[skipped : skipped + rounds * len(people)]
    assert Counter(found) == dict.fromkeys(people, rounds)


@given(PEOPLE, PERIODS, DAYS, st.integers(0, 1000))
def test_a_period_belongs_to_one_person(people: tuple[str, ...], every: Every, starts: date, days: int) -> None:
    rotation = Rotation(people, every, starts)
    day = starts + timedelta(days=days)
    same = [one for one in (day + timedelta(days=number) for number in range(-92, 93)) if rotation.together(day, one)]
    assert {rotation.turn(one, None) for one in same} == {rotation.turn(day, None)}


@given(
    PEOPLE,
    st.sampled_from(EVERY),
    DAYS,
    st.lists(st.integers(0, 900), unique=True, max_size=40).map(sorted),
    st.integers(0, 40),
)
def test_in_pieces_it_comes_to_the_same(
    people: tuple[str, ...], every: Every, starts: date, ahead: list[int], cut: int
) -> None:
    rotation = Rotation(people, every, starts)
    days = [starts + timedelta(days=one) for one in ahead]
    first = list(turns(rotation, days[:cut]))
    then = list(turns(rotation, days[cut:], before=first[-1] if first else None))
    assert [*first, *then] == list(turns(rotation, days))


@pytest.mark.parametrize(
    ("person", "then", "after"),
    [("A", "BC", "B"), ("B", "CA", "C"), ("C", "AB", "A"), ("X", "ABC", "A")],
)
def test_who_follows_whom(person: str, then: str, after: str) -> None:
    assert "".join(following(("A", "B", "C"), person)) == then
    assert Rotation(("A", "B", "C"), "task", date(2026, 12, 1)).after(person) == after


def test_the_first_turn_is_the_first_ones() -> None:
    assert Rotation(("A", "B"), "task", date(2026, 12, 1)).after(None) == "A"
