"""The company's partners as people see and keep them: members see, whoever coordinates changes, guests see nothing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.handing_on import line_with_days
from jobs.rules.calendar_words import fold
from jobs.rules.ladder import Step
from jobs.rules.slots import local_day
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor
from jobs.use_cases.partner_answers import PartnerLine, PartnerRemoved, Partners, PartnerSaved
from jobs.use_cases.refusals import Refused
from storage import homes, outdated, plans, tasks
from storage import partners as stored
from storage.partner_tables import Partner


@dataclass(frozen=True)
class Wanted:
    """A partner as somebody has entered them; without an address they get no mail."""

    name: str
    email: str | None
    language: str | None
    formality: str
    contact_id: int | None


def partners(session: Session, actor: Actor, now: datetime) -> Partners:
    """Every partner, with what is open of theirs."""
    if actor.is_guest:
        raise Refused("guest")
    company = company_of(session, actor)
    rows = sorted(company.partners.values(), key=lambda one: fold(one.name))
    lines = _lines(session, company, rows, now)
    return Partners(company.today(now), lines, actor.coordinates)


def partner(session: Session, actor: Actor, partner_id: int | None, now: datetime) -> PartnerLine:
    """One partner, to be changed; Refused for whoever may not, and for any other id."""
    row = _row(session, actor, partner_id)
    return _lines(session, company_of(session, actor), [row], now)[0]


def check_keeper(actor: Actor) -> None:
    """Refused for everybody but the coordination."""
    if not actor.coordinates:
        raise Refused("coordinator_only")


def save(session: Session, actor: Actor, partner_id: int | None, wanted: Wanted, now: datetime) -> PartnerSaved:
    """A new partner, or one as they are from now on; their activities go on under another name."""
    check_keeper(actor)
    plans.workspace_for_change(session, actor.workspace_id)
    _check_name(session, actor, partner_id, wanted.name)
    new = partner_id is None
    row = Partner(workspace_id=actor.workspace_id, name=wanted.name) if new else _row(session, actor, partner_id)
    before = row.name
    _write(session, row, wanted)
    _follow(session, row, now, actor)
    [line] = _lines(session, company_of(session, actor), [row], now)
    return PartnerSaved(line, new, before if before != wanted.name else None)


def remove(session: Session, actor: Actor, partner_id: int | None, now: datetime) -> PartnerRemoved:
    """Forgets a partner; Refused("partner_in_use") as long as activities that run name them."""
    plans.workspace_for_change(session, actor.workspace_id)
    row = _row(session, actor, partner_id)
    if titles := tuple(one.title for one in stored.activities_with(session, row)):
        raise Refused("partner_in_use", text=row.name, names=titles)
    session.delete(row)
    session.flush()
    homes.want_refresh(session, actor.workspace_id, now, first=actor.person.id)
    return PartnerRemoved(row.name)


def _check_name(session: Session, actor: Actor, partner_id: int | None, name: str) -> None:
    if not name:
        raise Refused("partner_unnamed")
    others = (one for one in stored.partners_of(session, actor.workspace_id).values() if one.id != partner_id)
    if any(fold(one.name) == fold(name) for one in others):
        raise Refused("partner_known", text=name)


def _write(session: Session, row: Partner, wanted: Wanted) -> None:
    stored.readdress(session, row, wanted.email)
    row.inside_contact_id = wanted.contact_id
    row.language, row.formality = wanted.language, wanted.formality
    session.add(row)
    session.flush()
    if row.name != wanted.name:
        stored.rename(session, row, wanted.name)
        session.flush()


def _follow(session: Session, row: Partner, now: datetime, actor: Actor) -> None:
    """Another inside contact may be responsible from now on, and messages show another name."""
    ids = [task.id for task in stored.open_tasks_with(session, row.workspace_id, [row.name])]
    tasks.look_again(session, ids, now)
    outdated.want_refresh(session, ids, now)
    homes.want_refresh(session, row.workspace_id, now, first=actor.person.id)


def _row(session: Session, actor: Actor, partner_id: int | None) -> Partner:
    check_keeper(actor)
    row = stored.partner_in(session, partner_id or 0, actor.workspace_id)
    if row is None:
        raise Refused("gone")
    return row


def _lines(session: Session, company: Company, rows: list[Partner], now: datetime) -> tuple[PartnerLine, ...]:
    heard = stored.last_heard(session, company.workspace.id)
    return tuple(_line(session, company, row, heard.get(row.name), now) for row in rows)


def _line(session: Session, company: Company, row: Partner, heard: datetime | None, now: datetime) -> PartnerLine:
    found = stored.open_tasks_with(session, company.workspace.id, [row.name])
    asked = [task for task in found if task.step >= Step.HEADS_UP]
    today = company.today(now)
    return PartnerLine(
        id=row.id,
        name=row.name,
        email=row.email,
        language=row.language,
        formality=row.formality,
        contact=company.ref(row.inside_contact_id),
        stopped=row.stopped_at is not None,
        activities=tuple(one.title for one in stored.activities_with(session, row)),
        tasks=tuple(line_with_days(session, task, company, today) for task in asked),
        heard_on=local_day(heard, company.workspace.zone) if heard else None,
    )
