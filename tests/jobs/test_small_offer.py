"""How visibly the small version is offered follows the time that is left, for everybody who is asked."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from jobs.notices import Nudge
from jobs.use_cases import reply
from storage.database import Database
from storage.tables import Task
from tests.jobs.company import berlin, found
from tests.jobs.measures import actor_of
from tests.jobs.recorder import Engine

POST: dict[str, Any] = {
    "title": "Beitrag",
    "cadence": "monthly on day 15",
    "starts": date(2026, 12, 1),
    "small_version": "Ein Bild",
}


def offers(engine: Engine, *days: str) -> list[tuple[str, str, str]]:
    """To whom, in which tone and how visibly, at nine o'clock of these days in December."""
    sent = [one for day in days for one in engine.at(berlin(f"2026-12-{day} 09:00"))]
    return [
        (one.to, item.tone, item.small_offer)
        for one in sent
        if isinstance(one.notice, Nudge)
        for item in one.notice.items
    ]


def engine_of(database: Database, **fields: Any) -> Engine:
    found(database, {**POST, **fields})
    engine = Engine(database, berlin("2026-12-01 08:00"))
    engine.now()
    return engine


@pytest.mark.parametrize(("lead", "day", "offer"), [(3, "10", "menu"), (2, "11", "menu"), (1, "14", "words")])
def test_a_heads_up_offers_it_on_the_day_before_and_not_earlier(
    database: Database, lead: int, day: str, offer: str
) -> None:
    assert offers(engine_of(database, lead=lead), day) == [("U1", "heads_up", offer)]


def test_from_the_due_day_on_it_has_a_button_for_whoever_is_asked(database: Database) -> None:
    engine = engine_of(database, lead=0)
    assert offers(engine, "15", "16", "17") == [
        ("U1", "due", "button"),
        ("U1", "again", "button"),
        ("U2", "take_over", "button"),
        ("U1", "deputy_asked", "button"),
    ]


def test_whoever_has_put_it_off_twice_is_offered_it_whatever_the_day(database: Database) -> None:
    engine = engine_of(database, lead=8)
    assert offers(engine, "03") == [("U1", "heads_up", "menu")]
    task_id = database.read(lambda session: session.scalars(select(Task.id).order_by(Task.due_on)).first())
    assert task_id is not None
    shown = []
    for until in ("04", "07"):
        now = engine.clock.now()
        day = date.fromisoformat(f"2026-12-{until}")
        database.write(
            lambda session, now=now, day=day: reply.later(  # type: ignore[misc]
                session, actor_of(session, "Otto"), task_id, now, "button", day
            )
        )
        shown += offers(engine, until)
    assert shown == [("U1", "again", "menu"), ("U1", "again", "button")]
