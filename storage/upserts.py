"""Inserts that do nothing when the row exists: spelled by each database in its own way."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session


def insert_for(session: Session, table: type[DeclarativeBase]) -> Any:
    """An insert that knows `on_conflict_do_nothing` in this session's database."""
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    return sqlite.insert(table) if on_sqlite else postgresql.insert(table)
