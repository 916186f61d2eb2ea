"""The small version is offered when time runs short, and not before."""

from datetime import date

import pytest

from jobs.rules.shortage import SmallOffer, small_offer
from jobs.rules.workdays import Region, Workdays

WHOLE_WEEK = Workdays(Region("DE", "BY"))
UNTIL_WEDNESDAY = Workdays(Region("DE", "BY"), frozenset({0, 1, 2}))


@pytest.mark.parametrize(
    ("due_on", "on", "workdays", "postponements", "offer"),
    [
        ("2026-12-10", "2026-12-07", WHOLE_WEEK, 0, "menu"),  # Thursday, heads-up on Monday
        ("2026-12-10", "2026-12-08", WHOLE_WEEK, 0, "menu"),
        ("2026-12-10", "2026-12-09", WHOLE_WEEK, 0, "words"),
        ("2026-12-10", "2026-12-10", WHOLE_WEEK, 0, "button"),
        ("2026-12-10", "2026-12-11", WHOLE_WEEK, 0, "button"),
        ("2026-12-14", "2026-12-11", WHOLE_WEEK, 0, "words"),  # a weekend lies between
        ("2026-12-28", "2026-12-24", WHOLE_WEEK, 0, "words"),  # Christmas lies between
        ("2026-12-11", "2026-12-08", UNTIL_WEDNESDAY, 0, "words"),  # Friday; Wednesday is their last day before
        ("2026-12-11", "2026-12-09", UNTIL_WEDNESDAY, 0, "button"),
        ("2026-12-10", "2026-12-07", WHOLE_WEEK, 1, "menu"),
        ("2026-12-10", "2026-12-07", WHOLE_WEEK, 2, "button"),
    ],
)
def test_the_offer_follows_the_working_days_that_are_left(
    due_on: str, on: str, workdays: Workdays, postponements: int, offer: SmallOffer
) -> None:
    assert small_offer(date.fromisoformat(due_on), date.fromisoformat(on), workdays, postponements) == offer
