"""The calendars and random material the tests of the calendar rules share."""

from datetime import date

from hypothesis import strategies as st

from jobs.rules.cadence import (
    AfterCompletion,
    Cadence,
    DayOfMonth,
    EveryWorkingDay,
    LastDay,
    LastWeekday,
    LastWorkingDay,
    Monthly,
    MonthPoint,
    NthWeekday,
    NthWorkingDay,
    Weekly,
    Yearly,
)
from jobs.rules.workdays import Region, Workdays

BAVARIA = Workdays(Region("DE", "BY"))
BERLIN = Workdays(Region("DE", "BE"))
SAXONY = Workdays(Region("DE", "SN"))

LAENDER = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")


def days(*texts: str) -> list[date]:
    """`days("2026-12-01", …)` as dates."""
    return [date.fromisoformat(text) for text in texts]


weekday_numbers = st.integers(0, 6)

month_points: st.SearchStrategy[MonthPoint] = st.one_of(
    st.builds(DayOfMonth, st.integers(1, 31)),
    st.just(LastDay()),
    st.builds(NthWeekday, st.integers(1, 4), weekday_numbers),
    st.builds(LastWeekday, weekday_numbers),
    st.builds(NthWorkingDay, st.integers(1, 23)),
    st.just(LastWorkingDay()),
)

_common_year_days = st.dates(date(2027, 1, 1), date(2027, 12, 31)).map(lambda day: Yearly(day.month, day.day))

calendar_cadences: st.SearchStrategy[Cadence] = st.one_of(
    st.just(EveryWorkingDay()),
    st.builds(Weekly, st.frozensets(weekday_numbers, min_size=1), st.integers(1, 52)),
    st.builds(Monthly, month_points, st.integers(1, 12)),
    _common_year_days,
    st.just(Yearly(2, 29)),
)

cadences: st.SearchStrategy[Cadence] = calendar_cadences | st.integers(1, 366).flatmap(
    lambda floor: st.builds(AfterCompletion, st.just(floor), st.integers(floor, 366))
)

near_days = st.dates(date(2026, 1, 1), date(2031, 12, 31))

closings = st.lists(
    st.builds(
        lambda first, length: (first, date.fromordinal(first.toordinal() + length)), near_days, st.integers(0, 20)
    ),
    max_size=3,
).map(tuple)

workdays: st.SearchStrategy[Workdays] = st.builds(
    Workdays,
    st.sampled_from([Region("DE", land) for land in LAENDER] + [Region("AT", "9"), Region("CH", "ZH"), Region("US")]),
    st.frozensets(weekday_numbers, min_size=1),
    closings,
    st.sampled_from(["work", "half", "off"]),
)
