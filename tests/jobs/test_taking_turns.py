"""People take turns: whose turn each task is, what away means, and what a changed list does."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from jobs.company import load_company
from jobs.making import make_for_activity
from jobs.notices import Left, LeftTurns, Notice, Nudge, Turn
from jobs.rules.turns import Every
from jobs.use_cases import planning, steer
from storage import tasks
from storage.cover_tables import Absence
from storage.database import Database
from storage.tables import Activity, ActivityTurn, Person, Task, Workspace
from tests.jobs import hearing as hear
from tests.jobs.company import Ids, berlin, found
from tests.jobs.measures import actor_of
from tests.jobs.recorder import Engine

POST: dict[str, Any] = {"title": "Beitrag", "cadence": "every week on tue", "starts": date(2026, 12, 1), "lead": 0}
MONDAY = berlin("2026-11-30 08:00")


def take_turns(database: Database, ids: Ids, people: Sequence[str], every: str | None) -> None:
    """Founds the rotation before any task is made."""

    def work(session: Session) -> None:
        activity = session.get_one(Activity, ids.activities["Beitrag"])
        activity.turn_every = every
        activity.turns = [
            ActivityTurn(position=position, person_id=ids.people[name]) for position, name in enumerate(people)
        ]

    database.write(work)


def company(database: Database, people: Sequence[str], every: str, **fields: object) -> Ids:
    ids = found(database, {**POST, **fields})
    take_turns(database, ids, people, every)
    return ids


def change(database: Database, people: Sequence[str], every: Every | None, at: str) -> None:
    """Changes the list as a plan does."""

    def work(session: Session) -> None:
        workspace = session.scalars(select(Workspace)).one()
        plan = planning.export(session, workspace.id)
        [post] = plan.activities
        users = tuple(f"U{('Otto', 'Dora', 'Clara', 'Max', 'Gast').index(name) + 1}" for name in people)
        wanted = replace(post, turns=users, turn_every=every)
        planning.apply(session, workspace.id, replace(plan, activities=(wanted,)), berlin(at))

    database.write(work)


def turns(database: Database, count: int = 100) -> str:
    """Whose turn the tasks are, in the order of their dates; by first letters, `-` for nobody's."""
    query = select(Person.name).select_from(Task).outerjoin(Person, Person.id == Task.turn_id).order_by(Task.nominal_on)
    names = database.read(lambda session: list(session.scalars(query)))
    return "".join((name or "-")[0] for name in names[:count])


def set_of(database: Database, person_id: int, **fields: object) -> None:
    database.write(lambda session: session.execute(update(Person).where(Person.id == person_id).values(**fields)))


def asked(engine: Engine, day: str) -> list[str]:
    return [one.to for one in engine.at(berlin(f"{day} 09:00")) if isinstance(one.notice, Nudge)]


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("task", "ODCODCODCODCOD"),
        ("week", "ODCODCODCODCOD"),
        ("month", "OOOOODDDDCCCCO"),
        ("quarter", "OOOOODDDDDDDDD"),
    ],
)
def test_every_task_is_somebodys_turn(database: Database, every: str, expected: str) -> None:
    company(database, ["Otto", "Dora", "Clara"], every)
    Engine(database, MONDAY).now()
    assert turns(database, 14) == expected


@pytest.mark.parametrize("every", ["task", "week", "month", "quarter"])
@pytest.mark.parametrize("cadence", ["every week on tue, fri", "monthly on working day 3", "every working day"])
def test_made_in_pieces_it_comes_to_the_same(sqlite_database: Database, every: str, cadence: str) -> None:
    ids = company(sqlite_database, ["Otto", "Dora", "Clara"], every, cadence=cadence)

    def make(session: Session, until: date) -> None:
        held = load_company(session, session.get_one(Workspace, ids.workspace))
        make_for_activity(session, held, session.get_one(Activity, ids.activities["Beitrag"]), until, MONDAY)

    def wipe(session: Session) -> None:
        session.query(Task).delete()
        session.execute(update(Activity).values(made_until=None))

    end = date(2027, 6, 30)
    sqlite_database.write(lambda session: make(session, end))
    at_once = turns(sqlite_database, 1000)
    sqlite_database.write(wipe)
    for week in range(32):
        until = min(end, MONDAY.date() + timedelta(weeks=week))
        sqlite_database.write(lambda session, until=until: make(session, until))  # type: ignore[misc]

    assert turns(sqlite_database, 1000) == at_once
    assert len(at_once) >= 7


