"""The spans of days people type. It is Tuesday, 1 December 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.availability import Span
from jobs.rules.spans import SpanError, SpanFault, parse_spans
from tests.rules.calendars import BAVARIA

TUESDAY = date(2026, 12, 1)


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def span(first: str, last: str | None = None) -> Span:
    return Span(day(first), day(last) if last else None)


MON_TO_FRI = span("12-07", "12-11")
FIRST_TO_FIFTH = span("12-01", "12-05")


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("heute", [span("12-01", "12-01")]),
        ("Today", [span("12-01", "12-01")]),
        ("mo", [span("12-07", "12-07")]),
        ("am Freitag", [span("12-04", "12-04")]),
        ("on the 4.12.", [span("12-04", "12-04")]),
        ("ab mo", [span("12-07")]),
        ("from mon", [span("12-07")]),
        ("ab dem 7.12.", [span("12-07")]),
        ("ab mo bis auf Weiteres", [span("12-07")]),
        ("until further notice", [span("12-01")]),
        ("bis fr", [span("12-01", "12-04")]),
        ("until friday", [span("12-01", "12-04")]),
        ("bis zum 4.12.", [span("12-01", "12-04")]),
        ("mo bis fr", [MON_TO_FRI]),
        ("von Montag bis Freitag", [MON_TO_FRI]),
        ("mon to fri", [MON_TO_FRI]),
        ("from monday until friday", [MON_TO_FRI]),
        ("mo-fr", [MON_TO_FRI]),
        ("mo – fr", [MON_TO_FRI]),
        ("mo fr", [MON_TO_FRI]),
        ("mo bis mo", [span("12-07", "12-14")]),
        ("fr bis mo", [span("12-04", "12-07")]),
        ("heute bis fr", [span("12-01", "12-04")]),
        ("morgen bis übermorgen", [span("12-02", "12-03")]),
        ("+1 bis +3", [span("12-02", "12-04")]),
        ("1.12. - 5.12.", [FIRST_TO_FIFTH]),
        ("1.12.–5.12.", [FIRST_TO_FIFTH]),
        ("1.12.-5.12.", [FIRST_TO_FIFTH]),
        ("1.12. 5.12.", [FIRST_TO_FIFTH]),
        ("vom 1.12. bis 5.12.", [FIRST_TO_FIFTH]),
        ("vom 1. bis zum 5.12.", [FIRST_TO_FIFTH]),
        ("1.-5.12.", [FIRST_TO_FIFTH]),
        ("1. bis 5. Dezember 2026", [FIRST_TO_FIFTH]),
        ("1 to 5 dec", [FIRST_TO_FIFTH]),
        ("1. Dezember 5. Dezember", [FIRST_TO_FIFTH]),
        ("2026-12-01 2026-12-05", [FIRST_TO_FIFTH]),
        ("2026-12-01 - 2026-12-05", [FIRST_TO_FIFTH]),
        ("2026-12-01-2026-12-05", [FIRST_TO_FIFTH]),
        ("7.12. bis 7.12.", [span("12-07", "12-07")]),
        ("21.12. bis 6.1.", [Span(day("12-21"), date(2027, 1, 6))]),
        ("20.12.2027 bis 5.1.", [Span(date(2027, 12, 20), date(2028, 1, 5))]),
        ("30.11. bis 4.12.", [span("11-30", "12-04")]),
        ("30.11.2026 bis 4.12.", [span("11-30", "12-04")]),
        ("30.11. bis fr", [span("11-30", "12-04")]),
        ("30.11. bis morgen", [span("11-30", "12-02")]),
        ("10.12. bis mo", [span("12-10", "12-14")]),
        ("ab 30.11.2026", [span("11-30")]),
        ("diese Woche", [span("12-01", "12-06")]),
        ("next week", [span("12-07", "12-13")]),
        ("mo und mi", [span("12-07", "12-07"), span("12-02", "12-02")]),
        ("heute, morgen and fri", [span("12-01", "12-01"), span("12-02", "12-02"), span("12-04", "12-04")]),
        ("1.12. bis 5.12., 8.12.", [FIRST_TO_FIFTH, span("12-08", "12-08")]),
        ("bis fr; ab 21.12.", [span("12-01", "12-04"), span("12-21")]),
    ],
)
def test_a_span_is_read_in_both_languages(text: str, spans: list[Span]) -> None:
    assert list(parse_spans(text, TUESDAY, BAVARIA)) == spans


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "unknown"),
        (",", "unknown"),
        ("krank", "unknown"),
        ("mo krank", "unknown"),
        ("mo bis fr Urlaub", "unknown"),
        ("mo bis", "unknown"),
        ("bis", "unknown"),
        ("mo bis di bis mi", "unknown"),
        ("bis sonstwann", "unknown"),
        ("wort " * 800, "unknown"),
        ("31.2.", "impossible"),
        ("ab 31.2.", "impossible"),
        ("mo bis 31.2.", "impossible"),
        ("31.2. 5.3.", "impossible"),
        ("1.11.2026", "past"),
        ("1.11.2026 bis 5.11.2026", "past"),
        ("bis 5.11.2026", "backwards"),
        ("5.12. bis 3.12.", "backwards"),
        ("28. bis 3.1.", "backwards"),
        ("mo bis 3.12.", "backwards"),
        ("morgen bis heute", "backwards"),
        ("2026-12-10 2026-12-05", "backwards"),
        ("mo bis fr, 31.2.", "impossible"),
    ],
)
def test_what_is_no_span_says_why(text: str, fault: SpanFault) -> None:
    with pytest.raises(SpanError) as raised:
        parse_spans(text, TUESDAY, BAVARIA)

    assert raised.value.code == fault


def test_on_a_monday_the_same_weekday_is_a_week_ahead() -> None:
    monday = date(2026, 12, 7)

    assert parse_spans("mo", monday, BAVARIA) == (span("12-14", "12-14"),)
    assert parse_spans("this week", monday, BAVARIA) == (span("12-07", "12-13"),)
    assert parse_spans("diese woche", date(2026, 12, 6), BAVARIA) == (span("12-06", "12-06"),)


@given(st.dates(date(2024, 1, 1), date(2031, 1, 1)), st.integers(0, 180), st.integers(0, 180))
def test_written_with_or_without_a_year_a_span_is_the_same(today: date, ahead: int, length: int) -> None:
    first = today + timedelta(days=ahead)
    last = first + timedelta(days=length)

    with_years = parse_spans(f"{first} - {last}", today, BAVARIA)
    without = parse_spans(f"{first.day}.{first.month}. bis {last.day}.{last.month}.", today, BAVARIA)

    assert with_years == without == (Span(first, last),)


words = st.sampled_from(
    [
        "heute",
        "morgen",
        "mo",
        "fri",
        "ab",
        "vom",
        "bis",
        "until",
        "-",
        "und",
        ",",
        "1.",
        "5.12.",
        "31.2.",
        "29.2.",
        "30.11.",
        "2026-12-24",
        "1.1.2020",
        "+3",
        "krank",
        "woche",
    ]
)
texts = st.text(max_size=60) | st.lists(words, max_size=7).map(" ".join)


@given(st.dates(date(2024, 1, 1), date(2031, 1, 1)), texts)
def test_no_text_is_read_as_a_span_that_is_over(today: date, text: str) -> None:
    try:
        spans = parse_spans(text, today, BAVARIA)
    except SpanError:
        return
    assert all(one.last is None or one.last >= max(one.first, today) for one in spans)
