"""Who may do what to a task, through every door: buttons, words, forms.

One line an action, one column a person: `+` done, `-` not theirs, `c` the coordinator's alone, `?` nothing of the kind
is there for them, `d` nobody else decides. A guest learns nothing of tasks that aren't theirs.
"""

from datetime import date
from typing import Any

import pytest

from bot.cards.card import Card
from bot.commands.ask import Answer, OpenForm
from bot.commands.command import Command
from bot.commands.registry import COMMANDS
from storage.database import Database
from tests.bot.commands.office import Office

TASK = {"title": "Newsletter", "cadence": "monthly on day 1", "starts": date(2026, 12, 1), "partner": "Studio Nord"}

#           who asks, and whose task it is
COLUMNS: dict[str, tuple[str, dict[str, Any]]] = {
    "owner": ("Otto", {}),
    "deputy": ("Dora", {}),
    "other": ("Dora", {"deputies": ()}),
    "coordinator": ("Clara", {}),
    "coordinator's deputy": ("Max", {}),
    "guest": ("Gast", {}),
    "guest as owner": ("Gast", {"owner": "Gast"}),
}

BUTTONS = """
done                  + + - + + ? +
small                 + + - + + ? +
on_it                 + + - + + ? +
later                 + + - + + ? +
take_over             + + + + + ? +
shrink                + + - + + ? +
ball_ours             + + - + + ? +
ball_partner          + + - + + ? +
ask_decider           c c c + d ? c
"""
WORDS = """
done 1                + + - + + ? +
small 1               + + - + + ? +
on 1                  + + - + + ? +
later 1 fri           + + - + + ? +
blocked 1 material    + + - + + ? +
move 1 fri            + + - + + ? +
skip 1 fair           + + - + + ? +
handover 1 @clara     + + - + + ? +
take 1                + + + + + ? +
ball 1 approval       + + - + + ? +
"""
FORMS = """
blocked reason=material                + + - + + ? +
move to=2026-12-04                     + + - + + ? +
skip reason=Messe                      + + - + + ? +
later on=2026-12-04                    + + - + + ? +
on_it until=2026-12-04                 + + - + + ? +
reassign person=3                      + + - + + ? +
pause until=2026-12-24,reason=Messe    c c c + + ? c
"""
OPENED = """
blocked               + + - + + ? +
move                  + + - + + ? +
skip                  + + - + + ? +
hand_over             + + - + + ? +
pause                 c c c + + ? c
"""
SAID = {
    "Newsletter (#1) liegt bei anderen.": "-",
    "Das kann nur die Koordination.": "c",
    "Es ist niemand da, der entscheiden könnte.": "d",
    "Das gibt es hier nicht mehr.": "?",
    "Einen offenen Termin „1“ finde ich gerade nicht.": "?",
}


def cells(table: str) -> list[tuple[str, str, str]]:
    """(what, column, expected) for every cell of a table."""
    found = []
    for line in filter(None, table.splitlines()):
        words = line.split()
        what, marks = " ".join(words[: -len(COLUMNS)]), words[-len(COLUMNS) :]
        found += [(what, column, mark) for column, mark in zip(COLUMNS, marks, strict=True)]
    return found


def office_of(database: Database, column: str) -> tuple[Office, str]:
    who, facts = COLUMNS[column]
    return Office(database, {**TASK, **facts}), who


def outcome(office: Office, before: int, answer: Answer) -> str:
    """What came of it, as the tables write it."""
    if isinstance(answer, OpenForm):
        return "+"
    assert isinstance(answer, Card)
    changed = office.task("Newsletter").version != before
    said = SAID.get(answer.summary.splitlines()[0])
    assert changed == (said is None), answer.summary
    return said or "+"


@pytest.mark.parametrize(("intent", "column", "expected"), cells(BUTTONS))
def test_a_button(sqlite_database: Database, intent: str, column: str, expected: str) -> None:
    office, who = office_of(sqlite_database, column)
    before = office.task("Newsletter").version
    assert outcome(office, before, office.presses(intent, "1", who)) == expected


@pytest.mark.parametrize(("line", "column", "expected"), cells(WORDS))
def test_a_line_of_words(sqlite_database: Database, line: str, column: str, expected: str) -> None:
    office, who = office_of(sqlite_database, column)
    before = office.task("Newsletter").version
    assert outcome(office, before, office.says(line, who)) == expected


@pytest.mark.parametrize(("line", "column", "expected"), cells(FORMS))
def test_a_form(sqlite_database: Database, line: str, column: str, expected: str) -> None:
    office, who = office_of(sqlite_database, column)
    before = office.task("Newsletter").version
    form, _, values = line.partition(" ")
    fields = dict(value.split("=") for value in values.split(","))
    assert outcome(office, before, office.sends(form, "1", fields, who)) == expected


@pytest.mark.parametrize(("intent", "column", "expected"), cells(OPENED))
def test_a_form_opens_only_for_those_who_may_send_it(
    sqlite_database: Database, intent: str, column: str, expected: str
) -> None:
    """Whether they may is asked again when they do."""
    office, who = office_of(sqlite_database, column)
    before = office.task("Newsletter").version
    assert outcome(office, before, office.presses(intent, "1", who)) == expected


@pytest.mark.parametrize("who", ["Otto", "Clara", "Gast"])
@pytest.mark.parametrize("intent", sorted({what for what, _, _ in cells(BUTTONS + OPENED)}))
def test_a_task_of_another_company_is_nobodys(sqlite_database: Database, intent: str, who: str) -> None:
    office = Office(sqlite_database, TASK)
    answer = office.presses(intent, str(office.neighbours_task()), who)
    assert isinstance(answer, Card)
    assert answer.summary.splitlines()[0] == "Das gibt es hier nicht mehr."


@pytest.mark.parametrize("who", ["Otto", "Clara", "Gast"])
@pytest.mark.parametrize("line", sorted({what for what, _, _ in cells(FORMS)}))
def test_a_form_about_a_task_of_another_company_finds_nothing(sqlite_database: Database, line: str, who: str) -> None:
    office = Office(sqlite_database, TASK)
    form, _, values = line.partition(" ")
    fields = dict(value.split("=") for value in values.split(","))
    answer = office.sends(form, str(office.neighbours_task()), fields, who)
    assert isinstance(answer, Card)
    assert answer.summary.splitlines()[0] == "Das gibt es hier nicht mehr."


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.words_en[0])
@pytest.mark.parametrize("who", ["Otto", "Clara", "Gast"])
def test_a_word_is_only_for_those_it_says(sqlite_database: Database, command: Command, who: str) -> None:
    """Whoever may use it gets an answer about the thing itself, if only what is missing in the line."""
    office = Office(sqlite_database, TASK)
    barred = {
        "coordinator": {"Otto": "Das kann nur die Koordination.", "Gast": "Das kann nur die Koordination."},
        "members": {"Gast": "Als Gast siehst du nur deine eigenen Termine."},
        "everyone": {},
    }[command.who]

    answers = [office.says(word, who) for word in command.words]

    said = {answer.summary.splitlines()[0] for answer in answers if isinstance(answer, Card)}
    if who in barred:
        assert said == {barred[who]}
    else:
        assert said.isdisjoint({"Das kann nur die Koordination.", "Als Gast siehst du nur deine eigenen Termine."})
