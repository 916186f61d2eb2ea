"""Somebody leaves: nobody waits for them, and what they owned is offered to others, once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from jobs.facts import TaskLine
from jobs.messenger import TryLater
from jobs.notices import Left, LeftActivity, LeftRole
from jobs.use_cases import reply, roles, steer
from storage.cover_tables import Absence
from storage.database import Database
from storage.tables import Person, Role, Task, Workspace
from tests.jobs.company import Ids, berlin, found
from tests.jobs.hearing import CLARA, DORA, MAX, NEWSLETTER, OTTO, POST, asked_on_the_15th, change, said, task_id
from tests.jobs.measures import actor_of
from tests.jobs.recorder import Engine


def test_whoever_has_left_is_asked_no_more_and_the_deputy_at_once(database: Database) -> None:
    engine = asked_on_the_15th(database, NEWSLETTER, {**POST, "cadence": "monthly on day 21"})
    change(database, "2026-12-15 10:00", "Otto", "deactivated")
    assert said(engine.at(berlin("2026-12-15 10:01"))) == [
        ("U2", "Nudge", ["Newsletter=cover"]),
        ("U3", "Left", ["Otto"]),
    ]
    days = ("16", "17", "18", "21", "22")
    later = {day: said(engine.at(berlin(f"2026-12-{day} 09:00"))) for day in days}
    assert later == {
        "16": [("U2", "Nudge", ["Newsletter=again"])],
        "17": [("U3", "Escalation", ["Newsletter=silence"])],
        "18": [],
        "21": [("U2", "Nudge", ["Beitrag=due"])],
        "22": [("U4", "DecisionWanted", ["Newsletter"]), ("U2", "Nudge", ["Beitrag=again"])],
    }


def test_a_heads_up_is_not_lost_with_its_reader(database: Database) -> None:
    found(database, {**NEWSLETTER, "lead": 3})
    engine = Engine(database, berlin("2026-12-09 08:00"))
    engine.now()
    assert said(engine.at(berlin("2026-12-10 09:00"))) == [("U1", "Nudge", ["Newsletter=heads_up"])]
    change(database, "2026-12-10 10:00", "Otto", "deactivated")
    assert said(engine.at(berlin("2026-12-10 10:00")))[0] == ("U2", "Nudge", ["Newsletter=cover"])
    assert said(engine.at(berlin("2026-12-15 09:00"))) == [("U2", "Nudge", ["Newsletter=due"])]


@pytest.mark.parametrize("promise", [reply.on_it, reply.later])
def test_nobody_waits_for_the_promise_of_somebody_who_has_left(database: Database, promise: Any) -> None:
    engine = asked_on_the_15th(database)
    until = date(2026, 12, 18)
    database.write(
        lambda session: promise(
            session, actor_of(session, "Otto"), task_id(session), berlin("2026-12-15 09:30"), "button", until
        )
    )
    change(database, "2026-12-15 10:00", "Dora", "guest")
    assert engine.at(berlin("2026-12-15 10:00")) == []
    change(database, "2026-12-15 11:00", "Otto", "deactivated")
    assert said(engine.at(berlin("2026-12-15 11:00")))[0] == ("U2", "Nudge", ["Newsletter=cover"])


def test_a_message_on_its_way_to_somebody_who_leaves_is_dropped(database: Database) -> None:
    found(database, NEWSLETTER)
    engine = Engine(database, berlin("2026-12-14 08:00"))
    engine.now()
    engine.messenger.fails = [(TryLater("the messenger is down", after=1800), False)] * 2
    assert engine.at(berlin("2026-12-15 09:00")) == []
    change(database, "2026-12-15 09:10", "Otto", "external")
    engine.messenger.fails = []
    assert {one.to for one in engine.at(berlin("2026-12-15 10:00"))} == {"U2", "U3"}


def test_what_the_coordinator_is_told(database: Database) -> None:
    claras = {**POST, "owner": "Clara", "deputies": ("Otto",)}
    ids = found(database, NEWSLETTER, claras, {**POST, "title": "Allein", "deputies": ()})
    engine = Engine(database, berlin("2026-12-01 08:00"))
    engine.now()
    database.write(
        lambda session: steer.reassign(
            session, actor_of(session, "Clara"), task_id(session, "Beitrag"), engine.clock.now(), "form", ids.otto
        )
    )
    for at in ("10:00", "10:05", "11:00"):
        change(database, f"2026-12-02 {at}", "Otto", "deactivated")
        engine.at(berlin(f"2026-12-02 {at}"))
    assert [(one.to, one.notice) for one in engine.messenger.sent] == [
        (
            "U3",
            Left(
                reader=CLARA,
                person=OTTO,
                activities=(
                    LeftActivity(ids.activities["Newsletter"], "Newsletter", OTTO, date(2026, 12, 15), DORA),
                    LeftActivity(ids.activities["Allein"], "Allein", OTTO, date(2026, 12, 15), CLARA),
                ),
                tasks=(handed(database),),
            ),
        )
    ]


def handed(database: Database) -> TaskLine:
    task = database.read(lambda session: session.get_one(Task, task_id(session, "Beitrag")))
    return TaskLine(task.id, task.number, "Beitrag", date(2026, 12, 15), date(2026, 12, 15), CLARA, OTTO)


def absent(session: Session, ids: Ids, name: str) -> None:
    session.add(Absence(workspace_id=ids.workspace, person_id=ids.people[name], first_on=date(2026, 12, 1)))


def alone(session: Session, ids: Ids, name: str) -> None:
    session.query(Role).filter_by(name="coordinate").one().deputy_id = None


def leaves(session: Session, ids: Ids, name: str) -> None:
    session.get_one(Person, ids.people[name]).standing = "deactivated"


def guest(session: Session, ids: Ids, name: str) -> None:
    session.get_one(Person, ids.people[name]).standing = "guest"


def held(session: Session, ids: Ids, name: str) -> None:
    session.get_one(Workspace, ids.workspace).held_since = berlin("2026-12-01 08:00")


@pytest.mark.parametrize(
    ("before", "leaver", "told"),
    [
        ((), "Otto", "U3"),
        ((absent,), "Otto", "U4"),
        ((guest,), "Otto", "U4"),
        ((leaves,), "Otto", "U4"),
        ((alone, leaves), "Otto", "U4"),
        ((alone, absent), "Otto", "U4"),
        ((held,), "Otto", None),
        ((), "Dora", None),
    ],
    ids=[
        "who coordinates",
        "away: who stands in",
        "a guest now: who stands in",
        "gone: who stands in",
        "gone, and nobody stands in: who decides",
        "away, and nobody stands in: who decides",
        "nothing goes out during set-up",
        "whoever owned nothing is no news",
    ],
)
def test_who_is_told(database: Database, before: Sequence[Any], leaver: str, told: str | None) -> None:
    ids = found(database, NEWSLETTER)
    database.write(lambda session: [condition(session, ids, "Clara") for condition in before])
    engine = Engine(database, berlin("2026-12-01 08:00"))
    engine.now()
    change(database, "2026-12-02 10:00", leaver, "deactivated")
    sent = [one.to for one in engine.at(berlin("2026-12-02 10:00")) if isinstance(one.notice, Left)]
    assert sent == ([told] if told else [])


@pytest.mark.parametrize(
    ("left_at", "told_at"),
    [("2026-12-04 19:30", "2026-12-07 09:00"), ("2026-12-05 11:00", "2026-12-07 09:00")],
    ids=["in the evening", "on a Saturday"],
)
def test_it_is_told_in_working_hours(database: Database, left_at: str, told_at: str) -> None:
    found(database, NEWSLETTER)
    engine = Engine(database, berlin("2026-12-01 08:00"))
    engine.now()
    change(database, left_at, "Otto", "deactivated")
    moments = (left_at, "2026-12-06 12:00", "2026-12-07 08:59", told_at)
    assert {at: len(engine.at(berlin(at))) for at in moments} == {**dict.fromkeys(moments, 0), told_at: 1}


def test_the_news_goes_to_whoever_is_in_charge_by_the_time_it_is_told(database: Database) -> None:
    found(database, NEWSLETTER)
    engine = Engine(database, berlin("2026-12-01 08:00"))
    engine.now()
    change(database, "2026-12-04 19:30", "Otto", "deactivated")
    change(database, "2026-12-04 19:40", "Clara", "deactivated")
    assert said(engine.at(berlin("2026-12-07 09:00"))) == [("U4", "Left", ["Otto"]), ("U4", "Left", ["Clara"])]


def test_roles_are_offered_too(database: Database) -> None:
    found(database)
    engine = Engine(database, berlin("2026-12-01 08:00"))
    engine.now()
    change(database, "2026-12-02 10:00", "Max", "deactivated")
    engine.at(berlin("2026-12-02 10:00"))
    database.write(
        lambda session: roles.assign(
            session, actor_of(session, "Clara"), "decide", DORA, None, berlin("2026-12-02 11:00")
        )
    )
    engine.at(berlin("2026-12-02 11:00"))
    shown = [one.notice for one in engine.messenger.sent] + [notice for _, notice in engine.messenger.updated]
    assert shown == [Left(CLARA, MAX, (), (), (LeftRole("decide", who),)) for who in (MAX, DORA)]
