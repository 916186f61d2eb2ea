"""As little of Slack as the benchmark needs, on the loopback address: envelopes out, acknowledgements and calls in.

It checks nothing, so that what is measured is the app; `bot.sandbox` is the one that checks.
"""

import asyncio
import itertools
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Self

from aiohttp import WSMsgType, web

from tests.bench.company import PEOPLE, TEAM, members

LOST_AFTER = 60.0
"""Seconds without an answer after which it counts as lost."""
QUIET = 0.3
_TRICKLES = ("views.publish",)
"""App Homes are brought up to date one a second, long after everything else has come to rest."""

JsonObject = dict[str, Any]


@dataclass(frozen=True)
class Envelope:
    """What somebody did, as Slack tells an app over Socket Mode. `act` is how the figures call it."""

    act: str
    kind: str
    payload: JsonObject


@dataclass
class Slack:
    """Open it with `async with`. Apps are told apart by the tokens `xoxb-NAME` and `xapp-NAME`."""

    url: str = ""
    messages: dict[str, dict[str, JsonObject]] = field(default_factory=lambda: defaultdict(dict))
    """By conversation and `ts`."""
    forms: dict[str, JsonObject] = field(default_factory=dict)
    """The view in front of somebody."""
    homes: set[str] = field(default_factory=set)
    """Whose App Home was published."""
    triggers: dict[str, str] = field(default_factory=dict)
    """Whose trigger it is."""

    async def __aenter__(self) -> Self:
        self._numbers = itertools.count(1)
        self._links: dict[str, web.WebSocketResponse] = {}
        self._waiting: dict[str, asyncio.Future[float]] = {}
        self._changed = asyncio.Condition()
        self._calls = 0
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_post("/said/{user}", self._said)
        app.router.add_get("/link/{name}", self._link)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    def fresh(self, prefix: str) -> str:
        """An id that was never used before."""
        return f"{prefix}{next(self._numbers):08}"

    def stamp(self) -> str:
        """A `ts`; only its order means anything here."""
        return f"1788246000.{next(self._numbers):06}"

    async def deliver(self, app: str, envelope: Envelope) -> float:
        """Sends an envelope; the seconds until its acknowledgement. TimeoutError when none came."""
        envelope_id = self.fresh("envelope-")
        text = json.dumps(
            {
                "envelope_id": envelope_id,
                "type": envelope.kind,
                "accepts_response_payload": envelope.kind != "events_api",
                "payload": envelope.payload,
            }
        )
        waiting: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = waiting
        start = perf_counter()
        await self._links[app].send_str(text)
        async with asyncio.timeout(LOST_AFTER):
            return await waiting - start

    async def deliver_together(self, app: str, envelopes: Sequence[Envelope]) -> list[float]:
        return await asyncio.gather(*(self.deliver(app, one) for one in envelopes))

    async def connected(self, app: str) -> None:
        await self._until(lambda: app in self._links)

    async def button(self, user: str, intent: str, ref: str) -> tuple[JsonObject, JsonObject]:
        """The message and the button in it by which this person can do this, once the app has posted it."""
        await self._until(lambda: self._find(user, intent, ref) is not None)
        found = self._find(user, intent, ref)
        assert found is not None
        return found

    async def form(self, user: str) -> JsonObject:
        """The form in front of somebody, once it has something to send off."""
        await self._until(lambda: bool(self.forms.get(user, {}).get("submit")))
        return self.forms.pop(user)

    async def home(self, user: str) -> None:
        """Waits until somebody sees their App Home."""
        await self._until(lambda: user in self.homes)

    async def comes_to_rest(self) -> None:
        """Waits until no app has called for a while."""
        seen = -1
        while seen != self._calls:
            seen = self._calls
            await asyncio.sleep(QUIET)

    async def _until(self, true: Any) -> None:
        async with asyncio.timeout(LOST_AFTER), self._changed:
            await self._changed.wait_for(true)

    def _find(self, user: str, intent: str, ref: str) -> tuple[JsonObject, JsonObject] | None:
        for message in reversed(self.messages[conversation_with(user)].values()):
            for block in message["blocks"]:
                for element in block.get("elements", []):
                    if element.get("value") == ref and element.get("action_id", "").partition(":")[0] == intent:
                        return message, element | {"block_id": block["block_id"]}
        return None

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        link = web.WebSocketResponse(max_msg_size=0)
        await link.prepare(request)
        await link.send_json({"type": "hello", "num_connections": 1})
        await self._note(lambda: self._links.update({request.match_info["name"]: link}))
        async for received in link:
            if received.type is WSMsgType.TEXT:
                at = perf_counter()
                self._waiting.pop(json.loads(received.data)["envelope_id"]).set_result(at)
        return link

    async def _said(self, _request: web.Request) -> web.Response:
        self._calls += 1
        return web.Response(text="ok")

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self._calls += method not in _TRICKLES
        as_json = request.content_type == "application/json"
        given: JsonObject = await request.json() if as_json else dict(await request.post())
        name = request.headers.get("Authorization", "").rpartition("-")[2]
        answer: JsonObject = {"ok": True}
        await self._note(lambda: answer.update(self._answer(method, name, given)))
        return web.json_response(answer)

    async def _note(self, change: Any) -> None:
        async with self._changed:
            change()
            self._changed.notify_all()

    def _answer(self, method: str, name: str, given: JsonObject) -> JsonObject:
        match method:
            case "auth.test":
                return {"team_id": TEAM, "team": "Muster GmbH", "bot_id": "B0", "user_id": "U00"}
            case "apps.connections.open":
                return {"url": f"{self.url.replace('http', 'ws')}/link/{name}"}
            case "users.list":
                return {"members": members()}
            case "chat.postMessage" | "chat.update":
                return self._post(given)
            case "views.open" | "views.push":
                return self._show(self.fresh("V"), self.triggers[given["trigger_id"]], given["view"])
            case "views.update":
                user = next((user for user, view in self.forms.items() if view["id"] == given["view_id"]), None)
                gone = {"ok": False, "error": "not_found"}
                return self._show(given["view_id"], user, given["view"]) if user else gone
            case "views.publish":
                self.homes.add(given["user_id"])
                return {"view": given["view"] | {"id": self.fresh("V"), "hash": self.fresh("h")}}
            case _:
                return {"ok": False, "error": "unknown_method"}

    def _post(self, given: JsonObject) -> JsonObject:
        channel, ts = given["channel"], given.get("ts") or self.stamp()
        channel = conversation_with(channel) if channel in PEOPLE else channel
        message = {"type": "message", "ts": ts, "text": given["text"], "blocks": given.get("blocks") or []}
        self.messages[channel][ts] = message
        return {"channel": channel, "ts": ts, "message": message}

    def _show(self, view_id: str, user: str, view: JsonObject) -> JsonObject:
        self.forms[user] = view | {"id": view_id, "hash": self.fresh("h"), "team_id": TEAM}
        return {"view": self.forms[user]}


def conversation_with(user: str) -> str:
    """The direct message between somebody and the app."""
    return f"D{user[1:]}"
