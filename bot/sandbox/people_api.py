"""The HTTP interface of the page and of tests: everything under /sandbox/. No authentication, loopback only."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict
from functools import wraps
from typing import Any, TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.app_events import AppEvents
from bot.sandbox.changes import Changes
from bot.sandbox.clock_moves import ClockMoves
from bot.sandbox.installation import Installation
from bot.sandbox.page_state import everything, messages_for, state_for
from bot.sandbox.people import People
from bot.sandbox.records import Conversation, JsonObject, Member
from bot.sandbox.sample import conversation_from, member_from
from bot.sandbox.socket_mode import Sockets
from bot.sandbox.world import World

Handler: TypeAlias = Callable[["PeopleApi", Request], Awaitable[JsonObject]]


class NotFoundError(LookupError):
    """There is no such member, conversation or message."""


def answering(handler: Handler) -> Callable[["PeopleApi", Request], Awaitable[Response]]:
    """Turn what a handler returns or raises into a JSON answer: 404 for what is not there, 400 for nonsense."""

    @wraps(handler)
    async def answer(self: "PeopleApi", request: Request) -> Response:
        try:
            return JSONResponse(await handler(self, request))
        except NotFoundError as missing:
            return JSONResponse({"ok": False, "error": str(missing)}, status_code=404)
        except (ValueError, TypeError) as wrong:
            return JSONResponse({"ok": False, "error": str(wrong)}, status_code=400)

    return answer


def app_row(installation: Installation) -> JsonObject:
    """The app without its tokens."""
    return {
        "app_id": installation.app_id,
        "bot_id": installation.bot_id,
        "bot_user_id": installation.bot_user_id,
        "state": installation.state,
        "scopes": list(installation.scopes),
        "events": list(installation.events),
        "commands": list(installation.commands),
    }


async def read_object(request: Request) -> JsonObject:
    """The request's body as a JSON object. Raises ValueError or TypeError if it is none."""
    content: Any = json.loads(await request.body() or b"{}")
    if not isinstance(content, dict):
        raise TypeError('Send a JSON object, for example {"as": "UOTTO", "do": "home"}.')
    return content


