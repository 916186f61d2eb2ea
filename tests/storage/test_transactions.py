"""Reading and writing on both databases: all or nothing, one writer, nobody waits for readers, no naive instant."""

import threading
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from storage import learning_tables, outbox_tables  # noqa: F401  both fill the metadata
from storage.columns import Base
from storage.database import Database, open_database
from storage.engine_tables import Inbound
from storage.failures import DatabaseUnreachable, SchemaMismatch
from storage.inbound import forget_before, is_new
from storage.schema import head, migrate, require_current
from storage.tables import Workspace

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def add(session: Session, key: str) -> None:
    session.add(Inbound(event_key=key, received_at=NOON))
    session.flush()


def count(database: Database) -> int:
    return database.read(lambda session: session.scalar(select(func.count()).select_from(Inbound)) or 0)


def test_a_failed_work_leaves_nothing(database: Database) -> None:
    def work(session: Session) -> None:
        add(session, "a")
        raise ValueError("changed my mind")

    with pytest.raises(ValueError, match="changed my mind"):
        database.write(work)
    assert count(database) == 0


def test_a_savepoint_rolls_back_alone(database: Database) -> None:
    def work(session: Session) -> None:
        add(session, "kept")
        savepoint = session.begin_nested()
        add(session, "dropped")
        savepoint.rollback()

    database.write(work)
    assert database.read(lambda session: list(session.scalars(select(Inbound.event_key)))) == ["kept"]


def test_sixteen_writers_lose_no_update(database: Database) -> None:
    database.write(lambda session: session.add(Workspace(platform="slack", external_id="T1")))

    def bump(session: Session) -> None:
        workspace = session.scalars(select(Workspace).with_for_update()).one()
        workspace.last_number += 1

    threads = [threading.Thread(target=lambda: [database.write(bump) for _ in range(5)]) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert database.read(lambda session: session.scalars(select(Workspace.last_number)).one()) == 80


def test_readers_go_on_while_somebody_writes(database: Database) -> None:
    seen: list[int] = []

    def work(session: Session) -> None:
        add(session, "a")
        reader = threading.Thread(target=lambda: seen.append(count(database)))
        reader.start()
        reader.join(timeout=5)

    database.write(work)
    assert seen == [0]


def test_two_processes_share_a_database(database_url: str) -> None:
    one, other = open_database(database_url), open_database(database_url)
    threads = [
        threading.Thread(
            target=lambda db=db, name=name: [db.write(lambda s, k=k: add(s, f"{name}{k}")) for k in range(25)]
        )
        for name, db in (("one", one), ("other", other))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(one) == 50
    one.close()
    other.close()


def test_an_instant_comes_back_in_utc(database: Database) -> None:
    summer = datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=2)))
    winter = datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=1)))
    database.write(lambda session: session.add(Inbound(event_key="summer", received_at=summer)))
    database.write(lambda session: session.add(Inbound(event_key="winter", received_at=winter)))
    found = database.read(
        lambda session: list(session.scalars(select(Inbound.received_at).order_by(Inbound.received_at)))
    )
    assert found == [datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)]
    assert [one.tzinfo for one in found] == [UTC, UTC]


def test_a_naive_instant_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="has no zone"):
        database.write(lambda session: session.add(Inbound(event_key="a", received_at=datetime(2026, 12, 1))))  # noqa: DTZ001


def test_an_event_is_new_once(database: Database) -> None:
    new = [database.write(partial(is_new, event_key=key, now=NOON)) for key in ("a", "b", "a")]
    assert new == [True, True, False]
    database.write(lambda session: forget_before(session, NOON + timedelta(days=1)))
    assert count(database) == 0


def test_foreign_keys_hold(database: Database) -> None:
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError):
        database.write(
            lambda session: session.execute(
                text("INSERT INTO closing_day VALUES (1, 99, '2026-01-01', '2026-01-02', '')")
            )
        )


def test_migrating_twice_changes_nothing(database: Database) -> None:
    assert migrate(database) == (head(), head())


def test_the_migrations_make_exactly_the_tables_that_the_program_knows(database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_an_unknown_schema_stops_the_program(database: Database) -> None:
    database.write(lambda session: session.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(SchemaMismatch, match="at version 9999, this program needs"):
        database.read(require_current)


def test_an_empty_database_says_what_to_do(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(SchemaMismatch, match="Run `taktgeber migrate`"):
        database.read(require_current)
    database.close()


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/at/all/taktgeber.db", "postgresql://user:secret@127.0.0.1:1/taktgeber"]
)
def test_an_unreachable_database_is_named_without_its_password(url: str) -> None:
    database = open_database(url)
    with pytest.raises(DatabaseUnreachable) as caught:
        database.read(lambda session: session.execute(text("SELECT 1")))
    assert "Check DATABASE_URL" in str(caught.value)
    assert "secret" not in str(caught.value)
    database.close()


@pytest.mark.parametrize("url", ["mysql://localhost/x", "sqlite://", "sqlite:///:memory:"])
def test_an_unfit_database_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///FILE"):
        open_database(url)


def test_a_migration_on_sqlite_keeps_the_children(tmp_path: Path) -> None:
    """Rebuilding a parent table with foreign keys on would delete every row that refers to it."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from sqlalchemy import Column, String

    database = open_database(f"sqlite:///{tmp_path / 'taktgeber.db'}")
    migrate(database)

    def fill(session: Session) -> None:
        workspace = Workspace(platform="slack", external_id="T1")
        session.add(workspace)
        session.flush()
        session.execute(
            text("INSERT INTO channel (workspace_id, name) VALUES (:id, 'Newsletter')"), {"id": workspace.id}
        )

    database.write(fill)

    def rebuild(connection: object) -> None:
        operations = Operations(MigrationContext.configure(connection))  # type: ignore[arg-type]
        with operations.batch_alter_table("workspace", recreate="always") as batch:
            batch.add_column(Column("extra", String(5), nullable=True))

    from storage.schema import without_foreign_keys

    with without_foreign_keys(database) as connection, connection.begin():
        rebuild(connection)
    assert database.read(lambda session: session.scalar(text("SELECT count(*) FROM channel"))) == 1
    with pytest.raises(Exception, match="FOREIGN KEY"):
        database.write(
            lambda session: session.execute(text("INSERT INTO channel (workspace_id, name) VALUES (99, 'x')"))
        )
    database.close()
