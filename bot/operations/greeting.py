"""Greets whoever installed the bot, when it starts for the first time: TAKTGEBER_INSTALLER says who that is."""

import structlog
from sqlalchemy.orm import Session

from bot.wiring import PLATFORM, Connected
from jobs.clock import Clock
from jobs.use_cases import setup
from storage.database import Database
from storage.people import workspace_by_external_id

log = structlog.get_logger(__name__)


def greet_installer(installer: str, connection: Connected, database: Database, clock: Clock) -> None:
    """Once, and only where nobody has set anything up; a name that nobody has is logged and stops nothing."""

    def work(session: Session) -> bool | None:
        workspace = workspace_by_external_id(session, PLATFORM, connection.installation.team_id)
        return None if workspace is None else setup.greet_installer(session, workspace, installer, clock.now())

    if database.write(work) is None:
        log.warning("nobody here has that handle or id", action="setup.installer_unknown", installer=installer)
