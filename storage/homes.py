"""Home pages: which of them no longer show the truth, and who brings them up to date.

Only pages that somebody has opened count. A wish stays in its row until it is fulfilled: whoever takes one moves it to
the end of their lease, and clears it only if nobody has wished anew meanwhile.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, Update, and_, bindparam, case, func, or_, select, update
from sqlalchemy.orm import Session

from storage.columns import Instant
from storage.tables import Address, Person, Workspace

_GATHERED = timedelta(seconds=2)
_FIRST = timedelta(minutes=1)
_WORKSPACE = (Workspace, Workspace.id == Person.workspace_id)


@dataclass(frozen=True)
class StalePage:
    """Whose page it is, by our key and by the messenger's."""

    person_id: int
    external_id: str


def want_refresh(session: Session, workspace_id: int, now: datetime, *, first: int | None = None) -> None:
    """Asks for every opened page of a workspace to be brought up to date.

    A moment is left so that several changes become one; the page of whoever acted stands at the front of the queue.
    """
    facts = {"of_workspace": workspace_id, "first": first or 0, "at_once": now - _FIRST, "soon": now + _GATHERED}
    session.execute(_WANT, facts)


def _wish() -> Update:
    """An earlier wish stays where it stands; a page that is being read just now is wished for anew.

    Every change of a task asks for it, so it is one statement, built once, that takes no rows along.
    """
    person = Person.__table__.c
    at_once, soon = (bindparam(name, type_=Instant()) for name in ("at_once", "soon"))
    at = case((person.id == bindparam("first"), at_once), else_=soon)
    later = or_(person.home_stale_at.is_(None), person.home_stale_at > at)
    whose = and_(person.workspace_id == bindparam("of_workspace"), person.home_version.is_not(None), later)
    return update(cast("Table", Person.__table__)).where(whose).values(home_stale_at=at)


_WANT = _wish()


def anything_stale(session: Session, platform: str, workspace_external_id: str, now: datetime) -> bool:
    """Whether a page waits; asked without a lock, so that looking disturbs no writer."""
    query = select(Person.id).join(*_WORKSPACE).where(_waits(platform, workspace_external_id, now)).limit(1)
    return session.scalar(query) is not None


def take_stale(
    session: Session, platform: str, workspace_external_id: str, now: datetime, until: datetime
) -> StalePage | None:
    """The page that waits longest, ours until the lease ends; None if there is none that nobody else has taken."""
    query = (
        select(Person.id, Address.external_id)
        .join(*_WORKSPACE)
        .join(Address, Address.person_id == Person.id)
        .where(
            _waits(platform, workspace_external_id, now),
            Address.platform == platform,
            Address.workspace_external_id == workspace_external_id,
        )
        .order_by(Person.home_stale_at, Person.id)
        .limit(1)
        .with_for_update(skip_locked=True, key_share=True, of=Person)
    )
    found = session.execute(query).first()
    if found is None:
        return None
    page = StalePage(*found)
    take(session, page.person_id, until)
    return page


def _waits(platform: str, workspace_external_id: str, now: datetime) -> ColumnElement[bool]:
    theirs = and_(Workspace.platform == platform, Workspace.external_id == workspace_external_id)
    return and_(theirs, Person.home_stale_at <= now)


def take(session: Session, person_id: int, until: datetime) -> None:
    """Takes a page, opened before or not; from now on it is kept up to date."""
    version = func.coalesce(Person.home_version, "")
    _change(session, Person.id == person_id, home_stale_at=until, home_version=version)


def version_of(session: Session, person_id: int) -> str:
    """The messenger's name for the page they see; empty while it is unknown."""
    return session.scalar(select(Person.home_version).where(Person.id == person_id)) or ""


def published(session: Session, person_id: int, until: datetime, version: str) -> None:
    """The page shows the truth, unless a refresh was wished for since it was taken."""
    _change(session, Person.id == person_id, home_version=version)
    _change(session, _taken(person_id, until), home_stale_at=None)


def put_off(session: Session, person_id: int, until: datetime, at: datetime) -> None:
    """Tries again later, unless a refresh was wished for since it was taken."""
    _change(session, _taken(person_id, until), home_stale_at=at)


def give_up(session: Session, person_id: int) -> None:
    """Nothing more until they open it again."""
    _change(session, Person.id == person_id, home_stale_at=None, home_version=None)


def _taken(person_id: int, until: datetime) -> ColumnElement[bool]:
    return and_(Person.id == person_id, Person.home_stale_at == until)


def _change(session: Session, whose: ColumnElement[bool], **values: Any) -> None:
    """Writes nothing else along: whoever changes tasks decides when they are written."""
    apart = {"synchronize_session": False, "autoflush": False}
    session.execute(update(Person).where(whose).values(**values), execution_options=apart)
