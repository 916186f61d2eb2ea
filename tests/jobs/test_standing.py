"""Roles go with an account and rest for a guest; whoever comes back has what nobody else has taken."""

from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from jobs.notices import Left, LeftActivity
from jobs.use_cases import reply, steer
from jobs.use_cases.people import Standing
from jobs.use_cases.refusals import Refused
from storage.database import Database
from storage.tables import Role
from tests.jobs.company import berlin, found
from tests.jobs.hearing import CLARA, NEWSLETTER, OTTO, asked_on_the_15th, change, said, task_id
from tests.jobs.measures import actor_of
from tests.jobs.recorder import Engine


def test_who_stands_in_coordinates_where_the_coordinator_has_left(database: Database) -> None:
    engine = asked_on_the_15th(database)
    engine.at(berlin("2026-12-16 09:00"))
    engine.at(berlin("2026-12-17 09:00"))
    assert said(engine.at(berlin("2026-12-18 09:00"))) == [("U3", "Escalation", ["Newsletter=silence"])]
    change(database, "2026-12-18 11:00", "Clara", "deactivated")
    assert said(engine.at(berlin("2026-12-18 11:00"))) == [
        ("U4", "Escalation", ["Newsletter=silence"]),
        ("U4", "Left", ["Clara"]),
    ]


def test_whoever_decides_coordinates_where_nobody_else_is_left(database: Database) -> None:
    found(database, NEWSLETTER)
    nobody_stands_in = update(Role).where(Role.name == "coordinate").values(deputy_id=None)
    database.write(lambda session: session.execute(nobody_stands_in))
    engine = Engine(database, berlin("2026-12-14 08:00"))
    engine.now()
    change(database, "2026-12-14 10:00", "Clara", "deactivated")
    engine.now()
    assert database.read(lambda session: actor_of(session, "Max").coordinates)
    for day in ("15", "16", "17"):
        engine.at(berlin(f"2026-12-{day} 09:00"))
    assert said(engine.at(berlin("2026-12-18 09:00"))) == [("U4", "Escalation", ["Newsletter=silence"])]


def test_a_decision_waits_for_nobody_who_has_left(database: Database) -> None:
    ids = found(database, NEWSLETTER)

    def dora_decides_after_max(session: Session) -> None:
        session.query(Role).filter_by(name="decide").one().deputy_id = ids.dora

    database.write(dora_decides_after_max)
    engine = Engine(database, berlin("2026-12-14 08:00"))
    engine.now()
    for day in ("15", "16", "17", "18"):
        engine.at(berlin(f"2026-12-{day} 09:00"))
    assert said(engine.at(berlin("2026-12-23 09:00"))) == [("U4", "DecisionWanted", ["Newsletter"])]
    change(database, "2026-12-23 10:00", "Max", "deactivated")
    assert said(engine.at(berlin("2026-12-23 10:00"))) == [
        ("U2", "DecisionWanted", ["Newsletter"]),
        ("U3", "Left", ["Max"]),
    ]


def test_the_role_of_a_guest_rests_until_they_are_a_member_again(database: Database) -> None:
    found(database, {**NEWSLETTER, "owner": "Clara"})
    standings: tuple[Standing, ...] = ("member", "guest", "member")
    seen = []
    for hour, standing in enumerate(standings, 10):
        change(database, f"2026-12-02 {hour}:00", "Clara", standing)
        clara = database.read(lambda session: actor_of(session, "Clara"))
        seen.append((clara.coordinates, clara.is_guest))
    assert seen == [(True, False), (False, True), (True, False)]


def test_a_guest_keeps_their_own_tasks(database: Database) -> None:
    engine = asked_on_the_15th(database)
    change(database, "2026-12-15 10:00", "Otto", "guest")
    assert engine.at(berlin("2026-12-15 10:00")) == []
    assert said(engine.at(berlin("2026-12-16 09:00"))) == [("U1", "Nudge", ["Newsletter=again"])]


@pytest.mark.parametrize("standing", ["deactivated", "external"])
def test_nothing_is_done_for_a_closed_account(database: Database, standing: Standing) -> None:
    asked_on_the_15th(database)
    change(database, "2026-12-15 10:00", "Otto", standing)
    with pytest.raises(Refused, match="deactivated" if standing == "deactivated" else "stranger"):
        database.write(
            lambda session: reply.done(
                session, actor_of(session, "Otto"), task_id(session), berlin("2026-12-15 10:00"), "button"
            )
        )


