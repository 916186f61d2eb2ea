"""Numbers in German and in English; what may mean two things is refused with both."""

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.numbers import NumberError, format_number, is_ambiguous, parse_number

amounts = st.integers(-(10**9), 10**9).map(lambda number: number / 1000) | st.integers(-(10**12), 10**12).map(float)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("1250", 1250),
        (" 1250\n", 1250),
        ("+12", 12),
        ("-12", -12),
        ("−12,5", -12.5),
        ("-0", 0),
        ("1250,5", 1250.5),
        ("1250.5", 1250.5),
        ("1250,555", 1250.555),
        ("0,125", 0.125),
        ("0.125", 0.125),
        ("12,5", 12.5),
        ("12.50", 12.5),
        ("1,2345", 1.2345),
        ("1.250,5", 1250.5),
        ("1,250.5", 1250.5),
        ("1.250,500", 1250.5),
        ("12.345.678,9", 12345678.9),
        ("1.250.000", 1250000),
        ("1,250,000", 1250000),
        ("0.1234567", 0.123457),
    ],
)
def test_a_number_that_means_one_thing_is_read(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("1.250", (1250.0, 1.25)),
        ("1,250", (1250.0, 1.25)),
        ("-5.000", (-5000.0, -5.0)),
        ("999,125", (999125.0, 999.125)),
    ],
)
def test_a_number_that_may_mean_two_things_is_refused_with_both(text: str, offers: tuple[float, float]) -> None:
    with pytest.raises(NumberError) as refused:
        parse_number(text)

    assert (refused.value.code, refused.value.offers) == ("ambiguous", offers)
    assert tuple(parse_number(format_number(offer)) for offer in offers) == offers


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "viel",
        ".5",
        "5.",
        "5,",
        "1..5",
        "1.25.000",
        "1,25,000",
        "1.250,000,5",
        "1,250.000.5",
        "0.125.000",
        "1250.000,5",
        "1e5",
        "inf",
        "nan",
        "0x10",
        "1 250",
        "1_250",
        "12 %",
        "٣",
        "²",
        "5k",
        "--5",
    ],
)
def test_everything_else_is_no_number(text: str) -> None:
    with pytest.raises(NumberError) as refused:
        parse_number(text)

    assert (refused.value.code, refused.value.offers) == ("unknown", ())


@given(amounts)
def test_what_is_written_is_read_back(number: float) -> None:
    assert parse_number(format_number(number)) == number


@given(amounts, st.sampled_from(["de_DE", "en_GB"]))
def test_the_way_either_language_writes_a_number_is_read_or_refused_with_it_among_the_offers(
    number: float, locale: str
) -> None:
    text = format_decimal(number, locale=locale)
    if is_ambiguous(text):
        with pytest.raises(NumberError) as refused:
            parse_number(text)
        assert number in refused.value.offers
    else:
        assert parse_number(text) == number
