"""What a message said about a pause is taken back exactly, and not at all once something was built upon it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.use_cases import pauses, reply
from jobs.use_cases.answers import Actor, TakenBack
from jobs.use_cases.cover_answers import PauseTakenBack
from jobs.use_cases.refusals import Refused
from jobs.use_cases.retract import retract
from jobs.use_cases.task_state import state_of
from storage.database import Database
from storage.tables import Activity, Task
from tests.jobs.company import berlin
from tests.jobs.test_pauses import PHOTOS, POST, Story, day

T = TypeVar("T")
FIRST = "D1/1.1"


class Talk(Story):
    """The coordinator says it in messages."""

    def says(self, message: str, work: Callable[[Session, Actor, datetime], T], user: str = "U3") -> T:
        return self.does(lambda session, actor, now: work(session, replace(actor, message=message), now), user)

    def pauses(self, title: str, until: str, message: str = FIRST, reason: str = "Umbau") -> None:
        key = self.ids.activities[title]
        self.says(
            message, lambda session, actor, now: pauses.pause(session, actor, key, day(until), reason, now, "message")
        )

    def resumes(self, title: str, message: str = FIRST) -> None:
        key = self.ids.activities[title]
        self.says(message, lambda session, actor, now: pauses.resume(session, actor, key, now, "message"))

    def retracts(self, message: str = FIRST, user: str = "U3") -> TakenBack:
        return self.does(lambda session, actor, now: retract(session, actor, message, now), user)

    def everything(self) -> tuple[object, ...]:
        """Every activity and every task, as far as a pause could have changed it."""

        def read(session: Session) -> tuple[object, ...]:
            activities = [
                (one.title, one.state, one.paused_until, one.pause_reason, one.made_until)
                for one in session.scalars(select(Activity).order_by(Activity.id))
            ]
            found = [(one.nominal_on, state_of(one)) for one in session.scalars(select(Task).order_by(Task.id))]
            return (*activities, *found)

        return self.database.read(read)


def test_a_pause_is_taken_back_with_every_task_as_it_stood(database: Database) -> None:
    """One task was asked about twice, one promised, the others lie ahead."""
    talk = Talk(database, {**POST, "lead": 5}, {**POST, "title": "Story"})
    talk.at("2026-12-03 09:00")
    talk.at("2026-12-04 09:00")
    task_id = database.read(lambda session: session.scalars(select(Task.id).order_by(Task.nominal_on, Task.id)).first())
    assert task_id is not None
    talk.does(lambda session, actor, now: reply.on_it(session, actor, task_id, now, "button", day("12-08")), "U1")
    before = talk.everything()

    talk.pauses("Beitrag", "12-24")
    assert talk.everything() != before
    taken = talk.retracts()

    assert taken == TakenBack((), pauses=(PauseTakenBack(day("12-04"), "Beitrag", None),))
    assert talk.everything() == before


def test_of_a_changed_pause_the_old_one_holds_again(database: Database) -> None:
    talk = Talk(database, POST)
    talk.pause("Beitrag", "12-10")
    before = talk.everything()

    talk.pauses("Beitrag", "12-24", reason="Messe")
    assert talk.state("Beitrag") == ("paused", day("12-24"), "Messe")
    taken = talk.retracts()

    assert taken.pauses == (PauseTakenBack(day("12-01"), "Beitrag", day("12-10")),)
    assert talk.state("Beitrag") == ("paused", day("12-10"), "Umbau")
    assert talk.everything() == before


def test_of_a_shortened_pause_the_whole_one_holds_again(database: Database) -> None:
    talk = Talk(database, POST)
    talk.pause("Beitrag", "12-24")
    before = talk.everything()
    talk.pauses("Beitrag", "12-03")
    talk.retracts()
    assert talk.everything() == before


def test_an_end_that_was_said_too_early_is_taken_back(database: Database) -> None:
    talk = Talk(database, POST)
    talk.at("2026-12-01 09:00")
    talk.pause("Beitrag", "12-10")
    before = talk.everything()

    talk.resumes("Beitrag")
    assert talk.state("Beitrag") == ("active", None, None)
    taken = talk.retracts()

    assert taken.pauses == (PauseTakenBack(day("12-01"), "Beitrag", day("12-10")),)
    assert talk.everything() == before


def test_being_asked_at_once_builds_upon_nothing(database: Database) -> None:
    """The activity goes on, Otto is asked; then the message is deleted, and what asked him shows the pause."""
    talk = Talk(database, {**POST, "lead": 0})
    talk.pause("Beitrag", "12-10")
    talk.at("2026-12-03 08:00")
    talk.resumes("Beitrag")
    assert talk.at("2026-12-03 09:00") == [("U1", ["Beitrag"])]
    talk.retracts()
    assert talk.at("2026-12-03 09:10") == []
    assert talk.endings("Beitrag", "12-17") == [("12-03", "paused"), ("12-10", "paused"), ("12-17", None)]


def test_what_was_made_during_the_pause_is_open_as_well(database: Database) -> None:
    """The pause reaches farther than there are tasks; some more are made before the message is deleted."""
    talk = Talk(database, POST)
    key = talk.ids.activities["Beitrag"]
    talk.says(
        FIRST,
        lambda session, actor, now: pauses.pause(session, actor, key, date(2027, 4, 30), "Umbau", now, "message"),
    )
    known = len(talk.everything())
    talk.at("2026-12-28 09:00")
    assert len(talk.everything()) > known
    talk.retracts()
    ahead = select(Task.ended).where(Task.due_on >= day("12-28"))
    assert set(database.read(lambda session: list(session.scalars(ahead)))) == {None}


@pytest.mark.parametrize("ends", [False, True])
def test_a_rhythm_that_counts_from_completion_is_as_it_was(database: Database, ends: bool) -> None:
    talk = Talk(database, {**PHOTOS, "lead": 0})
    if ends:
        talk.pause("Fotos", "12-20")
    before = talk.everything()
    talk.resumes("Fotos") if ends else talk.pauses("Fotos", "12-20")
    talk.at("2026-12-01 09:00")
    talk.retracts()
    assert talk.everything() == before


@pytest.mark.parametrize("again", ["changed", "ended", "over", "activity ended"])
def test_what_was_built_upon_stays(database: Database, again: str) -> None:
    talk = Talk(database, POST)
    talk.pauses("Beitrag", "12-10")
    match again:
        case "changed":
            talk.pause("Beitrag", "12-17")
        case "ended":
            talk.resume("Beitrag")
        case "over":
            talk.engine.at(berlin("2026-12-11 09:00"))
        case _:
            key = talk.ids.activities["Beitrag"]
            database.write(lambda session: setattr(session.get_one(Activity, key), "state", "ended"))
    before = talk.everything()

    with pytest.raises(Refused) as refused:
        talk.retracts()

    assert refused.value.refusal.code == "went_on"
    assert talk.everything() == before


def test_nobody_elses_message_is_taken_back(database: Database) -> None:
    talk = Talk(database, POST)
    talk.pauses("Beitrag", "12-10")
    before = talk.everything()
    assert talk.retracts(user="U4") == TakenBack(())
    assert talk.retracts("D1/2.2") == TakenBack(())
    assert talk.everything() == before


def test_it_is_taken_back_once(database: Database) -> None:
    talk = Talk(database, POST)
    talk.pauses("Beitrag", "12-10")
    talk.retracts()
    assert talk.retracts() == TakenBack(())


def test_a_pause_into_which_nothing_falls_is_taken_back_too(database: Database) -> None:
    talk = Talk(database, POST)
    talk.pauses("Beitrag", "12-02")
    assert talk.retracts().pauses == (PauseTakenBack(day("12-01"), "Beitrag", None),)
    assert talk.state("Beitrag") == ("active", None, None)
