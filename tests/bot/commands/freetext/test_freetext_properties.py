"""What holds for every text, whatever it says."""

import re
from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.freetext.lexicon import KNOWN_WORDS, words_telling
from bot.commands.freetext.reading import Reading, Titled, Unsure, read_reply
from bot.commands.freetext.signals import Signal, word_set
from jobs.rules.calendar_words import fold
from jobs.rules.workdays import Region, Workdays
from tests.bot.commands.freetext.german_replies import GERMAN_TASKS
from tests.bot.commands.freetext.replies import NAMES, TODAY
from tests.bot.commands.freetext.scoring import read
from tests.bot.commands.freetext.tables import TABLES
from tests.rules.calendars import near_days, workdays

FINISHED = sorted(words_telling(frozenset({Signal.STATE, Signal.EVENT, Signal.CHECK})))
NEGATIONS = ("nicht", "noch nicht", "nich", "ned", "kein bisschen", "not", "not yet", "never", "isn't", "hasn't been")
ENDING = ("done", "small")

rows = st.sampled_from([(text, table.tasks) for table in TABLES for text, _ in table.rows])
words = st.one_of(
    st.sampled_from(sorted(KNOWN_WORDS)),
    st.sampled_from(
        sorted(word_set("Newsletter LinkedIn Blogartikel #12 Dora @Dora <@U123> Facebook , . ! : – 👍 ✅ 🙄"))
    ),
    st.sampled_from(sorted(word_set("Freitag morgen heute bis am erst Montag 15.12. in 3 Tagen by Friday next week"))),
)
sentences = st.lists(words, max_size=12).map(" ".join)


def ends_it(reading: Reading | Unsure) -> bool:
    return isinstance(reading, Reading) and reading.meaning in ENDING


@settings(deadline=None)
@given(st.text(max_size=700), st.lists(st.text(max_size=30), max_size=4))
def test_no_text_and_no_title_makes_it_fail(text: str, titles: list[str]) -> None:
    tasks = [Titled(number, number, title) for number, title in enumerate(titles)]

    read_reply(text, tasks, (*titles, *NAMES), TODAY, Workdays(Region("DE", "BY")))


@settings(max_examples=300, deadline=None)
@given(sentences, near_days, workdays)
def test_a_reading_names_only_what_is_there(text: str, today: date, works: Workdays) -> None:
    reading = read_reply(text, GERMAN_TASKS, NAMES, today, works)

    assert reading.day is None or reading.day >= today
    assert reading.task_id in {None, *(task.task_id for task in GERMAN_TASKS)}
    if isinstance(reading, Reading):
        assert reading.person is None or reading.person in text
        assert reading.note in {"", " ".join(text.split())}
        assert reading.reason is None or reading.meaning == "blocked"
        assert reading.person is None or reading.meaning == "hand_over"


@settings(max_examples=300, deadline=None)
@given(sentences, st.data())
def test_a_question_mark_anywhere_never_ends_a_task(text: str, data: st.DataObject) -> None:
    parts = text.split()
    at = data.draw(st.integers(0, len(parts)))

    assert not ends_it(read(" ".join((*parts[:at], "?", *parts[at:])), GERMAN_TASKS))


@settings(deadline=None)
@given(rows)
def test_no_reply_ends_a_task_once_a_question_mark_stands_behind_it(row: tuple[str, tuple[Titled, ...]]) -> None:
    text, tasks = row

    assert not ends_it(read(f"{text}?", tasks) if "http" not in text else read(f"{text} ?", tasks))


@pytest.mark.parametrize("negation", NEGATIONS)
def test_a_negated_finish_is_never_one(negation: str) -> None:
    frames = ("{} {}", "ist {} {}", "Newsletter ist {} {}", "{} {}, sorry", "the newsletter is {} {}", "ok, {} {} 👍")
    read_as_finished = [
        frame.format(negation, word)
        for word in FINISHED
        for frame in frames
        if ends_it(read(frame.format(negation, word), GERMAN_TASKS))
    ]

    assert read_as_finished == []


@pytest.mark.parametrize("negation", ["nicht", "not yet"])
def test_no_reply_ends_a_task_once_its_finish_is_negated(negation: str) -> None:
    finishing = re.compile(rf"\b(?=(?:{'|'.join(FINISHED)})\b)")
    read_as_finished = []
    for table in TABLES:
        for text, expected in table.rows:
            negated = finishing.sub(f"{negation} ", fold(text))
            if (
                expected
                and expected.meaning in ENDING
                and negated != fold(text)
                and ends_it(read(negated, table.tasks))
            ):
                read_as_finished.append(negated)

    assert read_as_finished == []


def test_spelling_changes_no_reading() -> None:
    """Capitals, umlauts written out, and accents as letters of their own."""
    changed = [
        (text, spelt)
        for table in TABLES
        for text, _ in table.rows
        for spelt in (text.upper(), "\n".join(map(fold, text.split("\n"))), normalize("NFD", text))
        if _facts(read(spelt, table.tasks)) != _facts(read(text, table.tasks))
    ]

    assert changed == []


def _facts(reading: Reading | Unsure) -> tuple[object, ...]:
    if isinstance(reading, Unsure):
        return (reading.meanings, reading.task_id, reading.day, reading.reason)
    return (reading.meaning, reading.task_id, reading.day, reading.reason, fold(reading.person or ""))


@settings(deadline=None)
@given(rows, rows)
def test_two_replies_in_one_are_never_read_as_a_third_thing(
    one: tuple[str, tuple[Titled, ...]], other: tuple[str, tuple[Titled, ...]]
) -> None:
    both = read(f"{one[0]}. {other[0]}", one[1])
    apart = (read(one[0], one[1]), read(other[0], one[1]))

    said = {meaning for part in apart for meaning in (part.meanings if isinstance(part, Unsure) else (part.meaning,))}
    assert isinstance(both, Unsure) or both.meaning in said


def test_a_story_is_for_people_to_read() -> None:
    assert read("erledigt " + "la " * 300, GERMAN_TASKS) == Unsure((), None, None, None)
