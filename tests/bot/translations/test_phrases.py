"""Phrases in the reader's language, form of address and zone."""

from datetime import UTC, date, datetime

import pytest

from bot.cards.card import Bold, Mention, Rich
from bot.translations.phrases import Phrases, phrases_for
from jobs.facts import PersonRef, Reader

GERMAN = Phrases("de", "du", "Europe/Berlin")
POLITE = Phrases("de", "sie", "Europe/Berlin")
ENGLISH = Phrases("en", "du", "Europe/Berlin")
OTTO = PersonRef(1, "Otto", "U1")
TUESDAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("reader", "phrases"),
    [
        (Reader("de", "du", "Europe/Berlin"), GERMAN),
        (Reader("de", "sie", "Europe/Berlin"), POLITE),
        (Reader("en", "du", "Europe/Berlin"), ENGLISH),
        (Reader("fr", "du", "Europe/Berlin"), ENGLISH),
    ],
)
def test_every_reader_gets_phrases(reader: Reader, phrases: Phrases) -> None:
    assert phrases_for(reader) == phrases


@pytest.mark.parametrize(
    ("phrases", "n", "said"),
    [
        (GERMAN, 0, "0 Termine brauchen dich"),
        (GERMAN, 1, "Ein Termin braucht dich"),
        (GERMAN, 2, "Zwei Termine brauchen dich"),
        (GERMAN, 5, "Fünf Termine brauchen dich"),
        (GERMAN, 12, "Zwölf Termine brauchen dich"),
        (GERMAN, 13, "13 Termine brauchen dich"),
        (GERMAN, 1_250, "1.250 Termine brauchen dich"),
        (POLITE, 1, "Ein Termin braucht Sie"),
        (POLITE, 2, "Zwei Termine brauchen Sie"),
        (ENGLISH, 1, "One task needs you"),
        (ENGLISH, 12, "Twelve tasks need you"),
        (ENGLISH, 1_250, "1,250 tasks need you"),
    ],
)
def test_a_number_chooses_the_plural(phrases: Phrases, n: int, said: str) -> None:
    assert phrases.say("nudge.head.several", n=n) == said


def test_the_polite_form_falls_back_where_it_does_not_differ() -> None:
    assert POLITE.say("nudge.due") == GERMAN.say("nudge.due")
    assert Phrases("en", "sie", "Europe/Berlin").say("nudge.head.several", n=2) == "Two tasks need you"


def test_what_is_filled_in_is_never_read_as_a_template() -> None:
    assert GERMAN.say("nudge.head.due", title="{n} {0.__class__}") == "Heute dran: {n} {0.__class__}"
    assert GERMAN.rich("nudge.lesson", lesson="{title}") == ("Vom letzten Mal: ", "{title}")


@pytest.mark.parametrize("phrases", [GERMAN, POLITE, ENGLISH])
def test_an_unknown_id_is_an_error(phrases: Phrases) -> None:
    with pytest.raises(KeyError, match=r"no\.such\.phrase"):
        phrases.say("no.such.phrase")
    with pytest.raises(KeyError, match=r"no\.such\.phrase"):
        phrases.rich("no.such.phrase")


def test_a_missing_fact_is_an_error() -> None:
    with pytest.raises(KeyError, match="title"):
        GERMAN.say("nudge.head.due")
    with pytest.raises(KeyError, match="title"):
        GERMAN.rich("nudge.head.due")


def test_rich_phrases_keep_the_spans_in_their_places() -> None:
    line: Rich = GERMAN.rich("task.line", title=Bold("Newsletter"), number=12, day="Di., 1. Dezember")
    inside: Rich = GERMAN.rich("escalation.asked", who=(Mention(OTTO), " und ", Mention(OTTO)))

    assert line == (Bold("Newsletter"), " · #", "12", " · fällig ", "Di., 1. Dezember")
    assert inside == ("Gefragt: ", Mention(OTTO), " und ", Mention(OTTO), ".")


@pytest.mark.parametrize(
    ("day", "today", "german", "english"),
    [
        (TUESDAY, None, "Di., 1. Dezember", "Tue, 1 December"),
        (TUESDAY, date(2026, 11, 23), "Di., 1. Dezember", "Tue, 1 December"),
        (TUESDAY, date(2026, 6, 1), "Di., 1. Dezember", "Tue, 1 December"),
        (TUESDAY, date(2026, 5, 31), "Di., 1. Dezember 2026", "Tue, 1 December 2026"),
        (TUESDAY, date(2027, 6, 3), "Di., 1. Dezember 2026", "Tue, 1 December 2026"),
    ],
)
def test_a_day_names_its_weekday_and_its_year_when_it_is_far_away(
    day: date, today: date | None, german: str, english: str
) -> None:
    assert (GERMAN.day(day, today), ENGLISH.day(day, today)) == (german, english)


def test_dates_and_times_follow_language_and_zone() -> None:
    instant = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)

    assert (GERMAN.long_day(TUESDAY), ENGLISH.long_day(TUESDAY)) == (
        "Dienstag, 1. Dezember 2026",
        "Tuesday, 1 December 2026",
    )
    assert (GERMAN.month(TUESDAY), ENGLISH.month(TUESDAY)) == ("Dezember 2026", "December 2026")
    assert (GERMAN.month_name(TUESDAY), ENGLISH.month_name(TUESDAY)) == ("Dezember", "December")
    assert GERMAN.clock(instant) == "09:30"
    assert Phrases("en", "du", "America/New_York").clock(instant) == "03:30"


@pytest.mark.parametrize(
    ("items", "german", "english"),
    [
        ((), "", ""),
        (("A",), "A", "A"),
        (("A", "B"), "A und B", "A and B"),
        (("A", "{B}", "C"), "A, {B} und C", "A, {B} and C"),
    ],
)
def test_several_things_in_one_breath(items: tuple[str, ...], german: str, english: str) -> None:
    assert (GERMAN.listed(items), ENGLISH.listed(items)) == (german, english)


@pytest.mark.parametrize(
    ("value", "german", "english", "typed"),
    [
        (1250, "1.250", "1,250", ("1250", "1250")),
        (1250.5, "1.250,5", "1,250.5", ("1250,5", "1250.5")),
        (0.125, "0,125", "0.125", ("0,125", "0.125")),
        (1.255, "1,255", "1.255", ("1,2550", "1.2550")),
        (-3, "-3", "-3", ("-3", "-3")),
    ],
)
def test_numbers_are_grouped_to_be_read_and_plain_to_be_typed(
    value: float, german: str, english: str, typed: tuple[str, str]
) -> None:
    assert (GERMAN.number(value), ENGLISH.number(value)) == (german, english)
    assert (GERMAN.typed(value), ENGLISH.typed(value)) == typed


def test_one_of_several_things() -> None:
    assert (GERMAN.either(("A", "B")), ENGLISH.either(("A", "B", "C"))) == ("A oder B", "A, B or C")


def test_people_in_one_breath_stay_mentions() -> None:
    dora = PersonRef(2, "Dora")

    assert GERMAN.listed_rich([(Mention(OTTO),), (Mention(dora),)]) == (Mention(OTTO), " und ", Mention(dora))
