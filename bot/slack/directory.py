"""Slack's directory as people: who belongs to the company, where they live, what they speak.

The profile decides who may be asked, never an error: Slack takes a message to a deactivated account without a word.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_sdk.web.async_client import AsyncWebClient

from jobs.use_cases.people import Profile, Standing

PAGE = 200  # docs.slack.dev, users.list: no more than 200 at a time
SLACKBOT = "USLACKBOT"
_LANGUAGES: dict[str, Literal["de", "en"]] = {"de": "de", "en": "en"}


def profile_of(user: dict[str, Any], workspace: str) -> Profile | None:
    """A person from Slack's user object; None for bots."""
    if user.get("is_bot") or user.get("id") in (None, "", SLACKBOT):
        return None
    profile = user.get("profile") or {}
    handle = str(user.get("name") or "")
    names = (profile.get("real_name"), user.get("real_name"), profile.get("display_name"), handle, user["id"])
    return Profile(
        external_id=str(user["id"]),
        handle=handle,
        name=next(str(name) for name in names if name),
        zone=_zone(user.get("tz")),
        language=_LANGUAGES.get(str(user.get("locale") or "").partition("-")[0]),
        standing=_standing(user, workspace),
        as_of=_instant(user.get("updated")),
    )


async def fetch_profile(client: AsyncWebClient, user: str, workspace: str) -> Profile | None:
    """One person. An unknown id, a missing scope or a missing answer raises what slack_sdk raises."""
    answer = await client.users_info(user=user, include_locale=True)
    return profile_of(answer["user"], workspace)


async def fetch_everyone(client: AsyncWebClient, workspace: str) -> AsyncIterator[list[Profile]]:
    """Everybody in the directory, page by page."""
    cursor: str | None = None
    while True:
        page = await client.users_list(limit=PAGE, include_locale=True, cursor=cursor)
        yield [profile for user in page["members"] if (profile := profile_of(user, workspace)) is not None]
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return


def _standing(user: dict[str, Any], workspace: str) -> Standing:
    # No single flag tells an external person (docs.slack.dev, Slack Connect).
    if user.get("is_stranger") or user.get("team_id", workspace) != workspace:
        return "external"
    if user.get("deleted"):
        return "deactivated"
    return "guest" if user.get("is_restricted") or user.get("is_ultra_restricted") else "member"


def _zone(name: object) -> str | None:
    if not isinstance(name, str) or not name:
        return None
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _instant(seconds: object) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) and seconds > 0 else None
