"""The engine, and the two kinds of transaction the product knows: reading and writing.

SQLite and PostgreSQL run the same code. On SQLite a writer takes its lock at BEGIN, because a lock taken later fails
at once when somebody else wrote in between; within one process writers take turns before that, because
SQLite's busy handler backs off in steps and starves the unlucky one. On PostgreSQL rows are claimed with SKIP LOCKED.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, TypeVar

from sqlalchemy import Connection, CursorResult, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from storage.failures import DatabaseUnreachable
from storage.turns import Turns

T = TypeVar("T")

_ATTEMPTS = 4
_CONNECT_SECONDS = 5
# A stopped process must not keep its rows locked for ever; see the PostgreSQL settings of the same names.
_POSTGRES_OPTIONS = (
    "-c lock_timeout=8000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=10000 -c timezone=UTC"
)


class Database:
    """Opens transactions. Every work function may run more than once, so it does nothing but use its session."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reading = sessionmaker(engine, execution_options={"sqlite_begin": "DEFERRED"})
        self._writing = sessionmaker(engine, expire_on_commit=False)
        self._one_writer = Turns() if self.is_sqlite else nullcontext()

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def read(self, work: Callable[[Session], T]) -> T:
        """What work answers from one consistent view; nothing it changes is kept."""
        with _translated(self.engine), self._reading() as session:
            return work(session)

    def write(self, work: Callable[[Session], T]) -> T:
        """What work answers, after everything it changed is committed; all of it or nothing.

        A deadlock, a serialisation failure or a busy SQLite is tried again, a few times.
        """
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                with _translated(self.engine), self._one_writer, self._writing.begin() as session:
                    return work(session)
            except (DBAPIError, StaleDataError) as fault:
                if attempt == _ATTEMPTS or not _worth_repeating(fault):
                    raise
        raise AssertionError("unreachable")

    def close(self) -> None:
        self.engine.dispose()


def open_database(url: str) -> Database:
    """A database for this URL (`sqlite:///file.db` or `postgresql://…`). Does not connect yet."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return Database(_sqlite(parsed.render_as_string(hide_password=False)))
    if parsed.get_backend_name() in ("postgresql", "postgres"):
        driver = parsed.set(drivername="postgresql+psycopg")
        return Database(_postgres(driver.render_as_string(hide_password=False)))
    raise ValueError(f"{parsed.get_backend_name()} is not supported; use sqlite:///FILE or postgresql://…")


def _sqlite(url: str) -> Engine:
    if make_url(url).database in (None, "", ":memory:"):
        raise ValueError("a database in memory forgets everything; use sqlite:///FILE")
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": 10})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # sqlite3 must not emit a BEGIN of its own
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
        connection.exec_driver_sql(f"BEGIN {mode}")

    return engine


def _postgres(url: str) -> Engine:
    return create_engine(
        url,
        pool_pre_ping=True,
        pool_size=10,
        connect_args={"connect_timeout": _CONNECT_SECONDS, "options": _POSTGRES_OPTIONS},
    )


def _worth_repeating(fault: DBAPIError | StaleDataError) -> bool:
    if isinstance(fault, StaleDataError):
        return True  # somebody changed the row between our reading and writing it
    state = getattr(fault.orig, "sqlstate", None)
    if state is not None:
        return str(state).startswith("40")
    return "locked" in str(fault.orig) or "busy" in str(fault.orig)


@contextmanager
def _translated(engine: Engine) -> Iterator[None]:
    try:
        yield
    except OperationalError as fault:
        if _is_unreachable(fault):
            raise DatabaseUnreachable(engine.url.render_as_string(hide_password=True)) from fault
        raise


def _is_unreachable(fault: OperationalError) -> bool:
    reasons = ("unable to open database", "connection", "could not translate", "timeout expired")
    no_state = getattr(fault.orig, "sqlstate", None) is None
    return no_state and any(reason in str(fault.orig).lower() for reason in reasons)


def changed_one(result: object) -> bool:
    """Whether a conditional change met its one row; if not, somebody else was first."""
    return isinstance(result, CursorResult) and result.rowcount == 1
