"""Working days of a person or a company."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jobs.rules.workdays import Eves, NoWorkingDay, Region, Workdays
from tests.rules.calendars import BAVARIA, BERLIN, LAENDER, SAXONY, days, near_days, workdays

VIENNA = Workdays(Region("AT", "9"))
ZURICH = Workdays(Region("CH", "ZH"))
HOLIDAY_CLOSING = ((date(2026, 12, 24), date(2027, 1, 6)),)


@pytest.mark.parametrize(
    ("calendar", "day", "works"),
    [
        (BAVARIA, date(2026, 12, 1), True),
        (BAVARIA, date(2026, 12, 5), False),
        (BAVARIA, date(2027, 1, 6), False),
        (BERLIN, date(2027, 1, 6), True),
        (BAVARIA, date(2026, 11, 18), True),
        (SAXONY, date(2026, 11, 18), False),
        (Workdays(Region("DE", "BY"), frozenset({5})), date(2026, 12, 5), True),
        (Workdays(Region("DE", "BY"), frozenset({0, 1, 2, 3})), date(2026, 12, 4), False),
        (Workdays(Region("DE", "BY"), closings=HOLIDAY_CLOSING), date(2026, 12, 23), True),
        (Workdays(Region("DE", "BY"), closings=HOLIDAY_CLOSING), date(2026, 12, 24), False),
        (Workdays(Region("DE", "BE"), closings=HOLIDAY_CLOSING), date(2027, 1, 6), False),
        (Workdays(Region("DE", "BE"), closings=HOLIDAY_CLOSING), date(2027, 1, 7), True),
    ],
)
def test_weekdays_holidays_and_closings_decide(calendar: Workdays, day: date, works: bool) -> None:
    assert calendar.works_on(day) is works


@pytest.mark.parametrize(
    ("eves", "works", "half"),
    [("work", True, False), ("half", True, True), ("off", False, False)],
)
@pytest.mark.parametrize("eve", [date(2026, 12, 24), date(2026, 12, 31)])
def test_the_eves_are_a_setting_and_a_half_day_still_counts(eve: date, eves: Eves, works: bool, half: bool) -> None:
    calendar = Workdays(Region("DE", "BY"), eves=eves)

    assert (calendar.works_on(eve), calendar.is_half_day(eve)) == (works, half)


@pytest.mark.parametrize(("day", "half"), [(date(2027, 12, 31), True), (date(2022, 12, 31), False)])
def test_an_eve_on_a_weekend_is_no_half_working_day(day: date, half: bool) -> None:
    assert Workdays(Region("DE", "BY"), eves="half").is_half_day(day) is half


@pytest.mark.parametrize(
    ("calendar", "day"),
    [
        (BAVARIA, date(2026, 12, 30)),
        (VIENNA, date(2026, 12, 30)),
        (BERLIN, date(2026, 12, 31)),
        (SAXONY, date(2026, 12, 31)),
        (ZURICH, date(2026, 12, 31)),
    ],
)
def test_five_working_days_before_8_january_2027(calendar: Workdays, day: date) -> None:
    assert calendar.previous(date(2027, 1, 8), 5) == day


@pytest.mark.parametrize("land", LAENDER)
def test_2027_begins_on_monday_the_4th_everywhere(land: str) -> None:
    assert Workdays(Region("DE", land)).next(date(2026, 12, 31)) == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("year", "month", "eves", "last"),
    [
        (2026, 10, "work", date(2026, 10, 30)),
        (2027, 2, "work", date(2027, 2, 26)),
        (2026, 12, "work", date(2026, 12, 31)),
        (2026, 12, "half", date(2026, 12, 31)),
        (2026, 12, "off", date(2026, 12, 30)),
        (2028, 2, "work", date(2028, 2, 29)),
    ],
)
def test_the_last_working_day_of_a_month(year: int, month: int, eves: Eves, last: date) -> None:
    assert Workdays(Region("DE", "BY"), eves=eves).of_month(year, month)[-1] == last


@pytest.mark.parametrize(
    ("calendar", "third"),
    [
        (BAVARIA, date(2026, 1, 7)),
        (VIENNA, date(2026, 1, 7)),
        (BERLIN, date(2026, 1, 6)),
        (SAXONY, date(2026, 1, 6)),
        (ZURICH, date(2026, 1, 6)),
    ],
)
def test_the_third_working_day_of_january_2026_knows_epiphany(calendar: Workdays, third: date) -> None:
    assert calendar.of_month(2026, 1)[2] == third


def test_a_month_lists_its_working_days_in_order() -> None:
    closed = Workdays(Region("DE", "BY"), frozenset({0, 2}), closings=((date(2026, 12, 7), date(2026, 12, 11)),))

    assert list(closed.of_month(2026, 12)) == days("2026-12-02", "2026-12-14", "2026-12-16", "2026-12-21", "2026-12-23",
                                                   "2026-12-28", "2026-12-30")  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        (date(2026, 12, 1), date(2026, 12, 1), 1),
        (date(2026, 12, 5), date(2026, 12, 6), 0),
        (date(2026, 12, 24), date(2027, 1, 8), 9),
        (date(2026, 12, 2), date(2026, 12, 1), 0),
    ],
)
def test_working_days_are_counted_with_both_ends(first: date, last: date, count: int) -> None:
    assert BAVARIA.count(first, last) == count


@pytest.mark.parametrize("day", [date(2026, 12, 4), date(2026, 12, 7)])
def test_a_working_day_stays_where_it_is(day: date) -> None:
    assert (BAVARIA.at_or_before(day), BAVARIA.at_or_after(day)) == (day, day)


def test_a_free_day_moves_to_the_working_day_beside_it() -> None:
    saturday = date(2026, 12, 5)

    assert (BAVARIA.at_or_before(saturday), BAVARIA.at_or_after(saturday)) == (date(2026, 12, 4), date(2026, 12, 7))


@pytest.mark.parametrize(
    "calendar",
    [
        Workdays(Region("DE", "BY"), frozenset()),
        Workdays(Region("DE", "BY"), closings=((date(2020, 1, 1), date(2040, 1, 1)),)),
    ],
)
def test_without_a_working_day_in_400_days_the_search_ends(calendar: Workdays) -> None:
    for search in (calendar.next, calendar.previous, calendar.at_or_after, calendar.at_or_before):
        with pytest.raises(NoWorkingDay, match="400 days of 2026-12-01"):
            search(date(2026, 12, 1))


def test_a_working_day_400_days_away_is_still_found() -> None:
    day = date(2026, 12, 1)
    closed = Workdays(
        Region("DE", "BY"),
        frozenset(range(7)),
        closings=((day - timedelta(days=399), day - timedelta(days=1)), (day, day + timedelta(days=399))),
    )

    assert closed.next(day) == day + timedelta(days=400)
    assert closed.previous(day) == day - timedelta(days=400)


def test_the_search_ends_where_the_calendar_does() -> None:
    with pytest.raises(NoWorkingDay):
        Workdays(Region("DE"), frozenset({0})).next(date.max)
    with pytest.raises(NoWorkingDay):
        Workdays(Region("DE"), frozenset({0})).previous(date.min)


@pytest.mark.parametrize("n", [0, -1])
def test_working_days_are_counted_from_one(n: int) -> None:
    with pytest.raises(ValueError, match="counted from 1"):
        BAVARIA.next(date(2026, 12, 1), n)


@pytest.mark.parametrize(
    ("weekdays", "closings", "said"),
    [
        (frozenset({7}), (), "weekdays count from 0"),
        (frozenset({0}), ((date(2026, 12, 2), date(2026, 12, 1)),), "cannot end"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(
    weekdays: frozenset[int], closings: tuple[tuple[date, date], ...], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        Workdays(Region("DE"), weekdays, closings)


def test_calendars_of_equal_facts_are_equal_whatever_they_were_asked() -> None:
    asked = Workdays(Region("DE", "BY"))
    asked.next(date(2026, 12, 1))

    assert asked == Workdays(Region("DE", "BY"))
    assert hash(asked) == hash(Workdays(Region("DE", "BY")))


@settings(deadline=None)
@given(workdays, near_days, st.integers(1, 12))
def test_next_and_previous_undo_each_other(calendar: Workdays, day: date, n: int) -> None:
    assume(calendar.works_on(day))

    assert calendar.previous(calendar.next(day, n), n) == day
    assert calendar.next(calendar.previous(day, n), n) == day


@settings(deadline=None)
@given(workdays, near_days, st.integers(1, 12))
def test_the_nth_working_day_is_the_nth_one_counted(calendar: Workdays, day: date, n: int) -> None:
    later = calendar.next(day, n)

    assert calendar.works_on(later)
    assert calendar.count(day + timedelta(days=1), later) == n


@settings(deadline=None)
@given(workdays, st.integers(2026, 2031), st.integers(1, 12))
def test_a_month_has_exactly_its_working_days(calendar: Workdays, year: int, month: int) -> None:
    every = [date(year, 1, 1) + timedelta(days=ahead) for ahead in range(366)]

    assert calendar.of_month(year, month) == tuple(
        day for day in every if (day.year, day.month) == (year, month) and calendar.works_on(day)
    )
