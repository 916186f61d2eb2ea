"""What closing days do to the days of an activity, and that taking them back undoes exactly that."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.cadence import AfterCompletion, Cadence, ShiftPolicy, nominal_dates, parse_cadence
from jobs.rules.closings import Calendars, Place, Rhythm, places
from jobs.rules.workdays import Workdays
from tests.rules.calendars import BAVARIA, cadences, days

TODAY = date(2026, 12, 1)
CHRISTMAS = (date(2026, 12, 24), date(2027, 1, 6))


def closed(*spans: tuple[date, date], workdays: Workdays = BAVARIA) -> Calendars:
    calendar = replace(workdays, closings=spans)
    return Calendars(calendar, calendar)


def found(
    cadence: str,
    policy: ShiftPolicy,
    nominal: list[str],
    *spans: tuple[date, date],
    taken: tuple[str, ...] = (),
    today: date = TODAY,
) -> list[str]:
    """Where each date goes: the day, or why it falls away."""
    rhythm = Rhythm(parse_cadence(cadence), days(nominal[0])[0], policy)
    placed = places(rhythm, dict.fromkeys(days(*nominal), closed(*spans)), days(*taken), today)
    return [str(place.due) for place in placed.values()]


THURSDAYS = ["2026-12-17", "2026-12-24", "2026-12-31", "2027-01-07"]


@pytest.mark.parametrize(
    ("cadence", "policy", "nominal", "where"),
    [
        # weekly: of several that would share a day the first stays
        ("every week on thu", "before", THURSDAYS, ["2026-12-17", "2026-12-23", "taken", "2027-01-07"]),
        ("every week on thu", "after", THURSDAYS, ["2026-12-17", "2027-01-07", "taken", "taken"]),
        ("every week on thu", "nearest", THURSDAYS, ["2026-12-17", "2026-12-23", "2027-01-07", "taken"]),
        ("every week on thu", "keep", THURSDAYS, ["2026-12-17", "2026-12-24", "2026-12-31", "2027-01-07"]),
        ("every week on thu", "skip", THURSDAYS, ["2026-12-17", "rule", "rule", "2027-01-07"]),
        # every working day: where nobody works there is none
        (
            "every working day",
            "before",
            ["2026-12-23", "2026-12-24", "2026-12-28", "2027-01-07"],
            ["2026-12-23", "no_working_day", "no_working_day", "2027-01-07"],
        ),
        # across the year's end
        ("yearly on 31 dec", "before", ["2026-12-31"], ["2026-12-23"]),
        ("yearly on 31 dec", "after", ["2026-12-31"], ["2027-01-07"]),
        # working days of the month are counted without the closed ones
        ("monthly on working day 3", "before", ["2027-01-07"], ["2027-01-11"]),
        ("monthly on last working day", "before", ["2026-12-31"], ["2026-12-23"]),
        # the only one there is never falls away
        ("14 days after completion, at most 21", "skip", ["2026-12-28"], ["2027-01-07"]),
    ],
)
def test_over_christmas(cadence: str, policy: ShiftPolicy, nominal: list[str], where: list[str]) -> None:
    assert found(cadence, policy, nominal, CHRISTMAS) == where


def test_what_stays_where_it_is_takes_its_day() -> None:
    assert found("every week on thu", "before", ["2026-12-24"], CHRISTMAS, taken=("2026-12-23",)) == ["taken"]


@pytest.mark.parametrize(
    ("today", "where"),
    [
        (date(2026, 12, 22), "2026-12-23"),
        (date(2026, 12, 23), "2026-12-23"),
        (date(2026, 12, 24), "2027-01-07"),
        (date(2027, 1, 5), "2027-01-07"),
    ],
)
def test_never_into_the_past(today: date, where: str) -> None:
    assert found("every week on thu", "before", ["2026-12-24"], CHRISTMAS, today=today) == [where]


def test_each_task_moves_by_the_calendar_of_whose_turn_it_is() -> None:
    rhythm = Rhythm(parse_cadence("every week on wed"), date(2027, 1, 6), "before")
    at_work = replace(BAVARIA, region=replace(BAVARIA.region, subdivision="BE"))
    epiphany, following = days("2027-01-06", "2027-01-13")

    moved = places(rhythm, {epiphany: closed(), following: closed(workdays=at_work)}, (), TODAY)
    kept = places(rhythm, {epiphany: closed(workdays=at_work), following: closed()}, (), TODAY)

    assert moved[epiphany] == Place(epiphany, date(2027, 1, 5))
    assert kept[epiphany] == Place(epiphany, epiphany)


spans = st.builds(
    lambda ahead, length: (TODAY + timedelta(days=ahead), TODAY + timedelta(days=ahead + length)),
    st.integers(0, 70),
    st.integers(0, 59),
)


def _planned(rhythm: Rhythm) -> Mapping[date, Place]:
    """The tasks of a quarter, as they are made without closing days."""
    if isinstance(rhythm.cadence, AfterCompletion):
        nominal = [rhythm.starts]
    else:
        nominal = list(nominal_dates(rhythm.cadence, rhythm.starts, TODAY, TODAY + timedelta(weeks=14), BAVARIA))
    placed = places(rhythm, dict.fromkeys(nominal, closed()), (), TODAY)
    return {day: place for day, place in placed.items() if isinstance(place.due, date)}


@given(
    cadence=cadences,
    starts=st.integers(0, 40),
    policy=st.sampled_from(["before", "after", "nearest", "keep", "skip"]),
    closing=st.lists(spans, min_size=1, max_size=3),
)
def test_out_and_in_again_restores_the_plan(
    cadence: Cadence, starts: int, policy: ShiftPolicy, closing: list[tuple[date, date]]
) -> None:
    rhythm = Rhythm(cadence, TODAY + timedelta(days=starts), policy)
    before = _planned(rhythm)

    moved = places(rhythm, dict.fromkeys(before, closed(*closing)), (), TODAY)
    back = places(rhythm, dict.fromkeys((place.nominal for place in moved.values()), closed()), (), TODAY)

    due = [place.due for place in moved.values() if isinstance(place.due, date)]
    assert len(due) == len(set(due))
    assert all(day >= TODAY for day in due)
    assert policy == "keep" or not any(first <= day <= last for day in due for first, last in closing)
    assert {day: back[moved[day].nominal] for day in before} == before
