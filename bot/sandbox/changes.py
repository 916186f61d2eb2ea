"""Tells those who wait, on the sandbox's loop, that something visible changed."""

import asyncio


class Changes:
    """A bell between the threads that change the workspace and the loop that serves the page."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: set[asyncio.Event] = set()
        self.closed = False

    def attach(self) -> None:
        """Belong to the running loop from here on."""
        self._loop = asyncio.get_running_loop()

    def ring(self) -> None:
        """Wake everybody who waits. May be called from any thread, also before and after the loop runs."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    def close(self) -> None:
        """Let nobody wait any more, so that the server can stop."""
        self.closed = True
        self.ring()

    def subscribe(self) -> asyncio.Event:
        """An event that is set at every ring; its owner clears it and gives it back in the end."""
        bell = asyncio.Event()
        self._waiting.add(bell)
        return bell

    def unsubscribe(self, bell: asyncio.Event) -> None:
        self._waiting.discard(bell)

    def _wake(self) -> None:
        for bell in self._waiting:
            bell.set()
