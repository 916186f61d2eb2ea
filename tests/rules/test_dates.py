"""The dates and months people type."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.calendar_words import MONTHS, WEEKDAYS
from jobs.rules.dates import DateError, parse_date, parse_month
from jobs.rules.workdays import Region, Workdays
from tests.rules.calendars import BAVARIA, near_days

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("2026-12-1", date(2026, 12, 1)),
        ("1.12.", date(2026, 12, 1)),
        ("1.12", date(2026, 12, 1)),
        ("01.12.", date(2026, 12, 1)),
        ("01.12.2026", date(2026, 12, 1)),
        ("1.12.2026", date(2026, 12, 1)),
        ("1. 12. 2026", date(2026, 12, 1)),
        ("1.12.26", date(2026, 12, 1)),
        ("1. Dezember", date(2026, 12, 1)),
        ("1 dec", date(2026, 12, 1)),
        ("1. März 2027", date(2027, 3, 1)),
        ("6. Jänner", date(2027, 1, 6)),
        ("30.11.", date(2026, 11, 30)),
        ("29.11.", date(2027, 11, 29)),
        ("29.2.", date(2028, 2, 29)),
        ("29.02.2028", date(2028, 2, 29)),
        ("31.12.", date(2026, 12, 31)),
        ("1.1.", date(2027, 1, 1)),
        ("mon", date(2026, 12, 7)),
        ("mo", date(2026, 12, 7)),
        ("Montag", date(2026, 12, 7)),
        ("tue", date(2026, 12, 1)),
        ("di", date(2026, 12, 1)),
        ("Dienstag", date(2026, 12, 1)),
        ("wednesday", date(2026, 12, 2)),
        ("Mi.", date(2026, 12, 2)),
        ("do", date(2026, 12, 3)),
        ("FRI", date(2026, 12, 4)),
        ("Sonnabend", date(2026, 12, 5)),
        ("so", date(2026, 12, 6)),
        ("sunday", date(2026, 12, 6)),
        ("today", date(2026, 11, 30)),
        ("heute", date(2026, 11, 30)),
        ("tomorrow", date(2026, 12, 1)),
        ("morgen", date(2026, 12, 1)),
        ("übermorgen", date(2026, 12, 2)),
        ("Uebermorgen", date(2026, 12, 2)),
        ("u\N{COMBINING DIAERESIS}bermorgen", date(2026, 12, 2)),
        ("+1", date(2026, 12, 1)),
        ("+3", date(2026, 12, 3)),
        ("+ 5", date(2026, 12, 7)),
        ("+24", date(2027, 1, 5)),
        ("  2026-12-01  ", date(2026, 12, 1)),
    ],
)
def test_german_and_english_dates_are_understood(text: str, day: date) -> None:
    assert parse_date(text, MONDAY, BAVARIA) == day


def test_leap_day_without_a_year_is_found_across_a_century_that_has_none() -> None:
    assert parse_date("29.2.", date(2096, 3, 1), BAVARIA) == date(2104, 2, 29)


def test_working_days_ahead_are_those_of_the_person() -> None:
    tuesdays = Workdays(Region("DE", "BY"), frozenset({1}))

    assert parse_date("+3", MONDAY, tuesdays) == date(2026, 12, 15)


@pytest.mark.parametrize(
    ("text", "code", "example"),
    [
        ("", "unknown", "01.12."),
        ("bananas", "unknown", "01.12."),
        ("mittwohc", "unknown", "mittwoch"),
        ("tomorow", "unknown", "tomorrow"),
        ("montags", "unknown", "montag"),
        ("12/1", "unknown", "01.12."),
        ("12/01/2026", "unknown", "01.12."),
        ("1.12.126", "unknown", "01.12."),
        ("in 3 tagen", "unknown", "01.12."),
        ("nächsten Freitag", "unknown", "01.12."),
        ("+1000", "unknown", "01.12."),
        ("-1", "unknown", "01.12."),
        ("1.12. 9:00", "unknown", "01.12."),
        ("١.١٢.", "unknown", "01.12."),
        ("31.4.", "impossible", "30.04.2027"),
        ("31.12.2026.", "unknown", "01.12."),
        ("30.2.", "impossible", "28.02.2027"),
        ("29.2.2027", "impossible", "28.02.2027"),
        ("31. November", "impossible", "30.11.2026"),
        ("31.04.2020", "impossible", "01.12.2026"),
        ("2027-13-01", "impossible", "01.12.2026"),
        ("0.1.", "impossible", "31.01.2027"),
        ("5.13.", "impossible", "01.12.2026"),
        ("1.1.0000", "impossible", "01.12.2026"),
        ("+0", "impossible", "+1"),
        ("2026-11-29", "past", "29.11.2027"),
        ("01.12.2025", "past", "01.12.2026"),
        ("29.02.2024", "past", "29.02.2028"),
    ],
)
def test_everything_else_is_refused_with_an_example(text: str, code: str, example: str) -> None:
    with pytest.raises(DateError) as refusal:
        parse_date(text, MONDAY, BAVARIA)

    assert (refusal.value.code, refusal.value.text, refusal.value.example) == (code, text, example)
    assert parse_date(example, MONDAY, BAVARIA) >= MONDAY


def test_no_working_day_ahead_is_an_impossible_date() -> None:
    with pytest.raises(DateError) as refusal:
        parse_date("+1", MONDAY, Workdays(Region("DE"), frozenset()))

    assert (refusal.value.code, refusal.value.example) == ("impossible", "01.12.")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-12-01", date(2025, 12, 1)),
        ("01.12.25", date(2025, 12, 1)),
        ("29.11.", date(2027, 11, 29)),
        ("fri", date(2026, 12, 4)),
    ],
)
def test_where_the_past_is_allowed_only_a_date_with_its_year_lies_there(text: str, day: date) -> None:
    assert parse_date(text, MONDAY, BAVARIA, allow_past=True) == day


@given(near_days, st.integers(0, 3000))
def test_every_day_from_today_on_is_reached_by_each_of_its_full_forms(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    forms = (f"{day:%Y-%m-%d}", f"{day:%d.%m.%Y}", f"{day:%d.%m.%y}", f"{day.day}. {day.month}. {day.year}")

    assert [parse_date(form, today, BAVARIA) for form in forms] == [day] * 4


@given(near_days, near_days)
def test_a_day_without_its_year_is_the_next_such_day(today: date, meant: date) -> None:
    found = parse_date(f"{meant.day}.{meant.month}.", today, BAVARIA)

    assert (found.month, found.day) == (meant.month, meant.day)
    assert today <= found
    assert (found - today).days < (366 if (meant.month, meant.day) != (2, 29) else 4 * 366)


@given(near_days, st.sampled_from(sorted(WEEKDAYS)))
def test_a_weekday_is_within_the_seven_days_after_today(today: date, name: str) -> None:
    found = parse_date(name, today, BAVARIA)

    assert found.weekday() == WEEKDAYS[name]
    assert 1 <= (found - today).days <= 7


@given(st.text(max_size=20), near_days)
def test_any_text_is_a_date_or_refused_with_an_example_that_is_one(text: str, today: date) -> None:
    assert parse_date(_itself_or_example(text, today), today, BAVARIA) >= today


def _itself_or_example(text: str, today: date) -> str:
    try:
        parse_date(text, today, BAVARIA)
    except DateError as refusal:
        return refusal.example
    return text


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("2026-12", (2026, 12), (2026, 12)),
        ("2026-1", (2026, 1), (2026, 1)),
        ("12.2026", (2026, 12), (2026, 12)),
        ("12/2026", (2026, 12), (2026, 12)),
        ("Dezember 2024", (2024, 12), (2024, 12)),
        ("Dezember", (2025, 12), (2026, 12)),
        ("december", (2025, 12), (2026, 12)),
        ("dez", (2025, 12), (2026, 12)),
        ("Dez.", (2025, 12), (2026, 12)),
        ("november", (2026, 11), (2026, 11)),
        ("März", (2026, 3), (2027, 3)),
        ("jän", (2026, 1), (2027, 1)),
    ],
)
def test_a_month_by_its_name_is_the_most_recent_or_the_next(
    text: str, past: tuple[int, int], future: tuple[int, int]
) -> None:
    assert (parse_month(text, MONDAY), parse_month(text, MONDAY, prefer="future")) == (past, future)


@pytest.mark.parametrize(
    ("text", "code", "example"),
    [
        ("", "unknown", "2026-11"),
        ("12", "unknown", "2026-11"),
        ("dezembre", "unknown", "dezember"),
        ("dezembre 2025", "unknown", "dezember"),
        ("2026-12-01", "unknown", "2026-11"),
        ("2026-13", "impossible", "2026-11"),
        ("0.2026", "impossible", "2026-11"),
        ("dez 0000", "impossible", "2026-11"),
    ],
)
def test_what_is_no_month_is_refused_with_an_example(text: str, code: str, example: str) -> None:
    with pytest.raises(DateError) as refusal:
        parse_month(text, MONDAY)

    assert (refusal.value.code, refusal.value.example) == (code, example)


@given(st.sampled_from(sorted(MONTHS)), near_days)
def test_the_most_recent_month_is_at_most_eleven_back_and_the_next_eleven_ahead(name: str, today: date) -> None:
    now = today.year * 12 + today.month
    past, future = (
        year * 12 + month for year, month in (parse_month(name, today), parse_month(name, today, prefer="future"))
    )

    assert (now - past) in range(12)
    assert (future - now) in range(12)
