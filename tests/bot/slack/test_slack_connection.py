"""The connection survives what Slack does to it, and ends in time without losing what is under way."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.sandbox.installation import APP_TOKEN, BOT_TOKEN
from bot.sandbox.server import Sandbox
from bot.slack import connection
from bot.slack.clients import open_session, web_client
from bot.slack.connection import SocketConnection
from bot.slack.errands import Errands
from bot.slack.installation import Installation, SlackRefused, installed
from tests.bot.slack.slack_visitors import Visitors, visiting

ENDLESS = 60
"""Seconds of an errand that nobody waits for."""


@dataclass
class Line:
    """A connection to an app that answers every command after a while."""

    socket: SocketConnection
    visitors: Visitors
    errands: Errands
    answered: list[str] = field(default_factory=list)

    async def command(self, text: str = "liste") -> dict[str, Any]:
        return await self.visitors.act("UOTTO", "slash", conversation="CMARKETING", text=f"/takt {text}")

    async def until_connected(self, wanted: bool = True) -> None:
        for _ in range(500):
            if await self.socket.is_connected() is wanted:
                return
            await asyncio.sleep(0.01)
        raise AssertionError("the connection did not change")


@asynccontextmanager
async def line(sandbox: Sandbox, app_token: str = APP_TOKEN, answer_after: float = 0) -> AsyncIterator[Line]:
    async with await open_session() as session, visiting(sandbox) as visitors:
        app = _app()
        errands = Errands()
        client = web_client(None, session, sandbox.api_url)
        there = Line(SocketConnection(app, app_token, client, errands), visitors, errands)

        @app.command("/takt")
        async def on_command(ack: Any, body: dict[str, Any]) -> None:
            await asyncio.sleep(answer_after)
            if body["text"] == "kaputt":
                raise RuntimeError("kaputt")
            there.answered.append(body["text"])
            await ack(text="gut")

        @app.error
        async def on_error(error: Exception) -> None:
            raise error

        try:
            yield there
        finally:
            await there.socket.stop()


def _app() -> AsyncApp:
    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="TSANDBOX", bot_token=BOT_TOKEN)

    return AsyncApp(authorize=authorize, process_before_response=True, signing_secret="none")


def run(sandbox: Sandbox, story: Callable[[Line], Awaitable[None]], **facts: Any) -> None:
    async def play() -> None:
        async with line(sandbox, **facts) as there:
            await story(there)

    asyncio.run(play())


def test_commands_arrive_and_are_answered(sandbox: Sandbox) -> None:
    async def story(there: Line) -> None:
        assert not await there.socket.is_connected()
        await there.socket.start()
        assert await there.socket.is_connected()
        assert (await there.command())["ack"] == {"text": "gut"}

    run(sandbox, story)


def test_commands_around_a_refresh_lose_no_time(sandbox: Sandbox) -> None:
    """The SDK's built-in client would answer the first one after about three seconds."""

    async def story(there: Line) -> None:
        await there.socket.start()
        for _ in range(3):
            await there.visitors.disturb_sockets("refresh")
            answers = await asyncio.gather(*(there.command() for _ in range(5)))
            assert [answer["acked"] for answer in answers] == [True] * 5
            assert max(answer["ms"] for answer in answers) < 2_500

    run(sandbox, story)


