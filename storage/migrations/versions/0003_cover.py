"""turns, hand-overs, absences from calendars, partners, secret links"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from storage.columns import Instant, only_where

revision = "0003"
down_revision = "0002"

_AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)


def upgrade() -> None:
    _absence_feed()
    _partner()
    _partners_of_activities()
    _link()
    _hand_over()
    _activity_turn()
    _columns()


def _columns() -> None:
    op.add_column("workspace", sa.Column("link_key", sa.String(length=64), nullable=True))
    op.add_column("workspace", sa.Column("next_coverage_at", Instant(), nullable=True))
    op.create_index("ix_workspace_next_coverage_at", "workspace", ["next_coverage_at"])
    # The version before knows nothing of the columns with a default and must be able to add rows.
    op.add_column("workspace", sa.Column("mails_partners", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("activity", sa.Column("turn_every", sa.String(length=8), nullable=True))
    op.add_column("activity", sa.Column("pause_source", sa.String(length=120), nullable=True))
    op.add_column("activity", sa.Column("pause_before", sa.JSON(), nullable=True))
    op.add_column("task", sa.Column("declined", sa.JSON(), nullable=True))
    op.add_column("absence", sa.Column("feed_key", sa.String(length=255), nullable=True))
    op.add_column("absence", sa.Column("dismissed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("absence", sa.Column("next_at", Instant(), nullable=True))
    op.execute(sa.table("absence", sa.column("next_at", Instant())).update().values(next_at=_AT_ONCE))
    _key("task", "turn_id", "person", "SET NULL")
    _key("absence", "feed_id", "absence_feed", "CASCADE")
    _key("absence", "deputy_id", "person", "SET NULL")
    _key("outbox", "partner_id", "partner", "CASCADE")
    op.create_index("ix_absence_next_at", "absence", ["next_at"], **only_where("next_at IS NOT NULL"))


def _key(table: str, column: str, parent: str, on_delete: str) -> None:
    """A column that names another row. On SQLite the table is written anew: a key is only added along with it."""
    with op.batch_alter_table(table) as batch:
        batch.add_column(sa.Column(column, sa.Integer(), nullable=True))
        batch.create_foreign_key(f"fk_{table}_{column}", parent, [column], ["id"], ondelete=on_delete)


def _of(column: str, parent: str, table: str, on_delete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=f"fk_{table}_{column}", ondelete=on_delete)


def _absence_feed() -> None:
    op.create_table(
        "absence_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("read_at", Instant(), nullable=True),
        sa.Column("next_read_at", Instant(), nullable=True),
        sa.Column("mark", sa.String(length=200), nullable=True),
        sa.Column("fault", sa.String(length=40), nullable=True),
        sa.Column("faults", sa.Integer(), nullable=False),
        _of("workspace_id", "workspace", "absence_feed"),
        _of("person_id", "person", "absence_feed"),
        _of("made_by_id", "person", "absence_feed", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_absence_feed"),
    )
    op.create_index("ix_absence_feed_workspace_id", "absence_feed", ["workspace_id"])
    due = only_where("next_read_at IS NOT NULL")
    op.create_index("ix_absence_feed_next_read_at", "absence_feed", ["next_read_at"], **due)


def _partner() -> None:
    op.create_table(
        "partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=True),
        sa.Column("formality", sa.String(length=3), nullable=False),
        sa.Column("inside_contact_id", sa.Integer(), nullable=True),
        sa.Column("stopped_at", Instant(), nullable=True),
        _of("workspace_id", "workspace", "partner"),
        _of("inside_contact_id", "person", "partner", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_partner"),
        sa.UniqueConstraint("workspace_id", "name", name="uq_partner_workspace_id_name"),
    )


def _partners_of_activities() -> None:
    """Until now a partner was a name that activities have."""
    activity = sa.table("activity", sa.column("workspace_id"), sa.column("partner"))
    named = sa.select(activity.c.workspace_id, activity.c.partner, sa.literal("sie"))
    partner = sa.table("partner", sa.column("workspace_id"), sa.column("name"), sa.column("formality"))
    rows = named.where(activity.c.partner.is_not(None)).distinct()
    op.execute(partner.insert().from_select(["workspace_id", "name", "formality"], rows))


def _link() -> None:
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=True),
        sa.Column("used_at", Instant(), nullable=True),
        sa.Column("revoked_at", Instant(), nullable=True),
        _of("workspace_id", "workspace", "link"),
        _of("person_id", "person", "link"),
        _of("partner_id", "partner", "link"),
        _of("task_id", "task", "link"),
        sa.PrimaryKeyConstraint("id", name="pk_link"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_link_workspace", "link", ["workspace_id", "purpose"])


def _hand_over() -> None:
    op.create_table(
        "hand_over",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("confirmed_at", Instant(), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        _of("workspace_id", "workspace", "hand_over"),
        _of("person_id", "person", "hand_over"),
        _of("confirmed_by_id", "person", "hand_over", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_hand_over"),
        sa.UniqueConstraint("person_id", "first_on", name="uq_hand_over_person_id_first_on"),
    )
    op.create_index("ix_hand_over_workspace_id", "hand_over", ["workspace_id"])


def _activity_turn() -> None:
    op.create_table(
        "activity_turn",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        _of("activity_id", "activity", "activity_turn"),
        _of("person_id", "person", "activity_turn"),
        sa.PrimaryKeyConstraint("activity_id", "position", name="pk_activity_turn"),
        sa.UniqueConstraint("activity_id", "person_id", name="uq_activity_turn_activity_id_person_id"),
    )
