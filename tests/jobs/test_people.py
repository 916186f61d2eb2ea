"""People are renamed, move, and are heard of late or twice: what everybody sees and when follows."""

import threading
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from jobs.notices import Nudge
from jobs.use_cases import people
from jobs.use_cases.finding import find_person
from jobs.use_cases.people import Profile
from jobs.use_cases.refusals import Refused
from storage.database import Database
from storage.tables import Address, Person, Task, Workspace
from tests.jobs.company import berlin, found
from tests.jobs.hearing import DORA, NEWSLETTER, about, asked_on_the_15th, change, hear, profile, said
from tests.jobs.measures import actor_of
from tests.jobs.recorder import Engine


def test_open_messages_and_the_next_ones_show_the_new_name(database: Database) -> None:
    engine = asked_on_the_15th(database)
    engine.messenger.updated.clear()
    change(database, "2026-12-15 10:00", "Dora", name="Dora Klein-Brandt")
    assert engine.at(berlin("2026-12-15 10:00")) == []
    renamed = replace(DORA, name="Dora Klein-Brandt")
    assert [notice.items[0].deputy for _, notice in engine.messenger.updated if isinstance(notice, Nudge)] == [renamed]
    [again] = engine.at(berlin("2026-12-16 09:00"))
    assert isinstance(again.notice, Nudge)
    assert again.notice.items[0].deputy == renamed


def test_people_are_found_by_what_they_are_called_now(database: Database) -> None:
    found(database)
    change(database, "2026-12-15 10:00", "Dora", name="Dorothea Klein", handle="dorothea")

    def looked_up(reference: str) -> str:
        try:
            return database.read(lambda session: find_person(session, actor_of(session, "Otto"), reference)).name
        except Refused as refused:
            return refused.refusal.code

    wanted = {
        "@dorothea": "Dorothea Klein",
        "Dorothea": "Dorothea Klein",
        "<@U2>": "Dorothea Klein",
        "@dora": "person_unknown",
        "Dora": "person_unknown",
    }
    assert {one: looked_up(one) for one in wanted} == wanted


def asked_at(engine: Engine, first: str, hours: int) -> list[tuple[str, list[str]]]:
    """When Otto hears something within so many hours, by the clocks of Berlin."""
    begin, heard = berlin(first), []
    for hour in range(hours):
        at = begin + timedelta(hours=hour)
        heard += [(f"{at:%d. %H:%M}", about(one)) for one in engine.at(at) if one.to == "U1"]
    return heard


@pytest.mark.parametrize(
    ("zone", "fixed", "first"),
    [
        ("Europe/Lisbon", None, "15. 10:00"),
        ("America/New_York", None, "15. 15:00"),
        ("Asia/Tokyo", None, "15. 01:00"),
        ("Pacific/Auckland", None, "14. 21:00"),
        ("Pacific/Auckland", "Europe/Berlin", "15. 09:00"),
    ],
)
def test_the_nudge_comes_at_nine_where_the_person_is_unless_the_plan_says_where(
    database: Database, zone: str, fixed: str | None, first: str
) -> None:
    found(database, NEWSLETTER)
    database.write(lambda session: session.execute(update(Person).where(Person.name == "Otto").values(zone=fixed)))
    engine = Engine(database, berlin("2026-12-14 08:00"))
    engine.now()
    change(database, "2026-12-14 12:00", "Otto", zone=zone)
    assert asked_at(engine, "2026-12-14 12:00", 30)[0] == (first, ["Newsletter=due"])


def test_a_day_on_which_somebody_was_asked_is_not_repeated_further_west(database: Database) -> None:
    engine = asked_on_the_15th(database)
    change(database, "2026-12-15 10:00", "Otto", zone="America/New_York")
    assert asked_at(engine, "2026-12-15 10:00", 32) == [("16. 15:00", ["Newsletter=again"])]


def test_nothing_comes_while_it_is_night_where_the_person_is_now(database: Database) -> None:
    """In Auckland it is nine in the evening when the deputy is to be asked in their place."""
    engine = asked_on_the_15th(database)
    change(database, "2026-12-15 09:30", "Dora", zone="Pacific/Auckland")
    change(database, "2026-12-15 09:30", "Otto", "deactivated")
    heard = [berlin("2026-12-15 10:00") + timedelta(hours=hour) for hour in range(12)]
    to_dora = {f"{at:%H:%M}": said(one for one in engine.at(at) if one.to == "U2") for at in heard}
    assert {at: what for at, what in to_dora.items() if what} == {"21:00": [("U2", "Nudge", ["Newsletter=cover"])]}


