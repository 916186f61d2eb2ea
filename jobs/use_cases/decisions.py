"""Decides: what was agreed, who does it until when, and what became of it. At most three are open at once."""

from datetime import date, datetime, timedelta
from typing import Literal, cast

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.facts import PersonRef
from jobs.rules.slots import local_day
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor
from jobs.use_cases.learning_answers import DecisionLine, Decisions, DecisionState
from jobs.use_cases.refusals import Refused
from jobs.use_cases.roles import check_role, entitled, has_role
from storage import decisions, homes, plans
from storage.learning_tables import Decision

MOST_OPEN = 3
TEXT_LIMIT = 500
DEFAULT_TERM = timedelta(weeks=4)
LONGEST_TERM = timedelta(days=366)


def open_decisions(session: Session, actor: Actor, now: datetime) -> Decisions:
    """What is open, nearest first."""
    return _answer(session, _company(session, actor), actor, now)


def check_may_add(session: Session, actor: Actor) -> None:
    """Refused for everybody but the coordinators and whoever decides."""
    check_role(_company(session, actor), actor, "decide", "not_deciding")


def default_due(session: Session, actor: Actor, now: datetime) -> date:
    """In four weeks, on a working day of the company."""
    return company_of(session, actor).workdays.at_or_after(local_day(now, actor.zone) + DEFAULT_TERM)


def add(
    session: Session,
    actor: Actor,
    text: str,
    now: datetime,
    owner: PersonRef | None = None,
    due_on: date | None = None,
) -> Decisions:
    """Writes a decision down; with three open ones nothing is written, and the answer shows them."""
    plans.workspace_for_change(session, actor.workspace_id)
    company = _company(session, actor)
    check_role(company, actor, "decide", "not_deciding")
    if len(decisions.open_decisions(session, actor.workspace_id)) >= MOST_OPEN:
        return _answer(session, company, actor, now, full=True)
    today = local_day(now, actor.zone)
    due = due_on or default_due(session, actor, now)
    _check(company, text, owner, due, today)
    row = Decision(
        workspace_id=actor.workspace_id,
        text=text.strip()[:TEXT_LIMIT].rstrip(),
        source=actor.message[:120] if actor.message else None,
        owner_id=(owner or actor.person).id,
        due_on=due,
        state="open",
        made_by_id=actor.person.id,
        made_on=today,
    )
    session.add(row)
    session.flush()
    homes.want_refresh(session, actor.workspace_id, now, first=actor.person.id)
    return _answer(session, company, actor, now, changed=row)


def _check(company: Company, text: str, owner: PersonRef | None, due: date, today: date) -> None:
    if not text.strip():
        raise Refused("words_missing")
    if owner is not None and company.people[owner.id].standing != "member":
        raise Refused("person_guest", person=owner)
    if due < today:
        raise Refused("date_past", on=due)
    if due > today + LONGEST_TERM:
        raise Refused("date_too_far", on=due)


def close(
    session: Session, actor: Actor, decision_id: int, state: Literal["done", "dropped"], now: datetime
) -> Decisions:
    """Says what became of a decision: its owner may, and whoever decides or coordinates."""
    company = _company(session, actor)
    row = decisions.decision_for_change(session, decision_id, actor.workspace_id)
    if row is None:
        raise Refused("gone")
    if not _may_close(company, actor, row):
        raise Refused("not_your_decision", people=_closers(company, row))
    if row.state != "open":
        raise Refused("decision_closed", text=row.text, on=row.ended_on)
    row.state, row.ended_on = state, local_day(now, actor.zone)
    session.flush()
    homes.want_refresh(session, actor.workspace_id, now, first=actor.person.id)
    return _answer(session, company, actor, now, changed=row)


def _company(session: Session, actor: Actor) -> Company:
    if actor.is_guest:
        raise Refused("guest")
    return company_of(session, actor)


def _closers(company: Company, row: Decision) -> tuple[PersonRef, ...]:
    owner = company.ref(row.owner_id)
    return tuple(dict.fromkeys((*filter(None, (owner,)), *entitled(company, "decide"))))


def _may_close(company: Company, actor: Actor, row: Decision) -> bool:
    return row.owner_id == actor.person.id or has_role(company, actor, "decide")


def _answer(
    session: Session,
    company: Company,
    actor: Actor,
    now: datetime,
    changed: Decision | None = None,
    *,
    full: bool = False,
) -> Decisions:
    rows = decisions.open_decisions(session, actor.workspace_id)
    return Decisions(
        on=local_day(now, actor.zone),
        open=tuple(_line(company, actor, row) for row in rows),
        may_add=has_role(company, actor, "decide"),
        changed=_line(company, actor, changed) if changed else None,
        full=full,
    )


def _line(company: Company, actor: Actor, row: Decision) -> DecisionLine:
    state = cast("DecisionState", row.state)
    owner = company.ref(row.owner_id)
    return DecisionLine(row.id, row.text, owner, row.due_on, state, _may_close(company, actor, row))
