"""How Slack says no."""

from collections.abc import Sequence
from typing import Any

from bot.sandbox.records import JsonObject


class Refused(Exception):
    """A call that is answered with `ok: false`, Slack's name for the error and, where Slack tells, the places."""

    def __init__(self, error: str, messages: Sequence[str] = (), **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.messages = list(messages)
        self.extra = extra

    def answer(self) -> JsonObject:
        answer: JsonObject = {"ok": False, "error": self.error, **self.extra}
        if self.messages:
            answer["response_metadata"] = {"messages": self.messages}
        return answer