def test_messages_follow_the_language_also_those_that_are_open(database: Database) -> None:
    engine = asked_on_the_15th(database)
    engine.messenger.updated.clear()
    change(database, "2026-12-15 10:00", "Otto", language="en")
    engine.at(berlin("2026-12-15 10:00"))
    assert len(engine.messenger.updated) == 1
    assert database.read(lambda session: actor_of(session, "Otto").language) == "en"


HISTORY = (
    profile("Otto", "guest", name="Otto Brandt", zone="Europe/Berlin", as_of=berlin("2026-12-02 10:00")),
    profile("Otto", "deactivated", name="Otto Brandt", as_of=berlin("2026-12-02 11:00")),
    profile("Otto", "member", name="Otto Klein", zone="Europe/Lisbon", as_of=berlin("2026-12-02 12:00")),
    profile("Otto", "member", name="Otto Klein-Brandt", zone="Europe/Lisbon", as_of=berlin("2026-12-02 13:00")),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.sampled_from(range(len(HISTORY))), max_size=8).map(lambda some: [*some, 3]))
def test_the_last_description_holds_in_whatever_order_and_number_they_come(
    sqlite_database: Database, order: list[int]
) -> None:
    sqlite_database.write(lambda session: session.query(Workspace).delete())
    found(sqlite_database)
    shuffled = [*order[::2], *order[1::2]]
    for number in shuffled:
        hear(sqlite_database, berlin("2026-12-02 18:00"), HISTORY[number])
    otto = sqlite_database.read(lambda session: session.query(Person).filter_by(id=session_otto(session)).one())
    assert (otto.name, otto.standing, otto.messenger_zone) == ("Otto Klein-Brandt", "member", "Europe/Lisbon")


def session_otto(session: Session) -> int:
    return session.scalars(select(Address.person_id).where(Address.external_id == "U1")).one()


def test_an_older_description_changes_nothing(database: Database) -> None:
    engine = asked_on_the_15th(database)
    newest, older = HISTORY[3], HISTORY[1]
    hear(database, berlin("2026-12-15 10:00"), newest, older)
    assert engine.at(berlin("2026-12-15 10:00")) == []
    assert database.read(lambda session: session.get_one(Person, session_otto(session)).standing) == "member"


def test_a_newcomer_of_whom_two_processes_hear_at_once_is_one_person(database: Database) -> None:
    found(database)
    heard = [
        Profile("U9", "nina", name, "Europe/Berlin", "de", "member", berlin(f"2026-12-02 10:0{minute}"))
        for minute, name in enumerate(("Nina", "Nina Neu") * 4)
    ]
    barrier = threading.Barrier(len(heard))

    def learn(one: Profile) -> None:
        barrier.wait()
        hear(database, berlin("2026-12-02 10:10"), one)

    processes = [threading.Thread(target=learn, args=(one,)) for one in heard]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    known = select(func.count(), func.max(Person.name)).join(Address).where(Address.external_id == "U9")
    assert database.read(lambda session: session.execute(known).one()) == (1, "Nina Neu")


def test_strangers_are_followed_but_not_added(database: Database) -> None:
    found(database)
    stranger = Profile("U8", "extern", "Externe Agentur", None, None, "external")
    hear(database, berlin("2026-12-02 10:00"), stranger)
    assert not database.read(lambda session: people.known(session, "slack", "T1", "U8"))
    database.write(lambda session: people.learn(session, "slack", "T1", "", [stranger], berlin("2026-12-02 10:00")))
    hear(database, berlin("2026-12-02 11:00"), replace(stranger, name="Agentur Lindner"))
    name = select(Person.name).join(Address).where(Address.external_id == "U8")
    assert database.read(lambda session: session.scalars(name).one()) == "Agentur Lindner"


def test_hearing_the_same_again_wakes_nobody(database: Database) -> None:
    asked_on_the_15th(database)
    versions = select(Task.version).order_by(Task.id)
    states = []
    for at in ("10:00", "10:01", "10:02"):
        change(database, f"2026-12-15 {at}", "Otto", "deactivated")
        states.append(database.read(lambda session: list(session.scalars(versions))))
    assert [before == after for before, after in pairwise(states)] == [True, True]