def test_whoever_is_away_keeps_their_place_and_the_next_takes_the_task(database: Database) -> None:
    """Dora is away in the week of her turn: Clara takes it, and has her own turn all the same."""
    ids = company(database, ["Otto", "Dora", "Clara"], "task")
    away = Absence(
        workspace_id=ids.workspace, person_id=ids.dora, first_on=date(2026, 12, 7), last_on=date(2026, 12, 9)
    )
    database.write(lambda session: session.add(away))
    engine = Engine(database, MONDAY)
    engine.now()

    def done(nth: int) -> None:
        def work(session: Session) -> None:
            task = session.scalars(select(Task).order_by(Task.nominal_on)).all()[nth]
            task.ended, task.ended_on, task.next_at = "done", task.due_on, None

        database.write(work)

    days = ["2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22", "2026-12-29"]
    receivers = []
    for nth, day in enumerate(days):
        receivers += asked(engine, day)
        done(nth)

    assert receivers == ["U1", "U3", "U3", "U1", "U2"]
    assert turns(database, 5) == "ODCOD"


def test_when_all_who_take_turns_are_away_the_owner_is_asked_before_any_deputy(
    database: Database,
) -> None:
    ids = company(database, ["Dora", "Clara"], "task", deputies=("Max",))
    for person in (ids.dora, ids.clara):
        gone = Absence(workspace_id=ids.workspace, person_id=person, first_on=date(2026, 11, 30))
        database.write(lambda session, gone=gone: session.add(gone))  # type: ignore[misc]
    engine = Engine(database, MONDAY)
    engine.now()
    assert asked(engine, "2026-12-01") == ["U1"]


def test_whoever_has_left_is_passed_over(database: Database) -> None:
    ids = company(database, ["Dora", "Otto", "Clara"], "task", deputies=())
    set_of(database, ids.dora, standing="deactivated")
    engine = Engine(database, MONDAY)
    engine.now()
    assert asked(engine, "2026-12-01") == ["U1"]
    assert turns(database, 3) == "DOC"


def test_a_task_that_needs_no_day_is_nobodys_turn(database: Database) -> None:
    """Christmas and New Year's Eve fall away; whoever was next is next all the same."""
    company(
        database, ["Otto", "Dora"], "task", cadence="every week on fri", starts=date(2026, 12, 11), non_working="skip"
    )
    Engine(database, MONDAY).now()
    query = select(Task.due_on, Person.name).join(Person, Person.id == Task.turn_id).order_by(Task.nominal_on).limit(4)
    assert database.read(lambda session: [(f"{day:%m-%d}", name) for day, name in session.execute(query)]) == [
        ("12-11", "Otto"),
        ("12-18", "Dora"),
        ("01-08", "Otto"),
        ("01-15", "Dora"),
    ]


def test_a_date_moves_off_the_holidays_of_whoever_has_the_turn(database: Database) -> None:
    """1 November is a holiday in Bavaria and none in Berlin; in 2027 it is a Monday."""
    ids = company(database, ["Otto", "Dora"], "month", cadence="monthly on day 1", starts=date(2027, 9, 1))
    database.write(
        lambda session: session.execute(
            update(Person).where(Person.id == ids.otto).values(country="DE", subdivision="BE")
        )
    )
    Engine(database, berlin("2027-08-30 08:00")).now()
    query = select(Task.due_on).order_by(Task.nominal_on).limit(3)
    assert database.read(lambda session: list(session.scalars(query))) == [
        date(2027, 9, 1),
        date(2027, 10, 1),
        date(2027, 11, 1),
    ]


def hand_over_the_second(database: Database) -> None:
    def work(session: Session) -> None:
        second = session.scalars(select(Task).order_by(Task.nominal_on)).all()[1]
        steer.reassign(
            session, actor_of(session, "Clara"), second.id, MONDAY, "form", actor_of(session, "Max").person.id
        )

    database.write(work)


@pytest.mark.parametrize(
    ("people", "every", "expected"),
    [
        # The first was asked, the second handed over: both stay as they are.
        (["Clara", "Max"], "task", "ODCMCM"),
        (["Dora", "Max"], "task", "ODMDMD"),
        (["Otto", "Dora"], "month", "ODOOOD"),
        (["Max", "Otto", "Gast"], "quarter", "ODMMMO"),
        ([], None, "OD----"),
    ],
)
def test_a_changed_list_leaves_what_is_under_way(
    database: Database, people: list[str], every: Every | None, expected: str
) -> None:
    company(database, ["Otto", "Dora", "Clara"], "task")
    engine = Engine(database, MONDAY)
    engine.now()
    assert asked(engine, "2026-12-01") == ["U1"]
    hand_over_the_second(database)

    change(database, people, every, "2026-12-01 10:00")
    engine.at(berlin("2026-12-01 10:00"))

    assert turns(database, 6) == expected


