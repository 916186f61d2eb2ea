"""When a partner is written to: ahead, on the day, once more; by the company's working days."""

from datetime import date

import pytest

from jobs.rules.partner_mail import AGAIN, DUE, HEADS_UP, Expected, stage_on
from jobs.rules.regions import Region
from jobs.rules.workdays import Workdays

COMPANY = Workdays(Region("DE", "BY", ("public",)), closings=((date(2026, 12, 21), date(2026, 12, 22)),))


def day(number: int) -> date:
    return date(2026, 12, number)


@pytest.mark.parametrize(
    ("expected", "stages"),
    [
        # Tuesday the 8th; the three days before are Thursday, Friday and Monday.
        (Expected(day(8), 3), {2: None, 3: HEADS_UP, 7: HEADS_UP, 8: DUE, 9: AGAIN, 20: AGAIN}),
        (Expected(day(8), 0), {7: None, 8: DUE, 9: AGAIN}),
        # On a Saturday nobody works: it is due on Monday.
        (Expected(day(12), 1), {10: None, 11: HEADS_UP, 12: HEADS_UP, 13: HEADS_UP, 14: DUE, 15: AGAIN}),
        # The company is closed: due, and asked again, when it opens.
        (Expected(day(21), 1), {17: None, 18: HEADS_UP, 22: HEADS_UP, 23: DUE, 24: AGAIN}),
        # Put off by the partner: quiet until their own day.
        (Expected(day(8), 3, day(10)), {3: None, 8: None, 9: None, 10: DUE, 11: AGAIN}),
        # A day that lies before the due day puts nothing off.
        (Expected(day(8), 3, day(4)), {3: None, 4: HEADS_UP, 8: DUE}),
    ],
)
def test_how_far_a_task_has_come(expected: Expected, stages: dict[int, int | None]) -> None:
    assert {number: stage_on(expected, day(number), COMPANY) for number in stages} == stages
