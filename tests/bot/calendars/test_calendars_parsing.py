"""Calendars as they are written by others become entries; what is none, or can't be followed, becomes nothing."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendars.faults import Unreadable
from bot.calendars.parsing import read_entries
from jobs.rules.availability import Span
from jobs.rules.calendar_entries import NamedPerson, absences_among, absences_of
from tests.bot.calendars.samples import GOOGLE, NEXTCLOUD, OUTLOOK, calendar, file, whole_days

TODAY = date(2026, 12, 1)
OTTO, DORA = NamedPerson(1, "Otto", "Europe/Berlin"), NamedPerson(2, "Dora", "Europe/Berlin")


def spans(content: bytes, today: date = TODAY) -> list[tuple[str, str]]:
    """The first and last days that count, in order."""
    found = sorted((one.span.first, one.span.last) for one in absences_of(read_entries(content, today), OTTO))
    return [(f"{first:%m-%d}", f"{last:%m-%d}") for first, last in found]


def test_google() -> None:
    """A holiday, and every second Friday but the one at Christmas, once moved to a Thursday. No birthday."""
    assert spans(file(GOOGLE)) == [("12-07", "12-11"), ("12-11", "12-11"), ("01-07", "01-07")]


def test_outlook() -> None:
    """Out of office from Monday noon to Friday evening; a long holiday. Neither home office nor the dentist."""
    assert spans(file(OUTLOOK)) == [("12-08", "12-10"), ("12-21", "01-01")]


def test_nextcloud() -> None:
    """The team's calendar: one name, one absence."""
    found = absences_among(read_entries(file(NEXTCLOUD), TODAY), [OTTO, DORA])

    assert [(one.person_id, one.span) for one in found] == [
        (1, Span(date(2026, 12, 7), date(2026, 12, 11))),
        (2, Span(date(2026, 12, 10), date(2026, 12, 11))),
    ]


def test_what_is_the_same_entry_keeps_its_key_when_its_days_change() -> None:
    before = read_entries(calendar(whole_days("a@x", "20261207", "20261208")), TODAY)
    after = read_entries(calendar(whole_days("a@x", "20261214", "20261219", "Etwas anderes")), TODAY)

    assert [one.key for one in before] == [one.key for one in after]
    assert "a@x" not in before[0].key


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=HOURLY;INTERVAL=5",
        "FREQ=DAILY;BYHOUR=1,2,3,4;BYMINUTE=1,2,3",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=NEVER",
    ],
)
def test_what_recurs_by_no_rule_of_days_is_left_out(rule: str) -> None:
    bad, good = whole_days("a", "20261201", "20261202", "x", f"RRULE:{rule}"), whole_days("b", "20261207", "20261208")
    assert spans(calendar(bad, good)) == [("12-07", "12-07")]


def test_what_recurs_is_read_for_half_a_year_and_what_does_not_for_two() -> None:
    weekly = whole_days("a", "20261204", "20261205", "frei", "RRULE:FREQ=WEEKLY")
    found = read_entries(
        calendar(weekly, whole_days("b", "20280814", "20280826"), whole_days("c", "20281120", "20281220")), TODAY
    )

    assert len(found) == 26 + 1
    assert max(one.begins for one in found[:-1]) == date(2027, 5, 28)
    assert found[-1].begins == date(2028, 8, 14)


def test_what_is_over_is_not_read() -> None:
    old, running = whole_days("a", "20261101", "20261105"), whole_days("b", "20261125", "20261205")
    assert spans(calendar(old, running)) == [("11-25", "12-04")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!DOCTYPE html><html><body>Bitte anmelden</body></html>",
        b"\x00\xff\xfe",
        b"BEGIN:VEVENT\r\nEND:VEVENT\r\n",
    ],
)
def test_what_is_no_calendar(content: bytes) -> None:
    with pytest.raises(Unreadable) as unreadable:
        read_entries(content, TODAY)
    assert unreadable.value.code == "not_a_calendar"


def test_too_many_entries() -> None:
    days = [TODAY + timedelta(days=number % 700) for number in range(2_001)]
    events = [
        whole_days(str(number), f"{day:%Y%m%d}", f"{day + timedelta(1):%Y%m%d}") for number, day in enumerate(days)
    ]
    with pytest.raises(Unreadable) as unreadable:
        read_entries(calendar(*events), TODAY)
    assert unreadable.value.code == "too_large"


@pytest.mark.parametrize(
    "event",
    ["UID:a\nSUMMARY:ohne Tag", "UID:a\nDTSTART;VALUE=DATE:2026", "UID:a\nDTSTART;TZID=Nirgendwo:20261207T000000"],
)
def test_a_broken_entry_spoils_no_other(event: str) -> None:
    assert ("12-07", "12-07") in spans(calendar(event, whole_days("b", "20261207", "20261208")))


LINES = [line for text in (GOOGLE, OUTLOOK, NEXTCLOUD) for line in text.splitlines()]
PIECES = [
    "20261207",
    "99991231",
    "00010101",
    "P99999999D",
    "RRULE:FREQ=YEARLY",
    "UNTIL=2",
    ";VALUE=DATE",
    ":",
    "END:VEVENT",
]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([GOOGLE, OUTLOOK, NEXTCLOUD]), st.randoms(use_true_random=False))
def test_of_a_file_that_is_written_wrongly_comes_what_can_be_read_or_nothing(text: str, chance: Random) -> None:
    lines = text.splitlines()
    for _ in range(chance.randint(1, 5)):
        place = chance.randrange(len(lines))
        cut = chance.randrange(len(lines[place]) + 1)
        lines[place] = lines[place][:cut] + chance.choice(PIECES) + lines[place][cut + chance.randint(0, 8) :]
        lines.insert(chance.randrange(len(lines)), chance.choice(LINES))

    try:
        entries = read_entries(file("\n".join(lines)), TODAY)
    except Unreadable as unreadable:
        assert (unreadable.code, unreadable.__cause__) == ("not_a_calendar", None)  # noqa: PT017
        return
    for one in absences_of(entries, OTTO):
        assert one.span.last is not None
        assert one.span.last >= TODAY - timedelta(days=2)
