"""The environment turned into frozen settings; every fault is named at once, with what to do about it."""

from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.mail.server import MailRoute, parse_sender, parse_server

_DATABASES = ("sqlite", "postgresql", "postgres")
_OWN = "TAKTGEBER_"


class SettingsFaults(Exception):
    """Everything that is wrong with the settings, a line each."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class Settings(BaseSettings):
    """What the surroundings say. Fields bear the names of the environment; secrets never show in a log."""

    model_config = SettingsConfigDict(frozen=True, env_file=".env", extra="ignore", populate_by_name=True)

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    database_url: str = "sqlite:///taktgeber.db"
    host: str = "127.0.0.1"
    public_url: Annotated[str | None, Field(alias=f"{_OWN}PUBLIC_URL")] = None
    smtp_url: Annotated[SecretStr | None, Field(alias=f"{_OWN}SMTP_URL")] = None
    mail_from: Annotated[str | None, Field(alias=f"{_OWN}MAIL_FROM")] = None
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    calendar_loopback: Annotated[bool, Field(alias=f"{_OWN}CALENDAR_LOOPBACK")] = False
    tick_seconds: Annotated[float, Field(gt=0, le=60, alias=f"{_OWN}TICK_SECONDS")] = 5.0
    settle_seconds: Annotated[float, Field(gt=0, le=600, alias=f"{_OWN}SETTLE_SECONDS")] = 60.0
    installer: Annotated[str | None, Field(alias=f"{_OWN}INSTALLER")] = None
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], Field(alias=f"{_OWN}LOG_LEVEL")] = "INFO"
    log_format: Annotated[Literal["text", "json"], Field(alias=f"{_OWN}LOG_FORMAT")] = "text"

    @field_validator("slack_bot_token")
    @classmethod
    def _bot_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not token.get_secret_value().startswith("xoxb-"):
            raise ValueError("a bot token begins with xoxb-; copy it from OAuth & Permissions of your Slack app")
        return token

    @field_validator("slack_app_token")
    @classmethod
    def _app_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not token.get_secret_value().startswith("xapp-"):
            raise ValueError("an app-level token begins with xapp-; make one under Basic Information, App-Level Tokens")
        return token

    @field_validator("slack_api_url")
    @classmethod
    def _api_url(cls, url: str) -> str:
        if urlsplit(url).scheme not in ("http", "https"):
            raise ValueError("an address begins with https:// (or http:// for the sandbox)")
        return url if url.endswith("/") else f"{url}/"

    @field_validator("public_url")
    @classmethod
    def _public_url(cls, url: str | None) -> str | None:
        parts = urlsplit(url or "https://none")
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError("name the address under which people reach the web process, like https://takt.example.org")
        return url.rstrip("/") if url else None

    @field_validator("smtp_url")
    @classmethod
    def _smtp_url(cls, url: SecretStr | None) -> SecretStr | None:
        if url is None or not url.get_secret_value():
            return None
        parse_server(url.get_secret_value())
        return url

    @field_validator("mail_from")
    @classmethod
    def _mail_from(cls, sender: str | None) -> str | None:
        return str(parse_sender(sender)) if sender else None

    @field_validator("database_url")
    @classmethod
    def _database(cls, url: str) -> str:
        try:
            backend = make_url(url).get_backend_name()
        except ArgumentError:
            raise ValueError("use sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME") from None
        if backend not in _DATABASES:
            raise ValueError(f"{backend} is not supported; use sqlite:///FILE or postgresql://…")
        return url

    def for_slack(self) -> tuple[str, str]:
        """Bot token and app token; raises SettingsFaults naming whichever is missing."""
        missing = tuple(
            f"{name} is missing; {hint}"
            for name, value, hint in (
                ("SLACK_BOT_TOKEN", self.slack_bot_token, "install your Slack app and copy its bot token (xoxb-…)"),
                ("SLACK_APP_TOKEN", self.slack_app_token, "make an app-level token with connections:write (xapp-…)"),
            )
            if value is None
        )
        if self.slack_bot_token is None or self.slack_app_token is None:
            raise SettingsFaults(missing)
        return self.slack_bot_token.get_secret_value(), self.slack_app_token.get_secret_value()

    def for_mail(self) -> MailRoute | None:
        """How mail goes out; None where it is off. Raises SettingsFaults with all that is missing beside the server."""
        if self.smtp_url is None:
            return None
        missing = tuple(
            f"{_OWN}{name} is missing; {hint}"
            for name, value, hint in (
                ("MAIL_FROM", self.mail_from, "name the address that mail to partners comes from"),
                ("PUBLIC_URL", self.public_url, "name where partners reach the web process: their mail holds links"),
            )
            if value is None
        )
        if self.mail_from is None or self.public_url is None:
            raise SettingsFaults(missing)
        server = parse_server(self.smtp_url.get_secret_value())
        return MailRoute(server, parse_sender(self.mail_from), self.public_url)


def read_settings(**given: Any) -> Settings:
    """The settings of this process; raises SettingsFaults with all faults at once."""
    try:
        return Settings(**given)
    except ValidationError as fault:
        raise SettingsFaults(tuple(_line(dict(error)) for error in fault.errors(include_input=False))) from None


def _line(error: dict[str, Any]) -> str:
    name = ".".join(str(part) for part in error["loc"]).upper()
    return f"{name}: {str(error['msg']).removeprefix('Value error, ')}"
