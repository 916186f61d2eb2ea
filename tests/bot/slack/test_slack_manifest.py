"""The manifest is one that Slack takes, and asks for no more than the bot uses."""

import json
import re
from typing import Any

import pytest

from bot.slack.manifest import Language, manifest

# Slack's manifest schema 2 for the parts used here: which keys there may be, and how long texts may get.
KEYS = {
    "": {"_metadata", "display_information", "features", "oauth_config", "settings"},
    "_metadata": {"major_version", "minor_version"},
    "display_information": {"name", "description", "long_description", "background_color"},
    "features": {"app_home", "bot_user", "shortcuts", "slash_commands"},
    "features.app_home": {"home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled"},
    "features.bot_user": {"display_name", "always_online"},
    "features.slash_commands.0": {"command", "description", "usage_hint", "should_escape", "url"},
    "oauth_config": {"redirect_urls", "scopes", "token_management_enabled"},
    "oauth_config.scopes": {"bot", "bot_optional", "user", "user_optional"},
    "settings": {
        "event_subscriptions",
        "interactivity",
        "org_deploy_enabled",
        "socket_mode_enabled",
        "token_rotation_enabled",
        "is_hosted",
    },
    "settings.event_subscriptions": {"request_url", "bot_events", "user_events"},
    "settings.interactivity": {"is_enabled", "request_url", "message_menu_options_url"},
}
LONGEST = {
    "display_information.name": 35,
    "display_information.description": 140,
    "features.bot_user.display_name": 80,
    "features.slash_commands.0.command": 32,
    "features.slash_commands.0.description": 2_000,
    "features.slash_commands.0.usage_hint": 1_000,
}
MOST = {"features.slash_commands": 50, "settings.event_subscriptions.bot_events": 100, "oauth_config.scopes.bot": 255}
VARIANTS = pytest.mark.parametrize(
    ("socket_mode", "host", "language"),
    [(True, None, "de"), (True, None, "en"), (False, "takt.example.com", "de"), (False, "takt.example.com", "en")],
)


def at(node: Any, path: str) -> Any:
    for name in filter(None, path.split(".")):
        node = node[int(name)] if isinstance(node, list) else node[name]
    return node


@VARIANTS
def test_slack_takes_it(socket_mode: bool, host: str | None, language: Language) -> None:
    made = manifest(socket_mode=socket_mode, host=host, language=language)
    assert json.loads(json.dumps(made)) == made
    assert {path: set(at(made, path)) - keys for path, keys in KEYS.items()} == {path: set() for path in KEYS}
    assert [path for path, limit in LONGEST.items() if not 0 < len(at(made, path)) <= limit] == []
    assert [path for path, limit in MOST.items() if not 0 < len(at(made, path)) <= limit] == []
    assert re.fullmatch(r"/[a-z][a-z0-9_-]*", at(made, "features.slash_commands.0.command"))
    assert re.fullmatch(r"#[0-9a-f]{6}", at(made, "display_information.background_color"))


@VARIANTS
def test_it_asks_for_exactly_what_the_bot_uses(socket_mode: bool, host: str | None, language: Language) -> None:
    made = manifest(socket_mode=socket_mode, host=host, language=language)
    assert made["oauth_config"]["scopes"] == {
        "bot": ["chat:write", "commands", "im:history", "im:write", "users:read", "files:write"]
    }
    assert made["settings"]["event_subscriptions"]["bot_events"] == [
        "app_home_opened",
        "message.im",
        "user_change",
        "team_join",
        "app_uninstalled",
        "tokens_revoked",
    ]
    assert made["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert made["features"]["slash_commands"][0]["should_escape"] is True


@VARIANTS
def test_addresses_stand_in_it_only_over_http(socket_mode: bool, host: str | None, language: Language) -> None:
    made = manifest(socket_mode=socket_mode, host=host, language=language)
    found = sorted(re.findall(r"https://[^\"]+", json.dumps(made)))
    events = "https://takt.example.com/slack/events"
    assert found == ([] if socket_mode else [events] * 3 + ["https://takt.example.com/slack/oauth_redirect"])
    assert made["settings"]["socket_mode_enabled"] is socket_mode


def test_http_without_a_host_is_refused_with_advice() -> None:
    with pytest.raises(ValueError, match="name the host"):
        manifest(socket_mode=False, host=None, language="de")
