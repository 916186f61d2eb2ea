"""The mapped classes of the engine itself: what it has acted on, and when it last did its rounds."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Base, Key


class Inbound(Base):
    """An event that was already acted on; its key is stored in the transaction that did the work."""

    __tablename__ = "inbound"

    event_key: Mapped[str] = mapped_column(String(255), primary_key=True)
    received_at: Mapped[datetime] = mapped_column(index=True)


class Heartbeat(Base):
    """When the engine last did its rounds; one row."""

    __tablename__ = "heartbeat"

    id: Mapped[Key]
    last_tick_at: Mapped[datetime | None]
    last_audit_at: Mapped[datetime | None]
