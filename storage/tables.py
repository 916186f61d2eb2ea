"""The mapped classes: people and their company, the planned work, and what is on its way to people.

Civil facts (dates, wall times) are stored civil, beside the zone they belong to; instants are UTC.
"""

from datetime import date, datetime, time
from typing import Annotated, Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.columns import Base, Key, only_where

OfWorkspace = Annotated[int, mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))]
OfPerson = Annotated[int, mapped_column(ForeignKey("person.id", ondelete="CASCADE"))]
MaybePerson = Annotated[int | None, mapped_column(ForeignKey("person.id", ondelete="SET NULL"))]


class Workspace(Base):
    """One company in one messenger, with the settings that hold for everyone in it.

    `held_since` is when its set-up began, by `held_by_id`: until somebody switches the rhythm on, nothing goes out.
    `link_key` signs the company's secret links; a new one makes all of them worthless. `mails_partners`: a mail server
    is there to deliver through.
    """

    __tablename__ = "workspace"
    __table_args__ = (UniqueConstraint("platform", "external_id"),)

    id: Mapped[Key]
    platform: Mapped[str] = mapped_column(String(20))
    external_id: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(5), default="de")
    formality: Mapped[str] = mapped_column(String(3), default="du")
    zone: Mapped[str] = mapped_column(String(64), default="Europe/Berlin")
    country: Mapped[str] = mapped_column(String(2), default="DE")
    subdivision: Mapped[str | None] = mapped_column(String(20))
    holiday_categories: Mapped[str] = mapped_column(String(100), default="public")
    eves: Mapped[str] = mapped_column(String(4), default="half")
    conversation: Mapped[str | None] = mapped_column(String(100))
    conversation_route: Mapped[str | None] = mapped_column(String(64))
    retrospective_at: Mapped[time] = mapped_column(default=time(9, 30))
    next_retrospective_at: Mapped[datetime | None] = mapped_column(index=True)
    next_coverage_at: Mapped[datetime | None] = mapped_column(index=True)
    last_number: Mapped[int] = mapped_column(default=0)
    held_since: Mapped[datetime | None]
    held_by_id: Mapped[int | None]  # no foreign key: people belong to workspaces, and that would be a circle
    link_key: Mapped[str | None] = mapped_column(String(64))
    mails_partners: Mapped[bool] = mapped_column(default=False)


class Person(Base):
    """A human of the company. Standing: member, guest, external or deactivated.

    `zone` and `language` are what the company's plan says; what the messenger says counts where the plan is silent.
    `home_stale_at` asks for their home page to be brought up to date; `home_version` is the messenger's name for the
    page they see, null as long as they never opened it.
    """

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_home_stale", "home_stale_at", **only_where("home_stale_at IS NOT NULL")),)

    id: Mapped[Key]
    workspace_id: Mapped[OfWorkspace] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(200))
    standing: Mapped[str] = mapped_column(String(12), default="member")
    zone: Mapped[str | None] = mapped_column(String(64))
    language: Mapped[str | None] = mapped_column(String(5))
    messenger_zone: Mapped[str | None] = mapped_column(String(64))
    messenger_language: Mapped[str | None] = mapped_column(String(5))
    country: Mapped[str | None] = mapped_column(String(2))
    subdivision: Mapped[str | None] = mapped_column(String(20))
    weekdays: Mapped[str] = mapped_column(String(27), default="mon,tue,wed,thu,fri")
    nudge_at: Mapped[time] = mapped_column(default=time(9, 0))
    deputy_id: Mapped[MaybePerson]
    home_version: Mapped[str | None] = mapped_column(String(100))
    home_stale_at: Mapped[datetime | None]
    addresses: Mapped[list["Address"]] = relationship(lazy="raise", cascade="all, delete-orphan")


class Address(Base):
    """Where one messenger reaches a person. The route is the messenger's own business and opaque to everyone else.

    `as_of` is the instant from which the messenger's description of them dates, as far as it says one.
    """

    __tablename__ = "address"
    __table_args__ = (UniqueConstraint("platform", "workspace_external_id", "external_id"),)

    id: Mapped[Key]
    person_id: Mapped[OfPerson] = mapped_column(index=True)
    platform: Mapped[str] = mapped_column(String(20))
    workspace_external_id: Mapped[str] = mapped_column(String(64))
    external_id: Mapped[str] = mapped_column(String(64))
    handle: Mapped[str] = mapped_column(String(100), default="")
    route: Mapped[str | None] = mapped_column(String(200))
    as_of: Mapped[datetime | None]


class Role(Base):
    """Who coordinates, plans, prioritises, decides, measures, learns; each with a deputy."""

    __tablename__ = "role"
    __table_args__ = (UniqueConstraint("workspace_id", "name"),)

    id: Mapped[Key]
    workspace_id: Mapped[OfWorkspace]
    name: Mapped[str] = mapped_column(String(12))
    holder_id: Mapped[MaybePerson]
    deputy_id: Mapped[MaybePerson]


class Channel(Base):
    """A marketing channel and how many days of silence it bears."""

    __tablename__ = "channel"
    __table_args__ = (UniqueConstraint("workspace_id", "name"),)

    id: Mapped[Key]
    workspace_id: Mapped[OfWorkspace]
    name: Mapped[str] = mapped_column(String(200))
    silence_limit: Mapped[int | None]


