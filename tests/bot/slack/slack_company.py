"""A company in the sandbox, the real bot connected: Otto owns, Dora stands in, Clara coordinates, Max decides."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.worded import card_for
from bot.sandbox.installation import APP_TOKEN, BOT_TOKEN
from bot.sandbox.server import Sandbox
from bot.slack.app import build_app
from bot.slack.clients import open_session, web_client
from bot.slack.connection import SocketConnection
from bot.slack.directory import fetch_everyone
from bot.slack.inbound import learn
from bot.slack.installation import installed
from bot.slack.messenger import SlackMessenger
from bot.slack.services import Patience, Services
from jobs.clock import SystemClock
from jobs.delivery import Delivery, Pace
from jobs.tick import tick
from storage.database import Database
from storage.tables import Activity, ActivityDeputy, Address, Role, Task, Workspace
from tests.bot.slack.slack_visitors import Visitors, visiting

BERLIN = ZoneInfo("Europe/Berlin")
AS_USUAL = Patience()
MORNING = datetime(2026, 12, 1, 9, 0, tzinfo=BERLIN)
"""A Tuesday, on which the weekly newsletter is due."""


@dataclass(frozen=True)
class WorkspaceClock:
    """The bot's clock is the sandbox's."""

    sandbox: Sandbox

    def now(self) -> datetime:
        return self.sandbox.clock.now()

    def monotonic(self) -> float:
        return SystemClock().monotonic()


@dataclass
class Company:
    services: Services
    database: Database
    delivery: Delivery
    socket: SocketConnection
    visitors: Visitors
    rung: list[str] = field(default_factory=list)

    async def round(self) -> None:
        """One round of the engine, and everything it wants said."""
        for _ in range(2):
            await asyncio.to_thread(tick, self.database, self.services.clock.now())
            await self.delivery.deliver_all()

    async def settled(self) -> None:
        """Everything said and done after the acknowledgements."""
        assert await self.services.errands.finish(5)

    async def command(self, text: str, member: str = "UOTTO", conversation: str = "CMARKETING") -> Any:
        """What only the sender sees after `/takt text`."""
        answer = await self.visitors.act(member, "slash", conversation=conversation, text=f"/takt {text}".strip())
        assert answer["acked"], answer
        await self.settled()
        return answer["ack"]

    async def nudge(self, member: str = "UOTTO") -> dict[str, Any]:
        """The newest message of the bot in somebody's direct message, with its conversation."""
        conversation = await self.direct_message(member)
        messages = [m for m in await self.visitors.messages(member, conversation) if m["metadata"]]
        return {**messages[-1], "conversation": conversation}

    async def direct_message(self, member: str = "UOTTO") -> str:
        conversations = (await self.visitors.state(member))["conversations"]
        return next(str(c["id"]) for c in conversations if c["kind"] == "im")

    async def press(self, intent: str, member: str = "UOTTO") -> dict[str, Any]:
        message = await self.nudge(member)
        place = {"conversation": message["conversation"], "ts": message["ts"]}
        answer = await self.visitors.act(member, "press", **place, action_id=intent)
        await self.settled()
        return answer

    async def choose(self, option: str, member: str = "UOTTO") -> dict[str, Any]:
        message = await self.nudge(member)
        place = {"conversation": message["conversation"], "ts": message["ts"]}
        answer = await self.visitors.act(member, "choose", **place, action_id="menu", option=option)
        await self.settled()
        return answer

    async def write(self, text: str, member: str = "UOTTO", **details: Any) -> None:
        conversation = await self.direct_message(member)
        await self.visitors.act(member, "write", conversation=conversation, text=text, **details)

    async def until_said(self, text: str, member: str = "UOTTO", thread_ts: str | None = None) -> dict[str, Any]:
        """The bot's message of this text; events are answered a moment after they are acknowledged."""
        return await self._until(member, thread_ts, lambda messages: [m for m in messages if m["text"] == text])

    async def until_said_after(self, text: str, member: str = "UOTTO") -> dict[str, Any]:
        """What the bot says next after somebody's own words."""

        def following(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
            said = [m["text"] for m in messages]
            return messages[said.index(text) + 1 :] if text in said else []

        return await self._until(member, None, following)

    async def _until(self, member: str, thread_ts: str | None, wanted: Callable[[Any], Any]) -> dict[str, Any]:
        for _ in range(200):
            conversation = await self.direct_message(member)
            found = wanted(await self.visitors.messages(member, conversation, thread_ts))
            if found:
                return dict(found[-1])
            await asyncio.sleep(0.02)
        raise AssertionError("the bot said nothing")

    async def modal(self, member: str = "UOTTO") -> dict[str, Any]:
        """The modal on top of somebody's screen."""
        view = (await self.visitors.state(member))["modal"]
        assert view is not None
        return dict(view["view"])

    async def last_words(self, member: str = "UOTTO") -> dict[str, Any]:
        """The newest message in somebody's direct message."""
        await self.settled()
        return (await self.visitors.messages(member, await self.direct_message(member)))[-1]

    def task(self) -> Task:
        """The newsletter's task of this week."""
        return self.database.read(
            lambda session: session.scalars(select(Task).order_by(Task.nominal_on).limit(1)).one()
        )

    def address(self, member: str) -> Address | None:
        return self.database.read(
            lambda session: session.scalars(select(Address).where(Address.external_id == member)).one_or_none()
        )


@asynccontextmanager
async def open_company(
    sandbox: Sandbox, database: Database, *, threads: int = 4, patience: Patience = AS_USUAL
) -> AsyncIterator[Company]:
    sandbox.clock.move_to(MORNING)
    async with await open_session() as session, visiting(sandbox) as visitors:
        with ThreadPoolExecutor(threads) as executor:
            rung: list[str] = []
            client = web_client(BOT_TOKEN, session, sandbox.api_url)
            home = await installed(client)
            clock = WorkspaceClock(sandbox)
            services = Services(database, clock, client, home, lambda: rung.append("rung"), executor, patience=patience)
            async for page in fetch_everyone(client, home.team_id):
                await services.in_thread(lambda page=page: learn(services, page))  # type: ignore[misc]
            database.write(_found)
            delivery = Delivery(
                database, SlackMessenger(lambda _: client, card_for), clock, pace=Pace(spacing=0.0, settle=0.1)
            )
            socket_client = web_client(None, session, sandbox.api_url)
            socket = SocketConnection(build_app(services), APP_TOKEN, socket_client, services.errands)
            await socket.start()
            try:
                yield Company(services, database, delivery, socket, visitors, rung)
            finally:
                await socket.stop()


def play(sandbox: Sandbox, database: Database, story: Callable[[Company], Awaitable[None]], **facts: Any) -> None:
    async def played() -> None:
        async with open_company(sandbox, database, **facts) as company:
            await story(company)

    asyncio.run(played())


def _found(session: Session) -> None:
    """Roles and one weekly activity for the people that the directory named."""
    workspace = session.scalars(select(Workspace)).one()
    workspace.subdivision = "BY"
    people = {address.handle: address.person_id for address in session.scalars(select(Address))}
    session.add(Role(workspace_id=workspace.id, name="coordinate", holder_id=people["clara"], deputy_id=people["max"]))
    session.add(Role(workspace_id=workspace.id, name="decide", holder_id=people["max"]))
    activity = Activity(
        workspace_id=workspace.id,
        title="Newsletter",
        cadence="every week on tue",
        starts_on=date(2026, 12, 1),
        owner_id=people["otto"],
        deputies=[ActivityDeputy(position=0, person_id=people["dora"])],
    )
    session.add(activity)
