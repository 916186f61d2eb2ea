"""A web server in a thread of its own, on a port that is bound before anybody asks for it."""

import asyncio
import socket
import threading
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp


class _Server(uvicorn.Server):
    """Says when it has started, so that nobody has to poll for it."""

    def __init__(self, config: uvicorn.Config, ready: threading.Event) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready.set()


class ServerThread:
    """Serves one application on the loopback address until it is stopped.

    `on_loop` runs on the server's loop before the first request.
    """

    def __init__(self, app: ASGIApp, sock: socket.socket, on_loop: Callable[[], None]) -> None:
        self._sock = sock
        self._ready = threading.Event()
        self._on_loop = on_loop
        self._loop: asyncio.AbstractEventLoop | None = None
        config = uvicorn.Config(
            app,
            http="httptools",
            ws="websockets-sansio",
            log_level="warning",
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=2,
            timeout_keep_alive=60,  # longer than any client keeps its own: none may post into a door that closes
        )
        self._server = _Server(config, self._ready)
        self._runner = asyncio.Runner(loop_factory=config.get_loop_factory())
        self._thread = threading.Thread(target=self._run, name="sandbox", daemon=True)

    def start(self) -> None:
        """Return once requests are answered. Raises RuntimeError if the server could not begin."""
        self._thread.start()
        self._ready.wait()
        if not self._server.started:
            raise RuntimeError("The sandbox's web server did not start; its log says why.")

    def stop(self, before_stop: Callable[[], None]) -> None:
        """Finish what runs, close every connection and end the thread."""
        if self._loop is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._leave, before_stop)
        self._thread.join()

    def cut(self, host: str, port: int) -> None:
        """Break the connection to one client without a word, as a lost network does. Only on the server's loop."""
        for connection in list(self._server.server_state.connections):
            if getattr(connection, "client", None) == (host, port):
                connection.transport.abort()

    def _run(self) -> None:
        try:
            with self._runner as runner:
                runner.run(self._serve())
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._on_loop()
        await self._server.serve(sockets=[self._sock])

    def _leave(self, before_stop: Callable[[], None]) -> None:
        before_stop()
        self._server.should_exit = True


def bound_socket(host: str, port: int) -> socket.socket:
    """A socket on `host`, port 0 meaning any free one. Raises OSError with advice if the port is taken."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
    except OSError as taken:
        sock.close()
        raise OSError(taken.errno, f"{host}:{port} is not free; choose another port, or 0 for any.") from taken
    return sock
