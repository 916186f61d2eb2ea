"""The Bolt app: four listeners, one for each kind of request, and one place where every failure ends.

Each further Bolt listener would cost time on every request, so words, buttons and forms live in registries of their
own. `process_before_response` because Bolt otherwise asks every ten milliseconds whether an answer has come.
"""

import logging
import re
from collections.abc import Awaitable, Callable

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.slack.apologies import Apologies
from bot.slack.clients import web_client
from bot.slack.listeners import Listeners
from bot.slack.services import Services

EVERYTHING = re.compile(".*", re.DOTALL)
_BAD_SIGNATURE = "Invalid request signature"
_UNUSED_TOKEN = "`token` will be unused."  # noqa: S105  the end of a log line


def build_app(services: Services, signing_secret: str | None = None) -> AsyncApp:
    """The app over these services. Without a signing secret it serves Socket Mode alone, which needs no signatures."""
    over_http = signing_secret is not None
    app = AsyncApp(
        logger=_quiet_logger(),
        name="taktgeber",
        # Bolt wants no token beside an authorization of our own.
        client=web_client(None, services.client.session, services.client.base_url),
        authorize=_own_authorization(services),
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        signing_secret=signing_secret or "",
        request_verification_enabled=over_http,
        ssl_check_enabled=over_http,
        url_verification_enabled=over_http,
        attaching_function_token_enabled=False,
    )
    apologies = Apologies(services)
    listeners = Listeners(services, apologies)
    app.command(EVERYTHING)(listeners.on_command)
    app.action(EVERYTHING)(listeners.on_press)
    app.view(EVERYTHING)(listeners.on_submission)
    app.event(EVERYTHING)(listeners.on_event)
    app.error(apologies.handle)
    return app


def _own_authorization(services: Services) -> Callable[[], Awaitable[AuthorizeResult]]:
    """One token for one workspace; Bolt's own would ask `auth.test` at every request."""
    home = services.installation
    result = AuthorizeResult(
        enterprise_id=None,
        team_id=home.team_id,
        bot_token=services.client.token,
        bot_id=home.bot_id,
        bot_user_id=home.bot_user_id,
    )

    async def authorize() -> AuthorizeResult:
        return result

    return authorize


def _quiet_logger() -> logging.Logger:
    """Bolt gives its loggers the root's level unless it gets one, and then prints whole requests."""
    logger = logging.getLogger("slack_bolt")
    logger.setLevel(max(logger.level, logging.WARNING))
    if not any(isinstance(each, _Discreet) for each in logger.filters):
        logger.addFilter(_Discreet())
    return logger


class _Discreet(logging.Filter):
    """A request with a bad signature is logged by Bolt with its whole body, whoever sent it.

    And a token in the environment is told to be unused at each start, although it is used, only not by Bolt.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.getMessage().startswith(_BAD_SIGNATURE):
            record.msg, record.args = f"{_BAD_SIGNATURE}; the request was refused", ()
        return not record.getMessage().endswith(_UNUSED_TOKEN)
