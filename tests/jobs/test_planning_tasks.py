"""What a changed plan does to tasks: the untouched future follows it, everything else keeps its history."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jobs.making import make_tasks
from jobs.use_cases import people, planning
from jobs.use_cases.plan import ActivityPlan, ClosingPlan, CompanyPlan, PersonPlan, Plan, RolePlan
from storage import history
from storage.database import Database
from storage.outbox_tables import Outgoing, OutgoingTask
from storage.tables import Activity, Task, TaskEvent, Workspace

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
POST = ActivityPlan("Beitrag", owner="UOTTO", cadence="every week on tue", starts=date(2026, 12, 1), non_working="keep")
PLAN = Plan(CompanyPlan(), roles=(RolePlan("coordinate", "UCLARA"),), activities=(POST,))


def applied(database: Database, plan: Plan, now: datetime = NOW) -> None:
    """Applies the plan to the only workspace and lets the engine make what is missing."""

    def work(session: Session) -> None:
        planning.apply(session, session.scalars(select(Workspace.id)).one(), plan, now)

    database.write(work)


def founded(database: Database, plan: Plan = PLAN) -> None:
    profiles = [
        people.Profile(f"U{name.upper()}", name, name.title(), None, None, "member")
        for name in ("clara", "otto", "dora")
    ]
    database.write(lambda session: people.learn(session, "slack", "T1", "Muster GmbH", profiles, NOW))
    applied(database, plan)
    make_tasks(database, NOW)


def with_post(**fields: object) -> Plan:
    return replace(PLAN, activities=(replace(POST, **fields),))  # type: ignore[arg-type]


def due_days(database: Database) -> list[date]:
    """When open tasks are due."""
    open_days = select(Task.due_on).where(Task.ended.is_(None)).order_by(Task.due_on)
    return database.read(lambda session: list(session.scalars(open_days)))


def touch(database: Database, nominal: date, **fields: object) -> None:
    """What the engine or a reply leaves on a task."""

    def work(session: Session) -> None:
        task = session.scalars(select(Task).where(Task.nominal_on == nominal)).one()
        for name, value in fields.items():
            setattr(task, name, value)

    database.write(work)


def note_event(database: Database, nominal: date, kind: str) -> None:
    def work(session: Session) -> None:
        task = session.scalars(select(Task).where(Task.nominal_on == nominal)).one()
        history.record(session, task, kind, NOW, door="message")

    database.write(work)


@dataclass(frozen=True)
class Made:
    """How far tasks are made, and how many rows there are."""

    until: date | None
    rows: int


def made(database: Database) -> Made:
    def work(session: Session) -> Made:
        until = session.scalars(select(Activity.made_until)).one()
        return Made(until, session.scalars(select(func.count(Task.id))).one())

    return database.read(work)


def test_another_cadence_moves_the_whole_untouched_future(database: Database) -> None:
    founded(database)
    tuesdays = due_days(database)
    assert tuesdays == [date(2026, 12, 1) + timedelta(weeks=week) for week in range(len(tuesdays))]
    applied(database, with_post(cadence="every week on thu"))
    assert made(database) == Made(until=None, rows=0)
    make_tasks(database, NOW)
    assert due_days(database) == [day + timedelta(days=2) for day in tuesdays]


def test_the_same_plan_leaves_every_task_alone(database: Database) -> None:
    founded(database)
    before = made(database)
    applied(database, PLAN)
    assert made(database) == before
    assert before.rows >= 13


@pytest.mark.parametrize(
    "plan",
    [
        with_post(starts=date(2026, 12, 2)),
        with_post(non_working="before"),
        with_post(owner="UDORA"),
        with_post(lead=4),
        replace(PLAN, company=CompanyPlan(region="BY")),
        replace(PLAN, company=CompanyPlan(country="AT")),
        replace(PLAN, company=CompanyPlan(eves="off")),
        replace(PLAN, people=(PersonPlan("UOTTO", region="BY"),)),
    ],
)
def test_whatever_may_move_a_date_makes_tasks_anew(sqlite_database: Database, plan: Plan) -> None:
    founded(sqlite_database)
    applied(sqlite_database, plan)
    assert made(sqlite_database) == Made(until=None, rows=0)


def test_closing_days_move_the_tasks_that_are_there_and_back_again(database: Database) -> None:
    plan = with_post(non_working="before")
    founded(database, plan)
    before, days = made(database), due_days(database)

    applied(database, replace(plan, closing_days=(ClosingPlan(date(2026, 12, 21), date(2026, 12, 31)),)))
    make_tasks(database, NOW)

    assert made(database) == before
    # The one of the 29th would have had to share that day, so it falls away.
    assert due_days(database) == [*days[:3], date(2026, 12, 18), *days[5:]]

    applied(database, plan)
    make_tasks(database, NOW)

    assert made(database) == before
    assert due_days(database) == days


@pytest.mark.parametrize(
    "plan",
    [
        with_post(tolerance=5),
        with_post(instructions="Thema, Text, Bild"),
        with_post(deputies=("UDORA",)),
        replace(PLAN, company=CompanyPlan(formality="sie")),
        replace(PLAN, people=(PersonPlan("UDORA", region="BY"),)),
        replace(PLAN, people=(PersonPlan("UOTTO", deputy="UDORA"),)),
    ],
)
def test_what_moves_no_date_leaves_tasks_alone(sqlite_database: Database, plan: Plan) -> None:
    founded(sqlite_database)
    before = made(sqlite_database)
    applied(sqlite_database, plan)
    assert made(sqlite_database) == before


@pytest.mark.parametrize(
    "fields",
    [
        {"step": 0},
        {"due_on": date(2026, 12, 10)},
        {"ended": "done", "ended_on": date(2026, 11, 30)},
        {"ended": "paused", "ended_on": date(2026, 11, 30)},
    ],
)
def test_a_task_that_somebody_touched_stays(sqlite_database: Database, fields: dict[str, object]) -> None:
    founded(sqlite_database)
    touch(sqlite_database, date(2026, 12, 8), **fields)
    applied(sqlite_database, with_post(cadence="every week on thu"))
    kept = sqlite_database.read(lambda session: list(session.scalars(select(Task.nominal_on))))
    assert kept == [date(2026, 12, 8)]


def test_a_task_with_a_history_stays_though_it_looks_untouched(sqlite_database: Database) -> None:
    founded(sqlite_database)
    note_event(sqlite_database, date(2026, 12, 8), "later")
    applied(sqlite_database, with_post(cadence="every week on thu"))
    kept = sqlite_database.read(lambda session: list(session.scalars(select(Task.nominal_on))))
    assert kept == [date(2026, 12, 8)]


def test_a_task_handed_to_somebody_stays(sqlite_database: Database) -> None:
    founded(sqlite_database)

    def hand_over(session: Session) -> None:
        task = session.scalars(select(Task).where(Task.nominal_on == date(2026, 12, 8))).one()
        task.holder_id = session.scalars(select(Activity.owner_id)).one()

    sqlite_database.write(hand_over)
    applied(sqlite_database, with_post(owner="UDORA"))
    kept = sqlite_database.read(lambda session: list(session.scalars(select(Task.nominal_on))))
    assert kept == [date(2026, 12, 8)]


def test_what_is_due_today_is_not_of_the_future(sqlite_database: Database) -> None:
    founded(sqlite_database)
    applied(sqlite_database, with_post(owner="UDORA"), datetime(2026, 12, 1, 7, 0, tzinfo=UTC))
    assert due_days(sqlite_database) == [date(2026, 12, 1)]


def endings(database: Database) -> list[tuple[date, str | None, date | None, datetime | None]]:
    def work(session: Session) -> list[tuple[date, str | None, date | None, datetime | None]]:
        rows = session.scalars(select(Task).order_by(Task.nominal_on))
        return [(row.nominal_on, row.ended, row.ended_on, row.next_at) for row in rows]

    return database.read(work)


def file_events(database: Database) -> list[tuple[date, str, dict[str, object]]]:
    query = (
        select(Task.nominal_on, TaskEvent.kind, TaskEvent.data)
        .join(Task, Task.id == TaskEvent.task_id)
        .where(TaskEvent.door == "file")
        .order_by(Task.nominal_on)
    )
    return database.read(lambda session: [(day, kind, data) for day, kind, data in session.execute(query)])


def test_an_ended_activity_leaves_no_open_task_and_all_of_its_history(database: Database) -> None:
    founded(database)
    touch(database, date(2026, 12, 1), step=2)
    touch(database, date(2026, 12, 8), ended="done", ended_on=date(2026, 12, 7))
    touch(database, date(2026, 12, 15), step=0)
    now = datetime(2026, 12, 14, 9, 0, tzinfo=UTC)
    applied(database, replace(PLAN, activities=()), now)
    today = date(2026, 12, 14)
    assert [one for one in endings(database) if one[1] != "done"] == [
        (date(2026, 12, 1), "lapsed", today, None),
        (date(2026, 12, 15), "skipped", today, None),
    ]
    assert file_events(database) == [
        (date(2026, 12, 1), "lapsed", {"why": "activity_ended"}),
        (date(2026, 12, 15), "skipped", {"why": "activity_ended"}),
    ]


def test_messages_about_closed_tasks_are_brought_up_to_date(sqlite_database: Database) -> None:
    founded(sqlite_database)
    touch(sqlite_database, date(2026, 12, 1), step=1)

    def send(session: Session) -> None:
        task = session.scalars(select(Task).where(Task.nominal_on == date(2026, 12, 1))).one()
        message = Outgoing(
            workspace_id=task.workspace_id,
            kind="nudge",
            data={},
            reason="nudge / 2 / 2026-12-01",
            lane="1 person 2",
            priority=1,
            state="sent",
            next_try_at=NOW,
            expires_at=NOW,
            created_at=NOW,
        )
        session.add(message)
        session.flush()
        session.add(OutgoingTask(outbox_id=message.id, task_id=task.id, asks=True, step=1))

    sqlite_database.write(send)
    applied(sqlite_database, replace(PLAN, activities=()))
    assert sqlite_database.read(lambda session: session.scalars(select(Outgoing.refresh_at)).one()) == NOW


def test_an_activity_that_comes_back_is_made_from_today_on(sqlite_database: Database) -> None:
    founded(sqlite_database)
    applied(sqlite_database, replace(PLAN, activities=()))
    assert made(sqlite_database).rows == 0
    applied(sqlite_database, PLAN, datetime(2026, 12, 14, 9, 0, tzinfo=UTC))
    make_tasks(sqlite_database, datetime(2026, 12, 14, 9, 0, tzinfo=UTC))
    assert due_days(sqlite_database)[:2] == [date(2026, 12, 15), date(2026, 12, 22)]


def test_the_engine_looks_at_every_open_task_after_a_change(sqlite_database: Database) -> None:
    founded(sqlite_database)
    touch(sqlite_database, date(2026, 12, 1), next_at=None, step=1)
    later = NOW + timedelta(hours=1)
    applied(sqlite_database, with_post(deputies=("UDORA",)), later)
    assert {one[3] for one in endings(sqlite_database)} == {later}


@pytest.mark.parametrize(
    ("planned", "expected"),
    [
        (None, None),
        (datetime(2027, 1, 4, 8, 30, tzinfo=UTC), datetime(2027, 1, 4, 10, 0, tzinfo=UTC)),
        # Due already, or this month's would be lost: it keeps its hour.
        (datetime(2026, 12, 1, 8, 30, tzinfo=UTC), datetime(2026, 12, 1, 8, 30, tzinfo=UTC)),
        (datetime(2026, 12, 1, 12, 30, tzinfo=UTC), datetime(2026, 12, 1, 12, 30, tzinfo=UTC)),
    ],
)
def test_the_next_retrospective_follows_its_hour(
    sqlite_database: Database, planned: datetime | None, expected: datetime | None
) -> None:
    founded(sqlite_database)

    def set_next(session: Session) -> None:
        session.scalars(select(Workspace)).one().next_retrospective_at = planned

    sqlite_database.write(set_next)
    eleven = replace(PLAN.company, retrospective_at=time(11, 0))
    applied(sqlite_database, replace(PLAN, company=eleven), datetime(2026, 12, 1, 11, 0, tzinfo=UTC))
    found = sqlite_database.read(lambda session: session.scalars(select(Workspace.next_retrospective_at)).one())
    assert found == expected
