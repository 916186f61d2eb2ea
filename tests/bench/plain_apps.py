"""What the bot is measured against: Bolt apps as lean as Bolt allows, with one listener for each kind of request.

`bare` only acknowledges. `peer` does what anybody would write first: one SELECT, one INSERT and a commit through the
ORM, in a thread.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Engine, String, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from tests.bench.company import PEOPLE, TEAM

Body = dict[str, Any]
EVERYTHING = re.compile(".*", re.DOTALL)


class Base(DeclarativeBase):
    pass


class Somebody(Base):
    __tablename__ = "somebody"

    id: Mapped[int] = mapped_column(primary_key=True)
    external_id: Mapped[str] = mapped_column(String(64), unique=True)


class Answered(Base):
    __tablename__ = "answered"

    id: Mapped[int] = mapped_column(primary_key=True)
    somebody_id: Mapped[int]
    text: Mapped[str]


@asynccontextmanager
async def bare(slack_url: str) -> AsyncIterator[None]:
    async def nothing(_body: Body) -> None:
        pass

    async with listening("bare", slack_url, nothing):
        yield


@asynccontextmanager
async def peer(slack_url: str, folder: Path) -> AsyncIterator[None]:
    engine = prepared(folder / "peer.db")

    def answer(user: str) -> None:
        with Session(engine) as session:
            found = session.scalars(select(Somebody).where(Somebody.external_id == user)).one()
            session.add(Answered(somebody_id=found.id, text="done"))
            session.commit()

    async def work(body: Body) -> None:
        await asyncio.to_thread(answer, user_of(body))

    async with listening("peer", slack_url, work):
        yield
    engine.dispose()


def prepared(file: Path) -> Engine:
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def as_durable_as_ours(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all(Somebody(external_id=user) for user in PEOPLE)
        session.commit()
    return engine


def user_of(body: Body) -> str:
    user = body.get("user_id") or body.get("user") or body["event"]["user"]
    return str(user["id"] if isinstance(user, dict) else user)


@asynccontextmanager
async def listening(name: str, slack_url: str, work: Callable[[Body], Awaitable[None]]) -> AsyncIterator[None]:
    client = AsyncWebClient(base_url=f"{slack_url}/api/")
    client.proxy = None
    app = AsyncApp(
        client=client,
        authorize=authorization(name),
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
    )

    async def listener(ack: AsyncAck, body: Body) -> None:
        await work(body)
        await ack()

    for kind in (app.command, app.action, app.view, app.event):
        kind(EVERYTHING)(listener)
    handler = AsyncSocketModeHandler(app, f"xapp-{name}", web_client=client)
    handler.client.proxy = None
    await handler.connect_async()  # type: ignore[no-untyped-call]
    yield
    await handler.close_async()  # type: ignore[no-untyped-call]


def authorization(name: str) -> Callable[[], Awaitable[AuthorizeResult]]:
    """A constant, as ours: Bolt's own would ask `auth.test` at every request."""
    identity = AuthorizeResult(
        enterprise_id=None, team_id=TEAM, bot_token=f"xoxb-{name}", bot_id="B0", bot_user_id="U00"
    )

    async def authorize() -> AuthorizeResult:
        return identity

    return authorize
