"""What a phrase tells people to type works: in their language, word for word."""

import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.refusals import WHATS
from bot.commands.ask import Answer
from bot.commands.command import Command
from bot.commands.registry import COMMANDS, command_of
from bot.translations.phrases import Phrases
from jobs.rules.cadence import CadenceError, parse_cadence
from jobs.rules.dates import DateError, parse_date
from jobs.rules.workdays import Region, Workdays
from jobs.use_cases.refusals import RefusalCode
from storage.database import open_database
from storage.learning_tables import Goal, Metric
from tests.bot.commands.office import LINKEDIN, NEWSLETTER, NOW, Office
from tests.bot.translations.catalogues import entries, named, texts, whole

PHRASES = {language: Phrases(language, "du", "Europe/Berlin") for language in ("de", "en")}
MARKER = re.compile(r"(?:[Zz]um Beispiel|[Ff]or example)[^:]*: *")
COMMAND = re.compile(r"/takt (.+?)(?= oder\b| or\b|, | und |[.](?: |$)|$)", re.MULTILINE)
MISREAD: frozenset[RefusalCode] = frozenset(
    {
        *("unknown_word", "words_missing", "absence_words", "absence_backwards", "own_deputy", "title_missing"),
        *("date_missing", "date_unknown", "date_impossible", "date_past", "date_too_far", "month_unknown"),
        *("month_ahead", "month_long_ago", "reason_missing", "reason_unknown", "person_missing", "person_unknown"),
        *("no_such_task", "no_open_task", "which_task", "ambiguous_task", "metric_unknown", "number_missing"),
        *("number_unknown", "number_ambiguous", "number_too_large", "unit_other", "activity_unknown"),
        *("no_such_activity", "ambiguous_activity"),
    }
)
"""What says that a line was not understood. Another refusal understood it, and has a reason of its own."""


def words_of(command: Command, language: str) -> tuple[str, ...]:
    return command.words_de if language == "de" else command.words_en


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_usage_begins_with_the_command_and_its_word_in_this_language(language: str) -> None:
    begins = {one.usage: [f"/takt {word}" for word in words_of(one, language)] for one in COMMANDS}
    said = {id_: entry.msgstr for id_, entry in entries(language).items() if id_.endswith(".usage")}
    assert sorted(said) == sorted(begins)
    wrong = (id_ for id_, text in said.items() if not re.match("|".join(rf"{one}(?= |$)" for one in begins[id_]), text))
    assert named(language, wrong) == []


@pytest.mark.parametrize(("language", "context"), [("de", None), ("de", "sie"), ("en", None)])
def test_every_command_that_is_mentioned_is_a_word_of_this_language(language: str, context: str | None) -> None:
    words = {word for one in COMMANDS for word in words_of(one, language)}

    def strange(text: str) -> bool:
        mentioned = re.findall(r"/takt (\w+)", text)
        return any(word not in words for word in mentioned)

    assert named(language, (id_ for id_, one in entries(language, context).items() if strange(whole(one)))) == []


# --- lines to type ---------------------------------------------------------------------------------------------------


def filled(text: str, language: str) -> str:
    """The text as it is said about the company below."""
    phrases = PHRASES[language]
    facts = {
        "number": "1",
        "title": "Newsletter",
        "example": phrases.say("refusal.example_day"),
        "month": phrases.say("refusal.example_month"),
        "metric": phrases.say("refusal.example_metric"),
        "value": phrases.typed(1250),
    }
    return re.sub(r"\{(\w+)\}", lambda match: facts.get(match[1], match[0]), text)


def lines_in(id_: str, text: str) -> Iterator[str]:
    """What the text gives as an example of a whole line, without the command in front of it."""
    if id_.endswith(".usage"):
        return
    if id_.endswith(".example") or (id_.startswith("refusal.") and id_.endswith(".next")):
        yield from COMMAND.findall(text)
        return
    for part in MARKER.split(text)[1:]:
        begins = re.match(r"[\w-]+(?: \d+)?(?=[.]|$)", part)
        if begins and command_of(begins[0])[0] is not None:
            yield begins[0]
        yield from COMMAND.findall(part)


