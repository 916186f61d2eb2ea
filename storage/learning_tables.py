"""The mapped classes of measuring and learning: goals, metrics, readings, lessons, decisions."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Base, Key
from storage.tables import MaybePerson, OfWorkspace


class Goal(Base):
    __tablename__ = "goal"
    __table_args__ = (UniqueConstraint("workspace_id", "name"),)

    id: Mapped[Key]
    workspace_id: Mapped[OfWorkspace]
    name: Mapped[str] = mapped_column(String(200))
    priority: Mapped[int] = mapped_column(default=1)


class Metric(Base):
    __tablename__ = "metric"
    __table_args__ = (UniqueConstraint("goal_id", "name"),)

    id: Mapped[Key]
    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(50), default="")
    target: Mapped[float | None]


class Reading(Base):
    """One month's value of a metric. `month` is its first day; a correction replaces the value."""

    __tablename__ = "reading"
    __table_args__ = (UniqueConstraint("metric_id", "month"),)

    id: Mapped[Key]
    metric_id: Mapped[int] = mapped_column(ForeignKey("metric.id", ondelete="CASCADE"))
    month: Mapped[date]
    value: Mapped[float]
    person_id: Mapped[MaybePerson]
    at: Mapped[datetime]


class Lesson(Base):
    """What was learned about an activity, in people's own words; it comes back in the activity's next nudge.

    `source` is the messenger's key of the message in which it was said, so that an edit or a deletion finds it.
    """

    __tablename__ = "lesson"
    __table_args__ = (Index("ix_lesson_activity", "activity_id", "id"),)

    id: Mapped[Key]
    workspace_id: Mapped[OfWorkspace] = mapped_column(index=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(String(120))
    person_id: Mapped[MaybePerson]
    at: Mapped[datetime]


class Decision(Base):
    """Something that was agreed: who does it, until when. State: open, done, dropped; `source` as with a lesson."""

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_workspace", "workspace_id", "state"),)

    id: Mapped[Key]
    workspace_id: Mapped[OfWorkspace]
    text: Mapped[str] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(String(120))
    owner_id: Mapped[MaybePerson]
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(8), default="open")
    made_by_id: Mapped[MaybePerson]
    made_on: Mapped[date]
    ended_on: Mapped[date | None]
