"""Which entries of a calendar are absences, on which days, and whose."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.availability import Span
from jobs.rules.calendar_entries import (
    CalendarEntry,
    EntryState,
    NamedPerson,
    ReadAbsence,
    absences_among,
    absences_of,
    days_of,
    named_in,
)

BERLIN = "Europe/Berlin"
CET = timezone(timedelta(hours=1))
DAY = date(2026, 12, 7)


def day(number: int) -> date:
    return date(2026, 12, number)


def at(text: str, zone: timezone | None = CET) -> datetime:
    return datetime.fromisoformat(f"2026-12-{text}").replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("begins", "ends", "state", "expected"),
    [
        # whole days that are busy, or out of office
        (day(7), day(8), "busy", (7, 7)),
        (day(7), day(12), "busy", (7, 11)),
        (day(7), day(12), "out_of_office", (7, 11)),
        (day(7), day(12), "free", None),
        (day(7), day(7), "busy", (7, 7)),
        # times count only when they are marked as out of office, and only the days they cover
        (at("07 00:00"), at("12 00:00"), "busy", None),
        (at("07 00:00"), at("12 00:00"), "out_of_office", (7, 11)),
        (at("07 00:00"), at("11 23:59"), "out_of_office", (7, 11)),
        (at("07 12:00"), at("11 18:00"), "out_of_office", (8, 10)),
        (at("07 00:01"), at("09 00:00"), "out_of_office", (8, 8)),
        (at("07 12:00"), at("08 18:00"), "out_of_office", None),
        (at("07 09:00"), at("07 17:00"), "out_of_office", None),
        (at("07 00:00"), at("08 00:00"), "out_of_office", (7, 7)),
        # by the clocks of the person, wherever the entry was made
        (at("06 23:00", UTC), at("08 23:00", UTC), "out_of_office", (7, 8)),
        (at("07 00:00", UTC), at("09 00:00", UTC), "out_of_office", (8, 8)),
        (at("07 00:00", None), at("08 00:00", None), "out_of_office", (7, 7)),
    ],
)
def test_what_counts_and_for_which_days(
    begins: date, ends: date, state: EntryState, expected: tuple[int, int] | None
) -> None:
    entry = CalendarEntry("k", begins, ends, state)
    assert days_of(entry, BERLIN) == (Span(day(expected[0]), day(expected[1])) if expected else None)


@given(st.datetimes(datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2027-12-31")), st.integers(1, 20_000))
def test_no_day_counts_that_is_not_covered_to_the_minute(begins: datetime, minutes: int) -> None:
    ends = begins + timedelta(minutes=minutes)
    span = days_of(CalendarEntry("k", begins, ends, "out_of_office"), BERLIN)
    if span is None:
        return
    assert span.last is not None
    first_minute = datetime.combine(span.first, datetime.min.time())
    last_minute = datetime.combine(span.last, datetime.min.time()) + timedelta(hours=23, minutes=59)
    assert begins <= first_minute
    assert last_minute <= ends


def person(number: int, name: str) -> NamedPerson:
    return NamedPerson(number, name, BERLIN)


TEAM = [
    person(1, "Anna Berg"),
    person(2, "Anna Wolf"),
    person(3, "Max Otto"),
    person(4, "Otto Brandt"),
    person(5, "Jörg"),
]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Urlaub Anna Berg", "Anna Berg"),
        ("anna berg: Urlaub", "Anna Berg"),
        ("Urlaub Anna", None),
        ("Max Urlaub", "Max Otto"),
        ("Max Otto Urlaub", "Max Otto"),
        ("Otto", "Otto Brandt"),
        ("Otto Brandt (Überstunden)", "Otto Brandt"),
        ("Joerg frei", "Jörg"),
        ("JÖRG", "Jörg"),
        ("Max und Jörg Messe", None),
        ("Max Otto, Otto", None),
        ("Anna Berg / Anna Wolf", None),
        ("Maximilian", None),
        ("Berg", None),
        ("Betriebsausflug", None),
        ("", None),
    ],
)
def test_a_title_names_exactly_one_person_or_nobody(title: str, expected: str | None) -> None:
    found = named_in(title, TEAM)
    assert (found.name if found else None) == expected


def test_a_persons_own_calendar_needs_no_name_and_a_companys_does() -> None:
    entries = [
        CalendarEntry("a", day(7), day(8), "busy", "Urlaub"),
        CalendarEntry("b", day(9), day(10), "busy", "Jörg frei"),
        CalendarEntry("c", day(10), day(11), "free", "Jörg Geburtstag"),
    ]

    assert absences_of(entries, TEAM[3]) == (
        ReadAbsence("a", 4, Span(day(7), day(7))),
        ReadAbsence("b", 4, Span(day(9), day(9))),
    )
    assert absences_among(entries, TEAM) == (ReadAbsence("b", 5, Span(day(9), day(9))),)


def test_an_entry_does_not_show_its_title() -> None:
    assert "Migräne" not in repr(CalendarEntry("k", DAY, DAY, "busy", "Migräne"))
