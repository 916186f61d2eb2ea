"""School holidays: a hint for the German Länder, and nothing where nothing is known."""

from datetime import date

import pytest

from jobs.rules.availability import Span
from jobs.rules.regions import Region, public_holidays
from jobs.rules.school_holidays import (
    is_school_holiday,
    school_breaks,
    school_holidays,
    school_holidays_known_until,
)
from tests.rules.calendars import LAENDER

BAVARIA, BERLIN = Region("DE", "BY"), Region("DE", "BE")


@pytest.mark.parametrize(
    ("region", "day", "holiday"),
    [
        (BAVARIA, date(2026, 12, 23), False),
        (BAVARIA, date(2026, 12, 24), True),
        (BERLIN, date(2026, 12, 23), True),
        (BAVARIA, date(2026, 12, 25), False),  # a public one
        (BAVARIA, date(2027, 2, 8), True),
        (BERLIN, date(2027, 2, 8), False),
        (Region("DE", "BY", ("public", "catholic")), date(2027, 2, 8), True),
        (Region("DE"), date(2026, 12, 28), False),
        (Region("AT", "9"), date(2026, 12, 28), False),
        (Region("CH", "ZH"), date(2026, 12, 28), False),
        (BAVARIA, date(2031, 12, 28), False),
    ],
)
def test_days(region: Region, day: date, holiday: bool) -> None:
    assert is_school_holiday(region, day) is holiday


@pytest.mark.parametrize("land", LAENDER)
@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_every_land_has_six_to_fifteen_weeks_a_year_that_are_no_public_holidays(land: str, year: int) -> None:
    found = school_holidays(Region("DE", land), year)

    assert 42 <= len(found) <= 105
    assert not found & public_holidays(Region("DE", land), year)


def test_breaks_are_whole_with_the_weekends_and_public_holidays_within_and_cross_the_year() -> None:
    christmas, winter = Span(date(2026, 12, 24), date(2027, 1, 8)), Span(date(2027, 2, 8), date(2027, 2, 12))

    assert school_breaks(BAVARIA, date(2026, 12, 1), date(2027, 3, 2)) == (christmas, winter)
    assert school_breaks(BAVARIA, date(2027, 1, 8), date(2027, 2, 7)) == (christmas,)
    assert school_breaks(BAVARIA, date(2027, 1, 9), date(2027, 2, 7)) == ()
    assert school_breaks(Region("AT"), date(2026, 12, 1), date(2027, 3, 2)) == ()


def test_until_when_they_are_known() -> None:
    known = school_holidays_known_until(BAVARIA)

    assert known is not None
    assert known.year == 2029
    assert school_holidays_known_until(Region("DE")) is None
    assert school_holidays_known_until(Region("CH", "ZH")) is None
