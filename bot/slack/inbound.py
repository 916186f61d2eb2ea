"""From a Slack person's act to a use case: one transaction in a thread, the person learned first if need be."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

import structlog
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.refusals import refusal_card
from bot.commands.ask import Ask
from bot.slack.directory import fetch_profile
from bot.slack.payloads import Who
from bot.slack.services import Services
from jobs.use_cases import finding, people
from jobs.use_cases.actors import find_actor
from jobs.use_cases.answers import Actor, Door
from jobs.use_cases.inbound import once
from jobs.use_cases.people import Profile
from jobs.use_cases.refusals import Refused

log = structlog.get_logger(__name__)
T = TypeVar("T")

PLATFORM = "slack"


@dataclass(frozen=True)
class Place:
    """Where something was said: in which direct message, as which message, and in answer to which one.

    A direct message is the person's own; nothing but an event or an answer of Slack's ever names it.
    """

    conversation: str | None = None
    ts: str | None = None
    thread_ts: str | None = None

    @property
    def message(self) -> str | None:
        return f"{self.conversation}/{self.ts}" if self.ts else None

    @property
    def answers(self) -> str | None:
        return f"{self.conversation}/{self.thread_ts}" if self.thread_ts else None


NOWHERE = Place()


class _Unacquainted(Exception):
    """Somebody who was never learned; nothing was done yet."""


async def act(
    services: Services,
    who: Who,
    key: str | None,
    door: Door,
    work: Callable[[Session, Ask], T],
    *,
    text: str = "",
    place: Place = NOWHERE,
) -> T | Card | None:
    """What the work answers; None for a repetition, and for people who may not ask at all.

    What somebody may not do is answered with the card that says so.
    """
    if who.workspace != services.installation.team_id:
        log.info("from another workspace", action="slack.stranger")
        return None
    attempt = partial(_act, services, who, key, door, work, text, place)
    try:
        return await services.in_thread(attempt)
    except _Unacquainted:
        await _get_acquainted(services, who)
        return await services.in_thread(attempt)


def _act(
    services: Services,
    who: Who,
    key: str | None,
    door: Door,
    work: Callable[[Session, Ask], T],
    text: str,
    place: Place,
) -> T | Card | None:
    now = services.clock.now()
    actors: list[Actor] = []

    def known_and_done(session: Session) -> T:
        if not people.known(session, PLATFORM, who.workspace, who.user):
            raise _Unacquainted
        actor = replace(find_actor(session, PLATFORM, who.workspace, who.user), message=place.message)
        actors.append(actor)
        if place.conversation is not None:
            people.remember_route(session, PLATFORM, who.workspace, who.user, place.conversation)
        about = finding.shown_in(session, actor, place.answers) if place.answers else ()
        ask = Ask(actor, text, now, door, about, services.public_url)
        services.readers[who.user] = ask.reader
        return work(session, ask)

    try:
        answer = once(services.database, key, now, known_and_done)
    except Refused as refused:
        if not actors:
            log.info("nobody who may ask", action="slack.stranger", why=refused.refusal.code)
            return None
        return refusal_card(refused.refusal, actors[-1])
    services.after_change()
    return answer


async def _get_acquainted(services: Services, who: Who) -> None:
    profile = await fetch_profile(services.client, who.user, who.workspace)
    if profile is None:
        # A bot: written down as somebody who may not ask, so that it is not asked for again.
        profile = Profile(who.user, "", who.user, None, None, "external")
    await services.in_thread(partial(learn, services, [profile]))


def learn(services: Services, profiles: list[Profile], *, strangers: bool = True) -> None:
    """Writes down what the directory says of people."""
    now, home = services.clock.now(), services.installation

    def write(session: Session) -> None:
        people.learn(session, PLATFORM, home.team_id, home.team_name, profiles, now, strangers=strangers)

    once(services.database, None, now, write)
