"""Two databases, one suite: whatever touches storage runs on SQLite and on a real PostgreSQL."""

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, delete, text
from sqlalchemy.orm import Session

from storage.database import Database, open_database
from storage.engine_tables import Inbound
from storage.outbox_tables import Lane
from storage.schema import migrate
from storage.tables import Workspace
from tests.postgres import Server, start_server

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="taktgeber-pg-") as folder:
        server = start_server(Path(folder))
        database = open_database(server.url("postgres"))
        _create(server, "template_taktgeber", template="template1")
        migrated = open_database(server.url("template_taktgeber"))
        migrate(migrated)
        migrated.close()
        database.close()
        yield server
        server.stop()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "taktgeber.db"
    database = open_database(f"sqlite:///{file}")
    migrate(database)
    database.close()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh, migrated database of each kind."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        shutil.copy(template, tmp_path / "taktgeber.db")
        return f"sqlite:///{tmp_path / 'taktgeber.db'}"
    server: Server = request.getfixturevalue("postgres")
    name = f"test_{next(_numbers)}"
    _create(server, name, template="template_taktgeber")
    return server.url(name)


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
        server: Server = request.getfixturevalue("postgres")
        name = f"test_{next(_numbers)}"
        _create(server, name, template="template_taktgeber")
        url = server.url(name)
    opened = open_database(url)
    yield opened
    opened.close()


def emptied(database: Database) -> Database:
    """The same database without any company in it."""

    def work(session: Session) -> None:
        for table in (Workspace, Lane, Inbound):
            session.execute(delete(table))

    database.write(work)
    return database


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """For what doesn't depend on the kind of database."""
    shutil.copy(sqlite_template, tmp_path / "taktgeber.db")
    opened = open_database(f"sqlite:///{tmp_path / 'taktgeber.db'}")
    yield opened
    opened.close()


def _create(server: Server, name: str, template: str) -> None:
    engine = create_engine(server.driver_url("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    engine.dispose()
