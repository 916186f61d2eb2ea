"""How often a calendar is read, when its failures are told, which addresses are taken."""

from datetime import timedelta

import pytest

from jobs.rules.feeds import CalendarFault, cleaned, host_of, is_told, pause_after


def test_failures_are_tried_again_ever_more_rarely_but_once_a_day() -> None:
    hours = [pause_after(faults) / timedelta(hours=1) for faults in (1, 2, 3, 4, 5, 6, 7, 50)]
    assert hours == [1, 1, 2, 4, 8, 16, 24, 24]


@pytest.mark.parametrize(
    ("fault", "ever_read", "expected"),
    [
        ("unreachable", True, [3]),
        ("unreachable", False, [3]),
        ("not_found", True, [3]),
        ("not_found", False, [1, 3]),
        ("not_a_calendar", False, [1, 3]),
    ],
)
def test_when_a_failure_is_told(fault: CalendarFault, ever_read: bool, expected: list[int]) -> None:
    """What was told once is one message: the second telling only brings it up to date."""
    assert [faults for faults in range(1, 8) if is_told(fault, faults, ever_read=ever_read)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://calendar.example.com/secret/basic.ics", "https://calendar.example.com/secret/basic.ics"),
        (" <https://calendar.example.com/x> ", "https://calendar.example.com/x"),
        ("webcal://cloud.example.org/x?export", "https://cloud.example.org/x?export"),
        ("webcals://cloud.example.org/x", "https://cloud.example.org/x"),
        ("http://127.0.0.1:8000/x.ics", "http://127.0.0.1:8000/x.ics"),
        ("http://calendar.example.com/x", None),
        ("https://user:pass@calendar.example.com/x", None),
        ("file:///etc/passwd", None),
        ("ftp://calendar.example.com/x", None),
        ("https://", None),
        ("https://calendar.example.com/a b", None),
        ("https://calendar.example.com:port/x", None),
        ("https://[::1/x", None),
        ("mein Kalender", None),
        ("", None),
    ],
)
def test_an_address_is_taken_or_not(text: str, expected: str | None) -> None:
    assert cleaned(text) == expected


def test_of_an_address_only_the_host_is_shown() -> None:
    assert host_of("https://calendar.example.com/private-0123456789/basic.ics") == "calendar.example.com"
