"""Runs migrations on the connection that storage.schema hands over, inside its transaction."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

import storage.cover_tables
import storage.engine_tables
import storage.learning_tables
import storage.outbox_tables
import storage.partner_tables
import storage.tables  # noqa: F401  these modules fill the metadata
from storage.columns import Base, Instant


def _render(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    return "Instant()" if kind == "type" and isinstance(item, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=_render,
    compare_type=True,
)
context.run_migrations()