def test_a_lost_connection_comes_back(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PING_SECONDS", 0.3)

    async def story(there: Line) -> None:
        await there.socket.start()
        await there.visitors.disturb_sockets("drop")
        await there.until_connected(False)
        await there.until_connected()
        assert (await there.command())["acked"] is True

    run(sandbox, story)


def test_a_start_waits_until_slack_can_be_reached(sandbox: Sandbox) -> None:
    async def story(there: Line) -> None:
        await there.visitors.order_fault("unavailable", "apps.connections.open", times=1)
        await there.socket.start()
        assert await there.socket.is_connected()

    run(sandbox, story)


def test_an_address_that_does_not_open_is_not_tried_for_ever(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "CONNECT_SECONDS", 0.5)

    async def story(there: Line) -> None:
        await there.visitors.set_timing(ticket=0)
        starting = asyncio.ensure_future(there.socket.start())
        await asyncio.sleep(0.2)
        await there.visitors.set_timing(ticket=30)
        async with asyncio.timeout(5):
            await starting
        await there.until_connected()

    run(sandbox, story)


@pytest.mark.parametrize("token", ["xapp-wrong", BOT_TOKEN])
def test_a_refused_app_token_ends_the_start_with_advice(sandbox: Sandbox, token: str) -> None:
    async def story(there: Line) -> None:
        with pytest.raises(SlackRefused) as raised:
            await there.socket.start()
        error = "invalid_auth" if token == "xapp-wrong" else "not_allowed_token_type"
        assert str(raised.value) == (
            f"Slack refuses SLACK_APP_TOKEN ({error}). "
            "Make one under Basic Information, App-Level Tokens, with the scope connections:write."
        )

    run(sandbox, story, app_token=token)


def test_a_token_refused_later_ends_the_connection_for_good(sandbox: Sandbox) -> None:
    async def story(there: Line) -> None:
        await there.socket.start()
        await there.visitors.order_fault("error", "apps.connections.open", error="token_revoked")
        await there.visitors.disturb_sockets("refresh")
        async with asyncio.timeout(5):
            assert "token_revoked" in str(await there.socket.ended())
        assert not await there.socket.is_connected()

    run(sandbox, story)


def test_a_refused_bot_token_is_told_with_advice(sandbox: Sandbox) -> None:
    async def story(token: str) -> Installation:
        async with await open_session() as session:
            return await installed(web_client(token, session, sandbox.api_url))

    assert asyncio.run(story(BOT_TOKEN)) == Installation("TSANDBOX", "Sandkasten", "BTAKT", "UTAKT")
    with pytest.raises(SlackRefused, match=r"refuses SLACK_BOT_TOKEN \(invalid_auth\)"):
        asyncio.run(story("xoxb-wrong"))


def test_even_an_app_that_breaks_down_acknowledges(sandbox: Sandbox) -> None:
    async def story(there: Line) -> None:
        await there.socket.start()
        answer = await there.visitors.act("UOTTO", "slash", conversation="CMARKETING", text="/takt kaputt")
        assert (answer["acked"], answer["ack"]) == (True, None)

    run(sandbox, story)


def test_a_stop_finishes_what_runs_and_takes_nothing_more(sandbox: Sandbox) -> None:
    async def story(there: Line) -> None:
        await there.socket.start()
        running = asyncio.ensure_future(there.command("eins"))
        await asyncio.sleep(0.2)
        stopping = asyncio.ensure_future(there.socket.stop())
        await asyncio.sleep(0.05)
        late = asyncio.ensure_future(there.command("zwei"))
        await stopping
        assert (await running)["ack"] == {"text": "gut"}
        assert there.answered == ["eins"]
        assert (await late)["acked"] is False

    run(sandbox, story, answer_after=0.5)


def test_a_stop_waits_for_errands_but_not_for_ever(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "FINISH_SECONDS", 0.5)
    done: list[str] = []

    async def errand(name: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        done.append(name)

    async def story(there: Line) -> None:
        await there.socket.start()
        there.errands.start(errand("short", 0.2))
        there.errands.start(errand("endless", ENDLESS))
        start = time.monotonic()
        await there.socket.stop()
        assert done == ["short"]
        assert time.monotonic() - start < ENDLESS / 2

    run(sandbox, story)


@pytest.mark.parametrize("pause", [0.0, 0.001, 0.005, 0.02])
def test_a_stop_during_a_refresh_never_raises(sandbox: Sandbox, pause: float) -> None:
    """The SDK's built-in client raises when its close races a refresh."""

    async def story(there: Line) -> None:
        await there.socket.start()
        await there.visitors.disturb_sockets("refresh")
        await asyncio.sleep(pause)
        await there.socket.stop()
        await there.socket.stop()
        assert not await there.socket.is_connected()

    run(sandbox, story)


def test_a_stop_before_the_start_is_harmless(sandbox: Sandbox) -> None:
    async def story(there: Line) -> None:
        await there.socket.stop()

    run(sandbox, story)


def test_a_stop_is_in_time_when_slack_is_silent() -> None:
    """A peer that reads nothing any more answers no farewell either."""

    async def story() -> float:
        async with silent_slack() as url, await open_session() as session:
            socket = SocketConnection(_app(), APP_TOKEN, web_client(None, session, url), Errands())
            await socket.start()
            start = time.monotonic()
            await socket.stop()
            return time.monotonic() - start

    assert asyncio.run(story()) < connection.CLOSE_SECONDS + 1


@asynccontextmanager
async def silent_slack() -> AsyncIterator[str]:
    async def open_address(request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "url": f"ws://{request.host}/link"})

    async def link(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await asyncio.sleep(30)
        return socket

    server = web.Application()
    server.add_routes([web.post("/api/apps.connections.open", open_address), web.get("/link", link)])
    runner = web.AppRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    finally:
        await runner.cleanup()
