"""Publishes App Homes: the page as it stands now, in place of the one that its reader sees, and of no newer one."""

from datetime import timedelta
from functools import partial

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View
from sqlalchemy.orm import Session

from bot.cards.home import home_card
from bot.commands.ask import Ask
from bot.slack.failures import Failure, error_name, translated
from bot.slack.inbound import PLATFORM, Place, act
from bot.slack.payloads import Who
from bot.slack.services import Services
from bot.slack.views import home_view
from bot.translations.phrases import phrases_for
from jobs import homes
from jobs.facts import Reader
from jobs.homes import Page, Taken
from jobs.messenger import OutcomeUnknown, TryLater, Undeliverable
from jobs.use_cases import setup
from jobs.use_cases.refusals import Refused

log = structlog.get_logger(__name__)

OVERTAKEN = "overtaken twice"
_SOON = 2.0
_AGAIN = 30.0
_LONGEST = 3600.0


async def publish_home(services: Services, who: Who, *, view_hash: str | None = None, route: str | None = None) -> None:
    """Brings the App Home of somebody who looks at it up to date at once. `view_hash` names what they see."""
    taken = await act(services, who, None, "button", _take, place=Place(route))
    if isinstance(taken, Taken):
        await keep(services, taken, view_hash)


def _take(session: Session, ask: Ask) -> Taken:
    setup.greet(session, ask.actor, ask.now)
    return homes.take(session, ask.actor, ask.now)


async def keep(services: Services, taken: Taken, view_hash: str | None = None, tries: int = 0) -> Failure | None:
    """Publishes a page that was taken; answers why it was not, after it was put off or given up."""
    try:
        version = await _publish_newest(services, taken, view_hash)
    except Undeliverable as failure:
        await _give_up(services, taken, failure.why)
        return failure
    except Refused as refused:
        await _give_up(services, taken, refused.refusal.code)
        return Undeliverable(refused.refusal.code)
    except (TryLater, OutcomeUnknown) as failure:
        await _put_off(services, taken, failure, tries)
        return failure
    except Exception as fault:
        log.exception("an App Home can't be made", action="slack.home_unmade", person=taken.person_id)
        unforeseen = OutcomeUnknown(type(fault).__name__)
        await _put_off(services, taken, unforeseen, tries)
        return unforeseen
    await services.in_thread(partial(homes.published, services.database, taken, version))
    return None


async def _give_up(services: Services, taken: Taken, why: str) -> None:
    log.warning("an App Home can't be published", action="slack.home_given_up", person=taken.person_id, why=why)
    await services.in_thread(partial(homes.give_up, services.database, taken))


async def _put_off(services: Services, taken: Taken, failure: TryLater | OutcomeUnknown, tries: int) -> None:
    log.warning("an App Home has to wait", action="slack.home_put_off", person=taken.person_id, why=failure.why)
    at = services.clock.now() + timedelta(seconds=_wait(failure, tries))
    await services.in_thread(partial(homes.put_off, services.database, taken, at))


def _wait(failure: TryLater | OutcomeUnknown, tries: int) -> float:
    """Seconds until the next try: as Slack says, or else ever more, an hour at most."""
    if isinstance(failure, TryLater) and (failure.whole_workspace or failure.why == OVERTAKEN):
        return failure.after
    return min(_AGAIN * 2.0 ** min(tries, 10), _LONGEST)


async def _publish_newest(services: Services, taken: Taken, view_hash: str | None) -> str:
    """Publishes over what the reader sees. Where somebody else was faster, the page is read anew, once.

    What is read after theirs was published is at least as new, so it may stand in its place. If its name is still
    unknown to us, the answer to an earlier publishing got lost, and only a page without a name to match helps.
    """
    page = await _read(services, taken)
    seen = page.version or view_hash
    version = await _publish(services, taken, page, seen)
    if version is None:
        page = await _read(services, taken)
        version = await _publish(services, taken, page, page.version if page.version != seen else None)
    if version is None:
        raise TryLater(OVERTAKEN, _SOON)
    return version


async def _read(services: Services, taken: Taken) -> Page:
    team, now = services.installation.team_id, services.clock.now()
    return await services.in_thread(partial(homes.read, services.database, PLATFORM, team, taken, now))


async def _publish(services: Services, taken: Taken, page: Page, seen: str | None) -> str | None:
    """The name Slack gives to what is seen now; None when something else is seen than `seen`."""
    with translated():
        try:
            answer = await services.client.views_publish(user_id=taken.external_id, view=_view(page), hash=seen or None)
        except SlackApiError as fault:
            if error_name(fault) == "hash_conflict":
                return None
            raise
        return str(answer["view"]["hash"])


def _view(page: Page) -> View:
    actor = page.home.actor
    phrases = phrases_for(Reader(actor.language, actor.formality, actor.zone))
    return home_view(home_card(page.home, phrases), phrases, page.home.at)
