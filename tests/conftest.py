"""Two databases, one suite: whatever touches storage runs on SQLite and on a real PostgreSQL."""

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from storage.database import Database, open_database
from storage.engine_tables import Heartbeat, Inbound
from storage.outbox_tables import Lane
from storage.schema import head, migrate
from storage.tables import Workspace
from tests.postgres import Server, start_server

_numbers = itertools.count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="taktgeber-pg-") as folder:
        server = start_server(Path(folder))
        server.run("CREATE DATABASE template_taktgeber")
        migrated = open_database(server.url("template_taktgeber"))
        migrate(migrated)
        migrated.close()
        yield server
        server.stop()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "taktgeber.db"
    database = open_database(f"sqlite:///{file}")
    migrate(database)
    database.close()
    return file


@pytest.fixture(scope="session")
def postgres_database_url(postgres: Server) -> str:
    """One database for all tests, each of which empties it first: making one takes longer than most tests."""
    return _made(postgres)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a migrated database of each kind with nothing in it."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        shutil.copy(template, tmp_path / "taktgeber.db")
        return f"sqlite:///{tmp_path / 'taktgeber.db'}"
    url: str = request.getfixturevalue("postgres_database_url")
    opened = open_database(url)
    emptied(opened).close()
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url)
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def module_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database of each kind for a long table of cases, each of which empties it first: far cheaper than many."""
    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("table") / "taktgeber.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        url = f"sqlite:///{file}"
    else:
        url = _made(request.getfixturevalue("postgres"))
    opened = open_database(url)
    yield opened
    opened.close()


def emptied(database: Database) -> Database:
    """The same database without any company in it. Whoever still holds on to it is thrown out; keys begin anew, and so
    does what a test may have made of the version."""

    def work(session: Session) -> None:
        if not database.is_sqlite:
            session.execute(text(_THROW_OUT))
        for table in (Workspace, Lane, Inbound, Heartbeat):
            session.execute(delete(table))
        session.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": head()})
        if not database.is_sqlite:
            session.execute(text(_BEGIN_ANEW))

    database.write(work)
    return database


_THROW_OUT = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
_BEGIN_ANEW = "SELECT setval(format('%I.%I', schemaname, sequencename), 1, false) FROM pg_sequences"


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """For what doesn't depend on the kind of database."""
    shutil.copy(sqlite_template, tmp_path / "taktgeber.db")
    opened = open_database(f"sqlite:///{tmp_path / 'taktgeber.db'}")
    yield opened
    opened.close()


def _made(server: Server) -> str:
    """A new, migrated database on the server."""
    name = f"test_{next(_numbers)}"
    server.run(f"CREATE DATABASE {name} TEMPLATE template_taktgeber")
    return server.url(name)
