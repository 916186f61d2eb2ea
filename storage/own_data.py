"""Queries about everything that is stored about one person, so that they can be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from storage.cover_tables import Absence, AbsenceFeed, HandOver
from storage.learning_tables import Decision, Lesson, Metric, Reading
from storage.outbox_tables import Outgoing
from storage.partner_tables import Link
from storage.tables import Activity, Address, Task, TaskEvent


@dataclass(frozen=True)
class OwnEvent:
    """What somebody did to a task."""

    at: datetime
    kind: str
    door: str
    data: dict[str, Any]
    task: int
    title: str


@dataclass(frozen=True)
class OwnMessage:
    """A message to somebody, without what it said: that is composed anew each time."""

    kind: str
    created_at: datetime
    sent_at: datetime | None
    state: str


@dataclass(frozen=True)
class OwnLink:
    """A secret link of theirs, without its secret. When it is opened is stored nowhere."""

    purpose: str
    made_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True)
class OwnReading:
    metric: str
    month: date
    value: float
    at: datetime


@dataclass(frozen=True)
class OwnLesson:
    activity: str
    text: str
    at: datetime


def addresses_of_person(session: Session, person_id: int) -> Sequence[Address]:
    return session.scalars(select(Address).where(Address.person_id == person_id).order_by(Address.id)).all()


def hand_overs_of(session: Session, person_id: int) -> Sequence[HandOver]:
    """The hand-overs before their own absences, and those of others that they agreed to."""
    theirs = or_(HandOver.person_id == person_id, HandOver.confirmed_by_id == person_id)
    return session.scalars(select(HandOver).where(theirs).order_by(HandOver.id)).all()


def absences_of_person(session: Session, person_id: int) -> list[Absence]:
    """Their absences, those that were ended by hand too."""
    return list(session.scalars(select(Absence).where(Absence.person_id == person_id).order_by(Absence.id)))


def feeds_with(session: Session, person_id: int) -> list[AbsenceFeed]:
    """Calendars that are theirs, or that they have connected."""
    theirs = or_(AbsenceFeed.person_id == person_id, AbsenceFeed.made_by_id == person_id)
    return list(session.scalars(select(AbsenceFeed).where(theirs).order_by(AbsenceFeed.id)))


def links_of_person(session: Session, person_id: int) -> list[OwnLink]:
    """Their links, withdrawn ones too, oldest first."""
    query = select(Link.purpose, Link.made_at, Link.revoked_at).where(Link.person_id == person_id).order_by(Link.id)
    return [OwnLink(*row) for row in session.execute(query)]


def events_by(session: Session, person_id: int) -> list[OwnEvent]:
    """Their entries in the history, oldest first."""
    query = (
        select(TaskEvent.at, TaskEvent.kind, TaskEvent.door, TaskEvent.data, Task.number, Activity.title)
        .join(Task, Task.id == TaskEvent.task_id)
        .join(Activity, Activity.id == Task.activity_id)
        .where(TaskEvent.person_id == person_id)
        .order_by(TaskEvent.id)
    )
    return [OwnEvent(*row) for row in session.execute(query)]


def messages_to(session: Session, person_id: int) -> list[OwnMessage]:
    """Every message written for them, oldest first."""
    query = (
        select(Outgoing.kind, Outgoing.created_at, Outgoing.sent_at, Outgoing.state)
        .where(Outgoing.recipient_id == person_id)
        .order_by(Outgoing.id)
    )
    return [OwnMessage(*row) for row in session.execute(query)]


def tasks_with(session: Session, person_id: int) -> Sequence[Task]:
    """Tasks that are their turn, that were handed to them, that they are asked about, or that they ended."""
    theirs = (Task.turn_id, Task.holder_id, Task.asked_id, Task.ended_by_id)
    query = (
        select(Task)
        .options(joinedload(Task.activity))
        .where(or_(*(column == person_id for column in theirs)))
        .order_by(Task.due_on, Task.id)
    )
    return session.scalars(query).all()


def readings_by(session: Session, person_id: int) -> list[OwnReading]:
    query = (
        select(Metric.name, Reading.month, Reading.value, Reading.at)
        .join(Metric, Metric.id == Reading.metric_id)
        .where(Reading.person_id == person_id)
        .order_by(Reading.id)
    )
    return [OwnReading(*row) for row in session.execute(query)]


def lessons_by(session: Session, person_id: int) -> list[OwnLesson]:
    query = (
        select(Activity.title, Lesson.text, Lesson.at)
        .join(Activity, Activity.id == Lesson.activity_id)
        .where(Lesson.person_id == person_id)
        .order_by(Lesson.id)
    )
    return [OwnLesson(*row) for row in session.execute(query)]


def decisions_with(session: Session, person_id: int) -> Sequence[Decision]:
    """Decisions that are theirs, or that they wrote down."""
    theirs = or_(Decision.owner_id == person_id, Decision.made_by_id == person_id)
    return session.scalars(select(Decision).where(theirs).order_by(Decision.id)).all()
