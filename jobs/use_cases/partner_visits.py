"""What a partner's link opens, and what it does: looking changes nothing, and what it is for happens once.

Whoever has the link is the partner; they see their own open tasks and the name of the company, and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy.orm import Session

from jobs import links
from jobs.company import company_in
from jobs.facts import Reader
from jobs.links import Closed, LinkClosed, Purpose
from jobs.partner_links import LinksOfPartner
from jobs.rules.dates import DateError, DateFault, parse_date
from jobs.use_cases import partners
from jobs.use_cases.partner_answers import PartnerTask
from jobs.use_cases.refusals import RefusalCode, Refused
from storage.partner_tables import Link, Partner

PURPOSES: tuple[Purpose, ...] = ("partner_done", "partner_needs", "partner_later", "partner_stop")
LATEST = timedelta(days=60)
_OVER = ("gone", "already_ended")
_DATES: dict[DateFault, RefusalCode] = {
    "unknown": "date_unknown",
    "impossible": "date_impossible",
    "past": "date_past",
}

PartnerPurpose = Literal["partner_done", "partner_needs", "partner_later", "partner_stop"]


@dataclass(frozen=True)
class OpenTask:
    """Another open task of the partner; `link` reports it as done, where they have been written to about it."""

    title: str
    due_on: date
    link: str


@dataclass(frozen=True)
class Visited:
    """What an open link shows. `task` is what it is about; a link that ends all mail is about none.

    `ways` are the partner's other links about the same task, by purpose; `named` is the day they have named.
    """

    purpose: PartnerPurpose
    company: str
    reader: Reader
    today: date
    task: PartnerTask | None = None
    ways: tuple[tuple[PartnerPurpose, str], ...] = ()
    others: tuple[OpenTask, ...] = ()
    named: date | None = None


@dataclass(frozen=True)
class Shut:
    """A genuine link that opens nothing any more; "settled": what it was about is over, or theirs no longer."""

    why: Closed | Literal["settled"]
    purpose: PartnerPurpose
    company: str
    reader: Reader


@dataclass(frozen=True)
class Reply:
    """What a partner sends: what they need, or the day they name, as far as the link asks for it."""

    words: str = ""
    day: str = ""


def look(session: Session, token: str, now: datetime) -> Visited | Shut:
    """What the link shows now; raises LinkClosed for one that was never made."""
    return _opened(session, token, now, _visited)


def reply(session: Session, token: str, given: Reply, now: datetime) -> Visited | Shut:
    """Does what the link is for, and answers what is to be seen after that. Refused leaves everything as it was."""

    def act(session: Session, link: Link, now: datetime) -> Visited:
        seen = _visited(session, link, now)
        links.use(session, link, now)
        return replace(seen, named=_act(session, link, given, now))

    return _opened(session, token, now, act)


def _opened(
    session: Session, token: str, now: datetime, work: Callable[[Session, Link, datetime], Visited]
) -> Visited | Shut:
    try:
        link = links.opened(session, token, PURPOSES, now)
        return work(session, link, now)
    except LinkClosed as closed:
        if closed.link is None:
            raise
        return _shut(session, closed.link, closed.why)
    except Refused as refused:
        if refused.refusal.code not in _OVER:
            raise
        return _shut(session, link, "settled")


def _shut(session: Session, link: Link, why: Closed | Literal["settled"]) -> Shut:
    company, reader = _reading(session, link)
    return Shut(why, _purpose(link), company, reader)


def _visited(session: Session, link: Link, now: datetime) -> Visited:
    partner = _partner(session, link)
    company, reader = _reading(session, link)
    today = company_in(session, link.workspace_id).today(now)
    purpose = _purpose(link)
    if link.task_id is None:
        return Visited(purpose, company, reader, today)
    task = partners.partner_task(session, partner.id, link.task_id, now)
    known = LinksOfPartner.read(session, partner, now, makes=False)
    return Visited(purpose, company, reader, today, task, _ways(known, link), _others(session, known, task, now))


def _ways(known: LinksOfPartner, link: Link) -> tuple[tuple[PartnerPurpose, str], ...]:
    ways: tuple[PartnerPurpose, ...] = ("partner_done", "partner_needs", "partner_later")
    found = ((way, known.token(way, link.task_id)) for way in ways if way != link.purpose)
    return tuple((way, token) for way, token in found if token)


def _others(session: Session, known: LinksOfPartner, but: PartnerTask, now: datetime) -> tuple[OpenTask, ...]:
    found = partners.partner_tasks(session, known.partner.id, now)
    return tuple(
        OpenTask(task.title, task.due_on, known.token("partner_done", task.id)) for task in found if task.id != but.id
    )


def _act(session: Session, link: Link, given: Reply, now: datetime) -> date | None:
    """Does it; answers the day that was named, where one was."""
    partner_id, task_id = _partner(session, link).id, link.task_id or 0
    match _purpose(link):
        case "partner_done":
            partners.partner_done(session, partner_id, task_id, now)
        case "partner_needs":
            partners.partner_needs(session, partner_id, task_id, now, given.words)
        case "partner_later":
            return _put_off(session, partner_id, task_id, given.day, now)
        case "partner_stop":
            partners.partner_stop(session, partner_id, now)
    return None


def _put_off(session: Session, partner_id: int, task_id: int, text: str, now: datetime) -> date | None:
    if not text.strip():
        raise Refused("date_missing")
    company = company_in(session, session.get_one(Partner, partner_id).workspace_id)
    today = company.today(now)
    try:
        day = parse_date(text, today, company.workdays)
    except DateError as fault:
        raise Refused(_DATES[fault.code], text=text) from None
    if day > today + LATEST:
        raise Refused("date_too_far", on=day)
    return partners.partner_later(session, partner_id, task_id, now, day).on


def _partner(session: Session, link: Link) -> Partner:
    return session.get_one(Partner, link.partner_id)


def _reading(session: Session, link: Link) -> tuple[str, Reader]:
    """The name of the company, and how the partner reads."""
    partner, workspace = _partner(session, link), company_in(session, link.workspace_id).workspace
    return workspace.name, Reader(partner.language or workspace.language, partner.formality, workspace.zone)


def _purpose(link: Link) -> PartnerPurpose:
    return link.purpose  # type: ignore[return-value]
