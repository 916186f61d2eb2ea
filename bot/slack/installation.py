"""Whose bot this is: asked once at the start, so that no request needs to ask again."""

from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.failures import error_name

# Errors that no waiting will change (docs.slack.dev, auth.test and apps.connections.open).
PERMANENT = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "missing_scope",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
        "token_revoked",
    }
)


class SlackRefused(Exception):
    """Slack does not accept a token, and never will. Says which one and what to do."""


@dataclass(frozen=True)
class Installation:
    """The workspace that a bot token belongs to, and the bot's own ids in it."""

    team_id: str
    team_name: str
    bot_id: str
    bot_user_id: str


async def installed(client: AsyncWebClient) -> Installation:
    """The installation behind the client's token. SlackRefused for a token that is no good."""
    try:
        answer = await client.auth_test()
    except SlackApiError as fault:
        raise refused(fault, "SLACK_BOT_TOKEN", "Copy it again from OAuth & Permissions of your Slack app.") from None
    return Installation(
        team_id=str(answer["team_id"]),
        team_name=str(answer.get("team") or ""),
        bot_id=str(answer.get("bot_id") or ""),
        bot_user_id=str(answer["user_id"]),
    )


def refused(fault: SlackApiError, setting: str, advice: str) -> Exception:
    """What a refused token means for whoever runs the bot; any other fault stays what it is."""
    error = error_name(fault)
    return SlackRefused(f"Slack refuses {setting} ({error}). {advice}") if error in PERMANENT else fault
