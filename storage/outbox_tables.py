"""Notices on their way to people, and the state of their delivery."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Base, Key, only_where
from storage.partner_tables import OfPartner


class Outgoing(Base):
    """One notice for one recipient: a person, a conversation, or a partner by mail.

    `pending` waits for `next_try_at`; `sending` is committed before the call and held by token and lease; `sent` has
    a receipt; `unknown` was perhaps delivered and is settled by looking it up; `stale` had nothing left to say;
    `dead` can't be delivered. The reason is civil and unique, so deciding twice writes once. The lane is the
    conversation: one message at a time, spaced. `refresh_at` asks for the sent message to be brought up to date.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("workspace_id", "reason"),
        Index("ix_outbox_pending", "next_try_at", "priority", "id", **only_where("state = 'pending'")),
        Index("ux_outbox_sending", "lane", unique=True, **only_where("state = 'sending'")),
        Index("ix_outbox_unknown", "lane", **only_where("state = 'unknown'")),
        Index("ix_outbox_refresh", "refresh_at", **only_where("refresh_at IS NOT NULL")),
        Index("ix_outbox_recipient", "recipient_id", "id"),
        Index("ix_outbox_receipt", "receipt", **only_where("receipt IS NOT NULL")),
    )

    id: Mapped[Key]
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=1)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(200))
    recipient_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    partner_id: Mapped[OfPartner | None]
    conversation: Mapped[str | None] = mapped_column(String(100))
    lane: Mapped[str] = mapped_column(String(150))
    priority: Mapped[int]
    state: Mapped[str] = mapped_column(String(8), default="pending")
    token: Mapped[int] = mapped_column(default=0)
    attempt: Mapped[int] = mapped_column(default=0)
    look_ups: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    first_try_at: Mapped[datetime | None]
    next_try_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    receipt: Mapped[str | None] = mapped_column(String(200))
    why: Mapped[str | None] = mapped_column(Text)
    refresh_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class OutgoingTask(Base):
    """Which tasks a message shows. `asks` marks the one whose ladder waits for this very delivery."""

    __tablename__ = "outbox_task"
    __table_args__ = (Index("ix_outbox_task_task", "task_id"),)

    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), primary_key=True)
    asks: Mapped[bool]
    step: Mapped[int]


class Lane(Base):
    """When a conversation may next be posted to; the messenger allows one message a second."""

    __tablename__ = "lane"

    name: Mapped[str] = mapped_column(String(150), primary_key=True)
    next_ok: Mapped[datetime]
