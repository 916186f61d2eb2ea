"""The sandbox as one object: start it, read its addresses, stop it."""

from datetime import datetime
from typing import Self

from starlette.applications import Starlette
from starlette.routing import Route

from bot.sandbox import page_files
from bot.sandbox.changes import Changes
from bot.sandbox.clock import SandboxClock
from bot.sandbox.clock_moves import ClockListener, ClockMoves
from bot.sandbox.installation import Installation
from bot.sandbox.listening import ServerThread, bound_socket
from bot.sandbox.people_api import PeopleApi
from bot.sandbox.sample import sample_workspace
from bot.sandbox.timing import Timing
from bot.sandbox.views import Views
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import World


class Sandbox:
    """A local workspace that speaks Slack's interfaces, and a page to act in it as any member.

    Without a workspace it holds the sample one. `port` 0 takes any free port. The port is taken when the
    object is made, so `url` and `api_url` are known before `start()`.
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
    ) -> None:
        self.clock = clock or (workspace.clock if workspace else SandboxClock())
        self.workspace = workspace or sample_workspace(self.clock)
        self.installation = installation or Installation()
        self._changes = Changes()
        self._sock = bound_socket(host, port)
        self.port: int = self._sock.getsockname()[1]
        self.url = f"http://{host}:{self.port}"
        self.api_url = f"{self.url}/api/"
        self._world = World(
            workspace=self.workspace,
            clock=self.clock,
            installation=self.installation,
            timing=timing or Timing(),
            views=Views(self.workspace),
            url=self.url,
        )
        self._moves = ClockMoves(self.clock, self.workspace.changed)
        self._server = ServerThread(self.app(), self._sock, self._changes.attach)
        _settle_in(self.workspace, self.installation)
        self.workspace.on_change(self._changes.ring)

    def app(self) -> Starlette:
        """The web application, for whoever wants to serve it themselves."""
        return build_app(self._world, self._changes, self._moves)

    def start(self) -> None:
        self._server.start()

    def stop(self) -> None:
        """End every connection and the thread. A sandbox that was stopped cannot be started again."""
        self._server.stop(self._changes.close)

    def on_clock_moved(self, callback: ClockListener) -> None:
        """Await `callback(now)` whenever somebody moves the clock, before that request is answered."""
        self._moves.listen(callback)

    def now(self) -> datetime:
        return self.clock.now()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def build_app(world: World, changes: Changes, moves: ClockMoves) -> Starlette:
    """The whole interface: page, people and Slack."""
    return Starlette(
        routes=[
            Route("/", page_files.index),
            Route("/static/{name:path}", page_files.static),
            *PeopleApi(world, changes, moves).routes(),
        ]
    )


def _settle_in(workspace: Workspace, installation: Installation) -> None:
    """Give the app its account, and a seat in `#marketing` of the sample."""
    if installation.bot_user_id not in workspace.members:
        workspace.put_member(installation.bot_member())
    marketing = workspace.named("marketing")
    if marketing is not None and installation.bot_user_id not in marketing.members:
        marketing.members.append(installation.bot_user_id)
