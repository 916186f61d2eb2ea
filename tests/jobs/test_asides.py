"""Whoever was silent learns that their deputy is asked: once, at their own slot, and only while it is true."""

from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from jobs.facts import StallReason
from jobs.notices import DecisionWanted, Nudge
from jobs.use_cases import reply
from jobs.use_cases.actors import find_actor
from storage.database import Database
from storage.tables import Person, Task
from tests.jobs.company import berlin, found
from tests.jobs.recorder import Engine, Sent

NEWSLETTER: dict[str, Any] = {"title": "Newsletter", "cadence": "monthly on day 15", "starts": date(2026, 12, 1)}
POST = {"title": "Beitrag", "cadence": "monthly on day 17", "starts": date(2026, 12, 1)}


def engine_with_a_late_owner(database: Database, *activities: dict[str, Any]) -> Engine:
    """Otto is asked at ten, his deputy Dora at nine. He says nothing on the 15th and 16th."""
    found(database, *({**activity, "lead": 0} for activity in activities))
    database.write(
        lambda session: session.execute(update(Person).where(Person.name == "Otto").values(nudge_at=time(10)))
    )
    engine = Engine(database, berlin("2026-12-14 09:00"))
    for moment in ("2026-12-15 10:00", "2026-12-16 10:00"):
        engine.at(berlin(moment))
    return engine


def said(sent: list[Sent]) -> list[tuple[str, list[tuple[str, str]]]]:
    nudges = [(one.to, one.notice) for one in sent]
    return [
        (to, [(item.task.title, item.tone) for item in notice.items])
        for to, notice in nudges
        if isinstance(notice, Nudge)
    ]


def test_alone_it_comes_shortly_after_the_slot(database: Database) -> None:
    engine = engine_with_a_late_owner(database, NEWSLETTER)
    days = {
        "2026-12-17 09:00": [("U2", [("Newsletter", "take_over")])],
        "2026-12-17 10:00": [],
        "2026-12-17 10:02": [("U1", [("Newsletter", "deputy_asked")])],
        "2026-12-17 11:00": [],
    }
    assert {day: said(engine.at(berlin(day))) for day in days} == days


def test_the_nudge_of_the_day_takes_it_along(database: Database) -> None:
    engine = engine_with_a_late_owner(database, NEWSLETTER, POST)
    engine.at(berlin("2026-12-17 09:00"))
    days = {
        "2026-12-17 10:00": [("U1", [("Beitrag", "due"), ("Newsletter", "deputy_asked")])],
        "2026-12-17 10:02": [],
    }
    assert {day: said(engine.at(berlin(day))) for day in days} == days


def test_what_the_deputy_settled_meanwhile_is_not_told(database: Database) -> None:
    engine = engine_with_a_late_owner(database, NEWSLETTER)
    engine.at(berlin("2026-12-17 09:00"))

    def dora_is_done(session: Session) -> None:
        dora = find_actor(session, "slack", "T1", "U2")
        task_id = session.scalars(select(Task.id).where(Task.step >= 0)).one()
        reply.done(session, dora, task_id, berlin("2026-12-17 09:30"), "button")

    database.write(dora_is_done)
    assert said(engine.at(berlin("2026-12-17 10:02"))) == []


@pytest.mark.parametrize(
    ("reason", "cause"), [(None, "silence"), ("material", "blocked")], ids=["nobody answered", "somebody said why"]
)
def test_who_decides_learns_why(database: Database, reason: StallReason | None, cause: str) -> None:
    found(database, {**NEWSLETTER, "lead": 0})
    engine = Engine(database, berlin("2026-12-15 09:00"))
    engine.now()
    if reason:
        database.write(
            lambda session: reply.blocked(
                session,
                find_actor(session, "slack", "T1", "U1"),
                session.scalars(select(Task.id).where(Task.step >= 0)).one(),
                berlin("2026-12-15 14:00"),
                "form",
                reason,
            )
        )
    moments = [f"2026-12-{day} {hour}" for day in range(15, 24) for hour in ("09:00", "14:00")]
    notices = [one.notice for moment in moments for one in engine.at(berlin(moment))]
    assert [notice.item.cause for notice in notices if isinstance(notice, DecisionWanted)] == [cause]
