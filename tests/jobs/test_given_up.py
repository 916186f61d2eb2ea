"""A task about which everybody was asked and nobody says anything lapses in the end; the rhythm goes on without it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from storage.database import Database
from storage.tables import Task, TaskEvent
from tests.jobs.company import berlin, found
from tests.jobs.recorder import Engine


@pytest.mark.parametrize("cadence", ["14 days after completion, at most 21", "yearly on 1 dec"])
def test_a_task_nobody_does_anything_about_lapses(database: Database, cadence: str) -> None:
    found(database, {"title": "Blog", "cadence": cadence, "starts": date(2026, 12, 1), "lead": 0})
    engine = Engine(database, berlin("2026-12-01 08:00"))
    for day in (date(2026, 12, 1) + timedelta(days=number) for number in range(56)):
        engine.at(berlin(f"{day} 09:00"))
    events = database.read(
        lambda session: [
            (event.kind, f"{event.at:%m-%d}")
            for event in session.scalars(select(TaskEvent).where(TaskEvent.task_id == 1).order_by(TaskEvent.id))
        ]
    )
    assert events == [
        ("made", "12-01"),
        ("asked", "12-01"),
        ("asked", "12-02"),
        ("asked", "12-03"),
        ("asked", "12-04"),
        ("asked", "12-09"),
        ("lapsed", "01-06"),
    ]
    ends = database.read(
        lambda session: [(one.ended, one.due_on) for one in session.scalars(select(Task).order_by(Task.id))]
    )
    following = [("lapsed", date(2026, 12, 1)), (None, date(2027, 1, 20))]
    assert ends == (following if "completion" in cadence else following[:1])
