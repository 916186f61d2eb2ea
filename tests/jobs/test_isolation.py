"""A bad row or workspace never holds up the others; it is logged, put off and tried again."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from jobs.tick import tick
from storage.database import Database
from storage.outbox import Draft, ShownTask, enqueue
from storage.outbox_tables import Outgoing
from storage.tables import Activity, Task, Workspace
from tests.jobs.company import berlin, found
from tests.jobs.recorder import Engine

DUE = berlin("2026-12-15 09:00")
NEWSLETTER = {"title": "Newsletter", "cadence": "monthly on day 15", "starts": date(2026, 12, 1), "lead": 0}
WEBSITE = {**NEWSLETTER, "title": "Website", "owner": "Dora", "deputies": ("Otto",)}


def test_a_task_that_cannot_be_decided_is_put_off(sqlite_database: Database) -> None:
    ids = found(sqlite_database, NEWSLETTER, WEBSITE)
    engine = Engine(sqlite_database, berlin("2026-12-14 09:00"))
    engine.now()
    poison = update(Task).where(Task.activity_id == ids.activities["Newsletter"]).values(policy={"nonsense": 1})
    sqlite_database.write(lambda session: session.execute(poison))
    assert [one.to for one in engine.at(DUE)] == ["U2"]
    query = select(Task.next_at).where(
        Task.activity_id == ids.activities["Newsletter"], Task.due_on == date(2026, 12, 15)
    )
    assert sqlite_database.read(lambda session: session.scalars(query).one()) == DUE + timedelta(hours=1)


def test_a_notice_that_cannot_be_composed_is_put_off(sqlite_database: Database) -> None:
    ids = found(sqlite_database, NEWSLETTER)
    engine = Engine(sqlite_database, berlin("2026-12-14 09:00"))
    engine.now()
    strange = Draft(
        workspace_id=ids.workspace,
        kind="horoscope",
        reason="horoscope",
        data={"items": [{"task": 1}]},
        priority=1,
        expires_at=DUE + timedelta(days=9),
        recipient_id=ids.otto,
        tasks=[ShownTask(1, 0, asks=False)],
    )
    sqlite_database.write(lambda session: enqueue(session, strange, DUE))
    assert [one.to for one in engine.at(DUE)] == ["U1"]
    query = select(Outgoing.state, Outgoing.why).where(Outgoing.kind == "horoscope")
    kept = sqlite_database.read(lambda session: session.execute(query).one())
    assert (kept.state, kept.why) == ("pending", "it can't be composed; see the log")


def test_a_workspace_with_a_broken_plan_does_not_stop_the_others(sqlite_database: Database) -> None:
    ids = found(sqlite_database, NEWSLETTER)

    def break_another(session: Session) -> None:
        other = Workspace(platform="slack", external_id="T0", name="Kaputt AG", country="XX")
        session.add(other)
        session.flush()
        session.add(
            Activity(workspace_id=other.id, title="X", cadence="whenever", starts_on=date(2026, 12, 1), owner_id=None)
        )

    sqlite_database.write(break_another)
    with pytest.raises(ExceptionGroup):
        tick(sqlite_database, berlin("2026-12-14 09:00"))
    made = select(Task.id).where(Task.workspace_id == ids.workspace)
    assert sqlite_database.read(lambda session: list(session.scalars(made))) != []
