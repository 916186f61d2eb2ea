"""set-up in the messenger, home pages, replies that can be taken back, readings, lessons, decisions"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Instant, only_where

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _columns()
    _reading()
    _lesson()
    _decision()


def _columns() -> None:
    op.add_column("workspace", sa.Column("held_since", Instant(), nullable=True))
    op.add_column("workspace", sa.Column("held_by_id", sa.Integer(), nullable=True))
    op.add_column("person", sa.Column("home_version", sa.String(length=100), nullable=True))
    op.add_column("person", sa.Column("home_stale_at", Instant(), nullable=True))
    op.add_column("address", sa.Column("as_of", Instant(), nullable=True))
    op.add_column("absence", sa.Column("source", sa.String(length=120), nullable=True))
    op.add_column("task_event", sa.Column("source", sa.String(length=120), nullable=True))
    op.create_index("ix_person_home_stale", "person", ["home_stale_at"], **only_where("home_stale_at IS NOT NULL"))
    op.create_index("ix_task_event_source", "task_event", ["source"], **only_where("source IS NOT NULL"))
    op.create_index("ix_outbox_receipt", "outbox", ["receipt"], **only_where("receipt IS NOT NULL"))


def _person(name: str, table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    """A person who may be forgotten while the row stays."""
    key = sa.ForeignKeyConstraint([name], ["person.id"], name=f"fk_{table}_{name}", ondelete="SET NULL")
    return sa.Column(name, sa.Integer(), nullable=True), key


def _of(parent: str, table: str) -> sa.ForeignKeyConstraint:
    """Goes with its parent."""
    return sa.ForeignKeyConstraint(
        [f"{parent}_id"], [f"{parent}.id"], name=f"fk_{table}_{parent}_id", ondelete="CASCADE"
    )


def _reading() -> None:
    op.create_table(
        "reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("metric_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        *_person("person_id", "reading"),
        _of("metric", "reading"),
        sa.PrimaryKeyConstraint("id", name="pk_reading"),
        sa.UniqueConstraint("metric_id", "month", name="uq_reading_metric_id_month"),
    )


def _lesson() -> None:
    op.create_table(
        "lesson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        *_person("person_id", "lesson"),
        _of("workspace", "lesson"),
        _of("activity", "lesson"),
        sa.PrimaryKeyConstraint("id", name="pk_lesson"),
    )
    op.create_index("ix_lesson_activity", "lesson", ["activity_id", "id"])
    op.create_index("ix_lesson_workspace_id", "lesson", ["workspace_id"])


def _decision() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        *_person("owner_id", "decision"),
        *_person("made_by_id", "decision"),
        _of("workspace", "decision"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
    )
    op.create_index("ix_decision_workspace", "decision", ["workspace_id", "state"])
