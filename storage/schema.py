"""Brings the database to this program's version, and tells whether it is there.

All missing migrations run in one transaction, so a killed migration leaves the old schema whole.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from storage.database import Database
from storage.failures import SchemaMismatch

_MIGRATIONS = Path(__file__).parent / "migrations"
_ADVISORY_LOCK = 7_042_011


def migrate(database: Database) -> tuple[str | None, str]:
    """Runs what is missing; answers the version before and after. Two processes at once take turns."""
    with without_foreign_keys(database) as connection, connection.begin():
        before = MigrationContext.configure(connection).get_current_revision()
        _upgrade(connection)
    return before, head()


@contextmanager
def without_foreign_keys(database: Database) -> Iterator[Connection]:
    """A connection on which a batch migration may rebuild a parent table without deleting every child row.

    SQLite's pragma does nothing inside a transaction, so it goes to the driver before BEGIN.
    """
    with database.engine.connect() as connection:
        if database.is_sqlite:
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        try:
            yield connection
        finally:
            if database.is_sqlite:
                connection.connection.cursor().execute("PRAGMA foreign_keys=ON")


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if orphans:
            raise SchemaMismatch(f"the migration would leave {len(orphans)} rows without their parent; nothing changed")


@cache
def head() -> str:
    """The schema version this program speaks."""
    version = ScriptDirectory.from_config(_config()).get_current_head()
    if version is None:
        raise SchemaMismatch("no migrations were shipped with this program")
    return version


def current(session: Session) -> str | None:
    """The schema version of the database."""
    return MigrationContext.configure(session.connection()).get_current_revision()


def require_current(session: Session) -> None:
    """Raises SchemaMismatch unless the database speaks this program's version.

    An old process beside a new schema stops by this instead of doing harm.
    """
    found = current(session)
    if found != head():
        raise SchemaMismatch(
            f"The database is at version {found or 'none'}, this program needs {head()}. "
            "Run `taktgeber migrate`, or start the version that belongs to this database."
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return config
