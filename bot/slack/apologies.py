"""What goes wrong is answered all the same: with an apology in the person's language and a number to ask for.

The number finds the log line. Neither holds what somebody wrote, and the line names places in our code, no values.
"""

import secrets
from typing import Any

import structlog
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse

from bot.cards.card import Card, Paragraph
from bot.logs import places
from bot.slack.payloads import Body, Erased, Who, Wrote, read_command, read_event, read_press, read_submission
from bot.slack.replies import ephemeral, phrases_of, present, say, spot_of
from bot.slack.services import Services
from bot.slack.views import card_view

log = structlog.get_logger(__name__)


class Apologies:
    """The one place where exceptions of listeners end. Every request is acknowledged, whatever happened."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def handle(self, error: Exception, body: Body) -> BoltResponse:
        """The acknowledgement for a request that failed, or that nobody listens to."""
        if isinstance(error, BoltUnhandledRequestError):
            log.info("nobody listens to this", action="slack.unheard", kind=_kind(body))
            return _acknowledged()
        return self._apologise(body, _logged(error, body))

    def afterwards(self, error: Exception, body: Body, who: Who) -> Card:
        """The apology for a request that was acknowledged before it failed."""
        return self._card(who, _logged(error, body))

    def _apologise(self, body: Body, number: str) -> BoltResponse:
        if "command" in body and (command := read_command(body)):
            return _acknowledged(ephemeral(self._services, command.who, self._card(command.who, number)))
        if submitted := read_submission(body):
            view = card_view(self._card(submitted.who, number), phrases_of(self._services, submitted.who))
            return _acknowledged({"response_action": "update", "view": view.to_dict()})
        if pressed := read_press(body):
            self._services.errands.start(present(self._services, spot_of(pressed), self._card(pressed.who, number)))
        elif isinstance(wrote := read_event(body), Wrote | Erased):
            card = self._card(wrote.who, number)
            self._services.errands.start(say(self._services, wrote.who, wrote.conversation, card, wrote.thread_ts))
        return _acknowledged()

    def _card(self, who: Who, number: str) -> Card:
        words = phrases_of(self._services, who).say("slack.apology", number=number)
        return Card(words, (Paragraph((words,)),))


def _logged(error: Exception, body: Body) -> str:
    """Notes the failure and answers the number under which it is found."""
    number = secrets.token_hex(3).upper()
    log.error(
        "a request failed",
        action="slack.failed",
        number=number,
        kind=_kind(body),
        fault=type(error).__name__,
        where=places(error),
    )
    return number


def _acknowledged(payload: dict[str, Any] | None = None) -> BoltResponse:
    return BoltResponse(status=200, body=payload or "")


def _kind(body: Body) -> str:
    event = body.get("event")
    inner = event.get("type") if isinstance(event, dict) else body.get("command")
    return " ".join(str(part) for part in (body.get("type"), inner) if part)
