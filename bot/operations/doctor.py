"""`taktgeber doctor`: looks at settings, database, tokens, scopes, clock, web and mail, and says what to do."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import DBAPIError

from bot.mail.smtp import greet
from bot.settings import Settings, SettingsFaults
from bot.slack.clients import is_loopback, open_session, web_client
from bot.slack.manifest import SCOPES
from bot.web.health import ALIVE
from jobs.audit import audit
from jobs.clock import Clock
from jobs.messenger import TryLater
from storage.database import open_database
from storage.failures import DatabaseUnreachable, SchemaMismatch
from storage.schema import require_current

_CLOCK_TOLERANCE = timedelta(seconds=30)
_WEB_SECONDS = 10.0


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was looked at. `remedy` is empty where all is well."""

    subject: str
    finding: str
    remedy: str = ""

    @property
    def is_well(self) -> bool:
        return not self.remedy


def examine(settings: Settings, clock: Clock) -> tuple[Diagnosis, ...]:
    """Everything that was looked at, in the order in which it is best mended."""
    outside = (asyncio.run(_web(settings.public_url)), *asyncio.run(_mail(settings)))
    return (*_database(settings, clock), *asyncio.run(_slack(settings, clock)), *outside)


def _database(settings: Settings, clock: Clock) -> tuple[Diagnosis, ...]:
    database = open_database(settings.database_url)
    address = database.engine.url.render_as_string(hide_password=True)
    try:
        database.read(require_current)
        findings = audit(database, clock.now(), settings.tick_seconds)
    except DatabaseUnreachable as fault:
        return (Diagnosis("database", f"{address} does not answer", str(fault)),)
    except SchemaMismatch as fault:
        return (Diagnosis("database", f"{address} is of another version", str(fault)),)
    except DBAPIError as fault:
        return (Diagnosis("database", f"{address} fails: {fault.orig}", "Check the disk and the rights of its file."),)
    finally:
        database.close()
    engine = [
        Diagnosis("engine", one.text, "See the log of the running bot; restart it if it stays so.") for one in findings
    ]
    return (Diagnosis("database", f"{address} is reachable and up to date"), *engine)


async def _slack(settings: Settings, clock: Clock) -> tuple[Diagnosis, ...]:
    try:
        bot_token, app_token = settings.for_slack()
    except SettingsFaults as fault:
        return tuple(Diagnosis("settings", line.partition(";")[0], line) for line in fault.faults)
    session = await open_session()
    try:
        bot = await _asked("bot token", lambda: _bot_token(settings, session, bot_token, clock))
        app = await _asked("app token", lambda: _app_token(settings, session, app_token))
        return (*bot, *app)
    finally:
        await session.close()


async def _asked(subject: str, look: Callable[[], Awaitable[tuple[Diagnosis, ...]]]) -> tuple[Diagnosis, ...]:
    try:
        return await look()
    except SlackApiError as fault:
        error = str(fault.response.get("error"))
        return (Diagnosis(subject, f"Slack refuses it: {error}", _REMEDIES.get(error, _REMEDY)),)
    except (aiohttp.ClientError, TimeoutError, OSError) as fault:
        reason = type(fault).__name__
        return (
            Diagnosis(subject, f"Slack can't be reached: {reason}", "Check the network, the proxy, SLACK_API_URL."),
        )


async def _bot_token(
    settings: Settings, session: aiohttp.ClientSession, token: str, clock: Clock
) -> tuple[Diagnosis, ...]:
    answer = await web_client(token, session, settings.slack_api_url).auth_test()
    headers = {str(key).lower(): str(value) for key, value in dict(answer.headers or {}).items()}
    return (
        Diagnosis("bot token", f"belongs to {answer['team']} as {answer['user']}"),
        _scopes(headers.get("x-oauth-scopes", "")),
        *_clock(headers.get("date"), clock.now()),
    )


