"""The Slack app's manifest: paste it at api.slack.com/apps, "From a manifest".

Only what the bot needs: no channel history, no e-mail addresses, no user scopes. Follows the manifest schema 2.
"""

from typing import Any, Literal

Language = Literal["de", "en"]

COMMAND = "/takt"
SCOPES = ("chat:write", "commands", "im:history", "im:write", "users:read", "files:write")
EVENTS = ("app_home_opened", "message.im", "user_change", "team_join", "app_uninstalled", "tokens_revoked")
EVENTS_PATH = "/slack/events"
REDIRECT_PATH = "/slack/oauth_redirect"

_WORDS: dict[Language, dict[str, str]] = {
    "de": {
        "description": "Hält den Rhythmus eures Marketings: erinnert, nimmt Rückmeldungen an, hilft bei Stillstand.",
        "command": "Deine offenen Termine, dein Plan, deine Rückmeldungen",
        "hint": "liste | erledigt | dran | blockiert | später | plan | hilfe",
    },
    "en": {
        "description": "Keeps the rhythm of your marketing: reminds, takes short replies, helps when work stalls.",
        "command": "Your open tasks, your plan, your replies",
        "hint": "list | done | on | blocked | later | plan | help",
    },
}


def manifest(*, socket_mode: bool, host: str | None, language: Language) -> dict[str, Any]:
    """The manifest for Socket Mode, or for HTTP at `host` (such as takt.example.com). ValueError without a host."""
    if not socket_mode and not host:
        raise ValueError("Over HTTP Slack must know where to reach the bot; name the host, such as takt.example.com.")
    words = _WORDS[language]
    command = {
        "command": COMMAND,
        "description": words["command"],
        "usage_hint": words["hint"],
        "should_escape": True,
    }
    oauth: dict[str, Any] = {"scopes": {"bot": list(SCOPES)}}
    events: dict[str, Any] = {"bot_events": list(EVENTS)}
    interactivity: dict[str, Any] = {"is_enabled": True}
    if not socket_mode:
        for part in (events, interactivity):
            part["request_url"] = f"https://{host}{EVENTS_PATH}"
        command["url"] = f"https://{host}{EVENTS_PATH}"
        oauth["redirect_urls"] = [f"https://{host}{REDIRECT_PATH}"]
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Taktgeber",
            "description": words["description"],
            "background_color": "#1f3a5f",
        },
        "features": {
            # With the messages tab off or read-only nobody could answer a nudge in words.
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Taktgeber", "always_online": True},
            "slash_commands": [command],
        },
        "oauth_config": oauth,
        "settings": {
            "event_subscriptions": events,
            "interactivity": interactivity,
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }
