"""Trigger ids: the short moment in which an app may open a view for the person who acted."""

from dataclasses import dataclass

from bot.sandbox.clock import stopwatch
from bot.sandbox.ids import Ids
from bot.sandbox.refusal import Refused


@dataclass(slots=True)
class Trigger:
    """Given out with one act of `user`: in `conversation` if it was in one, in the modal `view_id` if in one."""

    user: str
    view_id: str | None
    conversation: str | None
    issued: float
    used: bool = False


class Triggers:
    """Issues trigger ids and exchanges each of them once, in time."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._issued: dict[str, Trigger] = {}

    def issue(self, user: str, view_id: str | None = None, conversation: str | None = None) -> str:
        secret = self._ids.secret()
        trigger_id = f"{int(secret[:10], 16)}.{int(secret[10:20], 16)}.{secret}"
        self._issued[trigger_id] = Trigger(user, view_id, conversation, stopwatch())
        return trigger_id

    def exchange(self, trigger_id: str, lifetime: float) -> Trigger:
        """The act behind `trigger_id`. Raises Refused if it is unknown, used, or older than `lifetime` seconds."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if stopwatch() - trigger.issued > lifetime:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger
