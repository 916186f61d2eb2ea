"""Tasks made ahead: what counts from completion goes on whatever day it falls on."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.making import make_tasks
from storage.database import Database
from storage.tables import Activity, Task
from tests.jobs.company import berlin, found


def days(database: Database) -> list[tuple[date, date]]:
    query = select(Task.nominal_on, Task.due_on).order_by(Task.nominal_on)
    return [(nominal, due) for nominal, due in database.read(lambda session: session.execute(query).all())]


@pytest.mark.parametrize("non_working", ["before", "after", "nearest", "skip"])
def test_what_counts_from_completion_never_ends_on_a_day_off(database: Database, non_working: str) -> None:
    """Done on Friday, next due a day later: on Saturday nobody works, and Friday has had its task."""
    found(
        database,
        {
            "title": "Fotos",
            "cadence": "1 days after completion",
            "starts": date(2026, 12, 4),
            "lead": 0,
            "non_working": non_working,
        },
    )
    make_tasks(database, berlin("2026-12-04 08:00"))

    def done(session: Session) -> None:
        task = session.scalars(select(Task)).one()
        task.ended, task.ended_on, task.next_at = "done", date(2026, 12, 4), None
        session.scalars(select(Activity)).one().made_until = None

    database.write(done)
    make_tasks(database, berlin("2026-12-04 10:00"))
    friday, saturday, monday = date(2026, 12, 4), date(2026, 12, 5), date(2026, 12, 7)
    assert days(database) == [(friday, friday), (saturday, monday)]
