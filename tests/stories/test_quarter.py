"""A whole quarter of the demo's company, day by day: what everyone receives, what becomes of every task."""

import json
import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.demo.script import Line, line_for
from storage.database import Database
from storage.tables import Activity, Retrospective, Task
from tests.stories.diary import Question, heard, questions_since, whispered
from tests.stories.office import Member, Office, at, berlin, weekdays

HERE = Path(__file__).parent
FIRST, AFTER = date(2026, 9, 1), date(2026, 12, 2)
ROUNDS = (time(8), time(9), time(9, 30), time(10))
ANSWERS_AT = time(14)
UNBLOCKED_AFTER = 3


@dataclass
class People:
    """Everyone answers at 14:00 by the script, with the buttons and forms of the message that asked."""

    office: Office
    promised: dict[date, list[Question]] = field(default_factory=lambda: defaultdict(list))

    def answer(self, day: date) -> None:
        for question in self.promised.pop(day, []):
            self._member(question).says(f"/takt erledigt #{question.number}")
        for question in questions_since(self.office.database, berlin(at(day, time(0)))):
            self._react(question, line_for(question.title, question.planned_on, question.tone), day)  # type: ignore[arg-type]

    def _react(self, question: Question, line: Line, day: date) -> None:
        match line.act:
            case "done" | "small":
                self._press(question, line.act)
            case "take_over":
                self._press(question, "take_over")
                self._press(question, "done")
            case "skip":
                self._fill_in(question, "skip", line.note)
            case "blocked":
                self._fill_in(question, "blocked", line.reason)
                self.promised[weekday(day + timedelta(days=UNBLOCKED_AFTER))].append(question)
            case "nothing":
                pass

    def _press(self, question: Question, intent: str) -> None:
        member = self._member(question)
        [post] = [post for post in member.reads() if post.outbox_id == question.outbox_id]
        member.presses(intent, post, f"task:{question.task_id}")

    def _fill_in(self, question: Question, intent: str, reason: str) -> None:
        member = self._member(question)
        self._press(question, intent)
        assert member.form()["callback_id"] == intent
        member.submits(reason={"value": reason})
        member.closes()

    def _member(self, question: Question) -> Member:
        return Member(self.office, question.member_id)


def weekday(day: date) -> date:
    """The day itself, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= 5 else day


def live(office: Office) -> None:
    people = People(office)
    for day in weekdays(FIRST, AFTER):
        for wall in ROUNDS:
            office.time_is(at(day, wall))
        office.sandbox.clock.move_to(berlin(at(day, ANSWERS_AT)))
        people.answer(day)
        office.round()


def table(name: str) -> list[str]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return sorted(line for line in lines if line and not line.startswith("#"))


def same(expected: list[str], found: list[str]) -> None:
    """Fails with the lines that differ and those around them."""
    if expected != found:
        pytest.fail("\n".join(unified_diff(expected, found, "expected", "found", lineterm="", n=2)), pytrace=False)


def outcomes(database: Database) -> list[str]:
    """Every task due in the quarter: `2026-09-01 LinkedIn-Beitrag: done on 2026-09-01`."""
    query = select(Task, Activity.title).join(Task.activity).where(Task.planned_on >= FIRST, Task.planned_on < AFTER)
    rows = database.read(lambda session: [(task, title) for task, title in session.execute(query)])
    return sorted(f"{task.planned_on} {title}: {_ending(task)}" for task, title in rows)


def figures(database: Database, month: date) -> dict[str, Any]:
    """A retrospective's figures as they were posted, the tasks of one day in the next month by title."""
    query = select(Retrospective.figures).where(Retrospective.month == month)
    kept = database.read(lambda session: session.scalars(query).one())
    return {**kept, "next_month": sorted(kept["next_month"], key=lambda task: (task["on"], task["title"]))}


def _ending(task: Task) -> str:
    by = " by deputy" if task.by_deputy else ""
    return f"{task.ended}{by} on {task.ended_on}"


@contextmanager
def no_errors(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails when the bot, or a library it stands on, reports an error meanwhile."""
    caplog.set_level(logging.ERROR)
    structured: list[EventDict]
    with capture_logs() as structured:
        yield
        print(*(entry for entry in structured if entry["log_level"] == "warning"), sep="\n")  # noqa: T201  shown on failure
        ours = [entry for entry in structured if entry["log_level"] in ("error", "critical")]
        assert ours == []
    assert [record.getMessage() for record in caplog.records] == []


def test_a_quarter_in_the_life_of_the_company(
    database: Database, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with no_errors(caplog), Office(database, database_url, "2026-09-01 08:00") as office:
        live(office)
        same(table("quarter_expected.txt"), heard(office))
        assert whispered(office) == ["2026-09-28 14:00 otto", "2026-10-26 14:00 dora", "2026-11-09 14:00 dora"]
    same(table("quarter_outcomes.txt"), outcomes(database))
    expected = json.loads((HERE / "quarter_figures.json").read_text(encoding="utf-8"))
    assert {month: figures(database, date.fromisoformat(f"{month}-01")) for month in expected} == expected
