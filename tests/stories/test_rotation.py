"""Three months in which three people take turns, and the one whose month it is in November is away."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from storage.database import Database
from tests.bot.slack.test_slack_absences import words_of
from tests.stories.diary import heard
from tests.stories.office import GIVE_UP, Member, Office, Post
from tests.stories.test_day import group, name_of, task_of

PLAN = """\
company: {coordinator: "@clara", region: BY}
people:
  - {slack: "@otto"}
activities:
  - title: Beitrag
    owner: "@clara"
    rotation: {people: ["@otto", "@dora", "@olga"], every: month}
    cadence: every 2 weeks on tue
    starts: 2026-10-06
    lead: 0
    small_version: Ein Bild
"""
PEOPLE = ("otto", "dora", "olga", "clara")
NOVEMBER = ("2026-11-03", "2026-11-17")


@pytest.fixture
def office(database: Database, database_url: str, tmp_path: Path) -> Iterator[Office]:
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN, encoding="utf-8")
    with Office(database, database_url, "2026-10-05 08:00", plan=file) as opened:
        opened.round()
        yield opened


def asked(office: Office, day: str) -> tuple[str, Post]:
    """Who is asked for the post that is due on that day; they do it at once."""
    office.time_is(f"{day} 09:00")
    task = task_of(office, day, "Beitrag")
    [(who, post)] = [found for name in PEOPLE if (found := _post(office, name, group(task), day)) is not None]
    office.person(who).presses("done", post, group(task))
    return who, post


def _post(office: Office, name: str, group_of_task: str, day: str) -> tuple[str, Post] | None:
    """The message by which somebody was asked on that day."""
    for post in office.person(name).reads():
        if f"{post.at:%Y-%m-%d}" == day and group_of_task in post.buttons():
            return name, post
    return None


def test_three_months_one_of_them_without_the_one_whose_month_it_is(office: Office) -> None:
    first, post = asked(office, "2026-10-06")
    assert (first, post.text) == (
        "otto",
        (
            "Heute dran: Beitrag\n"
            "Beitrag · #1 · fällig Di., 6. Oktober\n"
            "Heute ist es so weit. Du bist diesen Monat dran, danach Dora Klein.\n"
            "Wenn es eng wird, genügt die Kurzversion: Ein Bild"
        ),
    )
    assert asked(office, "2026-10-20")[0] == "otto"

    clara = office.person("clara")
    clara.says("/takt weg @dora 2.11.2026 bis 30.11.2026")
    for day in NOVEMBER:
        who, post = asked(office, day)
        assert who == "olga"
        assert "Du bist" not in post.text
    assert [name_of(office, task_of(office, day, "Beitrag").turn_id) for day in NOVEMBER] == ["Dora Klein"] * 2
    assert [task_of(office, day, "Beitrag").by_deputy for day in NOVEMBER] == [True, True]

    who, post = asked(office, "2026-12-01")
    assert who == "olga"
    assert "Heute ist es so weit. Du bist diesen Monat dran, danach Otto Brandt." in post.text
    assert asked(office, "2026-12-15")[0] == "olga"
    assert asked(office, "2027-01-12")[0] == "otto"
    assert asked(office, "2027-02-09")[0] == "dora"

    escalated = [line for line in heard(office) if "Beitrag=again" in line or "Beitrag=take_over" in line]
    assert escalated == []
    assert "Beitrag: Dora Klein · danach Olga Petrenko" in clara.says("/takt team")["text"].splitlines()


def shows(member: Member, line: str) -> dict[str, Any]:
    """The form in front of somebody once this line stands in it."""
    give_up = monotonic() + GIVE_UP
    while monotonic() < give_up:
        view = member.form()
        if line in words_of(view):
            return view
        sleep(0.02)
    raise AssertionError(f"{line!r} is not shown: {words_of(member.form())}")


def test_the_order_is_changed_in_a_form_that_shows_who_comes_when(office: Office) -> None:
    clara = office.person("clara")
    clara.says("/takt ändern beitrag")
    clara.form()
    clara.act("press", container="modal", action_id="form-activity_turns")
    shows(clara, "Dran sind: UOTTO ab Di., 6. Oktober · UDORA ab Di., 3. November · UOLGA ab Di., 1. Dezember")

    clara.act("choose", container="modal", action_id="value", block_id="people", option=["UDORA", "UOTTO"])
    shows(clara, "Dran sind: UDORA ab Di., 6. Oktober · UOTTO ab Di., 3. November · UDORA ab Di., 1. Dezember")
    clara.submits()

    shows(clara, "Im Wechsel: UOTTO, UDORA und UOLGA, je einen Monat → UDORA und UOTTO, je einen Monat")
    assert asked(office, "2026-10-06")[0] == "dora"
