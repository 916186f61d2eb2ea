"""The bot itself: everything that `taktgeber run` starts, over a company whose plan was imported."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from pydantic import SecretStr

from bot.operations import plans
from bot.operations.serving import open_parts
from bot.settings import Settings
from bot.wiring import PLATFORM, connected, learn_people, ready_database
from storage.database import Database
from storage.people import workspace_by_external_id
from tests.bench.clock import MovableClock
from tests.bench.company import DATABASE, TEAM, write_plan

TICK_SECONDS = 1.0
"""Five times as often as by default, so that the engine is sure to be at work while people answer."""


@asynccontextmanager
async def whole_bot(slack_url: str, folder: Path, clock: MovableClock) -> AsyncIterator[None]:
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        slack_bot_token=SecretStr("xoxb-ours"),
        slack_app_token=SecretStr("xapp-ours"),
        slack_api_url=f"{slack_url}/api/",
        database_url=f"sqlite:///{folder / DATABASE}",
        tick_seconds=TICK_SECONDS,
    )
    database = ready_database(settings)
    async with connected(settings) as connection, AsyncExitStack() as parts:
        await learn_people(connection, database, clock)
        import_plan(database, folder / "plan.yaml", clock)
        await open_parts(parts, settings, connection, database, clock, listens=True, works=True)
        yield
    database.close()


def import_plan(database: Database, file: Path, clock: MovableClock) -> None:
    workspace = database.read(lambda session: workspace_by_external_id(session, PLATFORM, TEAM))
    assert workspace is not None
    write_plan(file)
    plan = plans.load(file, plans.known_people(database, workspace.id), "en")
    plans.apply(database, workspace.id, plan, clock.now())
