"""Days on which the company is closed: planned in advance, shown before they hold, and taken back again.

What falls into them follows each activity's own rule for days off; see `closing_effects`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from jobs.company import Company, load_company
from jobs.rules.absences import ended, merged
from jobs.rules.availability import Span
from jobs.rules.closings import LONGEST
from jobs.rules.workdays import Workdays
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor, Door
from jobs.use_cases.closing_answers import (
    ClosingForeseen,
    ClosingNoted,
    ClosingOver,
    Closings,
    ClosingWish,
    KnownClosing,
)
from jobs.use_cases.closing_effects import Effect, carry_out, changes_of, effects
from jobs.use_cases.plan import By
from jobs.use_cases.refusals import Refused
from storage import closings, homes, plans
from storage.cover_tables import ClosingDay
from storage.tables import Activity

NAME_LIMIT = 80
FARTHEST = timedelta(days=731)


def known(session: Session, actor: Actor, now: datetime) -> Closings:
    """The closing days that are not over; any member may look."""
    if actor.is_guest:
        raise Refused("guest")
    today = company_of(session, actor).today(now)
    return Closings(
        today, tuple(map(_known, closings.closing_days(session, actor.workspace_id, today))), actor.coordinates
    )


def wish_for(session: Session, actor: Actor, closing_id: int | None, now: datetime) -> ClosingWish:
    """The entry behind a key, as it stands, for whoever may change it; Refused("gone") where it is over."""
    row = _row(session, actor, company_of(session, actor), closing_id, now)
    return ClosingWish(_span(row), row.name[:NAME_LIMIT], row.id)


def foresee(session: Session, actor: Actor, wish: ClosingWish, now: datetime) -> ClosingForeseen:
    """What closing days would come to; nothing is changed."""
    company = company_of(session, actor)
    joint = _joint(session, actor, company, wish, now)
    found = _effects(session, company, joint.around, joint.span, now, lock=False)
    return ClosingForeseen(company.today(now), wish, joint.span, joint.name, changes_of(found), joint.joined)


def close(session: Session, actor: Actor, wish: ClosingWish, now: datetime, door: Door) -> ClosingNoted:
    """The company is closed on these days. What touches days that are known becomes one with them."""
    company = _held(session, actor)
    joint = _joint(session, actor, company, wish, now)
    found = _effects(session, company, joint.around, joint.span, now, lock=True)
    row = joint.row or ClosingDay(workspace_id=actor.workspace_id)
    for other in joint.rows:
        if other is not row:
            session.delete(other)
    row.first_on, row.last_on, row.name = joint.span.first, joint.last, joint.name
    session.add(row)
    _follow_up(session, actor, company, found, now, door)
    return ClosingNoted(company.today(now), row.id, joint.span, joint.name, changes_of(found), joint.joined)


def foresee_reopening(session: Session, actor: Actor, closing_id: int | None, now: datetime) -> ClosingOver:
    """What would become of the tasks if the company worked on these days after all; nothing is changed."""
    company = company_of(session, actor)
    row = _row(session, actor, company, closing_id, now)
    others = _others(company, row)
    found = _effects(session, company, others, ended(_span(row), company.today(now)), now, lock=False)
    return ClosingOver(company.today(now), row.id, _span(row), row.name, changes_of(found), done=False)


def reopen(session: Session, actor: Actor, closing_id: int | None, now: datetime, door: Door) -> ClosingOver:
    """The company works on these days after all; what was only shifted because of them is shifted back."""
    company = _held(session, actor)
    row = _row(session, actor, company, closing_id, now)
    rest = ended(_span(row), company.today(now))
    found = _effects(session, company, _others(company, row), rest, now, lock=True)
    answer = ClosingOver(company.today(now), row.id, _span(row), row.name, changes_of(found))
    if rest is None:
        session.delete(row)
    else:
        row.last_on = rest.last or row.last_on
    _follow_up(session, actor, company, found, now, door)
    return answer


@dataclass(frozen=True)
class _Joint:
    """The wish with everything that it touches: the rows that become one, and the days that stay closed besides."""

    span: Span
    name: str
    rows: tuple[ClosingDay, ...]
    row: ClosingDay | None
    around: tuple[tuple[date, date], ...]
    joined: bool

    @property
    def last(self) -> date:
        return self.span.last or self.span.first


def _joint(session: Session, actor: Actor, company: Company, wish: ClosingWish, now: datetime) -> _Joint:
    _check(actor)
    today = company.today(now)
    _check_days(wish.span, today)
    edited = _row(session, actor, company, wish.id, now) if wish.id is not None else None
    rows = [one for one in closings.closing_days(session, actor.workspace_id, date.min) if one is not edited]
    spans = merged([wish.span, *map(_span, rows)], _open_days(company))
    span = next(one for one in spans if wish.span.first in one)
    touched = tuple(row for row in rows if row.first_on in span)
    _check_length(span, wish.span)
    own = (edited,) if edited else ()
    kept = tuple(row for row in rows if row not in touched)
    return _Joint(
        span=span,
        name=_name(wish, touched),
        rows=(*own, *touched),
        row=next(iter((*own, *touched)), None),
        around=tuple((row.first_on, row.last_on) for row in kept),
        joined=bool(touched),
    )


def _open_days(company: Company) -> Workdays:
    """The company's calendar as if it never closed: days apart by a weekend belong together."""
    return replace(company, closings=()).workdays


