"""The HTTP interface of the page and of tests: what lies under /sandbox/. No authentication, loopback only."""

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.app_events import AppEvents
from bot.sandbox.changes import Changes
from bot.sandbox.clock_moves import ClockMoves
from bot.sandbox.facts import channels_from, conversation_from, member_from
from bot.sandbox.json_answers import NotFoundError, answering, read_object
from bot.sandbox.page_state import everything, messages_for, state_for
from bot.sandbox.people import People
from bot.sandbox.records import Conversation, JsonObject, Member
from bot.sandbox.socket_mode import Sockets
from bot.sandbox.world import World


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
            Route("/sandbox/tour", self.tour),
            Route("/sandbox/events", self.events),
        ]

    @answering
    async def state(self, request: Request) -> JsonObject:
        with self._world.workspace.lock:
            return state_for(self._member(request), self._world, self._sockets.count)

    @answering
    async def messages(self, request: Request) -> JsonObject:
        reader = self._member(request)
        conversation = self._conversation(request.query_params.get("conversation", ""), reader)
        thread_ts = request.query_params.get("thread")
        with self._world.workspace.lock:
            return {"messages": messages_for(reader, conversation, thread_ts, self._world)}

    @answering
    async def everything(self, _: Request) -> JsonObject:
        with self._world.workspace.lock:
            return everything(self._world)

    @answering
    async def tour(self, request: Request) -> JsonObject:
        """The steps for a newcomer in the language `lang`, if whoever runs the sandbox gave some."""
        return {"steps": self._world.tour.get(request.query_params.get("lang", ""), [])}

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
        """Add or change a member, and add them to `channels`. The app hears `team_join` or `user_change`."""
        workspace, facts = self._world.workspace, await read_object(request)
        channels = channels_from(facts.pop("channels", []), workspace)
        joined = facts.get("id") not in workspace.members
        member = workspace.put_member(member_from(facts, workspace))
        self._events.member_changed(member, joined=joined)
        for channel in channels:
            workspace.join(channel, member.id)
        return {"ok": True, "id": member.id}

    @answering
    async def put_conversation(self, request: Request) -> JsonObject:
        workspace = self._world.workspace
        conversation = conversation_from(await read_object(request), workspace)
        return {"ok": True, "id": workspace.put_conversation(conversation).id}

    @answering
    async def act(self, request: Request) -> JsonObject:
        return (await self._people.do(await read_object(request))).answer()

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
