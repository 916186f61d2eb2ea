"""The sandbox as one object: start it, read its addresses, stop it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Self

from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute

from bot.sandbox import page_files
from bot.sandbox.app_doors import AppDoors
from bot.sandbox.app_events import AppEvents
from bot.sandbox.changes import Changes
from bot.sandbox.clock import SandboxClock
from bot.sandbox.clock_moves import ClockListener, ClockMoves
from bot.sandbox.control_api import ControlApi
from bot.sandbox.installation import Installation
from bot.sandbox.listening import ServerThread, bound_socket
from bot.sandbox.people import People
from bot.sandbox.people_api import PeopleApi
from bot.sandbox.posting import Posting
from bot.sandbox.records import JsonObject
from bot.sandbox.response_urls import ResponseUrls
from bot.sandbox.sample import sample_workspace
from bot.sandbox.socket_mode import Sockets
from bot.sandbox.timing import Timing
from bot.sandbox.web_api import WebApi
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import World


class Sandbox:
    """A local workspace that speaks Slack's interfaces, and a page to act in it as any member.

    Without a workspace it holds the sample one. `port` 0 takes any free port. The port is taken when the
    object is made, so `url` and `api_url` are known before `start()`. `tour` holds, per language code, the steps
    the page shows a newcomer: `{"title", "hint", "as", "conversation"}`. `invited_to` names the channels in which
    the app has a seat from the start; there is nothing else of the app in a new sandbox than its account.
    """

    def __init__(
        self,
        workspace: Workspace | None = None,
        clock: SandboxClock | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        installation: Installation | None = None,
        timing: Timing | None = None,
        tour: Mapping[str, Sequence[JsonObject]] | None = None,
        invited_to: Sequence[str] = ("marketing",),
    ) -> None:
        self.clock = clock or (workspace.clock if workspace else SandboxClock())
        self.workspace = workspace or sample_workspace(self.clock)
        self.installation = installation or Installation()
        _settle_in(self.workspace, self.installation, invited_to)
        sock = bound_socket(host, port)
        self.port: int = sock.getsockname()[1]
        self.url = f"http://{host}:{self.port}"
        self.api_url = f"{self.url}/api/"
        self.world = World(self.workspace, self.clock, self.installation, timing or Timing(), self.url, tour or {})
        self._moves = ClockMoves(self.clock, self.workspace.changed)
        self._interface = Interface(self.world, self._moves, self._cut)
        self._server = ServerThread(self._interface.app, sock, self._interface.changes.attach)

    @property
    def sockets(self) -> int:
        """How many links the app holds open."""
        return self._interface.sockets.count

    def start(self) -> None:
        """Serve in a thread of its own; returns once requests are answered."""
        self._server.start()

    def stop(self) -> None:
        """End every connection and the thread. A sandbox that was stopped cannot be started again."""
        self._server.stop(self._interface.close)

    def on_clock_moved(self, callback: ClockListener) -> None:
        """Await `callback(now)` whenever somebody moves the clock, before that request is answered."""
        self._moves.listen(callback)

    def _cut(self, host: str, port: int) -> None:
        self._server.cut(host, port)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class Interface:
    """Page, people and Slack over one world, put together. `cut` breaks the connection to one client."""

    def __init__(self, world: World, moves: ClockMoves, cut: Callable[[str, int], None]) -> None:
        self.changes = Changes()
        world.workspace.on_change(self.changes.ring)
        self.sockets = Sockets(world, cut)
        self._events = AppEvents(world, self.sockets)
        posting = Posting(world, self._events)
        response_urls = ResponseUrls(world, posting)
        people = People(world, self.sockets, self._events, posting, response_urls)
        self._web_api = WebApi(world, posting, self._events, self.sockets, cut)
        people_api = PeopleApi(world, self.changes, moves, people, self.sockets, self._events)
        doors = AppDoors(world, response_urls)
        self.app = Starlette(
            routes=[
                Route("/api/{method}", self._web_api.answer, methods=["GET", "POST"]),
                WebSocketRoute("/link", self.sockets.link),
                Route("/response/{secret}", doors.response, methods=["POST"]),
                Route("/upload/{secret}", doors.upload, methods=["POST"]),
                Route("/files/{file_id}/download/{name:path}", doors.download),
                Route("/files/{file_id}/{name:path}", doors.file),
                Route("/sandbox/files/{file_id}", doors.file),
                *people_api.routes(),
                *ControlApi(world, self.sockets, self._events).routes(),
                Route("/", page_files.index),
                Route("/static/{name:path}", page_files.static),
            ]
        )

    def close(self) -> None:
        """Let nothing wait any more, so that the server can stop at once."""
        self.changes.close()
        self._web_api.close()
        self._events.close()
        self.sockets.close()


def _settle_in(workspace: Workspace, installation: Installation, invited_to: Sequence[str]) -> None:
    """Give the app its account, and a seat in those channels of that name that there are."""
    if installation.bot_user_id not in workspace.members:
        workspace.put_member(installation.bot_member())
    for name in invited_to:
        channel = workspace.named(name)
        if channel is not None:
            workspace.join(channel, installation.bot_user_id)
