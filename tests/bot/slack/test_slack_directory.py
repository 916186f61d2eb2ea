"""Slack's directory becomes people."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.installation import BOT_TOKEN
from bot.sandbox.records import Member
from bot.sandbox.server import Sandbox
from bot.slack.clients import open_session, web_client
from bot.slack.directory import fetch_everyone, fetch_profile, profile_of
from jobs.use_cases.people import Profile

OTTO = {
    "id": "UOTTO",
    "team_id": "T1",
    "name": "otto",
    "real_name": "Otto Brandt",
    "tz": "Europe/Berlin",
    "locale": "de-DE",
    "profile": {"real_name": "Otto Brandt", "display_name": "Otto"},
}
PROFILE = Profile("UOTTO", "otto", "Otto Brandt", "Europe/Berlin", "de", "member")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, {}),
        ({"deleted": True, "tz": None}, {"standing": "deactivated", "zone": None}),
        ({"is_restricted": True}, {"standing": "guest"}),
        ({"is_ultra_restricted": True}, {"standing": "guest"}),
        ({"is_restricted": True, "deleted": True}, {"standing": "deactivated"}),
        ({"is_stranger": True, "locale": None}, {"standing": "external", "language": None}),
        ({"team_id": "T2"}, {"standing": "external"}),
        ({"team_id": "T2", "deleted": True}, {"standing": "external"}),
        ({"locale": "en-GB"}, {"language": "en"}),
        ({"locale": "fr-FR"}, {"language": None}),
        ({"tz": "Mars/Olympus"}, {"zone": None}),
        ({"tz": "../../etc/passwd"}, {"zone": None}),
        ({"profile": {}, "real_name": ""}, {"name": "otto"}),
        ({"updated": 1_796_115_600}, {"as_of": datetime(2026, 12, 1, 9, tzinfo=UTC)}),
        ({"updated": "yesterday"}, {"as_of": None}),
        ({"profile": {}, "real_name": "", "name": ""}, {"name": "UOTTO", "handle": ""}),
    ],
)
def test_a_user_becomes_a_profile(change: dict[str, Any], expected: dict[str, Any]) -> None:
    assert profile_of({**OTTO, **change}, "T1") == Profile(**{**vars(PROFILE), **expected})


@pytest.mark.parametrize("change", [{"is_bot": True}, {"id": "USLACKBOT"}, {"id": None}])
def test_bots_are_no_people(change: dict[str, Any]) -> None:
    assert profile_of({**OTTO, **change}, "T1") is None


def test_one_person_is_fetched_with_zone_and_language(sandbox: Sandbox) -> None:
    async def story() -> Profile | None:
        async with await open_session() as session:
            return await fetch_profile(web_client(BOT_TOKEN, session, sandbox.api_url), "UEMMA", "TSANDBOX")

    as_of = datetime.fromtimestamp(sandbox.workspace.members["UEMMA"].updated, UTC)
    assert asyncio.run(story()) == Profile("UEMMA", "emma", "Emma Hughes", "Europe/London", "en", "member", as_of)


def test_an_unknown_person_is_an_error_with_slacks_name(sandbox: Sandbox) -> None:
    async def story() -> None:
        async with await open_session() as session:
            await fetch_profile(web_client(BOT_TOKEN, session, sandbox.api_url), "UNIEMAND", "TSANDBOX")

    with pytest.raises(SlackApiError, match="user_not_found"):
        asyncio.run(story())


def test_everybody_is_fetched_page_by_page(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.directory.PAGE", 3)
    sandbox.workspace.put_member(Member("UEXT", "extern", "Externe Agentur", is_stranger=True, team_id="TOTHER"))

    async def story() -> list[list[str]]:
        async with await open_session() as session:
            client = web_client(BOT_TOKEN, session, sandbox.api_url)
            return [[p.handle for p in page] async for page in fetch_everyone(client, "TSANDBOX")]

    pages = asyncio.run(story())
    assert len(pages) > 1
    assert {name for page in pages for name in page} == {"clara", "otto", "dora", "max", "olga", "emma", "extern"}
