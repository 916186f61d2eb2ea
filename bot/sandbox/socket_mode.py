"""Socket Mode: the links an app holds open, the envelopes sent over them, and the acknowledgements.

Follows docs.slack.dev/apis/events-api/using-socket-mode: at most ten links, each envelope goes to one of them,
an acknowledgement may come back over any.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.clock import stopwatch
from bot.sandbox.records import JsonObject
from bot.sandbox.world import World

LINK_LIMIT = 10
WARNING_SECONDS = 10.0
"""A link is closed this long after the app was told to take a new one."""


@dataclass(slots=True, eq=False)
class Link:
    """One WebSocket of the app. A leaving link gets no new envelopes."""

    websocket: WebSocket
    leaving: bool = False


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What came of one envelope: acked in time, with a payload perhaps; not acked; or never sent at all."""

    outcome: Literal["acked", "timeout", "unreachable"]
    payload: Any = None
    ms: float = 0.0

    @property
    def acked(self) -> bool:
        return self.outcome == "acked"


class Sockets:
    """All links of the app. Lives on the sandbox's loop."""

    def __init__(self, world: World, cut: Callable[[str, int], None]) -> None:
        self._world = world
        self._cut = cut
        self._tickets: dict[str, float] = {}
        self._links: list[Link] = []
        self._waiting: dict[str, asyncio.Future[Acknowledgement]] = {}
        self._turn = 0
        self._lost_at = float("-inf")
        self._arrived = asyncio.Event()
        self._closers: set[asyncio.Task[None]] = set()
        self._last_event: JsonObject | None = None

    @property
    def count(self) -> int:
        return len(self._links)

    def ticket(self) -> str:
        """A fresh address for one link."""
        secret = self._world.workspace.ids.secret()
        self._tickets[secret] = stopwatch()
        host = self._world.url.replace("http://", "ws://")
        return f"{host}/link?ticket={secret}&app_id={self._world.installation.app_id}"

    async def link(self, websocket: WebSocket) -> None:
        """Serve one link from its opening to its end."""
        issued = self._tickets.pop(websocket.query_params.get("ticket", ""), None)
        if issued is None or stopwatch() - issued > self._world.timing.ticket:
            await websocket.close(4001)
            return
        await websocket.accept()
        if len(self._links) >= LINK_LIMIT:
            await websocket.send_json(self._farewell("too_many_websockets"))
            await websocket.close()
            return
        link = Link(websocket)
        await websocket.send_json(self._hello())
        self._join(link)
        try:
            while True:
                self._receive(await websocket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            self._part(link)

    async def deliver(self, kind: str, payload: JsonObject, *, answerable: bool, **extra: Any) -> Acknowledgement:
        """Send one envelope and wait until it is acknowledged, or too long.

        `kind` is the envelope's type, `answerable` whether an acknowledgement may carry a payload.
        """
        envelope_id = self._world.workspace.ids.uuid()
        envelope = {
            "envelope_id": envelope_id,
            "payload": payload,
            "type": kind,
            "accepts_response_payload": answerable,
            **extra,
        }
        if kind == "events_api":
            self._last_event = payload
        at, start = self._world.clock.now(), stopwatch()
        result = await self._exchange(envelope_id, envelope)
        ms = (stopwatch() - start) * 1000
        self._world.traffic.add(
            at=at,
            direction="in",
            kind="socket",
            what=_title(kind, payload),
            request=envelope,
            response=result.payload,
            status={"acked": 200, "timeout": 408, "unreachable": 503}[result.outcome],
            ms=ms,
        )
        return Acknowledgement(result.outcome, result.payload if answerable else None, round(ms, 3))

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask the app to replace every link; the old ones are closed a while later."""
        for link in list(self._links):
            link.leaving = True
            await self._send(link, self._farewell(reason))
            closer = asyncio.ensure_future(self._close_later(link))
            self._closers.add(closer)
            closer.add_done_callback(self._closers.discard)

    def drop(self) -> None:
        """Cut every link without a word."""
        for link in list(self._links):
            if link.websocket.client is not None:
                self._cut(*link.websocket.client)

    async def redeliver(self) -> bool:
        """Send the last event once more, as Slack does when an acknowledgement was lost."""
        if self._last_event is None:
            return False
        again = {"retry_attempt": 1, "retry_reason": "timeout"}
        await self.deliver("events_api", self._last_event, answerable=False, **again)
        return True

    def close(self) -> None:
        """Let nobody wait for an acknowledgement any more."""
        for closer in list(self._closers):
            closer.cancel()
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_result(Acknowledgement("unreachable"))
        self._arrived.set()

    async def _exchange(self, envelope_id: str, envelope: JsonObject) -> Acknowledgement:
        waiting: asyncio.Future[Acknowledgement] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = waiting
        try:
            if not await self._send_to_any(envelope):
                return Acknowledgement("unreachable")
            async with asyncio.timeout(self._world.timing.ack):
                return await waiting
        except TimeoutError:
            return Acknowledgement("timeout")
        finally:
            del self._waiting[envelope_id]

    async def _send_to_any(self, envelope: JsonObject) -> bool:
        """Over one link that stays, in turn. While the app replaces a link, wait for the new one."""
        deadline = stopwatch() + self._world.timing.ack
        while True:
            ready = [link for link in self._links if not link.leaving]
            if ready:
                self._turn += 1
                if await self._send(ready[self._turn % len(ready)], envelope):
                    return True
            elif not await self._new_link(deadline):
                return False

    async def _new_link(self, deadline: float) -> bool:
        """Whether a link came in time. Without one that left just now there is nothing to wait for."""
        expected = self._links or stopwatch() - self._lost_at < self._world.timing.ack
        if not expected:
            return False
        self._arrived.clear()
        try:
            async with asyncio.timeout(max(deadline - stopwatch(), 0)):
                await self._arrived.wait()
        except TimeoutError:
            return False
        return bool(self._links)

    async def _send(self, link: Link, content: JsonObject) -> bool:
        try:
            await link.websocket.send_text(json.dumps(content))
        except (WebSocketDisconnect, RuntimeError):
            # Closed under our hands; the receiving side takes it off the list a moment later.
            link.leaving = True
            return False
        return True

    def _receive(self, text: str) -> None:
        content = json.loads(text) if text.startswith("{") else {}
        waiting = self._waiting.get(content.get("envelope_id", ""))
        if waiting is not None and not waiting.done():
            waiting.set_result(Acknowledgement("acked", content.get("payload")))

    async def _close_later(self, link: Link) -> None:
        await asyncio.sleep(WARNING_SECONDS)
        if link in self._links:
            await link.websocket.close()

    def _join(self, link: Link) -> None:
        self._links.append(link)
        self._arrived.set()
        self._world.workspace.changed()

    def _part(self, link: Link) -> None:
        self._links.remove(link)
        self._lost_at = stopwatch()
        self._world.workspace.changed()

    def _hello(self) -> JsonObject:
        return {
            "type": "hello",
            "num_connections": len(self._links) + 1,
            "debug_info": self._debug_info() | {"approximate_connection_time": 18060},
            "connection_info": {"app_id": self._world.installation.app_id},
        }

    def _farewell(self, reason: str) -> JsonObject:
        return {"type": "disconnect", "reason": reason, "debug_info": self._debug_info()}

    def _debug_info(self) -> JsonObject:
        return {"host": "applink-sandbox", "build_number": 1}


def _title(kind: str, payload: JsonObject) -> str:
    """What the log calls an envelope, such as `events_api message` or `slash_commands /takt`."""
    detail = payload.get("event", payload)
    return f"{kind} {detail.get('command') or detail.get('type', '')}"
