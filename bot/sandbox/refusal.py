"""How Slack says no: to an app, and to a person."""

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


class ImpossibleError(Exception):
    """Something a person cannot do here: a word for it, and a sentence that says why."""

    def __init__(self, word: str, why: str) -> None:
        super().__init__(why)
        self.word = word

    def answer(self) -> JsonObject:
        return {"ok": False, "error": self.word, "message": str(self), "ack": None, "acked": True, "ms": 0.0}
