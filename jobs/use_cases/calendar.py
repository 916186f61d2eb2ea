"""Calendars of tasks: somebody's own and the company's, as a file or to subscribe to by a secret link.

Absences stand in none of them, nor who opens a link and when.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from jobs import links
from jobs.company import Company, company_in
from jobs.facts import PersonRef, Reader
from jobs.lines import task_line
from jobs.links import LinkClosed, LinkFor, Purpose
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor
from jobs.use_cases.own_answers import Calendar, CalendarEntry, CalendarLinks, CalendarSnapshot, WhichCalendar
from jobs.use_cases.refusals import Refused
from storage import tasks
from storage.links import links_of
from storage.tables import Task

AHEAD = timedelta(weeks=13)
BEHIND = timedelta(weeks=4)
_PURPOSES: dict[WhichCalendar, Purpose] = {"own": "calendar", "company": "company_calendar"}
_SHOWN_WHEN_ENDED = ("done", "small")


@dataclass(frozen=True)
class Published:
    """What a link opens, and for whom it is worded."""

    calendar: Calendar
    reader: Reader


def own_calendar(session: Session, actor: Actor, now: datetime) -> Calendar:
    """What the actor is responsible for on the day it is due, or now where that day has passed, and what they did."""
    return _calendar(session, company_of(session, actor), now, actor.person.id)


def snapshot(session: Session, actor: Actor, public_url: str | None, now: datetime) -> CalendarSnapshot:
    """The actor's own calendar as it is now, for a file."""
    calendar = own_calendar(session, actor, now)
    return CalendarSnapshot(calendar, subscribable=public_url is not None, may_publish=actor.coordinates)


def subscribe(session: Session, actor: Actor, public_url: str, now: datetime) -> CalendarLinks:
    """The actor's links; their own is made if there is none, the company's only when somebody asks for it."""
    if not _valid(session, actor, "own"):
        _make(session, actor, "own", now)
    return _links(session, actor, public_url, now)


def renew(session: Session, actor: Actor, which: str, public_url: str, now: datetime) -> CalendarLinks:
    """A new link; the one before, if there was one, opens nothing any more."""
    chosen = _chosen(actor, which)
    had_one = _withdraw(session, actor, chosen, now)
    _make(session, actor, chosen, now)
    return _links(session, actor, public_url, now, changed=chosen if had_one else None)


def switch_off(session: Session, actor: Actor, which: str, public_url: str, now: datetime) -> CalendarLinks:
    """The link opens nothing any more, and there is no other."""
    chosen = _chosen(actor, which)
    _withdraw(session, actor, chosen, now)
    return _links(session, actor, public_url, now, changed=chosen)


def published(session: Session, token: str, now: datetime) -> Published:
    """The calendar behind a link; raises LinkClosed, also where it belongs to somebody who is no longer here."""
    link = links.opened(session, token, tuple(_PURPOSES.values()), now)
    company = company_in(session, link.workspace_id)
    if link.purpose == "company_calendar":
        return Published(_calendar(session, company, now), company.reader(None))
    if link.person_id is None or not company.is_here(link.person_id):
        raise LinkClosed("unknown")
    return Published(_calendar(session, company, now, link.person_id), company.reader(link.person_id))


def _chosen(actor: Actor, which: str) -> WhichCalendar:
    """The calendar that an untrusted key names, if the actor may change its link."""
    chosen = next((known for known in _PURPOSES if known == which), None)
    if chosen is None:
        raise Refused("gone")
    if chosen == "company" and not actor.coordinates:
        raise Refused("coordinator_only")
    return chosen


def _withdraw(session: Session, actor: Actor, which: WhichCalendar, now: datetime) -> bool:
    """Whether there was a link."""
    valid = links_of(session, actor.workspace_id, _PURPOSES[which], _whose(actor, which))
    for link in valid:
        links.revoke(link, now)
    session.flush()
    return bool(valid)


def _make(session: Session, actor: Actor, which: WhichCalendar, now: datetime) -> None:
    links.make(session, LinkFor(actor.workspace_id, _PURPOSES[which], _whose(actor, which)), now)


def _whose(actor: Actor, which: WhichCalendar) -> int | None:
    """The company's calendar is nobody's: it stays when the coordination changes hands."""
    return actor.person.id if which == "own" else None


def _links(
    session: Session, actor: Actor, public_url: str, now: datetime, changed: WhichCalendar | None = None
) -> CalendarLinks:
    calendar = own_calendar(session, actor, now)
    return CalendarLinks(
        today=calendar.today,
        until=calendar.until,
        open_tasks=calendar.open_tasks,
        own=_address(session, actor, "own", public_url),
        company=_address(session, actor, "company", public_url) if actor.coordinates else None,
        may_share=actor.coordinates,
        changed=changed,
    )


def _address(session: Session, actor: Actor, which: WhichCalendar, public_url: str) -> str | None:
    valid = _valid(session, actor, which)
    return f"{public_url}/calendar/{valid[0]}.ics" if valid else None


def _valid(session: Session, actor: Actor, which: WhichCalendar) -> list[str]:
    found = links_of(session, actor.workspace_id, _PURPOSES[which], _whose(actor, which))
    return [links.token_of(session, link) for link in found]


def _calendar(session: Session, company: Company, now: datetime, person_id: int | None = None) -> Calendar:
    """Without a person the company's."""
    today, workspace = company.today(now), company.workspace
    entries = tuple(
        CalendarEntry(task_line(row, company), row.version, who)
        for row, who in _assigned(session, company, today)
        if person_id is None or (who is not None and who.id == person_id)
    )
    name = workspace.name if person_id is None else None
    return Calendar(workspace.external_id, today, today + AHEAD, entries, now, name)


def _assigned(session: Session, company: Company, today: date) -> Iterator[tuple[Task, PersonRef | None]]:
    """Each task with who is responsible when it is due; what is late is somebody's today."""
    for row in _rows(session, company.workspace.id, today):
        day = row.due_on if row.ended else max(row.due_on, today)
        yield row, company.responsible(row, row.activity, day)


def _rows(session: Session, workspace_id: int, today: date) -> Iterator[Task]:
    """Everything that is open and due by then, however late, and what was done in the last weeks; by day."""
    since, until = today - BEHIND, today + AHEAD
    recent = tasks.tasks_between(session, workspace_id, since, until)
    late = tasks.open_tasks(session, workspace_id, since)
    found = {row.id: row for row in (*late, *recent)}
    for row in sorted(found.values(), key=lambda row: (row.due_on, row.id)):
        if row.due_on <= until and _belongs(row, since):
            yield row


def _belongs(row: Task, since: date) -> bool:
    if row.ended is None:
        return True
    return row.ended in _SHOWN_WHEN_ENDED and row.ended_on is not None and row.ended_on >= since
