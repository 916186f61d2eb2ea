"""What stands on somebody's list: what they are responsible for or were asked about, and nothing else."""

import random
from datetime import date

import pytest
from sqlalchemy.orm import Session

from jobs.company import company_in
from jobs.use_cases.actors import find_actor
from jobs.use_cases.finding import SOON, open_tasks
from storage import tasks
from storage.cover_tables import Absence
from storage.database import Database
from storage.tables import Activity, ActivityDeputy, Person, Task
from tests.jobs.company import PEOPLE, Ids, berlin, found

NOW = berlin("2026-12-01 09:00")
TODAY = date(2026, 12, 1)


@pytest.mark.parametrize("seed", range(6))
def test_a_list_leaves_out_nothing_and_nobody_elses(sqlite_database: Database, seed: int) -> None:
    ids = found(sqlite_database)
    sqlite_database.write(lambda session: assign_at_random(session, ids, random.Random(seed)))
    for number, name in enumerate(PEOPLE, start=1):
        shown, theirs = sqlite_database.read(lambda session, user=f"U{number}": both_ways(session, user))  # type: ignore[misc]
        assert shown == theirs, name


def both_ways(session: Session, user: str) -> tuple[list[int], list[int]]:
    """The list as it is read, and as it is by looking at every single task."""
    actor = find_actor(session, "slack", "T1", user)
    company = company_in(session, actor.workspace_id)
    theirs = [
        task.number
        for task in tasks.open_tasks(session, actor.workspace_id, TODAY + SOON)
        if actor.person.id == task.asked_id
        or actor.person == company.responsible(task, task.activity, max(TODAY, task.due_on))
    ]
    return [task.number for task in open_tasks(session, actor, NOW).tasks], theirs


def assign_at_random(session: Session, ids: Ids, chance: random.Random) -> None:
    people = list(ids.people.values())

    def somebody() -> int | None:
        return chance.choice((None, *people))

    for person_id in people:
        session.get_one(Person, person_id).deputy_id = somebody()
    for person_id in chance.sample(people, 2):
        session.add(Absence(workspace_id=ids.workspace, person_id=person_id, first_on=TODAY))
    for number in range(1, 41):
        activity = Activity(
            workspace_id=ids.workspace,
            title=f"Beitrag {number}",
            cadence="monthly on day 1",
            starts_on=TODAY,
            owner_id=somebody(),
            deputies=[
                ActivityDeputy(position=position, person_id=one)
                for position, one in enumerate(chance.sample(people, chance.randrange(3)))
            ],
        )
        session.add(activity)
        session.flush()
        facts = {"holder_id": somebody(), "asked_id": somebody()} if chance.random() < 0.5 else {}
        session.add(
            Task(
                workspace_id=ids.workspace,
                activity_id=activity.id,
                number=number,
                nominal_on=TODAY,
                planned_on=TODAY,
                due_on=TODAY,
                **facts,
            )
        )
