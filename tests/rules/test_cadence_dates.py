"""The dates of a cadence: month ends, leap years, the turn of the year, and what never shifts a series."""

from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.rules.cadence import (
    AfterCompletion,
    Cadence,
    Weekly,
    next_after_completion,
    next_dates,
    nominal_dates,
    parse_cadence,
)
from jobs.rules.workdays import Region, Workdays
from tests.rules.calendars import BAVARIA, BERLIN, cadences, calendar_cadences, days, near_days, workdays


def from_start(text: str, starts: str, last: str, calendar: Workdays = BAVARIA) -> list[date]:
    first = date.fromisoformat(starts)
    return list(nominal_dates(parse_cadence(text), first, first, date.fromisoformat(last), calendar))


@pytest.mark.parametrize(
    ("text", "starts", "last", "expected"),
    [
        ("every week on tue", "2026-12-01", "2026-12-22", ["2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22"]),
        ("every week on tue", "2026-12-02", "2026-12-15", ["2026-12-08", "2026-12-15"]),
        ("every week on mon, thu", "2026-12-29", "2027-01-08", ["2026-12-31", "2027-01-04", "2027-01-07"]),
        # 2026 has a week 53, so odd weeks are followed by odd weeks; 14 days stay 14 days.
        ("every 2 weeks on thu", "2026-12-03", "2027-01-28",
         ["2026-12-03", "2026-12-17", "2026-12-31", "2027-01-14", "2027-01-28"]),
        ("every 2 weeks on thu", "2026-12-04", "2027-01-07", ["2026-12-10", "2026-12-24", "2027-01-07"]),
        # Both days of a pair lie in the same calendar week, also when the series begins with the second of them.
        ("every 2 weeks on mon, thu", "2026-12-01", "2026-12-31",
         ["2026-12-03", "2026-12-14", "2026-12-17", "2026-12-28", "2026-12-31"]),
        ("every 52 weeks on fri", "2026-01-02", "2028-12-31", ["2026-01-02", "2027-01-01", "2027-12-31", "2028-12-29"]),
        ("monthly on day 15", "2026-11-16", "2027-02-28", ["2026-12-15", "2027-01-15", "2027-02-15"]),
        ("monthly on day 31", "2026-12-01", "2027-05-31",
         ["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]),
        ("monthly on day 30", "2028-01-31", "2028-04-30", ["2028-02-29", "2028-03-30", "2028-04-30"]),
        ("monthly on day 29", "2027-01-29", "2027-03-31", ["2027-01-29", "2027-02-28", "2027-03-29"]),
        ("monthly on last day", "2026-10-31", "2027-02-28",
         ["2026-10-31", "2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]),
        ("monthly on last day", "2028-02-01", "2028-03-31", ["2028-02-29", "2028-03-31"]),
        ("monthly on 1st tue", "2026-12-01", "2027-02-28", ["2026-12-01", "2027-01-05", "2027-02-02"]),
        ("monthly on 2nd tue", "2026-12-09", "2027-02-28", ["2027-01-12", "2027-02-09"]),
        ("monthly on 4th sun", "2027-02-01", "2027-03-31", ["2027-02-28", "2027-03-28"]),
        ("monthly on last fri", "2026-10-01", "2027-01-31", ["2026-10-30", "2026-11-27", "2026-12-25", "2027-01-29"]),
        ("monthly on last sun", "2027-02-01", "2027-02-28", ["2027-02-28"]),
        ("monthly on working day 1", "2026-12-02", "2027-02-28", ["2027-01-04", "2027-02-01"]),
        ("monthly on working day 3", "2026-12-01", "2027-02-28", ["2026-12-03", "2027-01-07", "2027-02-03"]),
        ("monthly on working day 23", "2026-10-01", "2026-12-31", ["2026-10-30", "2026-11-30", "2026-12-31"]),
        ("monthly on last working day", "2026-10-01", "2027-02-28",
         ["2026-10-30", "2026-11-30", "2026-12-31", "2027-01-29", "2027-02-26"]),
        ("every 2 months on day 31", "2026-12-31", "2027-06-30",
         ["2026-12-31", "2027-02-28", "2027-04-30", "2027-06-30"]),
        ("quarterly on last fri", "2026-12-01", "2027-06-30", ["2026-12-25", "2027-03-26", "2027-06-25"]),
        ("quarterly on day 1", "2026-12-15", "2027-07-01", ["2027-01-01", "2027-04-01", "2027-07-01"]),
        ("quarterly on day 30", "2026-11-30", "2027-08-31", ["2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30"]),
        ("every 12 months on last day", "2027-02-01", "2029-02-28", ["2027-02-28", "2028-02-29", "2029-02-28"]),
        ("yearly on 24 dec", "2026-12-24", "2028-12-31", ["2026-12-24", "2027-12-24", "2028-12-24"]),
        ("yearly on 24 dec", "2026-12-25", "2028-12-31", ["2027-12-24", "2028-12-24"]),
        ("yearly on 29 feb", "2028-02-29", "2032-12-31",
         ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]),
        ("every working day", "2026-12-23", "2026-12-30",
         ["2026-12-23", "2026-12-24", "2026-12-28", "2026-12-29", "2026-12-30"]),
        ("every working day", "2027-01-05", "2027-01-08", ["2027-01-05", "2027-01-07", "2027-01-08"]),
        ("14 days after completion", "2026-12-01", "2027-12-31", ["2026-12-01"]),
    ],
)  # fmt: skip
def test_a_cadence_has_these_dates(text: str, starts: str, last: str, expected: list[str]) -> None:
    assert from_start(text, starts, last) == days(*expected)


def test_working_days_are_those_of_the_calendar_that_is_asked() -> None:
    closed = Workdays(Region("DE", "BY"), closings=((date(2026, 12, 24), date(2027, 1, 6)),), eves="off")

    assert from_start("monthly on last working day", "2026-12-01", "2027-01-31", closed) == days(
        "2026-12-23", "2027-01-29"
    )
    assert from_start("monthly on working day 3", "2027-01-01", "2027-01-31", closed) == days("2027-01-11")
    assert from_start("monthly on working day 3", "2027-01-01", "2027-01-31", BERLIN) == days("2027-01-06")


def test_a_month_that_is_closed_throughout_keeps_its_date_for_the_shift_to_decide() -> None:
    closed = Workdays(Region("DE", "BY"), closings=((date(2027, 2, 1), date(2027, 2, 28)),))

    assert from_start("monthly on working day 3", "2027-01-01", "2027-03-31", closed) == days(
        "2027-01-07", "2027-02-28", "2027-03-03"
    )


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-11-01", "2026-12-16", ["2026-12-03"]),
        ("2026-12-04", "2027-01-13", ["2026-12-17", "2026-12-31"]),
        ("2026-12-17", "2026-12-17", ["2026-12-17"]),
        ("2026-12-18", "2026-12-30", []),
        ("2027-01-01", "2026-12-01", []),
    ],
)
def test_only_the_window_asked_for_is_answered_and_nothing_before_the_start(
    first: str, last: str, expected: list[str]
) -> None:
    cadence = parse_cadence("every 2 weeks on thu")
    window = nominal_dates(cadence, date(2026, 12, 3), date.fromisoformat(first), date.fromisoformat(last), BAVARIA)

    assert list(window) == days(*expected)


def test_a_window_years_after_the_start_is_reached_without_walking_there() -> None:
    far = nominal_dates(parse_cadence("every 2 weeks on mon"), date(1, 1, 1), date(9999, 12, 1), date.max, BAVARIA)

    assert list(far) == days("9999-12-13", "9999-12-27")


@pytest.mark.parametrize("text", ["every week on fri", "monthly on last day", "yearly on 31 dec", "every working day"])
def test_the_series_ends_where_the_calendar_does(text: str) -> None:
    last = list(nominal_dates(parse_cadence(text), date(2026, 1, 1), date(9999, 12, 31), date.max, BAVARIA))

    assert last == [date.max]


@pytest.mark.parametrize(
    ("text", "starts", "after", "expected"),
    [
        ("every week on tue", "2026-12-01", "2026-11-01", ["2026-12-01", "2026-12-08", "2026-12-15"]),
        ("every week on tue", "2026-12-01", "2026-12-01", ["2026-12-08", "2026-12-15", "2026-12-22"]),
        ("monthly on day 31", "2026-12-01", "2026-12-31", ["2027-01-31", "2027-02-28", "2027-03-31"]),
        ("yearly on 29 feb", "2026-12-01", "2027-02-28", ["2028-02-29", "2029-02-28", "2030-02-28"]),
        ("every 12 months on day 1", "2026-12-02", "2026-12-01", ["2027-01-01", "2028-01-01", "2029-01-01"]),
        ("every working day", "2026-12-01", "2026-12-23", ["2026-12-24", "2026-12-28", "2026-12-29"]),
        (
            "14 days after completion, at most 21",
            "2026-12-01",
            "2026-11-01",
            ["2026-12-01", "2026-12-15", "2026-12-29"],
        ),
        (
            "14 days after completion, at most 21",
            "2026-12-01",
            "2026-12-20",
            ["2026-12-29", "2027-01-12", "2027-01-26"],
        ),
    ],
)
def test_the_next_three_dates_are_echoed(text: str, starts: str, after: str, expected: list[str]) -> None:
    echoed = next_dates(parse_cadence(text), date.fromisoformat(starts), date.fromisoformat(after), BAVARIA)

    assert list(echoed) == days(*expected)


def test_there_are_no_next_dates_after_the_end_of_the_calendar() -> None:
    assert next_dates(parse_cadence("every week on tue"), date(2026, 12, 1), date.max, BAVARIA) == ()
    assert next_dates(AfterCompletion(14, 14), date(9999, 12, 10), date(9999, 12, 12), BAVARIA) == (date(9999, 12, 24),)


def test_without_any_working_day_there_is_no_next_one() -> None:
    never = Workdays(Region("DE"), frozenset())

    assert next_dates(parse_cadence("every working day"), date(2026, 12, 1), date(2026, 12, 1), never) == ()


def test_after_completion_the_next_one_lies_between_floor_and_ceiling() -> None:
    assert next_after_completion(AfterCompletion(14, 21), date(2028, 2, 20)) == (date(2028, 3, 5), date(2028, 3, 12))


LONGEST_GAP = 366 + 31


@settings(deadline=None)
@given(calendar_cadences, near_days, workdays)
def test_dates_strictly_rise_from_the_start_and_never_stop(cadence: Cadence, starts: date, calendar: Workdays) -> None:
    last = starts + timedelta(days=5 * 366)
    dates = list(nominal_dates(cadence, starts, starts, last, calendar))

    assert starts <= dates[0] <= starts + timedelta(days=LONGEST_GAP)
    assert all(timedelta(0) < later - earlier <= timedelta(days=LONGEST_GAP) for earlier, later in pairwise(dates))
    assert last - dates[-1] <= timedelta(days=LONGEST_GAP)


@settings(deadline=None)
@given(calendar_cadences, near_days, workdays, st.integers(0, 1500), st.integers(0, 200))
def test_any_window_shows_the_same_series(
    cadence: Cadence, starts: date, calendar: Workdays, ahead: int, length: int
) -> None:
    first = starts + timedelta(days=ahead)
    last = first + timedelta(days=length)
    series = nominal_dates(cadence, starts, starts, last, calendar)

    assert list(nominal_dates(cadence, starts, first, last, calendar)) == [day for day in series if day >= first]


@settings(deadline=None)
@given(cadences, near_days, near_days, workdays)
def test_next_dates_are_the_first_of_the_series_after_the_day(
    cadence: Cadence, starts: date, after: date, calendar: Workdays
) -> None:
    echoed = next_dates(cadence, starts, after, calendar)

    assert len(echoed) == 3
    assert echoed[0] > after
    if not isinstance(cadence, AfterCompletion):
        series = nominal_dates(cadence, starts, after + timedelta(days=1), date.max, calendar)
        assert list(echoed) == list(islice(series, 3))


@given(st.integers(0, 6), st.integers(1, 52), near_days)
def test_every_n_weeks_is_n_times_seven_days(weekday: int, every: int, starts: date) -> None:
    dates = islice(nominal_dates(Weekly(frozenset({weekday}), every), starts, starts, date.max, BAVARIA), 5)

    assert {later - earlier for earlier, later in pairwise(dates)} == {timedelta(weeks=every)}
