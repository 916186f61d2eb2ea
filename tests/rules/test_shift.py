"""What becomes of a date that falls on a day off."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.rules.cadence import ShiftPolicy, due_dates, next_due_dates, parse_cadence, shift
from jobs.rules.workdays import NoWorkingDay, Region, Workdays
from tests.rules.calendars import BAVARIA, BERLIN, SAXONY, near_days, workdays

CLOSED_OVER_THE_YEAR = Workdays(Region("DE", "BY"), closings=((date(2026, 12, 24), date(2027, 1, 6)),))


@pytest.mark.parametrize(
    ("nominal", "before", "after", "nearest"),
    [
        # Saturday 31 October 2026, also Reformation Day: `after` leaves the month.
        (date(2026, 10, 31), date(2026, 10, 30), date(2026, 11, 2), date(2026, 10, 30)),
        # Sunday 31 January and Sunday 28 February 2027: so does `nearest`.
        (date(2027, 1, 31), date(2027, 1, 29), date(2027, 2, 1), date(2027, 2, 1)),
        (date(2027, 2, 28), date(2027, 2, 26), date(2027, 3, 1), date(2027, 3, 1)),
        # Friday 1 January 2027: `before` leaves the year.
        (date(2027, 1, 1), date(2026, 12, 31), date(2027, 1, 4), date(2026, 12, 31)),
        # Easter Sunday 2027: three days back to Maundy Thursday, two on to Tuesday.
        (date(2027, 3, 28), date(2027, 3, 25), date(2027, 3, 30), date(2027, 3, 30)),
        # Christmas Day on a Friday.
        (date(2026, 12, 25), date(2026, 12, 24), date(2026, 12, 28), date(2026, 12, 24)),
        # Epiphany, a free Wednesday between two working days.
        (date(2027, 1, 6), date(2027, 1, 5), date(2027, 1, 7), date(2027, 1, 5)),
    ],
)
def test_a_day_off_moves_by_policy(nominal: date, before: date, after: date, nearest: date) -> None:
    moved = [shift(nominal, policy, BAVARIA) for policy in ("before", "after", "nearest", "keep", "skip")]

    assert moved == [before, after, nearest, nominal, None]


@pytest.mark.parametrize("policy", ["before", "after", "nearest", "keep", "skip"])
def test_a_working_day_stays_whatever_the_policy(policy: ShiftPolicy) -> None:
    assert shift(date(2026, 12, 1), policy, BAVARIA) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("calendar", "nominal", "due"),
    [
        (SAXONY, date(2026, 11, 18), date(2026, 11, 17)),
        (BERLIN, date(2026, 11, 18), date(2026, 11, 18)),
        (CLOSED_OVER_THE_YEAR, date(2027, 1, 5), date(2026, 12, 23)),
    ],
)
def test_the_region_and_the_company_decide_what_is_a_day_off(calendar: Workdays, nominal: date, due: date) -> None:
    assert shift(nominal, "before", calendar) == due


def test_a_calendar_without_working_days_says_so() -> None:
    with pytest.raises(NoWorkingDay):
        shift(date(2026, 12, 5), "before", Workdays(Region("DE"), frozenset()))


@settings(deadline=None)
@given(near_days, workdays, st.sampled_from(["before", "after", "nearest"]))
def test_whatever_is_moved_lands_on_a_working_day(nominal: date, calendar: Workdays, policy: ShiftPolicy) -> None:
    due = shift(nominal, policy, calendar)

    assert due is not None
    assert calendar.works_on(due)


@settings(deadline=None)
@given(near_days, workdays)
def test_nearest_is_never_farther_than_either_neighbour_and_early_in_a_tie(nominal: date, calendar: Workdays) -> None:
    before, after, nearest = (shift(nominal, policy, calendar) for policy in ("before", "after", "nearest"))

    assert before is not None
    assert after is not None
    assert nearest == (before if nominal - before <= after - nominal else after)


@pytest.mark.parametrize(
    ("policy", "taken", "expected"),
    [
        # Thursday 24 December and everything up to Epiphany is closed: three dates fall onto the 23rd, one stays.
        ("before", (), ["2026-12-17 2026-12-17", "2026-12-24 2026-12-23", "2027-01-07 2027-01-07"]),
        ("before", (date(2026, 12, 23),), ["2026-12-17 2026-12-17", "2027-01-07 2027-01-07"]),
        ("skip", (), ["2026-12-17 2026-12-17", "2027-01-07 2027-01-07"]),
        ("after", (), ["2026-12-17 2026-12-17", "2026-12-24 2027-01-07"]),
    ],
)
def test_of_what_days_off_push_together_one_a_day_stays(
    policy: ShiftPolicy, taken: tuple[date, ...], expected: list[str]
) -> None:
    thursdays = (date(2026, 12, 17), date(2026, 12, 24), date(2026, 12, 31), date(2027, 1, 7))
    found = due_dates(thursdays, policy, CLOSED_OVER_THE_YEAR, taken)
    assert [f"{nominal} {due}" for nominal, due in found] == expected


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("every week on thu", date(2026, 12, 17), ["2026-12-17", "2026-12-23", "2027-01-07"]),
        ("monthly on working day 1", date(2026, 12, 17), ["2027-01-07", "2027-02-01", "2027-03-01"]),
        ("yearly on 24 dec", date(2026, 12, 17), ["2026-12-23", "2027-12-24", "2028-12-22"]),
        ("14 days after completion", date(2026, 12, 17), ["2026-12-23", "2027-01-08", "2027-01-22"]),
    ],
)
def test_the_next_due_dates_have_been_moved_off_days_off(text: str, today: date, expected: list[str]) -> None:
    starts = date(2026, 12, 11)
    found = next_due_dates(parse_cadence(text), starts, today, "before", CLOSED_OVER_THE_YEAR, CLOSED_OVER_THE_YEAR)
    assert [str(due) for _, due in found][:3] == expected
