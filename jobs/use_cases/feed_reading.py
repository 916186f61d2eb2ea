"""What a calendar says is compared with what it said before: absences come, change and go, effective at once.

What is over stays as it was, and what somebody has ended by hand stays ended. Nothing of an entry but its days is kept.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from jobs.calendar_telling import show_anew, tell_unreadable
from jobs.company import Company, company_in
from jobs.rules.absences import ended
from jobs.rules.availability import Span
from jobs.rules.calendar_entries import CalendarEntry, NamedPerson, ReadAbsence, absences_among, absences_of
from jobs.rules.feeds import READ_EVERY, CalendarFault, pause_after
from jobs.rules.nudging import today_of
from jobs.use_cases.absence_rows import follow_up, held, span_of
from jobs.use_cases.returning import GivingBack, give_back
from storage import feeds
from storage.cover_tables import Absence, AbsenceFeed
from storage.database import Database

LEASE = timedelta(minutes=5)
"""After which a calendar whose reader has died is read by another."""

Before = defaultdict[int, list[Span]]
"""Whose absences change, and the days they had."""


@dataclass(frozen=True)
class Due:
    """A calendar that is ours to read. The mark is left out once a day, so that what comes nearer is seen."""

    feed_id: int
    address: str
    mark: str | None


def take_due(database: Database, now: datetime) -> Due | None:
    """Takes the calendar that waits longest; None when none does."""
    if not database.read(lambda session: feeds.anything_due(session, now)):
        return None
    return database.write(partial(_take, now=now))


def _take(session: Session, now: datetime) -> Due | None:
    feed = feeds.take_due(session, now, now + LEASE)
    if feed is None:
        return None
    fresh = feed.read_at is not None and feed.read_at.date() == now.date()
    return Due(feed.id, feed.address, feed.mark if fresh else None)


def read(session: Session, due: Due, entries: Sequence[CalendarEntry], mark: str | None, now: datetime) -> None:
    """Lets what the calendar says now hold from now on."""
    feed = _still(session, due)
    if feed is None:
        return
    company = held(session, feed.workspace_id)
    found = {one.key: one for one in _found(company, feed, entries)}
    before = _compare(session, company, feed, found, now)
    feed.mark, feed.read_at = mark, now
    _readable(session, feed, now)
    settle(session, feed.workspace_id, before, now)


def unchanged(session: Session, due: Due, now: datetime) -> None:
    """It says what it said."""
    feed = _still(session, due)
    if feed is not None:
        _readable(session, feed, now)


def failed(session: Session, due: Due, fault: CalendarFault, now: datetime) -> None:
    """It couldn't be read; what it said before holds on."""
    feed = _still(session, due)
    if feed is None:
        return
    feed.fault, feed.faults = fault, feed.faults + 1
    feed.next_read_at = now + pause_after(feed.faults)
    session.flush()
    tell_unreadable(session, company_in(session, feed.workspace_id), feed, now)


def _still(session: Session, due: Due) -> AbsenceFeed | None:
    """The calendar, unless it was taken away or has another address since."""
    feed = feeds.feed_by_id(session, due.feed_id)
    return feed if feed is not None and feed.address == due.address else None


def _readable(session: Session, feed: AbsenceFeed, now: datetime) -> None:
    if feed.fault is not None:
        show_anew(session, feed, now)
    feed.fault, feed.faults, feed.next_read_at = None, 0, now + READ_EVERY


def _found(company: Company, feed: AbsenceFeed, entries: Sequence[CalendarEntry]) -> tuple[ReadAbsence, ...]:
    here = [
        NamedPerson(one.id, one.name, company.zone_of(one))
        for one in company.people.values()
        if company.is_here(one.id)
    ]
    if feed.person_id is None:
        return absences_among(entries, here)
    return next((absences_of(entries, one) for one in here if one.id == feed.person_id), ())


def _compare(
    session: Session, company: Company, feed: AbsenceFeed, found: dict[str, ReadAbsence], now: datetime
) -> Before:
    before: Before = defaultdict(list)
    for row in feeds.read_from(session, feed.id):
        today = today_of(company.targets[row.person_id], now)
        said = found.pop(row.feed_key or "", None)
        if said is None:
            _note_gone(session, row, today, before)
        elif (said.person_id, said.span) != (row.person_id, span_of(row)) and not _over(said.span, today):
            _change(row, said, before)
    for said in found.values():
        if not _over(said.span, today_of(company.targets[said.person_id], now)):
            before[said.person_id] += []
            session.add(_row(feed, said))
    session.flush()
    return before


def _over(span: Span, today: date) -> bool:
    return span.last is not None and span.last < today


def _change(row: Absence, said: ReadAbsence, before: Before) -> None:
    if not row.dismissed:
        before[row.person_id].append(span_of(row))
        before[said.person_id] += []
    if row.person_id != said.person_id:
        row.person_id, row.deputy_id = said.person_id, None
    row.first_on, row.last_on = said.span.first, said.span.last


def _row(feed: AbsenceFeed, said: ReadAbsence) -> Absence:
    return Absence(
        workspace_id=feed.workspace_id,
        person_id=said.person_id,
        first_on=said.span.first,
        last_on=said.span.last,
        feed_id=feed.id,
        feed_key=said.key,
    )


def _note_gone(session: Session, row: Absence, today: date, before: Before) -> None:
    if _over(span_of(row), today):
        return
    if not row.dismissed:
        before[row.person_id].append(span_of(row))
    drop(session, row, today)


def drop(session: Session, row: Absence, today: date) -> None:
    """What a calendar doesn't say any more: the days that have passed stay, the others go."""
    rest = ended(span_of(row), today)
    if rest is None or row.dismissed:
        session.delete(row)
    else:
        row.last_on = rest.last


def settle(session: Session, workspace_id: int, before: Mapping[int, Iterable[Span]], now: datetime) -> None:
    """Follows up what has changed without anybody's doing: tasks come back, whoever must act is found anew."""
    if not before:
        return
    session.flush()
    company = company_in(session, workspace_id)
    for person_id, spans in before.items():
        give_back(session, GivingBack(company, person_id, tuple(spans), "engine"), now)
    follow_up(session, company, before, now)
