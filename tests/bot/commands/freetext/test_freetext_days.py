"""The phrases of days: what they mean, and what isn't understood rather than misunderstood."""

from datetime import date

import pytest

from bot.commands.freetext.reading import Reading, Unsure, read_reply
from jobs.rules.workdays import Region, Workdays
from tests.rules.calendars import BAVARIA

TUESDAY = date(2026, 12, 1)
FRIDAY = date(2026, 12, 4)
SATURDAY = date(2026, 12, 5)


def promised(phrase: str, today: date = TUESDAY, workdays: Workdays = BAVARIA) -> date | None:
    """The day of "I'll do it …", in the language of the phrase; None where it is asked about."""
    for text in (f"mache ich {phrase}", f"I'll do it {phrase}"):
        reading = read_reply(text, (), (), today, workdays)
        if isinstance(reading, Reading):
            assert reading.meaning == "on_it"
            return reading.day
    return None


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("heute", date(2026, 12, 1)),
        ("heute nachmittag", date(2026, 12, 1)),
        ("noch heute", date(2026, 12, 1)),
        ("this afternoon", date(2026, 12, 1)),
        ("by the end of the day", date(2026, 12, 1)),
        ("bis 17 Uhr", date(2026, 12, 1)),
        ("um 15:30", date(2026, 12, 1)),
        ("morgen", date(2026, 12, 2)),
        ("morgen früh", date(2026, 12, 2)),
        ("tomorrow morning", date(2026, 12, 2)),
        ("übermorgen", date(2026, 12, 3)),
        ("the day after tomorrow", date(2026, 12, 3)),
        ("Freitag", date(2026, 12, 4)),
        ("am Freitagnachmittag", date(2026, 12, 4)),
        ("bis spätestens Freitag", date(2026, 12, 4)),
        ("bis Fr.", date(2026, 12, 4)),
        ("am Do", date(2026, 12, 3)),
        ("by Fri", date(2026, 12, 4)),
        ("on Wed", date(2026, 12, 2)),
        ("Donerstag", date(2026, 12, 3)),
        ("diesen Freitag", date(2026, 12, 4)),
        ("this Friday", date(2026, 12, 4)),
        ("kommenden Freitag", date(2026, 12, 4)),
        ("nächsten Montag", date(2026, 12, 7)),
        ("next Monday", date(2026, 12, 7)),
        ("nächste Woche Mittwoch", date(2026, 12, 9)),
        ("Friday next week", date(2026, 12, 11)),
        ("diese Woche Mittwoch", date(2026, 12, 2)),
        ("am 3.12.", date(2026, 12, 3)),
        ("bis 3.12", date(2026, 12, 3)),
        ("am 03.12.2026", date(2026, 12, 3)),
        ("2026-12-03", date(2026, 12, 3)),
        ("Donnerstag, 3.12.", date(2026, 12, 3)),
        ("Do 3.12.", date(2026, 12, 3)),
        ("am 3. Dezember", date(2026, 12, 3)),
        ("on December 3rd", date(2026, 12, 3)),
        ("on 3 Dec", date(2026, 12, 3)),
        ("by Thursday the 3rd of December", date(2026, 12, 3)),
        ("am 7.1.", date(2027, 1, 7)),
        ("bis zum 15.", date(2026, 12, 15)),
        ("by the 15th", date(2026, 12, 15)),
        ("in 3 Tagen", date(2026, 12, 4)),
        ("in two days", date(2026, 12, 3)),
        ("in 4 Tagen", date(2026, 12, 7)),
        ("in einer Woche", date(2026, 12, 8)),
        ("in 3 Werktagen", date(2026, 12, 4)),
        ("in 3 working days", date(2026, 12, 4)),
        ("bis Ende der Woche", date(2026, 12, 4)),
        ("by the end of the week", date(2026, 12, 4)),
        ("diese Woche", date(2026, 12, 4)),
        ("bis Ende nächster Woche", date(2026, 12, 11)),
        ("by the end of next week", date(2026, 12, 11)),
        ("bis Monatsende", date(2026, 12, 31)),
        ("by the end of January", date(2027, 1, 29)),
        ("erst nächste Woche", date(2026, 12, 7)),
        ("erst im Januar", date(2027, 1, 4)),
    ],
)
def test_a_promise_has_a_day(phrase: str, day: date) -> None:
    assert promised(phrase) == day


