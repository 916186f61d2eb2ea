"""Calendars from which absences are read: who may name one, for whom, and what goes with one that is taken away.

The address is a secret. It is asked for, kept and used, and never answered.
"""

from collections import defaultdict
from datetime import date, datetime
from typing import cast

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.facts import PersonRef
from jobs.rules.feeds import CalendarFault, cleaned, host_of
from jobs.rules.nudging import today_of
from jobs.use_cases.absence_foresight import subject_of
from jobs.use_cases.absence_rows import held, span_of
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor
from jobs.use_cases.feed_answers import FeedConnected, FeedLine, FeedRemoved, Feeds
from jobs.use_cases.feed_reading import Before, drop, settle
from jobs.use_cases.refusals import Refused
from storage import feeds
from storage.cover_tables import AbsenceFeed

ADDRESS_LIMIT = 2000


def listed(session: Session, actor: Actor, now: datetime) -> Feeds:
    """The actor's own calendar, and everybody's for whoever coordinates."""
    company = company_of(session, actor)
    found = [one for one in feeds.feeds_of(session, actor.workspace_id) if _may(actor, one.person_id)]
    return Feeds(actor.person, tuple(_line(session, company, one, now) for one in found), actor.coordinates)


def whose(session: Session, actor: Actor, feed_id: int) -> PersonRef | None:
    """Whose calendar it is, None for the company's; Refused for what isn't the actor's to change."""
    return company_of(session, actor).ref(_feed(session, actor, feed_id).person_id)


def connect(
    session: Session, actor: Actor, person_id: int | None, address: str, now: datetime, *, of_company: bool = False
) -> FeedConnected:
    """From now on absences are read from this address: the actor's, another person's, or everybody's by their names.

    There is one calendar for each; a new address takes the place of the old one.
    """
    company = held(session, actor.workspace_id)
    if of_company and not actor.coordinates:
        raise Refused("coordinator_only")
    person = None if of_company else subject_of(company, actor, person_id)
    usable = cleaned(address)
    if usable is None or len(usable) > ADDRESS_LIMIT:
        raise Refused("address_unknown")
    key = person.id if person else None
    feed = feeds.feed_for(session, actor.workspace_id, key) or AbsenceFeed(
        workspace_id=actor.workspace_id, person_id=key
    )
    feed.address, feed.made_by_id, feed.made_at = usable, actor.person.id, now
    feed.read_at, feed.next_read_at, feed.mark, feed.fault, feed.faults = None, now, None, None, 0
    session.add(feed)
    session.flush()
    return FeedConnected(actor.person, _line(session, company, feed, now))


def remove(session: Session, actor: Actor, feed_id: int | None, now: datetime) -> FeedRemoved:
    """A calendar is read no more. What was read from it and is over stays, what is to come goes with it."""
    company = held(session, actor.workspace_id)
    feed = _feed(session, actor, feed_id)
    before: Before = defaultdict(list)
    for row in feeds.read_from(session, feed.id):
        if not row.dismissed and not _is_over(company, row.person_id, row.last_on, now):
            before[row.person_id].append(span_of(row))
        drop(session, row, today_of(company.targets[row.person_id], now))
    session.flush()
    for row in feeds.read_from(session, feed.id):
        row.feed_id = row.feed_key = None
    session.flush()
    session.delete(feed)
    settle(session, actor.workspace_id, before, now)
    return FeedRemoved(actor.person, company.ref(feed.person_id), sum(len(spans) for spans in before.values()))


def _feed(session: Session, actor: Actor, feed_id: int | None) -> AbsenceFeed:
    feed = feeds.feed_by_id(session, feed_id) if feed_id is not None else None
    if feed is None or feed.workspace_id != actor.workspace_id or not _may(actor, feed.person_id):
        raise Refused("gone")
    return feed


def _may(actor: Actor, person_id: int | None) -> bool:
    return actor.coordinates or person_id == actor.person.id


def _line(session: Session, company: Company, feed: AbsenceFeed, now: datetime) -> FeedLine:
    rows = [row for row in feeds.read_from(session, feed.id) if not row.dismissed]
    ahead = sum(not _is_over(company, row.person_id, row.last_on, now) for row in rows)
    fault = cast("CalendarFault | None", feed.fault)
    read = feed.read_at is not None
    return FeedLine(feed.id, company.ref(feed.person_id), host_of(feed.address), read, fault, ahead)


def _is_over(company: Company, person_id: int, last: date | None, now: datetime) -> bool:
    return last is not None and last < today_of(company.targets[person_id], now)
