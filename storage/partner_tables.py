"""The mapped classes of people outside the messenger: partners, and the secret links that they and calendars use."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Base, Key
from storage.tables import MaybePerson, OfPerson, OfWorkspace

OfPartner = Annotated[int, mapped_column(ForeignKey("partner.id", ondelete="CASCADE"))]
OfTask = Annotated[int, mapped_column(ForeignKey("task.id", ondelete="CASCADE"))]


class Partner(Base):
    """Somebody outside who does part of the work; activities name them by `name`. Without `email` nothing goes out.

    `stopped_at` is when they asked for no more mail themselves.
    """

    __tablename__ = "partner"
    __table_args__ = (UniqueConstraint("workspace_id", "name"),)

    id: Mapped[Key]
    workspace_id: Mapped[OfWorkspace]
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254))
    language: Mapped[str | None] = mapped_column(String(5))
    formality: Mapped[str] = mapped_column(String(3), default="sie")
    inside_contact_id: Mapped[MaybePerson]
    stopped_at: Mapped[datetime | None]


class Link(Base):
    """An address that opens one thing for whoever has it, without signing in; its signature is made with `link_key`.

    `used_at`: it has done what it is for, and does it once. `revoked_at`: somebody has withdrawn it. No number is ever
    given twice, so that no address of a link that was forgotten fits another one.
    """

    __tablename__ = "link"
    __table_args__ = (Index("ix_link_workspace", "workspace_id", "purpose"), {"sqlite_autoincrement": True})

    id: Mapped[Key]
    workspace_id: Mapped[OfWorkspace]
    purpose: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[OfPerson | None]
    partner_id: Mapped[OfPartner | None]
    task_id: Mapped[OfTask | None]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
