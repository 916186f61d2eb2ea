"""The transactions that keep home pages up to date: taking one, reading it, and writing down what became of it.

A page that was taken stays wished for until it is published, so that nothing is lost when a process dies.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from jobs.use_cases.actors import find_actor
from jobs.use_cases.answers import Actor
from jobs.use_cases.home import Home, home
from storage import homes
from storage.database import Database

LEASE = timedelta(seconds=30)


@dataclass(frozen=True)
class Taken:
    """A page that is ours to publish. `until` marks our claim: a change meanwhile moves the mark."""

    person_id: int
    external_id: str
    until: datetime


@dataclass(frozen=True)
class Page:
    """What a page shows at this instant, and the messenger's name for the one that is seen; empty if unknown."""

    home: Home
    version: str


def take(session: Session, actor: Actor, now: datetime) -> Taken:
    """Takes the page of somebody who looks at it."""
    taken = Taken(actor.person.id, actor.person.external_id or "", now + LEASE)
    homes.take(session, taken.person_id, taken.until)
    return taken


def take_stale(database: Database, platform: str, workspace_external_id: str, now: datetime) -> Taken | None:
    """Takes the page that waits longest; None when none does."""
    place = (platform, workspace_external_id)
    if not database.read(lambda session: homes.anything_stale(session, *place, now)):
        return None
    until = now + LEASE
    page = database.write(lambda session: homes.take_stale(session, *place, now, until))
    return Taken(page.person_id, page.external_id, until) if page else None


def read(database: Database, platform: str, workspace_external_id: str, taken: Taken, now: datetime) -> Page:
    """The page as things stand now; Refused for somebody who may not see one any more."""

    def work(session: Session) -> Page:
        actor = find_actor(session, platform, workspace_external_id, taken.external_id)
        return Page(home(session, actor, now), homes.version_of(session, taken.person_id))

    return database.read(work)


def published(database: Database, taken: Taken, version: str) -> None:
    database.write(partial(homes.published, person_id=taken.person_id, until=taken.until, version=version))


def put_off(database: Database, taken: Taken, at: datetime) -> None:
    database.write(partial(homes.put_off, person_id=taken.person_id, until=taken.until, at=at))


def give_up(database: Database, taken: Taken) -> None:
    database.write(partial(homes.give_up, person_id=taken.person_id))
