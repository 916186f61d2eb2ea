"""How absences of one person stand together."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.absences import ended, merged
from jobs.rules.availability import Span
from jobs.rules.workdays import Region, Workdays
from tests.rules.calendars import BAVARIA, near_days, workdays

THREE_DAYS_A_WEEK = Workdays(Region("DE", "BY"), frozenset({0, 1, 2}))


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def span(first: str, last: str | None = None) -> Span:
    return Span(day(first), day(last) if last else None)


@pytest.mark.parametrize(
    ("spans", "calendar", "together"),
    [
        ([], BAVARIA, ()),
        ([span("12-07", "12-11")], BAVARIA, (span("12-07", "12-11"),)),
        ([span("12-09", "12-11"), span("12-07", "12-10")], BAVARIA, (span("12-07", "12-11"),)),
        ([span("12-07", "12-11"), span("12-08", "12-09")], BAVARIA, (span("12-07", "12-11"),)),
        ([span("12-07", "12-08"), span("12-09", "12-09")], BAVARIA, (span("12-07", "12-09"),)),
        ([span("12-07", "12-08"), span("12-10", "12-10")], BAVARIA, (span("12-07", "12-08"), span("12-10", "12-10"))),
        ([span("12-11", "12-11"), span("12-14", "12-14")], BAVARIA, (span("12-11", "12-14"),)),
        ([span("12-23", "12-24"), span("12-28", "12-28")], BAVARIA, (span("12-23", "12-28"),)),
        ([span("12-07", "12-09"), span("12-14")], THREE_DAYS_A_WEEK, (span("12-07"),)),
        ([span("12-07", "12-09"), span("12-14")], BAVARIA, (span("12-07", "12-09"), span("12-14"))),
        ([span("12-07"), span("12-14", "12-15")], BAVARIA, (span("12-07"),)),
        ([span("12-07", "12-08"), span("12-07")], BAVARIA, (span("12-07"),)),
    ],
    ids=[
        "none",
        "one",
        "overlapping",
        "within",
        "the next day",
        "a working day between",
        "across a weekend",
        "across Christmas",
        "across days off of part time",
        "the same days for full time",
        "within an open end",
        "the same beginning",
    ],
)
def test_absences_without_a_working_day_between_them_are_one(
    spans: list[Span], calendar: Workdays, together: tuple[Span, ...]
) -> None:
    assert merged(spans, calendar) == together


def test_a_calendar_without_any_working_day_makes_one_of_all() -> None:
    closed = Workdays(Region("DE", "BY"), closings=((date(2026, 1, 1), date(2029, 12, 31)),))

    assert merged([span("01-07", "01-08"), span("12-14", "12-15")], closed) == (span("01-07", "12-15"),)


lengths = st.none() | st.integers(0, 40)
absences = st.builds(
    lambda first, length: Span(first, None if length is None else first + timedelta(days=length)), near_days, lengths
)


@given(st.lists(absences, max_size=6), workdays, near_days)
def test_merging_changes_no_working_day(spans: list[Span], calendar: Workdays, today: date) -> None:
    together = merged(spans, calendar)

    if calendar.works_on(today):
        assert any(today in one for one in spans) == any(today in one for one in together)
    assert merged(together, calendar) == together == merged(reversed(spans), calendar)


@pytest.mark.parametrize(
    ("whole", "rest"),
    [
        (span("11-23", "12-11"), span("11-23", "11-30")),
        (span("11-23"), span("11-23", "11-30")),
        (span("12-01", "12-11"), None),
        (span("12-07"), None),
    ],
)
def test_whoever_is_back_today_was_away_until_yesterday(whole: Span, rest: Span | None) -> None:
    assert ended(whole, day("12-01")) == rest
