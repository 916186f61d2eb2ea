"""What went between the app and the workspace, for the page and for tests."""

from collections import deque
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Literal, TypeAlias

Direction: TypeAlias = Literal["in", "out"]
Kind: TypeAlias = Literal["web", "socket", "upload"]

KEPT = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """One finished exchange. `direction` is seen from the app; `at` is when it began, in workspace time."""

    n: int
    at: datetime
    direction: Direction
    kind: Kind
    what: str
    request: Any
    response: Any
    status: int
    ms: float


class Traffic:
    """The last exchanges, numbered from 1 in the order they ended. Holds no tokens: callers pass none."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._count = 0

    def add(
        self,
        *,
        at: datetime,
        direction: Direction,
        kind: Kind,
        what: str,
        request: Any,
        response: Any,
        status: int,
        ms: float,
    ) -> None:
        self._count += 1
        entry = Entry(self._count, at, direction, kind, what, request, response, status, round(ms, 3))
        self._entries.append(entry)

    def after(self, number: int) -> list[dict[str, Any]]:
        """The entries numbered above `number`, oldest first, as JSON objects."""
        first = self._count - len(self._entries)
        fresh = islice(self._entries, max(number - first, 0), None)
        return [asdict(entry) | {"at": entry.at.isoformat()} for entry in fresh]

    def count(self, kind: Kind) -> int:
        """How many of the kept exchanges are of one kind."""
        return sum(entry.kind == kind for entry in list(self._entries))