@pytest.mark.parametrize(
    "phrase",
    [
        "nächsten Freitag",  # this week's or next week's
        "next Friday",
        "Dienstag",  # today or in a week
        "bis Tuesday",
        "nächste Woche",  # on which day of it?
        "next month",
        "im Januar",
        "am Wochenende",
        "Mitte Dezember",
        "bald",
        "soon",
        "irgendwann",
        "in ein paar Tagen",
        "in 2-3 Tagen",
        "in 100 Tagen",
        "bis 5",  # o'clock, or the 5th?
        "bis 5.",
        "am 31.11.",
        "am 29.2.2027",
        "by 12/4",
        "Freitag oder Montag",
        "Freitag, 5.12.",
        "bis gestern",
        "am 30.11.",
        "bis 28.11.2026",
        "letzte Woche",
        "freitags",
        "on Mondays",
        "nach der Messe",
        "nach Freitag",
        "vor Freitag",
        "before Friday",
        "ab Freitag",
        "zu Weihnachten",
        "KW 50",
        "3.12",  # without a word before it rather a version
        "diesen Montag",
        "this Monday",
    ],
)
def test_what_could_be_two_days_or_none_is_asked_about(phrase: str) -> None:
    assert promised(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "today", "day"),
    [
        ("bis Ende der Woche", FRIDAY, FRIDAY),
        ("bis Ende der Woche", SATURDAY, None),
        ("bis Montag", FRIDAY, date(2026, 12, 7)),
        ("morgen", FRIDAY, SATURDAY),
        ("nächsten Montag", SATURDAY, date(2026, 12, 7)),
        ("bis Ende nächster Woche", date(2026, 12, 14), date(2026, 12, 24)),  # 25 December is a holiday
        ("bis Monatsende", date(2027, 1, 31), None),
        ("bis zum 31.", date(2027, 2, 1), None),
    ],
)
def test_weeks_and_months_end_where_the_work_does(phrase: str, today: date, day: date | None) -> None:
    assert promised(phrase, today) == day


def test_a_closed_week_has_no_end_to_promise() -> None:
    closed = Workdays(Region("DE", "BY"), closings=((date(2026, 12, 1), date(2026, 12, 31)),))

    assert promised("bis Ende der Woche", workdays=closed) is None
    assert promised("in 3 Tagen", workdays=closed) == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("verschieben wir auf nächste Woche", date(2026, 12, 7)),
        ("schaffe ich nächste Woche", date(2026, 12, 7)),
        ("Freitag", date(2026, 12, 4)),
        ("can we move it to Friday?", date(2026, 12, 4)),
        ("schaffe ich bald", None),
    ],
)
def test_a_question_back_knows_the_day_that_was_heard(text: str, day: date | None) -> None:
    reading = read_reply(text, (), (), TUESDAY, BAVARIA)

    assert isinstance(reading, Unsure)
    assert reading.day == day


@pytest.mark.parametrize(
    ("text", "meaning", "day"),
    [
        ("bin dran, bis Freitag", "on_it", date(2026, 12, 4)),
        ("bin dran. Freitag ist er raus", "on_it", date(2026, 12, 4)),
        ("mach ich, morgen", "on_it", date(2026, 12, 2)),
        ("schaffe ich erst Donnerstag, weil Mittwoch Messe ist", "on_it", date(2026, 12, 3)),
        ("übernehme ich, bis Freitag ist es fertig", "take_over", date(2026, 12, 4)),
        ("später bitte, nächste Woche", "later", date(2026, 12, 7)),
        ("bitte verschieben, Freitag", "move", date(2026, 12, 4)),
    ],
)
def test_a_day_in_a_part_of_its_own_belongs_to_what_is_said_beside_it(text: str, meaning: str, day: date) -> None:
    reading = read_reply(text, (), (), TUESDAY, BAVARIA)

    assert isinstance(reading, Reading)
    assert (reading.meaning, reading.day) == (meaning, day)


@pytest.mark.parametrize(
    "text",
    [
        "bin dran, nächste Woche",
        "mach ich, nächste Woche",
        "bitte verschieben, nächste Woche",
        "bin dran, Montag kommt der Fotograf",
        "bin dran, Freitag oder Montag",
        "bin dran bis Freitag, Montag",
        "erledigt, Freitag",
        "blockiert, Freitag",
        "bis Freitag",  # or a farewell?
    ],
)
def test_a_day_that_may_belong_to_something_else_is_asked_about(text: str) -> None:
    assert isinstance(read_reply(text, (), (), TUESDAY, BAVARIA), Unsure)