def test_what_was_not_taken_over_comes_back_in_one_message_at_the_next_slot(database: Database) -> None:
    titles = ("Newsletter", "Beitrag", "Foto")
    engine = asked_on_the_15th(database, *({**NEWSLETTER, "title": title} for title in titles))
    change(database, "2026-12-15 10:00", "Otto", "deactivated")
    engine.at(berlin("2026-12-15 10:00"))
    database.write(
        lambda session: steer.take_over(
            session, actor_of(session, "Dora"), task_id(session, "Foto"), berlin("2026-12-15 11:00"), "button"
        )
    )
    change(database, "2026-12-15 13:00", "Otto")
    moments = ("2026-12-15 13:00", "2026-12-15 17:00", "2026-12-16 08:59", "2026-12-16 09:00")
    heard = {at: [(to, about) for to, _, about in said(engine.at(berlin(at)))] for at in moments}
    assert heard == {
        "2026-12-15 13:00": [],
        "2026-12-15 17:00": [],
        "2026-12-16 08:59": [],
        "2026-12-16 09:00": [("U1", ["Newsletter=cover", "Beitrag=cover"]), ("U2", ["Foto=again"])],
    }


def test_a_return_before_the_slot_counts_for_the_same_day(database: Database) -> None:
    found(database, NEWSLETTER)
    engine = Engine(database, berlin("2026-12-14 08:00"))
    engine.now()
    change(database, "2026-12-14 10:00", "Otto", "deactivated")
    engine.now()
    change(database, "2026-12-15 07:30", "Otto")
    assert said(engine.at(berlin("2026-12-15 07:30"))) == []
    assert said(engine.at(berlin("2026-12-15 09:00"))) == [("U1", "Nudge", ["Newsletter=due"])]


def test_missed_months_come_back_as_one_task(database: Database) -> None:
    found(database, {**NEWSLETTER, "deputies": ()})
    database.write(lambda session: session.execute(update(Role).values(holder_id=None, deputy_id=None)))
    engine = Engine(database, berlin("2026-12-01 08:00"))
    engine.now()
    change(database, "2026-12-01 10:00", "Otto", "deactivated")
    for day in ("2026-12-15", "2027-01-15", "2027-02-15"):
        engine.at(berlin(f"{day} 09:00"))
    change(database, "2027-02-20 10:00", "Otto")
    sent = said(engine.at(berlin("2027-02-22 09:00")))
    assert sent == [("U1", "Nudge", ["Newsletter=due"])]


def test_the_coordinator_sees_that_somebody_is_back(database: Database) -> None:
    ids = found(database, NEWSLETTER)
    engine = Engine(database, berlin("2026-12-01 08:00"))
    engine.now()
    change(database, "2026-12-02 10:00", "Otto", "deactivated")
    engine.at(berlin("2026-12-02 10:00"))
    change(database, "2026-12-03 10:00", "Otto")
    engine.at(berlin("2026-12-03 10:00"))
    newsletter = LeftActivity(ids.activities["Newsletter"], "Newsletter", OTTO, date(2026, 12, 15), OTTO)
    assert engine.messenger.updated[-1][1] == Left(CLARA, OTTO, (newsletter,), (), back=True)


def test_who_is_back_before_anybody_was_told_is_no_news(database: Database) -> None:
    found(database, NEWSLETTER)
    engine = Engine(database, berlin("2026-12-01 08:00"))
    engine.now()
    change(database, "2026-12-07 08:00", "Otto", "deactivated")
    change(database, "2026-12-07 08:30", "Otto")
    assert engine.at(berlin("2026-12-07 09:00")) == []
    change(database, "2026-12-07 10:00", "Otto", "deactivated")
    assert said(engine.at(berlin("2026-12-07 10:00"))) == [("U3", "Left", ["Otto"])]


def test_coming_and_going_within_a_day_neither_stops_nor_repeats_anything(database: Database) -> None:
    engine = asked_on_the_15th(database)
    standings: tuple[Standing, ...] = ("deactivated", "member") * 3
    heard = []
    for hour, standing in enumerate(standings, 10):
        change(database, f"2026-12-15 {hour}:00", "Otto", standing)
        heard += said(engine.at(berlin(f"2026-12-15 {hour}:00")))
    assert heard == [("U2", "Nudge", ["Newsletter=cover"]), ("U3", "Left", ["Otto"])]


def test_a_task_that_comes_to_the_same_deputy_twice_in_a_day_is_asked_twice(database: Database) -> None:
    ids = found(database, NEWSLETTER)
    engine = Engine(database, berlin("2026-12-14 08:00"))
    engine.now()
    engine.at(berlin("2026-12-15 09:00"))
    change(database, "2026-12-15 10:00", "Otto", "deactivated")
    engine.at(berlin("2026-12-15 10:00"))
    database.write(
        lambda session: steer.reassign(
            session, actor_of(session, "Clara"), task_id(session), berlin("2026-12-15 11:00"), "form", ids.max
        )
    )
    assert said(engine.at(berlin("2026-12-15 11:00"))) == [("U4", "Nudge", ["Newsletter=cover"])]
    change(database, "2026-12-15 12:00", "Max", "deactivated")
    assert said(engine.at(berlin("2026-12-15 12:00")))[0] == ("U2", "Nudge", ["Newsletter=cover"])
