"""Tells whoever named a calendar that it can't be read, once it has failed for good or several times in a row."""

from datetime import datetime, timedelta
from typing import cast

from sqlalchemy.orm import Session

from jobs.asking import REPORT
from jobs.calendar_notices import CalendarUnreadable
from jobs.company import Company
from jobs.facts import PersonRef
from jobs.rules.feeds import CalendarFault, host_of, is_told
from jobs.rules.nudging import opening, today_of
from storage import feeds, outbox, outdated
from storage.cover_tables import AbsenceFeed
from storage.outbox import Draft
from storage.outbox_tables import Outgoing

KIND = "calendar"
_KEPT = timedelta(days=14)


def tell_unreadable(session: Session, company: Company, feed: AbsenceFeed, now: datetime) -> None:
    """One message from the last time it was read on, in the working hours of whoever gets it."""
    recipient = _recipient(company, feed)
    told = is_told(cast("CalendarFault", feed.fault), feed.faults, ever_read=feed.read_at is not None)
    if not told or recipient is None or company.workspace.held_since is not None:
        return
    target = company.targets[recipient]
    at = max(opening(target, today_of(target, now), now), now)
    since = f"{feed.made_at:%Y-%m-%d %H:%M} / {feed.read_at.date() if feed.read_at else 'never'}"
    draft = Draft(
        workspace_id=company.workspace.id,
        kind=KIND,
        reason=f"{_about(feed.id)}{since}",
        data={"feed": feed.id},
        priority=REPORT,
        expires_at=at + _KEPT,
        recipient_id=recipient,
        not_before=at,
    )
    if outbox.enqueue(session, draft, now) is None:
        show_anew(session, feed, now)


def show_anew(session: Session, feed: AbsenceFeed, now: datetime) -> None:
    """Lets what was told of a calendar show how it is now."""
    outdated.want_refresh_of(session, feed.workspace_id, _about(feed.id), now)


def unreadable_notice(
    session: Session, company: Company, row: Outgoing, reader: PersonRef, *, again: bool
) -> CalendarUnreadable | None:
    """What the row says as things stand now; nothing of a calendar that was taken away, or was read meanwhile."""
    feed = feeds.feed_by_id(session, row.data["feed"])
    if feed is None or (feed.fault is None and not again):
        return None
    fault = cast("CalendarFault | None", feed.fault)
    return CalendarUnreadable(reader, feed.id, company.ref(feed.person_id), host_of(feed.address), fault)


def _recipient(company: Company, feed: AbsenceFeed) -> int | None:
    chain = (feed.made_by_id, *company.in_charge("coordinate"))
    here = (one for one in chain if one in company.people and company.is_here(one))
    return next((one for one in here if one in company.addresses), None)


def _about(feed_id: int) -> str:
    return f"{KIND} / {feed_id} / "
