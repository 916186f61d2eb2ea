"""The Socket Mode connection: opens, stays open, and ends without losing what is under way.

The aiohttp client is used because the SDK's built-in one loses about three seconds at each refresh, which is all the
time there is for an acknowledgement.
"""

import asyncio
from collections.abc import Awaitable
from typing import Any

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.clients import is_loopback
from bot.slack.errands import Errands
from bot.slack.failures import Failure, failure_of
from bot.slack.installation import SlackRefused, refused

log = structlog.get_logger(__name__)

FINISH_SECONDS = 7.0
CLOSE_SECONDS = 2.0
CONNECT_SECONDS = 8.0
PING_SECONDS = 5.0  # also how long a connection that broke without a word stays unnoticed
LONGEST_WAIT = 30.0
_ADVICE = "Make one under Basic Information, App-Level Tokens, with the scope connections:write."


class SocketConnection:
    """One connection of one app. `web_client` needs no token of its own; it says where Slack is."""

    def __init__(self, app: AsyncApp, app_token: str, web_client: AsyncWebClient, errands: Errands) -> None:
        self._client = _Client(
            app_token=app_token, logger=app.logger, web_client=web_client, ping_interval=PING_SECONDS
        )
        if is_loopback(web_client.base_url):
            self._client.proxy = None
        self._handler = _Handler(app, self._client)
        self._errands = errands

    async def start(self) -> None:
        """Returns once connected, however long Slack can't be reached. SlackRefused for a token that is no good."""
        wait = 1.0
        while True:
            try:
                self._client.wss_uri = await self._client.issue_new_wss_url()
                break
            except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as fault:
                failure: Failure = failure_of(fault)
                log.warning("Slack can't be reached yet", action="slack.waiting", why=failure.why, seconds=wait)
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)
        await self._client.connect()

    async def is_connected(self) -> bool:
        """Whether envelopes can arrive: the socket is open and answers pings."""
        return await self._client.is_connected()

    async def ended(self) -> SlackRefused:
        """Waits until Slack refuses to ever connect again, and answers why."""
        return await asyncio.shield(self._client.refusal)

    async def stop(self) -> None:
        """Takes nothing more, finishes what runs, closes; never raises and never takes longer than ten seconds."""
        self._handler.taking = False
        deadline = asyncio.get_running_loop().time() + FINISH_SECONDS
        finished = await self._handler.running.finish(FINISH_SECONDS)
        finished &= await self._errands.finish(max(0.1, deadline - asyncio.get_running_loop().time()))
        if not finished:
            log.warning("broke off what took too long", action="slack.broken_off")
        await self._close()

    async def _close(self) -> None:
        """The SDK's close can wait long for a silent peer, race a refresh and leave its tasks running."""
        client = self._client
        tasks = (client.message_processor, client.current_session_monitor, client.message_receiver)
        await _quietly(client.close())  # type: ignore[no-untyped-call]
        left = [task for task in tasks if task is not None]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await _quietly(client.aiohttp_client_session.close())


async def _quietly(closing: Awaitable[Any]) -> None:
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            await closing
    except Exception as fault:  # noqa: BLE001  nothing that goes wrong at the end may keep the process
        log.info("the connection did not close cleanly", action="slack.closed", fault=type(fault).__name__)


class _Client(SocketModeClient):
    """Gives up for good when the token is refused; the SDK's own client would ask again for ever."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(**facts)
        self.refusal: asyncio.Future[SlackRefused] = asyncio.get_running_loop().create_future()

    async def connect(self) -> None:
        """The base class would try the same address for ever, although each is good for a short while only."""
        while not self.closed:
            try:
                async with asyncio.timeout(CONNECT_SECONDS):
                    await super().connect()  # type: ignore[no-untyped-call]
                break
            except TimeoutError:
                self.wss_uri = None

    async def issue_new_wss_url(self) -> str:
        try:
            return await super().issue_new_wss_url()
        except SlackApiError as fault:
            failure = refused(fault, "SLACK_APP_TOKEN", _ADVICE)
            if not isinstance(failure, SlackRefused):
                raise
            self.closed = True
            if not self.refusal.done():
                self.refusal.set_result(failure)
            raise failure from None


class _Handler(AsyncSocketModeHandler):
    """Passes envelopes to the app and knows which ones are under way."""

    def __init__(self, app: AsyncApp, client: SocketModeClient) -> None:
        # The base class would open a client of its own.
        self.app = app
        self.client = client
        self.taking = True
        self.running = Errands()
        client.socket_mode_request_listeners.append(self.handle)  # type: ignore[arg-type]

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        if self.taking:
            self.running.start(self._answer(client, req))
        # Else it stays unacknowledged, so Slack delivers an event again, to whoever is connected then.

    async def _answer(self, client: SocketModeClient, req: SocketModeRequest) -> None:
        try:
            await super().handle(client, req)
        except Exception as fault:  # noqa: BLE001  whatever failed, delivering it again would fail again
            # Without its trace, which could hold what somebody wrote.
            name = type(fault).__name__
            log.error("an envelope could not be handled", action="slack.unhandled", fault=name)  # noqa: TRY400
            await client.send_socket_mode_response(SocketModeResponse(envelope_id=req.envelope_id))
