"""`taktgeber demo`: a company in the browser. The real bot, over Socket Mode, against a local workspace.

The past is played first, the last two weeks of it visibly; then the demo stands on a Tuesday morning in November 2026,
and whoever watches moves the clock. The empty one has no past: it begins where nobody has set anything up.
"""

import asyncio
import signal
import tempfile
from collections.abc import Callable
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.demo.history import ZONE, Past, Watched, forget_receipts_of_the_past, plan_holiday
from bot.demo.tour import EMPTY_TOUR, TOUR, Tour
from bot.operations import plans
from bot.operations.serving import open_parts
from bot.sandbox.clock import SandboxClock
from bot.sandbox.installation import Installation as SandboxInstallation
from bot.sandbox.sample import sample_workspace
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from bot.web.server import address_of, listening_socket
from bot.wiring import PLATFORM, Connected, connected, delivery_for, learn_people, messenger_for, ready_database
from jobs.clock import SystemClock
from jobs.delivery import Delivery, Pace
from jobs.rules.availability import Span
from jobs.rules.slots import local_day, wall_instant
from jobs.tick import tick
from storage.database import Database
from storage.people import workspace_by_external_id

PAST_FROM = date(2026, 8, 24)
VISIBLE_FROM = date(2026, 11, 10)
TODAY = date(2026, 11, 24)
HOLIDAY = Span(date(2026, 12, 2), date(2026, 12, 11))
"""Of Dora, whom the tour shows on its eve."""
COMPANY = "Hofer Holzbau"
BEGINS_AT = time(9, 0)
EMPTY_BEGINS_AT = time(8, 0)
"""Before anybody's nudge time, so that what is set up by then waits until nine."""
PLAN = Path(__file__).parent / "plan.yaml"
_PACE = Pace(spacing=0.0, settle=5.0)
_HOURS = (time(9, 0), time(9, 30), time(13, 0))
_LONGEST_WALK = 190


@dataclass(frozen=True)
class DemoClock:
    """The bot's clock is the workspace's."""

    clock: SandboxClock

    def now(self) -> datetime:
        return self.clock.now()

    def monotonic(self) -> float:
        return SystemClock().monotonic()


@dataclass(frozen=True)
class Demo:
    """A demo that is up: the workspace, the bot's memory, and what moves them through time."""

    sandbox: Sandbox
    database: Database
    delivery: Delivery
    clock: DemoClock

    async def round(self) -> None:
        """One round and full delivery, twice: what was delivered starts clocks."""
        for _ in range(2):
            await asyncio.to_thread(tick, self.database, self.clock.now())
            await self.delivery.deliver_all()


async def run_demo(port: int, language: str, say: Callable[[str], None], *, empty: bool = False) -> None:
    """Serves the demo until the process is told to stop; `empty` begins where nobody has set anything up."""
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with AsyncExitStack() as parts:
        if not empty:
            say("Taktgeber: three months of the past are being played, a few seconds …")
        demo = await open_demo(parts, port, empty=empty)
        say(f"Taktgeber: the demo is open at {demo.sandbox.url}/?lang={language} (Ctrl+C ends it)")
        await stopping.wait()


async def open_demo(parts: AsyncExitStack, port: int, *, empty: bool = False) -> Demo:
    """Everything the demo needs, up and running; `parts` closes it."""
    folder = parts.enter_context(tempfile.TemporaryDirectory(prefix="taktgeber-demo-"))
    sandbox = _sandbox(parts, port, EMPTY_TOUR if empty else TOUR)
    web = listening_socket("127.0.0.1", 0)
    parts.callback(web.close)
    settings = _settings(sandbox, Path(folder), public_url=address_of(web))
    database = await asyncio.to_thread(ready_database, settings)
    parts.callback(database.close)
    connection = await parts.enter_async_context(connected(settings))
    clock = DemoClock(sandbox.clock)
    await learn_people(connection, database, clock)
    if not empty:
        await _play_past(connection, database, sandbox, clock)
    sandbox.clock.move_to(wall_instant(TODAY, EMPTY_BEGINS_AT if empty else BEGINS_AT, ZONE))
    if not empty:
        plan_holiday(database, connection.installation.team_id, "UDORA", HOLIDAY, clock.now())
    demo = Demo(sandbox, database, delivery_for(connection, database, clock, _PACE), clock)
    await demo.round()
    await open_parts(parts, settings, connection, database, clock, listens=True, works=True, web=web)
    _follow_the_clock(demo)
    return demo


def _sandbox(parts: ExitStack | AsyncExitStack, port: int, tour: Tour) -> Sandbox:
    clock = SandboxClock(wall_instant(PAST_FROM, BEGINS_AT, ZONE))
    workspace = sample_workspace(clock, COMPANY)
    return parts.enter_context(
        Sandbox(workspace, clock, port=port, tour=tour, installation=SandboxInstallation(name="taktgeber"))
    )


def _settings(sandbox: Sandbox, folder: Path, public_url: str) -> Settings:
    return Settings(
        _env_file=None,  # type: ignore[call-arg]  # the demo hears nothing of real tokens
        slack_bot_token=SecretStr(sandbox.installation.bot_token),
        slack_app_token=SecretStr(sandbox.installation.app_token),
        slack_api_url=sandbox.api_url,
        database_url=f"sqlite:///{folder / 'demo.db'}",
        tick_seconds=1.0,
        settle_seconds=_PACE.settle,
        public_url=public_url,
    )


async def _play_past(connection: Connected, database: Database, sandbox: Sandbox, clock: DemoClock) -> None:
    await learn_people(connection, database, clock)
    team = connection.installation.team_id
    workspace = database.read(lambda session: workspace_by_external_id(session, PLATFORM, team))
    if workspace is None:
        raise RuntimeError("the workspace of the demo has nobody in it")
    plan = plans.load(PLAN, plans.known_people(database, workspace.id), "de")
    plans.apply(database, workspace.id, plan, clock.now())
    for first, until, messenger in (
        (PAST_FROM, VISIBLE_FROM, Watched(None)),
        (VISIBLE_FROM, TODAY, Watched(messenger_for(connection))),
    ):
        delivery = Delivery(database, messenger, clock, pace=_PACE)
        await Past(database, workspace.id, delivery, messenger, sandbox.clock.move_to).play(first, until)
    forget_receipts_of_the_past(database)


def _follow_the_clock(demo: Demo) -> None:
    last = demo.clock.now()

    async def moved(target: datetime) -> None:
        nonlocal last
        for at in _moments(last, target):
            demo.sandbox.clock.move_to(at)
            await demo.round()
        last = demo.clock.now()

    demo.sandbox.on_clock_moved(moved)


def _moments(start: datetime, target: datetime) -> list[datetime]:
    """When to stop on the way: a few times every day, and at the end. A move back, or far ahead, is one step."""
    first, last = local_day(start, ZONE), local_day(target, ZONE)
    if (last - first).days > _LONGEST_WALK:
        return [target]
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    between = [wall_instant(day, at, ZONE) for day in days for at in _HOURS]
    return [*(moment for moment in between if start < moment < target), target]
