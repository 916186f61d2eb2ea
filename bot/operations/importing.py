"""Importing and exporting plan files against a workspace whose people come from Slack's directory."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.operations import plans
from bot.operations.failures import OperationFailed
from bot.plan_file.faults import Language
from bot.settings import Settings
from bot.wiring import PLATFORM, connected, learn_people, ready_database
from jobs.clock import SystemClock
from storage.database import Database
from storage.people import all_workspaces, workspace_by_external_id


@dataclass(frozen=True)
class Imported:
    """How much an import changed, and whether it switched on a company that was still being set up."""

    changes: int
    switched_on: bool


async def import_plan(
    settings: Settings, file: Path, language: Language, agreed: Callable[[tuple[str, ...]], bool]
) -> Imported:
    """Puts a file into force once `agreed` says so to the changes it is shown."""
    clock = SystemClock()
    database = await asyncio.to_thread(ready_database, settings)
    async with connected(settings) as connection:
        await learn_people(connection, database, clock)
        workspace_id = _workspace_id(database, connection.installation.team_id)
    plan = plans.load(file, plans.known_people(database, workspace_id), language)
    wanted = plans.changes(database, workspace_id, plan, clock.now(), language)
    if wanted and not agreed(wanted):
        return Imported(0, switched_on=False)
    changed = plans.apply(database, workspace_id, plan, clock.now()) if wanted else 0
    return Imported(changed, plans.switch_on(database, workspace_id, clock.now()))


def _workspace_id(database: Database, team_id: str) -> int:
    workspace = database.read(lambda session: workspace_by_external_id(session, PLATFORM, team_id))
    if workspace is None:
        raise OperationFailed("The directory of the workspace is empty; check the scope users:read with the doctor.")
    return workspace.id


def export_plan(settings: Settings) -> str:
    """The plan in force; there must be exactly one workspace."""
    database = ready_database(settings)
    workspaces = database.read(lambda session: [one.id for one in all_workspaces(session)])
    if len(workspaces) != 1:
        raise OperationFailed(f"There are {len(workspaces)} workspaces in the database; an export needs exactly one.")
    return plans.export(database, workspaces[0])
