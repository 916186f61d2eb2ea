"""The one place where objects meet: settings and clock become a bot that listens and speaks."""

from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot.cards.worded import card_for
from bot.dispatching import EachItsWay
from bot.mail.messenger import MailMessenger
from bot.mail.server import MailRoute
from bot.settings import Settings
from bot.slack.app import build_app
from bot.slack.clients import open_session, web_client
from bot.slack.connection import SocketConnection
from bot.slack.directory import fetch_everyone
from bot.slack.installation import Installation, installed
from bot.slack.messenger import SlackMessenger
from bot.slack.services import Services
from jobs import partner_mail
from jobs.clock import Clock
from jobs.delivery import Delivery, Pace
from jobs.messenger import Messenger, Undeliverable
from jobs.use_cases import people
from storage.database import Database, open_database
from storage.people import workspace_by_external_id
from storage.schema import migrate, require_current

PLATFORM = "slack"


@dataclass(frozen=True)
class Connected:
    """A client that Slack has accepted, and what it is connected to."""

    session: aiohttp.ClientSession
    client: AsyncWebClient
    installation: Installation


def ready_database(settings: Settings) -> Database:
    """The database, brought to this program's version. Raises DatabaseUnreachable or SchemaMismatch."""
    database = open_database(settings.database_url)
    database.read(lambda session: session.connection())
    migrate(database)
    database.read(require_current)
    return database


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[Connected]:
    """A checked connection to Slack; raises SlackRefused for a token that is no good, SettingsFaults without one."""
    bot_token, _ = settings.for_slack()
    session = await open_session()
    try:
        client = web_client(bot_token, session, settings.slack_api_url)
        yield Connected(session, client, await installed(client))
    finally:
        await session.close()


def delivery_for(
    connection: Connected, database: Database, clock: Clock, pace: Pace, mail: MailRoute | None = None
) -> Delivery:
    """Carries the outbox of this workspace to Slack, and to partners outside where there is mail."""
    return Delivery(database, messenger_for(connection, mail), clock, pace=pace)


def messenger_for(connection: Connected, mail: MailRoute | None = None) -> Messenger:
    slack = SlackMessenger(partial(_client_for, connection), card_for)
    return EachItsWay({PLATFORM: slack} if mail is None else {PLATFORM: slack, "mail": MailMessenger(mail, card_for)})


def note_mail(connection: Connected, database: Database, mail: MailRoute | None) -> None:
    """Lets the engine know whether this workspace's partners can be written to."""

    def note(session: Session) -> None:
        workspace = workspace_by_external_id(session, PLATFORM, connection.installation.team_id)
        if workspace is not None:
            partner_mail.set_up(session, workspace.id, mails=mail is not None)

    database.write(note)


def _client_for(connection: Connected, team_id: str) -> AsyncWebClient:
    if team_id != connection.installation.team_id:
        raise Undeliverable(f"no token for workspace {team_id}")
    return connection.client


def services_for(
    connection: Connected,
    database: Database,
    clock: Clock,
    after_change: Callable[[], None],
    executor: Executor,
    public_url: str | None = None,
) -> Services:
    """What the listeners work with."""
    return Services(
        database=database,
        clock=clock,
        client=connection.client,
        installation=connection.installation,
        after_change=after_change,
        executor=executor,
        public_url=public_url,
    )


def socket_for(services: Services, settings: Settings, connection: Connected) -> SocketConnection:
    """The Socket Mode connection over which the app listens."""
    _, app_token = settings.for_slack()
    client = web_client(None, connection.session, settings.slack_api_url)
    return SocketConnection(build_app(services), app_token, client, services.errands)


async def learn_people(connection: Connected, database: Database, clock: Clock) -> int:
    """Learns everyone in the directory; answers how many they are."""
    count = 0
    team = connection.installation
    async for page in fetch_everyone(connection.client, team.team_id):
        count += len(page)
        learn = partial(
            people.learn,
            platform=PLATFORM,
            workspace_external_id=team.team_id,
            workspace_name=team.team_name,
            profiles=page,
            now=clock.now(),
        )
        database.write(learn)
    return count
