"""One bad row or workspace never holds up the others."""

from collections.abc import Callable, Iterable

import structlog
from sqlalchemy.orm import Session

from storage.database import Database

log = structlog.get_logger(__name__)


def each_workspace(database: Database, workspace_ids: Iterable[int], work: Callable[[Session, int], None]) -> None:
    """Does the work for every workspace in a transaction of its own; faults are raised together at the end."""
    faults: list[Exception] = []
    for workspace_id in workspace_ids:
        try:
            database.write(lambda session, one=workspace_id: work(session, one))  # type: ignore[misc]
        except Exception as fault:
            log.exception("a workspace failed; the others go on", action="workspace.failed", workspace=workspace_id)
            faults.append(fault)
    if faults:
        raise ExceptionGroup("workspaces failed", faults)
