"""The figures of a month, by their definitions."""

from dataclasses import replace
from datetime import date

import pytest

from jobs.rules.retrospective import (
    Tally,
    TaskFact,
    kept_in_time,
    longest_silence,
    month_end,
    next_month,
    posting_day,
    previous_month,
    tally,
)
from jobs.rules.workdays import Region, Workdays

WORKDAYS = Workdays(Region("DE", "BY"))
OCTOBER = date(2026, 10, 1)
DONE = TaskFact(date(2026, 10, 8), date(2026, 10, 8), 2, "done", date(2026, 10, 8), by_deputy=False)


@pytest.mark.parametrize(
    ("ended_on", "tolerance", "kept"),
    [
        ("2026-10-01", 0, True),
        ("2026-10-08", 0, True),
        ("2026-10-09", 0, False),
        ("2026-10-12", 2, True),  # Thursday plus two working days is Monday
        ("2026-10-13", 2, False),
    ],
)
def test_kept_means_done_by_the_due_date_plus_tolerance(ended_on: str, tolerance: int, kept: bool) -> None:
    fact = replace(DONE, ended_on=date.fromisoformat(ended_on), tolerance=tolerance)
    assert kept_in_time(fact, WORKDAYS) is kept


@pytest.mark.parametrize("ended", ["skipped", "paused", "lapsed", None])
def test_what_was_not_done_was_not_kept(ended: str | None) -> None:
    assert not kept_in_time(replace(DONE, ended=ended), WORKDAYS)  # type: ignore[arg-type]


def test_a_month_is_counted_by_how_its_tasks_ended() -> None:
    tasks = [
        DONE,
        replace(DONE, by_deputy=True),
        replace(DONE, ended="small", by_deputy=True),
        replace(DONE, due_on=date(2026, 10, 20), ended_on=date(2026, 10, 20)),
        replace(DONE, ended_on=date(2026, 10, 30)),
        replace(DONE, ended="skipped"),
        replace(DONE, ended="paused"),
        replace(DONE, ended="lapsed"),
        replace(DONE, ended=None, ended_on=None),
    ]
    assert tally(tasks, WORKDAYS) == Tally(
        planned=9,
        expected=8,
        kept_in_time=4,
        done=5,
        by_deputy=2,
        small=1,
        moved=1,
        skipped=1,
        paused=1,
        lapsed=1,
        still_open=1,
    )


SMALL, PAUSED, LAPSED = (replace(DONE, ended=one) for one in ("small", "paused", "lapsed"))
LATE = date(2026, 10, 30)


@pytest.mark.parametrize(
    ("tasks", "kept", "expected", "shown"),
    [
        # An agreed pause leaves the denominator, and is told apart.
        ([DONE, DONE, PAUSED], 2, 2, {"planned": 3, "done": 2, "paused": 1}),
        ([PAUSED, PAUSED], 0, 0, {"planned": 2, "done": 0, "paused": 2}),
        ([DONE, LAPSED, PAUSED], 1, 2, {"planned": 3, "lapsed": 1, "paused": 1}),
        # Whatever day a paused task ended on, it is neither kept nor late.
        ([DONE, replace(PAUSED, ended_on=LATE)], 1, 1, {"done": 1, "paused": 1}),
        # A small version keeps the rhythm like the whole of it, as long as it is done in time, and is told apart.
        ([DONE, SMALL], 2, 2, {"done": 2, "small": 1}),
        ([SMALL, SMALL, SMALL], 3, 3, {"done": 3, "small": 3}),
        ([SMALL, replace(SMALL, ended_on=LATE)], 1, 2, {"done": 2, "small": 2}),
        ([SMALL, PAUSED, LAPSED], 1, 2, {"done": 1, "small": 1, "paused": 1, "lapsed": 1}),
        # What was open when the pause was agreed is paused, what was done before it stays done.
        ([SMALL, DONE, PAUSED, PAUSED], 2, 2, {"done": 2, "small": 1, "paused": 2}),
        # What was skipped or is open stays in the denominator.
        ([DONE, replace(DONE, ended="skipped"), replace(DONE, ended=None, ended_on=None)], 1, 3, {"skipped": 1}),
    ],
)
def test_pauses_leave_the_denominator_and_small_versions_keep_the_rhythm(
    tasks: list[TaskFact], kept: int, expected: int, shown: dict[str, int]
) -> None:
    found = tally(tasks, WORKDAYS)
    assert (found.kept_in_time, found.expected) == (kept, expected)
    assert {name: getattr(found, name) for name in shown} == shown


@pytest.mark.parametrize(
    ("outputs", "begins", "until", "days"),
    [
        (["2026-09-29", "2026-10-06", "2026-10-20"], "2026-09-01", "2026-12-31", 14),
        (["2026-10-06"], "2026-09-01", "2026-12-31", 35),  # nothing before: counted from the beginning
        (["2026-09-10", "2026-10-06"], "2026-09-01", "2026-12-31", 26),
        ([], "2026-10-11", "2026-12-31", 20),
        (["2026-09-29", "2026-11-05"], "2026-09-01", "2026-12-31", 32),  # still silent at the month's end
        (["2026-09-29"], "2026-09-01", "2026-10-09", 10),  # a month that isn't over is looked at until today
        (["2026-10-31"], "2026-10-01", "2026-12-31", 30),
    ],
)
def test_the_longest_silence_reaches_into_the_month(outputs: list[str], begins: str, until: str, days: int) -> None:
    found = [date.fromisoformat(day) for day in outputs]
    assert longest_silence(found, date.fromisoformat(begins), OCTOBER, date.fromisoformat(until)) == days


@pytest.mark.parametrize(
    ("month", "posted"),
    [
        ("2026-11-01", "2026-11-02"),
        ("2027-01-01", "2027-01-04"),
        ("2026-12-01", "2026-12-01"),
        ("2027-05-01", "2027-05-03"),
    ],
)
def test_it_is_posted_on_the_first_working_day(month: str, posted: str) -> None:
    assert posting_day(date.fromisoformat(month), WORKDAYS) == date.fromisoformat(posted)


@pytest.mark.parametrize(
    ("day", "last"), [("2026-12-01", "2026-12-31"), ("2028-02-01", "2028-02-29"), ("2027-02-01", "2027-02-28")]
)
def test_months(day: str, last: str) -> None:
    month = date.fromisoformat(day)
    assert month_end(month) == date.fromisoformat(last)
    assert previous_month(next_month(month)) == month
