"""Acting in the sandbox as its members do, over its own HTTP interface."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.sandbox.server import Sandbox


class Visitors:
    """Does things as any member and looks at what came of it."""

    def __init__(self, sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
        self.sandbox = sandbox
        self._session = session

    async def act(self, member: str, do: str, **details: Any) -> dict[str, Any]:
        return await self._post("act", {"as": member, "do": do, **details})

    async def order_fault(self, kind: str, method: str = "chat.postMessage", **details: Any) -> None:
        answer = await self._post("faults", {"kind": kind, "method": method, **details})
        assert answer.get("ok", True), answer

    async def change_member(self, member: str, **facts: Any) -> None:
        await self._post("members", {"id": member, **facts})

    async def disturb_sockets(self, do: str) -> None:
        await self._post("sockets", {"do": do})

    async def set_timing(self, **seconds: float) -> None:
        await self._post("timing", seconds)

    async def change_app(self, **facts: Any) -> None:
        await self._post("app", facts)

    async def state(self, member: str) -> dict[str, Any]:
        return await self._get("state", {"as": member})

    async def messages(self, member: str, conversation: str, thread: str | None = None) -> list[dict[str, Any]]:
        query = {"as": member, "conversation": conversation} | ({"thread": thread} if thread else {})
        answer = await self._get("messages", query)
        return list(answer["messages"])

    async def calls(self, method: str) -> list[dict[str, Any]]:
        """The requests the bot made of one Web API method, oldest first."""
        entries = (await self._get("traffic", {}))["entries"]
        return [entry["request"] for entry in entries if entry["what"] == method]

    async def _get(self, path: str, query: dict[str, str]) -> dict[str, Any]:
        async with self._session.get(f"{self.sandbox.url}/sandbox/{path}", params=query) as answer:
            return dict(await answer.json())

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        async with self._session.post(f"{self.sandbox.url}/sandbox/{path}", json=body) as answer:
            return dict(await answer.json())


@asynccontextmanager
async def visiting(sandbox: Sandbox) -> AsyncIterator[Visitors]:
    async with aiohttp.ClientSession() as session:
        yield Visitors(sandbox, session)
