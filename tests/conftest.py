"""Two databases, one suite: whatever touches storage runs on SQLite and on a real PostgreSQL."""

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from storage.database import Database, open_database
from storage.schema import migrate
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
