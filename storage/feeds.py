"""Queries about the calendars from which absences are read, and about what was read from them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.cover_tables import Absence, AbsenceFeed


def feeds_of(session: Session, workspace_id: int) -> list[AbsenceFeed]:
    """All calendars of a company, its own ones first."""
    query = select(AbsenceFeed).where(AbsenceFeed.workspace_id == workspace_id)
    return list(session.scalars(query.order_by(AbsenceFeed.person_id.is_not(None), AbsenceFeed.id)))


def feed_for(session: Session, workspace_id: int, person_id: int | None) -> AbsenceFeed | None:
    """The calendar of a person, or of the company where there is no person."""
    whose = AbsenceFeed.person_id.is_(None) if person_id is None else AbsenceFeed.person_id == person_id
    query = select(AbsenceFeed).where(AbsenceFeed.workspace_id == workspace_id, whose)
    return session.scalars(query.order_by(AbsenceFeed.id)).first()


def feed_by_id(session: Session, feed_id: int) -> AbsenceFeed | None:
    return session.get(AbsenceFeed, feed_id, populate_existing=True)


def anything_due(session: Session, now: datetime) -> bool:
    """Whether any calendar is to be read."""
    return session.scalar(select(AbsenceFeed.id).where(AbsenceFeed.next_read_at <= now).limit(1)) is not None


def take_due(session: Session, now: datetime, until: datetime) -> AbsenceFeed | None:
    """The calendar that waits longest to be read, ours until then; None when none does, or others read them all."""
    query = (
        select(AbsenceFeed)
        .where(AbsenceFeed.next_read_at <= now)
        .order_by(AbsenceFeed.next_read_at, AbsenceFeed.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    feed = session.scalars(query).one_or_none()
    if feed is not None:
        feed.next_read_at = until
    return feed


def read_from(session: Session, feed_id: int) -> list[Absence]:
    """Everything that was read from a calendar, whether it holds or not."""
    return list(session.scalars(select(Absence).where(Absence.feed_id == feed_id).order_by(Absence.id)))
