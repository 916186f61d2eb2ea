"""What people may write as a cadence, how it is written back, and what is offered for everything else."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules import cadence_words
from jobs.rules.cadence import (
    AfterCompletion,
    Cadence,
    CadenceError,
    DayOfMonth,
    EveryWorkingDay,
    LastDay,
    LastWeekday,
    LastWorkingDay,
    Monthly,
    NthWeekday,
    NthWorkingDay,
    Weekly,
    Yearly,
    format_cadence,
    parse_cadence,
)
from jobs.rules.cadence_format import cadence_in_words
from tests.rules.calendars import cadences


def weekly(*weekdays: int, every: int = 1) -> Weekly:
    return Weekly(frozenset(weekdays), every)


CANONICAL = [
    ("every working day", "jeden Werktag", EveryWorkingDay()),
    ("every week on tue", "jede Woche am Dienstag", weekly(1)),
    ("every week on mon, thu", "jede Woche am Montag und Donnerstag", weekly(0, 3)),
    ("every 2 weeks on thu", "alle 2 Wochen am Donnerstag", weekly(3, every=2)),
    ("every 52 weeks on mon, wed, sun", "alle 52 Wochen am Montag, Mittwoch und Sonntag", weekly(0, 2, 6, every=52)),
    ("monthly on day 15", "monatlich am 15.", Monthly(DayOfMonth(15))),
    ("monthly on last day", "monatlich am letzten Tag", Monthly(LastDay())),
    ("monthly on 1st mon", "monatlich am 1. Montag", Monthly(NthWeekday(1, 0))),
    ("monthly on 2nd tue", "monatlich am 2. Dienstag", Monthly(NthWeekday(2, 1))),
    ("monthly on 3rd wed", "monatlich am 3. Mittwoch", Monthly(NthWeekday(3, 2))),
    ("monthly on 4th thu", "monatlich am 4. Donnerstag", Monthly(NthWeekday(4, 3))),
    ("monthly on last fri", "monatlich am letzten Freitag", Monthly(LastWeekday(4))),
    ("monthly on working day 3", "monatlich am 3. Werktag", Monthly(NthWorkingDay(3))),
    ("monthly on last working day", "monatlich am letzten Werktag", Monthly(LastWorkingDay())),
    ("every 2 months on day 1", "alle 2 Monate am 1.", Monthly(DayOfMonth(1), 2)),
    ("quarterly on last fri", "vierteljährlich am letzten Freitag", Monthly(LastWeekday(4), 3)),
    ("every 12 months on last day", "alle 12 Monate am letzten Tag", Monthly(LastDay(), 12)),
    ("yearly on 24 dec", "jährlich am 24.12.", Yearly(12, 24)),
    ("yearly on 29 feb", "jährlich am 29.2.", Yearly(2, 29)),
    ("1 day after completion", "1 Tag nach Abschluss", AfterCompletion(1, 1)),
    ("14 days after completion", "14 Tage nach Abschluss", AfterCompletion(14, 14)),
    ("14 days after completion, at most 21", "14 Tage nach Abschluss, höchstens 21", AfterCompletion(14, 21)),
]


@pytest.mark.parametrize(("english", "german", "cadence"), CANONICAL)
def test_each_cadence_has_one_text_per_language_that_reads_back(english: str, german: str, cadence: Cadence) -> None:
    assert (format_cadence(cadence), format_cadence(cadence, "de")) == (english, german)
    assert (parse_cadence(english), parse_cadence(german)) == (cadence, cadence)


@given(cadences)
def test_every_cadence_reads_back(cadence: Cadence) -> None:
    assert parse_cadence(format_cadence(cadence)) == cadence
    assert parse_cadence(format_cadence(cadence, "de")) == cadence


@pytest.mark.parametrize(
    ("cadence", "german", "english"),
    [
        (weekly(1), "jede Woche am Dienstag", "every week on Tuesday"),
        (
            weekly(0, 2, 6, every=52),
            "alle 52 Wochen am Montag, Mittwoch und Sonntag",
            "every 52 weeks on Monday, Wednesday and Sunday",
        ),
        (Monthly(NthWeekday(2, 1)), "monatlich am 2. Dienstag", "monthly on 2nd Tuesday"),
        (Monthly(LastWeekday(4), 3), "vierteljährlich am letzten Freitag", "quarterly on last Friday"),
        (Monthly(NthWorkingDay(3)), "monatlich am 3. Werktag", "monthly on working day 3"),
        (Yearly(12, 24), "jährlich am 24.12.", "yearly on 24 December"),
        (AfterCompletion(14, 21), "14 Tage nach Abschluss, höchstens 21", "14 days after completion, at most 21"),
    ],
)
def test_people_read_a_cadence_in_words(cadence: Cadence, german: str, english: str) -> None:
    assert (cadence_in_words(cadence, "de"), cadence_in_words(cadence, "en")) == (german, english)


@given(cadences, st.sampled_from(["de", "en"]))
def test_what_people_read_they_may_write(cadence: Cadence, language: str) -> None:
    assert parse_cadence(cadence_in_words(cadence, language)) == cadence


@pytest.mark.parametrize(
    ("text", "cadence"),
    [
        ("every monday", weekly(0)),
        ("Mondays", weekly(0)),
        ("weekly on Tuesday", weekly(1)),
        ("EVERY  WEEK ON TUE", weekly(1)),
        ("once a week on wed", weekly(2)),
        ("every week on mon and thu", weekly(0, 3)),
        ("every week on mon/thu", weekly(0, 3)),
        ("every mon-fri", weekly(0, 1, 2, 3, 4)),
        ("fri to mon", weekly(4, 5, 6, 0)),
        ("fortnightly on thu", weekly(3, every=2)),
        ("every other thursday", weekly(3, every=2)),
        ("every second week on thu", weekly(3, every=2)),
        ("every 14 days on thu", weekly(3, every=2)),
        ("thursdays every 2 weeks", weekly(3, every=2)),
        ("jede Woche am Di", weekly(1)),
        ("jeden Dienstag", weekly(1)),
        ("dienstags", weekly(1)),
        ("Di.", weekly(1)),
        ("wöchentlich am Dienstag", weekly(1)),
        ("woechentlich am Dienstag", weekly(1)),
        ("einmal pro Woche am Mittwoch", weekly(2)),
        ("montags und donnerstags", weekly(0, 3)),
        ("Mo–Fr", weekly(0, 1, 2, 3, 4)),
        ("montags bis mittwochs", weekly(0, 1, 2)),
        ("samstags und sonnabends", weekly(5)),
        ("alle 2 Wochen donnerstags", weekly(3, every=2)),
        ("alle zwei Wochen am Donnerstag", weekly(3, every=2)),
        ("jede zweite Woche am Do", weekly(3, every=2)),
        ("donnerstags alle 14 Tage", weekly(3, every=2)),
        ("14-tägig am Donnerstag", weekly(3, every=2)),
        ("2-wöchentlich am Do", weekly(3, every=2)),
        ("every working day", EveryWorkingDay()),
        ("every business day", EveryWorkingDay()),
        ("each workday", EveryWorkingDay()),
        ("jeden Arbeitstag", EveryWorkingDay()),
        ("werktags", EveryWorkingDay()),
        ("monthly on the 15th", Monthly(DayOfMonth(15))),
        ("monthly on 15", Monthly(DayOfMonth(15))),
        ("every month on day 31", Monthly(DayOfMonth(31))),
        ("day 15 of every month", Monthly(DayOfMonth(15))),
        ("last day of the month", Monthly(LastDay())),
        ("monthly on the 15th day of the month", Monthly(DayOfMonth(15))),
        ("monatlich am 15. des Monats", Monthly(DayOfMonth(15))),
        ("second tuesday of the month", Monthly(NthWeekday(2, 1))),
        ("once a month on the first monday", Monthly(NthWeekday(1, 0))),
        ("last working day of every month", Monthly(LastWorkingDay())),
        ("every other month on day 15", Monthly(DayOfMonth(15), 2)),
        ("every 3 months on last fri", Monthly(LastWeekday(4), 3)),
        ("every quarter on working day 3", Monthly(NthWorkingDay(3), 3)),
        ("half-yearly on day 1", Monthly(DayOfMonth(1), 6)),
        ("monatlich am 15.", Monthly(DayOfMonth(15))),
        ("am 15. jedes Monats", Monthly(DayOfMonth(15))),
        ("jeden Monat am 31.", Monthly(DayOfMonth(31))),
        ("monatlich am Monatsende", Monthly(LastDay())),
        ("monatlich am zweiten Dienstag", Monthly(NthWeekday(2, 1))),
        ("jeden letzten Freitag im Monat", Monthly(LastWeekday(4))),
        ("letzter Werktag des Monats", Monthly(LastWorkingDay())),
        ("monatlich am dritten Werktag", Monthly(NthWorkingDay(3))),
        ("jeden zweiten Monat am 15.", Monthly(DayOfMonth(15), 2)),
        ("vierteljaehrlich am letzten Tag", Monthly(LastDay(), 3)),
        ("jedes Quartal am 1.", Monthly(DayOfMonth(1), 3)),
        ("halbjährlich am 1.", Monthly(DayOfMonth(1), 6)),
        ("yearly on dec 24", Yearly(12, 24)),
        ("every year on december 24th", Yearly(12, 24)),
        ("every 24 dec", Yearly(12, 24)),
        ("jährlich am 24. Dezember", Yearly(12, 24)),
        ("jährlich am 01.03.", Yearly(3, 1)),
        ("jedes Jahr am 6. Jänner", Yearly(1, 6)),
        ("jeden 24.12.", Yearly(12, 24)),
        ("2 weeks after completion, at most 3 weeks", AfterCompletion(14, 21)),
        ("2 weeks after completion, at most 20 days", AfterCompletion(14, 20)),
        ("14 Tage nach Erledigung, spätestens nach 21 Tagen", AfterCompletion(14, 21)),
        ("14 days after completion, at most 14", AfterCompletion(14, 14)),
        ("zwei Wochen nach Abschluss", AfterCompletion(14, 14)),
    ],
)
def test_many_ways_of_saying_it_in_both_languages(text: str, cadence: Cadence) -> None:
    assert parse_cadence(text) == cadence


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("", "empty", "every week on tue"),
        ("  ", "empty", "every week on tue"),
        ("on the", "empty", "every week on tue"),
        ("every hour", "sub_daily", "every working day"),
        ("every 30 minutes", "sub_daily", "every working day"),
        ("stündlich", "sub_daily", "every working day"),
        ("twice a day", "sub_daily", "every working day"),
        ("2x täglich", "sub_daily", "every working day"),
        ("dreimal am Tag", "sub_daily", "every working day"),
        ("daily", "every_day", "every working day"),
        ("jeden Tag", "every_day", "every working day"),
        ("every weekday", "every_day", "every working day"),
        ("every monday at 9", "time_of_day", "every week on mon"),
        ("every monday at 9:30", "time_of_day", "every week on mon"),
        ("monatlich am 15. um 9 Uhr", "time_of_day", "monthly on day 15"),
        ("every 5th monday at 9", "time_of_day", "monthly on last mon"),
        ("twice a week", "several_times", "every week on mon, thu"),
        ("zweimal pro Woche am Di und Fr", "several_times", "every week on tue, fri"),
        ("zweimal im Monat", "several_times", "every week on mon, thu"),
        ("biweekly on tue", "ambiguous", "every 2 weeks on tue"),
        ("every 2nd thursday", "ambiguous", "every 2 weeks on thu"),
        ("jeden dritten Donnerstag", "ambiguous", "monthly on 3rd thu"),
        ("jeden 2. Monat", "ambiguous", "monthly on day 2"),
        ("2 weeks after completion, at most 21", "ambiguous", "14 days after completion, at most 21"),
        ("2 weeks after completion, at most 3", "ambiguous", "14 days after completion, at most 21"),
        ("every 0 weeks", "bad_interval", "every week on tue"),
        ("every 0 weeks on fri", "bad_interval", "every week on fri"),
        ("every 60 weeks on mon", "bad_interval", "every 52 weeks on mon"),
        ("every 10 days", "bad_interval", "10 days after completion"),
        ("every 10 days on thu", "bad_interval", "every week on thu"),
        ("every 0 months on last day", "bad_interval", "monthly on last day"),
        ("every 5 quarters on last day", "bad_interval", "every 12 months on last day"),
        ("every 2 years on 24 dec", "bad_interval", "yearly on 24 dec"),
        ("0 days after completion", "bad_interval", "1 day after completion"),
        ("400 days after completion", "bad_interval", "366 days after completion"),
        ("14 days after completion, at most 400", "bad_interval", "14 days after completion, at most 366"),
        ("14 days after completion, at most 10", "ceiling_below_floor", "14 days after completion, at most 21"),
        ("5th monday", "fifth_weekday", "monthly on last mon"),
        ("monthly on 5th monday", "fifth_weekday", "monthly on last mon"),
        ("monatlich am fünften Montag", "fifth_weekday", "monthly on last mon"),
        ("jeden 5. Montag im Monat", "fifth_weekday", "monthly on last mon"),
        ("quarterly on 5th fri", "fifth_weekday", "quarterly on last fri"),
        ("monthly on day 32", "impossible_day", "monthly on last day"),
        ("monthly on day 0", "impossible_day", "monthly on day 1"),
        ("monthly on working day 24", "impossible_day", "monthly on last working day"),
        ("monthly on working day 0", "impossible_day", "monthly on working day 1"),
        ("monthly on 0th tue", "impossible_day", "monthly on 1st tue"),
        ("yearly on 31 nov", "impossible_day", "yearly on 30 nov"),
        ("jährlich am 31.2.", "impossible_day", "yearly on 29 feb"),
        ("jährlich am 1.13.", "impossible_day", "yearly on 1 dec"),
        ("every week", "missing_day", "every week on tue"),
        ("alle 14 Tage", "missing_day", "every 2 weeks on tue"),
        ("monatlich", "missing_day", "monthly on day 15"),
        ("quarterly", "missing_day", "quarterly on day 15"),
        ("yearly", "missing_day", "yearly on 1 dec"),
        ("last fri", "missing_period", "monthly on last fri"),
        ("working day 3", "missing_period", "monthly on working day 3"),
        ("24.12.", "missing_period", "yearly on 24 dec"),
        ("last day of the quarter", "not_understood", "quarterly on last day"),
        ("every 3 working days", "not_understood", "every working day"),
        ("every thu 24", "not_understood", "every week on thu"),
        ("yearly on 12/24", "not_understood", "every week on tue"),
        ("after completion", "not_understood", "14 days after completion, at most 21"),
        ("halbjährlich, 14-tägig", "not_understood", "monthly on day 15"),
        ("monthly every 6 months", "not_understood", "monthly on day 15"),
        ("15th month", "not_understood", "monthly on day 15"),
        ("mon to", "not_understood", "every week on mon"),
    ],
)
def test_what_cannot_be_is_refused_with_an_offer(text: str, code: str, suggestion: str) -> None:
    with pytest.raises(CadenceError) as refusal:
        parse_cadence(text)

    assert (refusal.value.code, refusal.value.suggestion) == (code, suggestion)


@pytest.mark.parametrize(
    ("text", "word", "nearest", "suggestion"),
    [
        ("montly on day 15", "montly", "monthly", "monthly on day 15"),
        ("evry week on tue", "evry", "every", "every week on tue"),
        ("jeden Dinstag", "dinstag", "dienstag", "every week on tue"),
        ("viertejährlich am letzten Freitag", "viertejaehrlich", "vierteljaehrlich", "quarterly on last fri"),
        ("every 5th mondey", "mondey", "monday", "monthly on last mon"),
        ("every tuesday except july", "except", None, "every week on tue"),
        ("every tuesday or friday", "or", None, "every week on tue, fri"),
        ("every 99999 weeks on tue", "99999", None, "every week on tue"),
        ("bananas", "bananas", None, "every week on tue"),
        ("каждый день", "каждый", None, "every week on tue"),
    ],
)
def test_an_unknown_word_is_named_with_the_nearest_known_one(
    text: str, word: str, nearest: str | None, suggestion: str
) -> None:
    with pytest.raises(CadenceError) as refusal:
        parse_cadence(text)

    found = refusal.value
    assert (found.code, found.word, found.nearest, found.suggestion) == ("unknown_word", word, nearest, suggestion)


pieces = st.sampled_from(
    [*cadence_words._WORDS, "0", "2", "5th", "3.", "400", "24.12.", "31.2.", "9:30", ",", "-", "at most"]
)
any_text = st.text(max_size=40) | st.lists(pieces, max_size=8).map(" ".join)


@given(any_text)
def test_any_text_is_a_cadence_or_refused_with_an_offer_that_is_one(text: str) -> None:
    cadence, said = read_or_offered(text)

    assert parse_cadence(said) == cadence


def read_or_offered(text: str) -> tuple[Cadence, str]:
    try:
        cadence = parse_cadence(text)
    except CadenceError as refusal:
        return refusal.offer, refusal.suggestion
    return cadence, format_cadence(cadence)


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        (Weekly, (frozenset(), 1)),
        (Weekly, (frozenset({7}), 1)),
        (Weekly, (frozenset({1}), 0)),
        (Weekly, (frozenset({1}), 53)),
        (DayOfMonth, (0,)),
        (DayOfMonth, (32,)),
        (NthWeekday, (5, 0)),
        (NthWeekday, (1, 7)),
        (LastWeekday, (-1,)),
        (NthWorkingDay, (24,)),
        (Monthly, (LastDay(), 13)),
        (Yearly, (2, 30)),
        (Yearly, (13, 1)),
        (AfterCompletion, (0, 1)),
        (AfterCompletion, (14, 13)),
        (AfterCompletion, (1, 367)),
    ],
)
def test_no_cadence_can_be_built_that_has_no_text(form: Callable[..., Cadence], numbers: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match=r"between|count from"):
        form(*numbers)
