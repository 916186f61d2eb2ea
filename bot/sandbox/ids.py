"""Identifiers in Slack's manner: a letter for the kind, then capitals and digits."""

import itertools
import uuid


class Ids:
    """Hands out identifiers. The readable ones count up, so a run with the same steps repeats them."""

    def __init__(self) -> None:
        self._count = itertools.count(1)

    def new(self, prefix: str) -> str:
        return f"{prefix}0{next(self._count):08X}"

    def block(self) -> str:
        """A `block_id` for a block that came without one."""
        return f"b{next(self._count):04x}"

    def secret(self) -> str:
        """Something nobody can guess: tickets, upload and response addresses."""
        return uuid.uuid4().hex

    def uuid(self) -> str:
        return str(uuid.uuid4())
