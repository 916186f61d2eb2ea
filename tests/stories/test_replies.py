"""Replies in words, as people give them: in the direct message, in the thread of a nudge, edited, deleted."""

from collections.abc import Iterator
from datetime import date

import pytest

from storage.database import Database
from tests.stories.office import Office
from tests.stories.test_day import actions, answers, group, task_of


@pytest.fixture
def office(database: Database, database_url: str) -> Iterator[Office]:
    """Otto has been asked for the LinkedIn post of Tuesday, 22 September, and told of Friday's newsletter."""
    with Office(database, database_url, "2026-09-21 08:00") as opened:
        for day in ("21", "22", "23"):
            opened.time_is(f"2026-09-{day} 09:00")
        yield opened


def test_a_reply_in_the_thread_is_about_what_that_message_asked(office: Office) -> None:
    otto = office.person("otto")
    both, first = otto.last(), otto.reads()[0]
    assert len(both.buttons()) == 2

    answer = otto.replies("erledigt", to=first)

    assert answer.text == "Notiert: LinkedIn-Beitrag ist erledigt. Nächster Termin: Di., 29. September."
    assert task_of(office, "2026-09-22").ended == "done"
    assert task_of(office, "2026-09-25", "Newsletter").ended is None


def test_a_reply_in_the_thread_of_several_is_asked_which(office: Office) -> None:
    otto = office.person("otto")

    asked = otto.replies("erledigt", to=otto.last())
    answer = otto.replies("newsletter erledigt", to=otto.last())

    assert len(asked.text.splitlines()) == 4
    assert answer.text.splitlines()[0].startswith("Notiert: Newsletter ist erledigt.")


def test_an_answer_shows_in_every_copy_of_the_question(office: Office) -> None:
    otto, task = office.person("otto"), task_of(office, "2026-09-22")
    otto.writes("linkedin erledigt")
    office.round()
    copies = [post for post in otto.reads() if "LinkedIn-Beitrag" in post.text and post.outbox_id]
    assert len(copies) == 3
    assert [actions(post, task) for post in copies] == [[], [], []]


def test_the_older_message_has_no_buttons_when_the_newer_one_is_there(office: Office) -> None:
    otto = office.person("otto")
    *older, newest = [post for post in otto.reads() if post.outbox_id]
    assert [len(post.buttons()) for post in older] == [0] * len(older)
    assert {post.text.splitlines()[0] for post in older} == {"Weiter geht es in der neueren Nachricht"}
    assert len(newest.buttons()) == 2


def test_an_edited_reply_stands_for_what_it_says_now(office: Office) -> None:
    otto, task = office.person("otto"), task_of(office, "2026-09-22")
    otto.writes("linkedin erledigt")

    answer = otto.edits(otto.wrote(), "linkedin blockiert material")

    assert answer.text.splitlines()[0] == f"Statt deiner vorigen Rückmeldung zu LinkedIn-Beitrag (#{task.number}):"
    now = task_of(office, "2026-09-22")
    assert (now.ended, now.stall_reason) == (None, "material")


def test_a_deleted_reply_takes_back_what_it_did(office: Office) -> None:
    otto, task = office.person("otto"), task_of(office, "2026-09-22")
    asked = otto.last()
    otto.replies("linkedin erledigt", to=asked)
    office.round()
    [shown] = [post for post in otto.reads() if post.ts == asked.ts]
    assert actions(shown, task) == []

    answer = otto.deletes(otto.wrote(asked), asked)

    assert answer.text == f"Zurückgenommen: LinkedIn-Beitrag (#{task.number}) steht wieder da, wo es vorher war."
    office.round()
    [shown] = [post for post in otto.reads() if post.ts == asked.ts]
    assert actions(shown, task) == ["done", "on_it", "blocked", "later", "small", "menu"]


def test_a_deleted_remark_that_did_nothing_is_left_uncommented(office: Office) -> None:
    otto = office.person("otto")
    otto.writes("hallo")
    mine = otto.wrote()
    deleted = answers(otto, lambda: otto.act("delete", conversation=otto.conversation, ts=mine.ts))
    assert deleted == []


def test_what_the_coordinator_has_built_upon_stays(office: Office) -> None:
    otto, clara, task = office.person("otto"), office.person("clara"), task_of(office, "2026-09-22")
    otto.writes("linkedin blockiert material")
    office.round()
    clara.presses("move", clara.last(), group(task))
    clara.form()
    clara.submits(to={"value": "2026-09-30"})

    answer = otto.deletes(otto.wrote())

    assert answer.text.splitlines()[0] == (
        "Seit dieser Nachricht ist es weitergegangen, deshalb habe ich nichts zurückgenommen."
    )
    assert task_of(office, "2026-09-22").due_on == date(2026, 9, 30)