class PeopleApi:
    """Answers the page. Each handler reads its arguments, calls one thing and answers with JSON."""

    def __init__(
        self,
        world: World,
        changes: Changes,
        moves: ClockMoves,
        people: People,
        sockets: Sockets,
        events: AppEvents,
    ) -> None:
        self._world = world
        self._changes = changes
        self._moves = moves
        self._people = people
        self._sockets = sockets
        self._events = events

    def routes(self) -> list[Route]:
        return [
            Route("/sandbox/state", self.state),
            Route("/sandbox/messages", self.messages),
            Route("/sandbox/everything", self.everything),
            Route("/sandbox/traffic", self.traffic),
            Route("/sandbox/clock", self.clock, methods=["GET"]),
            Route("/sandbox/clock", self.move_clock, methods=["POST"]),
            Route("/sandbox/members", self.put_member, methods=["POST"]),
            Route("/sandbox/conversations", self.put_conversation, methods=["POST"]),
            Route("/sandbox/act", self.act, methods=["POST"]),
            Route("/sandbox/faults", self.faults, methods=["GET"]),
            Route("/sandbox/faults", self.order_fault, methods=["POST"]),
            Route("/sandbox/faults", self.clear_faults, methods=["DELETE"]),
            Route("/sandbox/sockets", self.disturb_sockets, methods=["POST"]),
            Route("/sandbox/timing", self.set_timing, methods=["POST"]),
            Route("/sandbox/app", self.app, methods=["GET"]),
            Route("/sandbox/app", self.change_app, methods=["POST"]),
            Route("/sandbox/events", self.events),
        ]

    @answering
    async def state(self, request: Request) -> JsonObject:
        return state_for(self._member(request), self._world, self._sockets.count)

    @answering
    async def messages(self, request: Request) -> JsonObject:
        reader = self._member(request)
        conversation = self._conversation(request.query_params.get("conversation", ""), reader)
        thread_ts = request.query_params.get("thread")
        return {"messages": messages_for(reader, conversation, thread_ts, self._world)}

    @answering
    async def everything(self, _: Request) -> JsonObject:
        return everything(self._world)

    @answering
    async def traffic(self, request: Request) -> JsonObject:
        return {"entries": self._world.traffic.after(int(request.query_params.get("after", "0")))}

    @answering
    async def clock(self, _: Request) -> JsonObject:
        return {"now": self._world.clock.now().isoformat()}

    @answering
    async def move_clock(self, request: Request) -> JsonObject:
        return {"now": (await self._moves.move(await read_object(request))).isoformat()}

    @answering
    async def put_member(self, request: Request) -> JsonObject:
        member = self._world.workspace.put_member(member_from(await read_object(request), self._world.workspace))
        return {"ok": True, "id": member.id}

    @answering
    async def put_conversation(self, request: Request) -> JsonObject:
        workspace = self._world.workspace
        conversation = conversation_from(await read_object(request), workspace)
        return {"ok": True, "id": workspace.put_conversation(conversation).id}

    @answering
    async def act(self, request: Request) -> JsonObject:
        return (await self._people.do(await read_object(request))).answer()

    @answering
    async def faults(self, _: Request) -> JsonObject:
        return {"faults": self._world.faults.listed()}

    @answering
    async def order_fault(self, request: Request) -> JsonObject:
        self._world.faults.order(await read_object(request))
        return {"ok": True, "faults": self._world.faults.listed()}

    @answering
    async def clear_faults(self, _: Request) -> JsonObject:
        self._world.faults.clear()
        return {"ok": True}

    @answering
    async def disturb_sockets(self, request: Request) -> JsonObject:
        wish = (await read_object(request)).get("do")
        if wish == "refresh":
            await self._sockets.refresh()
        elif wish == "drop":
            self._sockets.drop()
        elif wish == "redeliver":
            if not await self._sockets.redeliver():
                raise ValueError("No event was sent yet that could be sent again.")
        else:
            raise ValueError("Sockets can be told to refresh, drop or redeliver.")
        return {"ok": True}

    @answering
    async def set_timing(self, request: Request) -> JsonObject:
        self._world.timing = self._world.timing.changed(await read_object(request))
        return {"ok": True, "timing": asdict(self._world.timing)}

    @answering
    async def app(self, _: Request) -> JsonObject:
        return app_row(self._world.installation)

    @answering
    async def change_app(self, request: Request) -> JsonObject:
        """Other scopes, events or commands; `{"do": "uninstall" | "revoke" | "install"}`."""
        installation, facts = self._world.installation, await read_object(request)
        wish = facts.pop("do", None)
        unknown = set(facts) - {"scopes", "events", "commands"}
        if unknown or wish not in (None, "uninstall", "revoke", "install"):
            raise ValueError('Send {"do": "uninstall" | "revoke" | "install"}, "scopes", "events" or "commands".')
        for name, value in facts.items():
            setattr(installation, name, list(value))
        if wish == "uninstall":
            installation.state = "uninstalled"
            self._events.tokens_revoked()
            self._events.uninstalled()
        elif wish == "revoke":
            installation.state = "revoked"
            self._events.tokens_revoked()
        elif wish == "install":
            installation.state = "installed"
        self._world.workspace.changed()
        return app_row(installation)

    async def events(self, _: Request) -> Response:
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(self._versions(), media_type="text/event-stream", headers=headers)

    async def _versions(self) -> AsyncIterator[str]:
        """The workspace's version now and after every change, until the sandbox stops.

        A comment every 15 seconds makes a reader who went away noticeable.
        """
        bell = self._changes.subscribe()
        try:
            while not self._changes.closed:
                bell.clear()
                yield f'data: {{"version": {self._world.workspace.version}}}\n\n'
                while not bell.is_set():
                    try:
                        await asyncio.wait_for(bell.wait(), 15)
                    except TimeoutError:
                        yield ": still here\n\n"
        finally:
            self._changes.unsubscribe(bell)

    def _member(self, request: Request) -> Member:
        """Who asks: `as` in the query, by default the first person there is."""
        workspace = self._world.workspace
        chosen = request.query_params.get("as")
        member = workspace.members.get(chosen) if chosen else next(workspace.people(), None)
        if member is None:
            raise NotFoundError(f"There is no member {chosen}.")
        return member

    def _conversation(self, conversation_id: str, reader: Member) -> Conversation:
        conversation = self._world.workspace.conversations.get(conversation_id)
        if conversation is None or reader.id not in conversation.members:
            raise NotFoundError(f"{reader.name} is in no conversation {conversation_id or '(none given)'}.")
        return conversation