def _scopes(granted: str) -> Diagnosis:
    missing = sorted(set(SCOPES) - {scope.strip() for scope in granted.split(",")})
    if not missing:
        return Diagnosis("scopes", "all granted")
    remedy = "Add them under OAuth & Permissions (or update the manifest), then install the app again."
    return Diagnosis("scopes", f"missing: {', '.join(missing)}", remedy)


def _clock(header: str | None, now: datetime) -> tuple[Diagnosis, ...]:
    if header is None:
        return ()
    offset = now - parsedate_to_datetime(header).astimezone(UTC)
    seconds = round(offset.total_seconds())
    if abs(offset) <= _CLOCK_TOLERANCE:
        return (Diagnosis("clock", f"differs from Slack's by {seconds} s"),)
    remedy = "Set the system clock, for example with an NTP service: nudges go out by it."
    return (Diagnosis("clock", f"differs from Slack's by {seconds} s", remedy),)


async def _app_token(settings: Settings, session: aiohttp.ClientSession, token: str) -> tuple[Diagnosis, ...]:
    await web_client(token, session, settings.slack_api_url).apps_connections_open(app_token=token)
    return (Diagnosis("app token", "opens Socket Mode connections"),)


async def _mail(settings: Settings) -> tuple[Diagnosis, ...]:
    """Whether mail to partners can go out; nothing where it is off."""
    try:
        route = settings.for_mail()
    except SettingsFaults as fault:
        return tuple(Diagnosis("mail", line.partition(";")[0], line) for line in fault.faults)
    if route is None:
        return ()
    server = f"{route.server.host}:{route.server.port}"
    try:
        await greet(route.server)
    except TryLater as fault:
        remedy = "Check TAKTGEBER_SMTP_URL: host, port, user and password, and that this machine may reach it."
        return (Diagnosis("mail", f"{server}: {fault.why}", remedy),)
    return (Diagnosis("mail", f"{server} takes mail from {route.sender.addr_spec}"),)


async def _web(url: str | None) -> Diagnosis:
    """Whether people reach the web process where they are told to."""
    if url is None:
        return Diagnosis(
            "web",
            "TAKTGEBER_PUBLIC_URL is not set: calendars come as files only, and partners get no links; all else works",
        )
    if not url.startswith("https:") and not is_loopback(url):
        return Diagnosis("web", f"{url} is not encrypted", "Serve it by https: its addresses are secrets.")
    found = await _livez(url)
    if found is not None:
        remedy = "Check TAKTGEBER_PUBLIC_URL, that `taktgeber run` or `web` runs, and that the proxy passes it on."
        return Diagnosis("web", f"{url} {found}", remedy)
    return Diagnosis("web", f"people reach it at {url}")


async def _livez(url: str) -> str | None:
    """What is wrong there; None where our own web process answers."""
    try:
        async with (
            asyncio.timeout(_WEB_SECONDS),
            await open_session() as session,
            session.get(f"{url}/livez", allow_redirects=False) as answer,
        ):
            ours = answer.status == 200 and await answer.text() == ALIVE
    except (aiohttp.ClientError, TimeoutError, OSError) as fault:
        return f"does not answer: {type(fault).__name__}"
    return None if ours else "answers, but it is not Taktgeber"


_REMEDY = "Look the error up at docs.slack.dev, or install the app again and copy its tokens anew."
_COPY_AGAIN = "Copy it again: the bot token from OAuth & Permissions, the app token from Basic Information."
_REMEDIES = {
    "invalid_auth": _COPY_AGAIN,
    "not_authed": _COPY_AGAIN,
    "account_inactive": "The app was removed or its workspace deleted; install it again and copy the new token.",
    "token_revoked": "The token was revoked; install the app again and copy the new token.",
    "not_allowed_token_type": "SLACK_APP_TOKEN must be an app-level token (xapp-…) with connections:write.",
    "missing_scope": "Give the app-level token the scope connections:write.",
}
