"""The app as the workspace knows it: its tokens, what it was granted, what it asked to be told."""

from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.records import JsonObject, Member

BOT_TOKEN = "xoxb-sandbox-bot-token"  # noqa: S105 - opens nothing outside this process
APP_TOKEN = "xapp-1-sandbox-app-token"  # noqa: S105
SCOPES = ("chat:write", "commands", "im:history", "im:write", "users:read", "files:write")
EVENTS = ("app_home_opened", "message.im", "user_change", "team_join", "app_uninstalled", "tokens_revoked")


@dataclass(slots=True)
class Installation:
    """The one app of the sandbox. `scopes`, `events` and `commands` are what a manifest would say."""

    name: str = "takt"
    app_id: str = "ASANDBOX"
    bot_id: str = "BTAKT"
    bot_user_id: str = "UTAKT"
    bot_token: str = BOT_TOKEN
    app_token: str = APP_TOKEN
    verification_token: str = "sandbox-verification"  # noqa: S105
    commands: list[str] = field(default_factory=lambda: ["/takt"])
    scopes: list[str] = field(default_factory=lambda: list(SCOPES))
    events: list[str] = field(default_factory=lambda: list(EVENTS))
    state: Literal["installed", "uninstalled", "revoked"] = "installed"

    def bot_member(self) -> Member:
        """The account under which the app appears among the members."""
        return Member(self.bot_user_id, self.name, self.name.title(), is_bot=True, tz="America/Los_Angeles")

    def granted(self, *scopes: str) -> bool:
        """Whether one of `scopes` was granted; without any named, nothing is needed."""
        return not scopes or any(scope in self.scopes for scope in scopes)

    def profile(self, team_id: str) -> JsonObject:
        """The `bot_profile` of a message."""
        return {
            "id": self.bot_id,
            "app_id": self.app_id,
            "user_id": self.bot_user_id,
            "name": self.name,
            "icons": {},
            "deleted": self.state != "installed",
            "updated": 0,
            "team_id": team_id,
        }
