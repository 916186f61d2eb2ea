"""Wall times and instants, quiet hours, and when a nudge may go out: the days the clocks change included."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.availability import Span
from jobs.rules.slots import (
    NudgeWindow,
    QuietHours,
    local_day,
    local_time,
    nudge_window,
    slot_on,
    wall_instant,
)
from tests.rules.calendars import near_days

BERLIN, NEW_YORK, LORD_HOWE = "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"
NINE = time(9, 0)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "at", "zone", "instant"),
    [
        (date(2026, 12, 1), NINE, BERLIN, "2026-12-01 08:00"),
        (date(2026, 7, 1), NINE, BERLIN, "2026-07-01 07:00"),
        # Summer time ends: 02:30 comes twice, the first is meant; 9:00 stays 9:00.
        (date(2026, 10, 25), time(1, 59), BERLIN, "2026-10-24 23:59"),
        (date(2026, 10, 25), time(2, 30), BERLIN, "2026-10-25 00:30"),
        (date(2026, 10, 25), time(3, 0), BERLIN, "2026-10-25 02:00"),
        (date(2026, 10, 25), NINE, BERLIN, "2026-10-25 08:00"),
        # Summer time begins: 02:30 is skipped and becomes 03:30.
        (date(2027, 3, 28), time(1, 59), BERLIN, "2027-03-28 00:59"),
        (date(2027, 3, 28), time(2, 0), BERLIN, "2027-03-28 01:00"),
        (date(2027, 3, 28), time(2, 30), BERLIN, "2027-03-28 01:30"),
        (date(2027, 3, 28), NINE, BERLIN, "2027-03-28 07:00"),
        (date(2026, 11, 1), time(1, 30), NEW_YORK, "2026-11-01 05:30"),
        (date(2026, 11, 1), NINE, NEW_YORK, "2026-11-01 14:00"),
        (date(2027, 3, 14), time(2, 30), NEW_YORK, "2027-03-14 07:30"),
        (date(2027, 3, 14), NINE, NEW_YORK, "2027-03-14 13:00"),
        # Half an hour of change: from 10:30 to 11:00 ahead of UTC and back.
        (date(2026, 10, 4), time(2, 15), LORD_HOWE, "2026-10-03 15:45"),
        (date(2026, 10, 4), NINE, LORD_HOWE, "2026-10-03 22:00"),
        (date(2027, 4, 4), time(1, 45), LORD_HOWE, "2027-04-03 14:45"),
        (date(2027, 4, 4), NINE, LORD_HOWE, "2027-04-03 22:30"),
        (date(2026, 12, 1), NINE, "Asia/Kathmandu", "2026-12-01 03:15"),
        # Samoa went to the other side of the date line and had no such day.
        (date(2011, 12, 30), NINE, "Pacific/Apia", "2011-12-30 19:00"),
    ],
)
def test_a_wall_time_is_one_instant_also_when_clocks_change(day: date, at: time, zone: str, instant: str) -> None:
    assert wall_instant(day, at, zone) == utc(instant)


def test_a_skipped_half_hour_on_lord_howe_becomes_the_half_hour_after() -> None:
    assert local_time(wall_instant(date(2026, 10, 4), time(2, 15), LORD_HOWE), LORD_HOWE) == time(2, 45)


def test_the_first_of_two_equal_times_is_meant_whatever_the_time_says() -> None:
    assert wall_instant(date(2026, 10, 25), time(2, 30, fold=1), BERLIN) == utc("2026-10-25 00:30")


def test_instants_are_utc() -> None:
    assert wall_instant(date(2026, 12, 1), NINE, BERLIN).tzinfo is UTC


@pytest.mark.parametrize(
    ("instant", "zone", "day", "at"),
    [
        ("2026-12-31 23:30", BERLIN, date(2027, 1, 1), time(0, 30)),
        ("2026-12-31 23:30", NEW_YORK, date(2026, 12, 31), time(18, 30)),
        ("2026-10-25 00:30", BERLIN, date(2026, 10, 25), time(2, 30)),
        ("2026-10-25 01:30", BERLIN, date(2026, 10, 25), time(2, 30)),
    ],
)
def test_the_local_day_and_time_of_an_instant(instant: str, zone: str, day: date, at: time) -> None:
    assert (local_day(utc(instant), zone), local_time(utc(instant), zone)) == (day, at)


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="no zone"):
        local_day(datetime(2026, 12, 1, 9, 0), BERLIN)  # noqa: DTZ001 - the very thing that is refused


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ZoneInfoNotFoundError, match="Berlin/Europe"):
        wall_instant(date(2026, 12, 1), NINE, "Berlin/Europe")


@pytest.mark.parametrize(
    ("quiet", "covered", "free"),
    [
        (QuietHours(), [time(18), time(23, 59), time(0), time(7, 59)], [time(8), time(12), time(17, 59)]),
        (QuietHours(time(12), time(13)), [time(12), time(12, 59)], [time(11, 59), time(13)]),
        (QuietHours(time(0), time(8)), [time(0), time(7, 59)], [time(8), time(23, 59)]),
        (QuietHours(time(18), time(0)), [time(18), time(23, 59)], [time(0), time(17, 59)]),
        (QuietHours(time(8), time(8)), [], [time(0), time(8), time(23, 59)]),
    ],
)
def test_quiet_hours_hold_from_their_start_until_before_their_end(
    quiet: QuietHours, covered: list[time], free: list[time]
) -> None:
    assert [quiet.covers(at) for at in covered + free] == [True] * len(covered) + [False] * len(free)


@pytest.mark.parametrize(
    ("nudge_at", "quiet", "slot", "open_until"),
    [
        (NINE, QuietHours(), "2026-12-01 08:00", "2026-12-01 17:00"),
        (time(17, 59), QuietHours(), "2026-12-01 16:59", "2026-12-01 17:00"),
        (time(7, 0), QuietHours(), "2026-12-01 07:00", "2026-12-01 17:00"),
        (time(19, 0), QuietHours(), "2026-12-01 07:00", "2026-12-01 17:00"),
        (NINE, QuietHours(time(12), time(13)), "2026-12-01 08:00", "2026-12-01 11:00"),
        (time(14), QuietHours(time(12), time(13)), "2026-12-01 13:00", "2026-12-01 23:00"),
        (NINE, QuietHours(time(0), time(8)), "2026-12-01 08:00", "2026-12-01 23:00"),
        (time(22), QuietHours(time(9), time(9)), "2026-12-01 21:00", "2026-12-01 23:00"),
        (time(8), QuietHours(time(9), time(9)), "2026-12-01 07:00", "2026-12-01 23:00"),
    ],
)
def test_a_window_opens_at_the_slot_and_closes_when_quiet_hours_begin(
    nudge_at: time, quiet: QuietHours, slot: str, open_until: str
) -> None:
    window = nudge_window(date(2026, 12, 1), nudge_at, BERLIN, quiet)

    assert window == NudgeWindow(utc(slot), utc(open_until))
    assert slot_on(date(2026, 12, 1), nudge_at, BERLIN, quiet) == utc(slot)


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        ("2026-12-01 07:59", False),
        ("2026-12-01 08:00", True),
        ("2026-12-01 16:59", True),
        ("2026-12-01 17:00", False),
    ],
)
def test_a_window_is_open_from_its_slot_until_before_the_border(now: str, is_open: bool) -> None:
    assert nudge_window(date(2026, 12, 1), NINE, BERLIN).is_open(utc(now)) is is_open


AWAY_UNTIL_THURSDAY = (Span(date(2026, 12, 1), date(2026, 12, 3)),)


zones = st.sampled_from([BERLIN, NEW_YORK, LORD_HOWE, "Pacific/Apia", "Pacific/Kiritimati", "UTC", "America/St_Johns"])
wall_times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
instants = st.datetimes(datetime(2026, 1, 1), datetime(2031, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(near_days, wall_times, zones)
def test_a_wall_time_is_shown_again_at_its_instant_unless_clocks_skip_it(day: date, at: time, zone: str) -> None:
    instant = wall_instant(day, at, zone)
    shown = datetime.combine(local_day(instant, zone), local_time(instant, zone))
    late = shown - datetime.combine(day, at)

    assert late in (timedelta(0), timedelta(minutes=30), timedelta(hours=1))
    if late:
        local = instant.astimezone(ZoneInfo(zone))
        assert local.utcoffset() != (instant - timedelta(hours=2)).astimezone(ZoneInfo(zone)).utcoffset()


def free_minutes(quiet: QuietHours) -> int:
    quiet_minutes = (quiet.end.hour - quiet.start.hour) * 60 + quiet.end.minute - quiet.start.minute
    return 24 * 60 - quiet_minutes % (24 * 60)


quiet_hours = st.builds(QuietHours, wall_times, wall_times).filter(lambda quiet: free_minutes(quiet) > 120)


def test_a_skipped_time_does_not_land_in_quiet_hours() -> None:
    quiet = QuietHours(time(3), time(4))

    assert slot_on(date(2027, 3, 28), time(2, 30), BERLIN, quiet) == utc("2027-03-28 02:00")
    assert slot_on(date(2027, 3, 29), time(2, 30), BERLIN, quiet) == utc("2027-03-29 00:30")