class Activity(Base):
    """A recurring piece of marketing work. Lead and tolerance count working days.

    `made_until` is the day up to which its tasks exist as rows; null asks the engine to make them anew. `turn_every`:
    its people take turns, by task, week, month or quarter; null where one person owns it all the time. `partner` is the
    name of somebody outside who does the work, whom the inside contact answers for. `pause_source` is the messenger's
    key of the message by which it rests or goes on, as long as that holds, and `pause_before` what held before.
    """

    __tablename__ = "activity"
    __table_args__ = (UniqueConstraint("workspace_id", "title"),)

    id: Mapped[Key]
    workspace_id: Mapped[OfWorkspace]
    title: Mapped[str] = mapped_column(String(200))
    instructions: Mapped[str] = mapped_column(Text, default="")
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channel.id", ondelete="SET NULL"))
    goal_id: Mapped[int | None] = mapped_column(ForeignKey("goal.id", ondelete="SET NULL"))
    owner_id: Mapped[MaybePerson]
    cadence: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date]
    lead: Mapped[int] = mapped_column(default=3)
    tolerance: Mapped[int] = mapped_column(default=2)
    non_working: Mapped[str] = mapped_column(String(8), default="before")
    small_version: Mapped[str | None] = mapped_column(Text)
    material_link: Mapped[str | None] = mapped_column(Text)
    partner: Mapped[str | None] = mapped_column(String(200))
    inside_contact_id: Mapped[MaybePerson]
    escalation: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(8), default="active")
    paused_until: Mapped[date | None]
    pause_reason: Mapped[str | None] = mapped_column(String(200))
    pause_source: Mapped[str | None] = mapped_column(String(120))
    pause_before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    made_until: Mapped[date | None]
    turn_every: Mapped[str | None] = mapped_column(String(8))
    deputies: Mapped[list["ActivityDeputy"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="ActivityDeputy.position"
    )
    turns: Mapped[list["ActivityTurn"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="ActivityTurn.position"
    )


class ActivityDeputy(Base):
    __tablename__ = "activity_deputy"
    __table_args__ = (UniqueConstraint("activity_id", "person_id"),)

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[OfPerson]


class ActivityTurn(Base):
    """Those who own an activity in turns, in order."""

    __tablename__ = "activity_turn"
    __table_args__ = (UniqueConstraint("activity_id", "person_id"),)

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[OfPerson]


class Task(Base):
    """One dated occurrence of an activity.

    The nominal date comes from the cadence and alone feeds the next one; `planned_on` is where the calendar shifted it,
    `due_on` where people may have moved it since.
    `step` is the last step of the ladder that was decided (-1: none yet), `asked_id` who is waited for since
    the confirmed delivery at `asked_at`. `next_at` is when the engine looks again; null when nothing is to
    happen or a message is on its way. `turn_id` is whose turn it is, where people take turns; `declined` are those who
    have said that they can't stand in.
    """

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("activity_id", "nominal_on"),
        UniqueConstraint("workspace_id", "number"),
        Index("ix_task_next_at", "next_at", "id", **only_where("next_at IS NOT NULL")),
        Index("ix_task_due", "workspace_id", "due_on"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[OfWorkspace]
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    number: Mapped[int]
    nominal_on: Mapped[date]
    planned_on: Mapped[date]
    due_on: Mapped[date]
    holder_id: Mapped[MaybePerson]
    turn_id: Mapped[MaybePerson]
    declined: Mapped[list[int] | None] = mapped_column(JSON)
    promised_until: Mapped[date | None]
    snoozed_until: Mapped[date | None]
    waiting_for: Mapped[str | None] = mapped_column(String(10))
    stall_reason: Mapped[str | None] = mapped_column(String(12))
    postponements: Mapped[int] = mapped_column(default=0)
    step: Mapped[int] = mapped_column(default=-1)
    asked_id: Mapped[MaybePerson]
    asked_at: Mapped[datetime | None]
    policy: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    ended: Mapped[str | None] = mapped_column(String(8))
    ended_on: Mapped[date | None]
    ended_by_id: Mapped[MaybePerson]
    by_deputy: Mapped[bool] = mapped_column(default=False)
    small_agreed: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None] = mapped_column(Text)
    next_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=0)
    activity: Mapped[Activity] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class TaskEvent(Base):
    """The history: who did what to a task, when, and through which door. Rows are only ever added.

    `source` is the messenger's key of the message in which it was said, so that an edit or a deletion finds it.
    """

    __tablename__ = "task_event"
    __table_args__ = (
        Index("ix_task_event_task", "task_id", "id"),
        Index("ix_task_event_at", "workspace_id", "at"),
        Index("ix_task_event_source", "source", **only_where("source IS NOT NULL")),
    )

    id: Mapped[Key]
    workspace_id: Mapped[OfWorkspace]
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[MaybePerson]
    door: Mapped[str] = mapped_column(String(12))
    source: Mapped[str | None] = mapped_column(String(120))
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Retrospective(Base):
    """A month's figures exactly as they were posted. The row's existence is the claim on posting them."""

    __tablename__ = "retrospective"
    __table_args__ = (UniqueConstraint("workspace_id", "month"),)

    id: Mapped[Key]
    workspace_id: Mapped[OfWorkspace]
    month: Mapped[date]
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime]
