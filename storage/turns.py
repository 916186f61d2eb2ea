"""Writers of one process take turns, in the order in which they came.

A plain lock goes to whoever asks at the right moment; on a busy machine the unlucky one waits several times as long
as the others.
"""

import threading
from collections import deque


class Turns:
    """A lock for `with`. Not reentrant."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Lock] = deque()

    def __enter__(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        turn.acquire()

    def __exit__(self, *_: object) -> None:
        """Hands the turn on without letting go of it, so that nobody can push in."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