def test_what_is_due_today_and_was_not_asked_yet_follows_the_list(database: Database) -> None:
    company(database, ["Otto", "Dora"], "task")
    engine = Engine(database, MONDAY)
    engine.now()
    change(database, ["Clara", "Dora"], "task", "2026-12-01 08:00")
    assert asked(engine, "2026-12-01") == ["U3"]
    assert turns(database, 3) == "CDC"


def test_the_same_list_changes_nothing(database: Database) -> None:
    company(database, ["Otto", "Dora"], "task")
    engine = Engine(database, MONDAY)
    engine.now()
    ids = database.read(lambda session: list(session.scalars(select(Task.id))))
    change(database, ["Otto", "Dora"], "task", "2026-12-01 08:00")
    assert database.read(lambda session: list(session.scalars(select(Task.id)))) == ids


def test_a_deputy_of_whoever_has_the_turn_finds_the_task(database: Database) -> None:
    """Max stands in for Dora in general; on her turn it is his to find, and on Otto's not."""
    ids = company(database, ["Otto", "Dora"], "task", deputies=())
    set_of(database, ids.dora, deputy_id=ids.max)
    Engine(database, MONDAY).now()

    def near(session: Session) -> list[int]:
        return [task.turn_id or 0 for task in tasks.open_tasks(session, ids.workspace, date(2026, 12, 20), ids.max)]

    assert database.read(near) == [ids.dora]


def test_a_departure_tells_of_the_rotations_they_were_part_of(database: Database) -> None:
    """Max owns nothing and takes turns; once the list goes on without him, what was told says so."""
    ids = company(database, ["Otto", "Max", "Dora"], "task")
    engine = Engine(database, MONDAY)
    engine.now()
    hear.change(database, "2026-11-30 10:00", "Max", "deactivated")
    beitrag = ids.activities["Beitrag"]

    def turns_told(notices: Iterable[Notice]) -> list[tuple[LeftTurns, ...]]:
        return [notice.turns for notice in notices if isinstance(notice, Left)]

    sent = engine.at(berlin("2026-11-30 10:00"))
    assert turns_told(one.notice for one in sent) == [(LeftTurns(beitrag, "Beitrag", still=True),)]
    change(database, ["Otto", "Dora"], "task", "2026-11-30 11:00")
    engine.at(berlin("2026-11-30 11:00"))
    updated = turns_told(notice for _, notice in engine.messenger.updated)
    assert updated[-1] == (LeftTurns(beitrag, "Beitrag", still=False),)


@pytest.mark.parametrize(
    ("every", "told"),
    [
        # The heads-up comes on Friday, 27 November: only the quarter of Tuesday has begun by then.
        ("task", [("heads_up", "task"), ("due", "task")]),
        ("week", [("heads_up", "task"), ("due", "week")]),
        ("month", [("heads_up", "task"), ("due", "month")]),
        ("quarter", [("heads_up", "quarter"), ("due", "quarter")]),
    ],
)
def test_the_nudge_says_for_how_long_it_is_ones_turn_and_who_follows(
    database: Database, every: Every, told: list[tuple[str, Every]]
) -> None:
    company(database, ["Otto", "Dora"], every, lead=2)
    engine = Engine(database, berlin("2026-11-26 08:00"))
    engine.now()
    nudges = [one for day in ("2026-11-27", "2026-12-01", "2026-12-02") for one in engine.at(berlin(f"{day} 09:00"))]
    items = [item for one in nudges if isinstance(one.notice, Nudge) for item in one.notice.items]
    assert [(item.tone, item.turn) for item in items] == [
        *((tone, Turn(one, hear.DORA)) for tone, one in told),
        ("again", None),
    ]


def test_whoever_stands_in_is_not_told_that_it_is_their_turn(database: Database) -> None:
    ids = company(database, ["Otto", "Dora"], "task")
    set_of(database, ids.otto, standing="deactivated")
    engine = Engine(database, MONDAY)
    engine.now()
    [nudge] = [one for one in engine.at(berlin("2026-12-01 09:00")) if isinstance(one.notice, Nudge)]
    assert isinstance(nudge.notice, Nudge)
    assert (nudge.to, [item.turn for item in nudge.notice.items]) == ("U2", [None])
