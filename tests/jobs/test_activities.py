"""What beginning, changing and ending a single activity does to its tasks, their history and the people asked."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.facts import PersonRef
from jobs.making import make_tasks
from jobs.tick import tick
from jobs.use_cases import activities
from jobs.use_cases.activities import ActivitySaved
from jobs.use_cases.actors import find_actor
from jobs.use_cases.plan import ActivityPlan
from jobs.use_cases.planned import planned
from jobs.use_cases.refusals import Refused
from storage.database import Database
from storage.outbox_tables import Outgoing
from storage.tables import Activity, Task, TaskEvent
from tests.jobs.company import Ids, berlin, found

MONDAY = berlin("2026-11-30 08:00")
TUESDAY = berlin("2026-12-01 10:00")
POST = {"title": "Beitrag", "cadence": "every week on tue", "starts": date(2026, 12, 1), "lead": 0}
EVENING = ActivityPlan("Kundenabend", owner="U1", cadence="every week on thu", starts=date(2026, 12, 2))


def plan_of(session: Session, who: str = "U3", title: str = "Beitrag") -> tuple[int, ActivityPlan]:
    actor = find_actor(session, "slack", "T1", who)
    [one] = [one for one in planned(session, actor, TUESDAY).activities if one.title == title]
    return one.id, one.plan


def change(database: Database, who: str = "U3", of: str = "Beitrag", **fields: object) -> ActivitySaved:
    def work(session: Session) -> ActivitySaved:
        key, plan = plan_of(session, who, of)
        actor = find_actor(session, "slack", "T1", who)
        return activities.change(session, actor, key, replace(plan, **fields), TUESDAY, "form")  # type: ignore[arg-type]

    return database.write(work)


def begun(database: Database) -> Ids:
    """Otto was asked this morning for the post of Tuesday, the first of December."""
    ids = found(database, POST)
    make_tasks(database, MONDAY)
    tick(database, berlin("2026-12-01 09:00"))
    return ids


def due_days(database: Database, count: int = 4) -> list[str]:
    query = select(Task).join(Task.activity).where(Task.ended.is_(None)).order_by(Task.due_on).limit(count)
    return database.read(lambda session: [str(task.due_on) for task in session.scalars(query)])


def test_a_new_rhythm_makes_the_future_anew_and_leaves_what_was_asked(database: Database) -> None:
    begun(database)

    saved = change(database, cadence="every 2 weeks on thu")
    make_tasks(database, TUESDAY)

    assert (saved.next_due, saved.staying) == (
        (date(2026, 12, 3), date(2026, 12, 17), date(2026, 12, 31)),
        (date(2026, 12, 1),),
    )
    assert due_days(database) == ["2026-12-01", "2026-12-03", "2026-12-17", "2026-12-31"]


@pytest.mark.parametrize(
    "cadence",
    [
        "monthly on working day 2",
        "every working day",
        "every 2 weeks on mon, fri",
        "monthly on last day",
        "monthly on 1st sun",
    ],
)
def test_the_dates_that_are_told_are_those_that_are_made(sqlite_database: Database, cadence: str) -> None:
    begun(sqlite_database)

    saved = change(sqlite_database, cadence=cadence)
    make_tasks(sqlite_database, TUESDAY)

    staying = {str(day) for day in saved.staying}
    made = [day for day in due_days(sqlite_database) if day not in staying]
    assert made[:3] == [str(day) for day in saved.next_due]


def test_what_changes_no_date_leaves_every_task_where_it_is(database: Database) -> None:
    begun(database)
    before = database.read(lambda session: list(session.scalars(select(Task.id))))

    saved = change(database, small_version="Ein Bild", deputies=("U4",))

    assert database.read(lambda session: list(session.scalars(select(Task.id)))) == before
    assert (saved.before.deputies if saved.before else (), saved.activity.deputies) == (
        (PersonRef(2, "Dora", "U2"),),
        (PersonRef(4, "Max", "U4"),),
    )


def test_another_title_is_the_same_activity(database: Database) -> None:
    ids = begun(database)
    before = due_days(database)

    change(database, title="LinkedIn-Beitrag")

    assert due_days(database) == before
    rows = database.read(lambda session: [(row.id, row.title) for row in session.scalars(select(Activity))])
    assert rows == [(ids.activities["Beitrag"], "LinkedIn-Beitrag")]


def test_messages_that_show_the_activity_are_brought_up_to_date(sqlite_database: Database) -> None:
    begun(sqlite_database)

    def arrived(session: Session) -> None:
        session.scalars(select(Outgoing)).one().state = "sent"

    sqlite_database.write(arrived)
    change(sqlite_database, title="LinkedIn-Beitrag")

    assert sqlite_database.read(lambda session: session.scalars(select(Outgoing.refresh_at)).all()) == [TUESDAY]


def test_a_new_owner_is_asked_for_what_is_open(database: Database) -> None:
    ids = begun(database)

    change(database, owner="U2", deputies=())
    tick(database, TUESDAY)

    asked = database.read(lambda session: session.scalars(select(Task).order_by(Task.due_on)).first())
    assert asked is not None
    assert (asked.due_on, asked.asked_id) == (date(2026, 12, 1), ids.dora)


def test_of_two_who_change_at_once_the_second_is_told_what_it_replaced(database: Database) -> None:
    begun(database)

    change(database, "U4", owner="U2", deputies=())
    saved = change(database, "U3", owner="U4", deputies=())

    assert saved.before is not None
    assert (saved.before.owner, saved.activity.owner) == (PersonRef(2, "Dora", "U2"), PersonRef(4, "Max", "U4"))


def test_a_new_activity_runs_from_tomorrow(database: Database) -> None:
    begun(database)

    def work(session: Session) -> ActivitySaved:
        actor = find_actor(session, "slack", "T1", "U3")
        starts = planned(session, actor, TUESDAY).first_start
        return activities.create(session, actor, replace(EVENING, starts=starts), TUESDAY, "form")

    saved = database.write(work)
    make_tasks(database, TUESDAY)

    assert saved.next_due == (date(2026, 12, 3), date(2026, 12, 10), date(2026, 12, 17))
    assert due_days(database, 3) == ["2026-12-01", "2026-12-03", "2026-12-08"]


def end(session: Session, who: str = "U3") -> None:
    actor = find_actor(session, "slack", "T1", who)
    key, _ = plan_of(session, who)
    activities.end(session, actor, key, TUESDAY, "button")


def test_an_ended_activity_tells_who_ended_it_and_through_which_door(database: Database) -> None:
    ids = begun(database)

    database.write(end)

    assert due_days(database) == []
    query = select(TaskEvent).where(TaskEvent.kind == "skipped")
    event = database.read(lambda session: session.scalars(query).one())
    assert (event.door, event.person_id, event.data) == ("button", ids.clara, {"why": "activity_ended"})


def test_a_new_one_takes_up_where_one_of_its_title_ended(database: Database) -> None:
    ids = begun(database)
    database.write(end)

    def again(session: Session) -> ActivitySaved:
        wanted = replace(EVENING, title="Beitrag")
        return activities.create(session, find_actor(session, "slack", "T1", "U3"), wanted, TUESDAY, "form")

    saved = database.write(again)
    make_tasks(database, TUESDAY)

    assert (saved.activity.id, saved.before) == (ids.activities["Beitrag"], None)
    assert due_days(database, 2) == ["2026-12-03", "2026-12-10"]


def test_a_title_that_ended_is_free_for_a_new_one_but_not_for_another_activity(sqlite_database: Database) -> None:
    found(sqlite_database, POST, {**POST, "title": "Newsletter"})
    sqlite_database.write(end)

    with pytest.raises(Refused, match="title_used"):
        change(sqlite_database, of="Newsletter", title="Beitrag")
