"""uvicorn within a process that has more to do: on a socket that is bound before anybody is told the address.

It leaves signals to the process, writes no access log (an address may be a secret) and stops within seconds.
"""

import asyncio
import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

STOP_SECONDS = 3
MOST_CONNECTIONS = 200
_BACKLOG = 128


class AddressTaken(Exception):
    """Nobody can listen there; says what to do."""


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The process has handlers of its own, which stop everything in order."""
        yield


class WebServer:
    """Serves one application on the running loop, until it is stopped."""

    def __init__(self, app: ASGIApp, sock: socket.socket) -> None:
        self._sock = sock
        self._server = _Server(
            uvicorn.Config(
                app,
                http="httptools",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                limit_concurrency=MOST_CONNECTIONS,
                timeout_graceful_shutdown=STOP_SECONDS,
            )
        )
        self._serving: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Requests are answered from now on: the socket listens already, so nobody is turned away meanwhile."""
        self._serving = asyncio.create_task(self._server.serve(sockets=[self._sock]))

    async def stop(self) -> None:
        """Takes nothing new, finishes what runs, and breaks off what takes too long."""
        self._server.should_exit = True
        if self._serving is not None:
            await asyncio.gather(self._serving, return_exceptions=True)


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes any free one. Raises AddressTaken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as fault:
        raise AddressTaken(_advice(host, port, fault)) from fault


def address_of(sock: socket.socket) -> str:
    """Where this machine reaches what listens there."""
    host, port = sock.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _advice(host: str, port: int, fault: OSError) -> str:
    if fault.errno == errno.EADDRINUSE:
        return f"Port {port} of {host} is taken. Set PORT to a free one, or end what listens there."
    if fault.errno == errno.EACCES:
        return f"Port {port} may only be opened by the system. Set PORT to one above 1023."
    reason = str(fault.strerror).partition(" (")[0]
    return f"HOST {host} can't be listened on: {reason}. Use 127.0.0.1, or 0.0.0.0 for every network."
