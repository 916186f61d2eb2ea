"""The mapped classes of who is there: absences, closing days, hand-overs, calendars from which absences are read."""

from datetime import UTC, date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, event, inspect
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Base, Key, only_where
from storage.tables import MaybePerson, OfPerson, OfWorkspace

AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)
"""An instant that has passed, wherever there is no clock to ask."""


class Absence(Base):
    """A span of days in which a person is not asked. It has no cause, on purpose: illness is health data.

    `source` is the messenger's key of the message in which it was said, as long as it is what that message said.
    `deputy_id` is whoever was named to stand in; the tasks that are known by then are handed to them at once.
    `feed_id` and `feed_key` name the calendar and the entry it was read from; `dismissed`: somebody has said that it
    doesn't hold, whatever the calendar says. What was ended by a message stays so too, so that this can be taken back.
    `next_at` is when the engine looks at what is to be said about it: at once after every change of its days, and null
    once everything is said.
    """

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_next_at", "next_at", **only_where("next_at IS NOT NULL")),)

    id: Mapped[Key]
    workspace_id: Mapped[OfWorkspace] = mapped_column(index=True)
    person_id: Mapped[OfPerson] = mapped_column(index=True)
    first_on: Mapped[date]
    last_on: Mapped[date | None]
    source: Mapped[str | None] = mapped_column(String(120))
    deputy_id: Mapped[MaybePerson]
    feed_id: Mapped[int | None] = mapped_column(ForeignKey("absence_feed.id", ondelete="CASCADE"))
    feed_key: Mapped[str | None] = mapped_column(String(255))
    dismissed: Mapped[bool] = mapped_column(default=False)
    next_at: Mapped[datetime | None] = mapped_column(default=AT_ONCE)


@event.listens_for(Absence, "before_update")
def _look_anew(_mapper: object, _connection: object, absence: Absence) -> None:
    changes = inspect(absence).attrs
    if any(changes[name].history.has_changes() for name in ("first_on", "last_on", "dismissed")):
        absence.next_at = AT_ONCE


class ClosingDay(Base):
    """Days on which the company is closed, both ends included."""

    __tablename__ = "closing_day"

    id: Mapped[Key]
    workspace_id: Mapped[OfWorkspace] = mapped_column(index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    name: Mapped[str] = mapped_column(String(200), default="")


class HandOver(Base):
    """Somebody has looked at what falls into an absence that begins on `first_on`, and has agreed to who stands in.

    Until then, and without it, the deputies act all the same once the absence has begun.
    """

    __tablename__ = "hand_over"
    __table_args__ = (UniqueConstraint("person_id", "first_on"),)

    id: Mapped[Key]
    workspace_id: Mapped[OfWorkspace] = mapped_column(index=True)
    person_id: Mapped[OfPerson]
    first_on: Mapped[date]
    confirmed_at: Mapped[datetime]
    confirmed_by_id: Mapped[MaybePerson]


class AbsenceFeed(Base):
    """A calendar from which absences are read: one person's, or the company's own where there is no person.

    The address is a secret and shown to nobody but whoever named it; `fault` is the code of what went wrong last time.
    """

    __tablename__ = "absence_feed"
    __table_args__ = (Index("ix_absence_feed_next_read_at", "next_read_at", **only_where("next_read_at IS NOT NULL")),)

    id: Mapped[Key]
    workspace_id: Mapped[OfWorkspace] = mapped_column(index=True)
    person_id: Mapped[OfPerson | None]
    address: Mapped[str] = mapped_column(Text)
    made_by_id: Mapped[MaybePerson]
    made_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    next_read_at: Mapped[datetime | None]
    mark: Mapped[str | None] = mapped_column(String(200))
    fault: Mapped[str | None] = mapped_column(String(40))
    faults: Mapped[int] = mapped_column(default=0)