def _name(wish: ClosingWish, touched: Iterable[ClosingDay]) -> str:
    names = dict.fromkeys(name for name in (wish.name.strip(), *(row.name for row in touched)) if name)
    return ", ".join(names)[:NAME_LIMIT]


def _check(actor: Actor) -> None:
    if actor.is_guest:
        raise Refused("guest")
    if not actor.coordinates:
        raise Refused("coordinator_only")


def _check_days(span: Span, today: date) -> None:
    if span.last is None:
        raise Refused("closing_open")
    if span.last < today:
        raise Refused("date_past", on=span.last)
    if span.last > today + FARTHEST:
        raise Refused("date_too_far", on=span.last)


def _check_length(*spans: Span) -> None:
    if any(span.last is None or span.last - span.first >= LONGEST for span in spans):
        raise Refused("closing_long")


def _row(session: Session, actor: Actor, company: Company, closing_id: int | None, now: datetime) -> ClosingDay:
    _check(actor)
    ahead = closings.closing_days(session, actor.workspace_id, company.today(now))
    row = next((one for one in ahead if one.id == closing_id), None)
    if row is None:
        raise Refused("gone")
    return row


def _others(company: Company, row: ClosingDay) -> tuple[tuple[date, date], ...]:
    """The closing days but those of one entry."""
    days = list(company.closings)
    days.remove((row.first_on, row.last_on))
    return tuple(days)


def _effects(
    session: Session,
    company: Company,
    around: Sequence[tuple[date, date]],
    span: Span | None,
    now: datetime,
    *,
    lock: bool,
) -> list[Effect]:
    """What it does if the company is closed around and in this span from now on."""
    closed = ((span.first, span.last or span.first),) if span else ()
    after = replace(company, closings=tuple(sorted((*around, *closed))))
    return effects(session, company, after, _activities(session, company), now, lock=lock)


def _activities(session: Session, company: Company) -> list[Activity]:
    return list(plans.activities_of(session, company.workspace.id).values())


def _held(session: Session, actor: Actor) -> Company:
    """The company as it stands, while nobody else changes its plan."""
    _check(actor)
    workspace = plans.workspace_for_change(session, actor.workspace_id)
    session.flush()
    session.expire_all()  # what was read before the lock may have changed while we waited for it
    return load_company(session, workspace)


def _follow_up(
    session: Session, actor: Actor, company: Company, found: Sequence[Effect], now: datetime, door: Door
) -> None:
    carry_out(session, found, _activities(session, company), now, By(door, actor.person.id))
    homes.want_refresh(session, actor.workspace_id, now, first=actor.person.id)


def _span(row: ClosingDay) -> Span:
    return Span(row.first_on, row.last_on)


def _known(row: ClosingDay) -> KnownClosing:
    return KnownClosing(row.id, _span(row), row.name)