def examples(language: str) -> list[tuple[str, str]]:
    contexts = (None, "sie") if language == "de" else (None,)
    found = (
        (id_, line)
        for context in contexts
        for id_, entry in entries(language, context).items()
        for text in texts(entry)
        for line in lines_in(id_, filled(text, language))
    )
    return sorted(set(found))


def said_by_the_coordinator(template: Path, folder: Path, language: str, line: str) -> Answer:
    """What a line comes to in a company of its own: what one does must not spoil the next."""
    database = open_database(f"sqlite:///{shutil.copy(template, folder / 'example.db')}")
    office = Office(database, NEWSLETTER, LINKEDIN, language=language)

    def measure(session: Session) -> None:
        goal = Goal(workspace_id=office.ids.workspace, name="Ziel")
        session.add(goal)
        session.flush()
        session.add(Metric(goal_id=goal.id, name=PHRASES[language].say("refusal.example_metric"), target=5000.0))

    database.write(measure)
    answer = office.says(line, "Clara")
    database.close()
    return answer


@cache
def refusals(language: str) -> dict[RefusalCode, re.Pattern[str]]:
    """How each refusal begins, whatever is filled in."""
    begins = {code: re.escape(entries(language)[id_].msgstr) for code, id_ in WHATS.items()}
    return {code: re.compile(re.sub(r"\\\{\w+\\\}", ".*", text)) for code, text in begins.items()}


def refusal_in(card: Card, language: str) -> RefusalCode | None:
    first = card.summary.partition("\n")[0]
    return next((code for code, begins in refusals(language).items() if begins.fullmatch(first)), None)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_example_is_understood(language: str, sqlite_template: Path, tmp_path: Path) -> None:
    where = {line: id_ for id_, line in examples(language)}
    assert len(where) > 20
    misread = []
    for line, id_ in where.items():
        answer = said_by_the_coordinator(sqlite_template, tmp_path, language, line)
        code = refusal_in(answer, language) if isinstance(answer, Card) else None
        if code in MISREAD:
            misread.append(f"{named(language, [id_])[0]}: {line}: {code}")
    assert misread == []


# --- days and rhythms ------------------------------------------------------------------------------------------------


def listed(text: str) -> list[str]:
    """The examples in a list: up to the end of the sentence, each up to what is said about it."""
    sentence = re.split(r"[.](?= [A-ZÄÖÜ]|$)", text)[0]
    return [re.split(r" für | for ", one)[0].strip() for one in re.split(r",? oder |,? or |, ", sentence)]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_day_that_is_given_as_an_example_is_one(language: str) -> None:
    today, workdays = NOW.date(), Workdays(Region("DE", "BY"))

    def wrong(text: str) -> bool:
        said = filled(text, language)
        marker = re.search(r"(?:zum Beispiel|for example)[^\w+]*", said)
        days = listed(said[marker.end() :]) if marker else []
        try:
            return not [parse_date(day, today, workdays) for day in days]
        except DateError:
            return True

    ids = [id_ for id_ in entries(language) if re.fullmatch(r"refusal\.date_(?!missing)\w+\.next|help\.date", id_)]
    assert len(ids) > 4
    assert named(language, (id_ for id_ in ids if wrong(entries(language)[id_].msgstr))) == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_rhythm_that_is_given_as_an_example_is_one(language: str) -> None:
    hints = {id_: entry.msgstr for id_, entry in entries(language).items() if id_.endswith("cadence.hint")}

    def wrong(text: str) -> bool:
        try:
            return not [parse_cadence(one) for one in MARKER.split(text)[1].split(" · ")]
        except CadenceError:
            return True

    assert hints
    assert named(language, (id_ for id_, text in hints.items() if wrong(text))) == []
