"""A transaction reads its company once, and again when something of it has changed."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from jobs.company import company_in
from storage.cover_tables import Absence, ClosingDay
from storage.database import Database
from storage.tables import Activity, Person, Role, Workspace
from tests.jobs.company import Ids, found

AWAY = date(2026, 12, 1)
NEWSLETTER = {"title": "Newsletter", "cadence": "every week on tue", "starts": AWAY}


def gone(session: Session, ids: Ids) -> None:
    session.add(Absence(workspace_id=ids.workspace, person_id=ids.otto, first_on=AWAY, last_on=AWAY))


def closed(session: Session, ids: Ids) -> None:
    session.add(ClosingDay(workspace_id=ids.workspace, first_on=AWAY, last_on=AWAY))


def coordinates(session: Session, ids: Ids) -> None:
    session.query(Role).filter_by(name="coordinate").one().holder_id = ids.dora


def left(session: Session, ids: Ids) -> None:
    session.get_one(Person, ids.otto).standing = "deactivated"


def moved(session: Session, ids: Ids) -> None:
    session.get_one(Workspace, ids.workspace).zone = "Europe/Lisbon"


CHANGES = (gone, closed, coordinates, left, moved)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_at_once_and_no_longer_when_it_is_undone(
    sqlite_database: Database, change: Callable[[Session, Ids], None]
) -> None:
    ids = found(sqlite_database)

    def work(session: Session) -> tuple[str, str, str]:
        before = seen(session, ids)
        savepoint = session.begin_nested()
        change(session, ids)
        changed = seen(session, ids)
        savepoint.rollback()
        return before, changed, seen(session, ids)

    before, changed, undone = sqlite_database.write(work)
    assert changed != before
    assert undone == before


def test_it_is_read_once_whatever_happens_to_the_work(sqlite_database: Database) -> None:
    ids = found(sqlite_database, NEWSLETTER)
    statements: list[str] = []

    def work(session: Session) -> bool:
        company = company_in(session, ids.workspace)
        activity = session.query(Activity).one()
        activity.title = "Rundbrief"
        session.flush()
        statements.clear()
        return company_in(session, ids.workspace) is company

    event.listen(sqlite_database.engine, "before_cursor_execute", lambda *facts: statements.append(facts[2]))
    assert sqlite_database.write(work)
    assert statements == []


def seen(session: Session, ids: Ids) -> str:
    """Everything of the company that decisions rest on."""
    company = company_in(session, ids.workspace)
    return repr((company.targets[ids.otto], company.workdays, company.holder("coordinate"), company.workspace.zone))
