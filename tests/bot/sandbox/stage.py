"""What the sandbox's tests stand on: a call, a person, a real Bolt app, each in one line."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox

Json = dict[str, Any]


def ask(address: str, body: Any = None, *, method: str | None = None, headers: Json | None = None) -> Any:
    """One HTTP request with a JSON body, or none, from outside the sandbox's thread; answers the JSON."""
    data = None if body is None else json.dumps(body).encode()
    request = Request(address, data, {"Content-Type": "application/json", **(headers or {})}, method=method)
    try:
        with urlopen(request, timeout=10) as answer:
            return json.load(answer)
    except HTTPError as error:
        with error:
            return json.load(error)


def call(sandbox: Sandbox, method: str, **arguments: Any) -> Json:
    """One Web API call with the bot's token."""
    headers = {"Authorization": f"Bearer {sandbox.installation.bot_token}"}
    answer: Json = ask(sandbox.api_url + method, arguments, headers=headers)
    return answer


class Stage:
    """The people's side of a running sandbox."""

    def __init__(self, sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
        self.sandbox = sandbox
        self.session = session

    async def act(self, who: str, do: str, **details: Any) -> Json:
        return await self.post("act", {"as": who, "do": do, **details})

    async def post(self, path: str, body: Json) -> Json:
        async with self.session.post(f"{self.sandbox.url}/sandbox/{path}", json=body) as answer:
            content: Json = await answer.json()
            return content

    async def get(self, path: str, **query: str) -> Json:
        async with self.session.get(f"{self.sandbox.url}/sandbox/{path}", params=query) as answer:
            content: Json = await answer.json()
            return content

    async def messages(self, who: str, conversation: str, **query: str) -> list[Json]:
        found: list[Json] = (await self.get("messages", **{"as": who}, conversation=conversation, **query))["messages"]
        return found

    async def texts(self, who: str, conversation: str) -> list[tuple[str, str]]:
        """Who wrote what, as `who` sees it."""
        return [(m["user"], m["text"]) for m in await self.messages(who, conversation)]

    async def socket_log(self) -> list[tuple[str, int]]:
        """What the app was sent, and how that ended: 200 acked, 408 not, 503 no link."""
        entries = (await self.get("traffic"))["entries"]
        return [(entry["what"], entry["status"]) for entry in entries if entry["kind"] == "socket"]


def client_of(sandbox: Sandbox) -> AsyncWebClient:
    return AsyncWebClient(token=sandbox.installation.bot_token, base_url=sandbox.api_url, retry_handlers=[])


@asynccontextmanager
async def on_stage(sandbox: Sandbox) -> AsyncIterator[Stage]:
    async with aiohttp.ClientSession() as session:
        yield Stage(sandbox, session)


def bolt_app(sandbox: Sandbox) -> AsyncApp:
    return AsyncApp(client=client_of(sandbox), process_before_response=True)


@asynccontextmanager
async def connected(sandbox: Sandbox, app: AsyncApp) -> AsyncIterator[Stage]:
    """The app on a link of its own to the sandbox, and people who act."""
    opener = AsyncWebClient(token=sandbox.installation.app_token, base_url=sandbox.api_url)
    handler = AsyncSocketModeHandler(app, sandbox.installation.app_token, web_client=opener, ping_interval=0.2)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        async with on_stage(sandbox) as stage:
            yield stage
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


async def until(condition: Callable[[], bool], seconds: float = 3.0) -> None:
    """Wait for something that happens by itself; fails if it does not."""
    for _ in range(int(seconds / 0.01)):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("It did not happen.")


def form(**arguments: str) -> bytes:
    return urlencode(arguments).encode()


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(action_id: str = "done", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain("Done"), **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def option(value: str, text: str = "One") -> Json:
    return {"text": plain(text), "value": value}


def text_input(block_id: str = "why", **more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "text"}
    return {"type": "input", "block_id": block_id, "label": plain("Why"), "element": element, **more}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain("Form"), "submit": plain("Send"), "blocks": list(blocks), **more}


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks), **more}
