"""Somebody is away, for other days than they said, or there again. Why is never asked; who must act follows at once.

Their own tasks can be handed to one deputy; what that deputy has not begun comes back with the person.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.facts import PersonRef
from jobs.rules.absences import ended
from jobs.rules.availability import Span
from jobs.rules.nudging import today_of
from jobs.use_cases.absence_foresight import (
    AbsenceWish,
    Foresight,
    foreseen,
    noted,
    subject_of,
)
from jobs.use_cases.absence_rows import (
    Known,
    ahead,
    entry_of,
    follow_up,
    held,
    known_of,
    meant_by,
    rewrite,
    span_of,
    store,
)
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor, Door
from jobs.use_cases.changing import Changing
from jobs.use_cases.cover_answers import (
    AbsenceNoted,
    AbsenceOver,
    WhichAbsence,
)
from jobs.use_cases.covering import cover
from jobs.use_cases.refusals import Refused
from jobs.use_cases.returning import GivingBack, give_back
from storage import absences
from storage.cover_tables import Absence


def whose(session: Session, actor: Actor, person_id: int | None) -> PersonRef:
    """Somebody whose absence the actor may enter; without a key the actor."""
    return subject_of(company_of(session, actor), actor, person_id)


def foresee(session: Session, actor: Actor, wish: AbsenceWish, now: datetime) -> AbsenceNoted:
    """What an absence would come to; nothing is changed."""
    return noted(actor, foreseen(session, company_of(session, actor), actor, wish, now), now)


def away(session: Session, actor: Actor, wish: AbsenceWish, now: datetime, door: Door) -> AbsenceNoted:
    """Somebody is not asked on these days, effective at once. What touches an absence that is known becomes one."""
    foresight = foreseen(session, held(session, actor.workspace_id), actor, wish, now)
    answer = noted(actor, foresight, now)
    person = foresight.person
    store(session, actor, person, foresight.entered, wish)
    _hand_over(session, actor, foresight, now, door)
    follow_up(session, foresight.company, [person.id], now)
    return replace(answer, id=_key_of(company_of(session, actor), person, foresight.shown))


def _key_of(company: Company, person: PersonRef, shown: Sequence[Span]) -> int | None:
    """The key of the only absence that is spoken of."""
    known = [one for one in known_of(company, person.id) if one.span in shown]
    return known[0].id if len(known) == 1 else None


def foresee_change(
    session: Session, actor: Actor, absence_id: int | None, wish: AbsenceWish, now: datetime
) -> AbsenceNoted:
    """What other days would come to; nothing is changed."""
    company = company_of(session, actor)
    _, known = meant_by(company, actor, absence_id, now)
    return noted(actor, foreseen(session, company, actor, _instead(known, wish), now), now)


def change(
    session: Session, actor: Actor, absence_id: int | None, wish: AbsenceWish, now: datetime, door: Door
) -> AbsenceNoted:
    """An absence has other days, or another deputy. What falls out of it comes back, what falls into it is covered."""
    company = held(session, actor.workspace_id)
    person, known = meant_by(company, actor, absence_id, now)
    wish = _instead(known, wish)
    before, deputy_before = known.span, known.deputy_id
    foresight = foreseen(session, company, actor, wish, now)
    [span] = wish.spans
    if span != known.span:
        rewrite(session, actor, known, span)
        store(session, actor, person, foresight.entered, wish)
    _name_deputy(session, actor, person, foresight.shown, wish.deputy_id)
    no_longer = deputy_before if deputy_before != wish.deputy_id else None
    changed = company_of(session, actor)
    giving = GivingBack(changed, person.id, (before,), door, actor.person.id, no_longer)
    returned, stayed = give_back(session, giving, now)
    foresight = foreseen(session, changed, actor, replace(wish, instead=frozenset()), now)
    answer = noted(actor, foresight, now)
    _hand_over(session, actor, foresight, now, door)
    follow_up(session, changed, [person.id], now)
    key = _key_of(changed, person, foresight.shown)
    gone = tuple(line for line in returned if line.id not in {one.task.id for one in answer.tasks})
    return replace(answer, id=key, changed=True, returned=gone, stayed=stayed)


def _instead(known: Known, wish: AbsenceWish) -> AbsenceWish:
    return replace(wish, person_id=known.rows[0].person_id, instead=frozenset(row.id for row in known.rows))


def _name_deputy(
    session: Session, actor: Actor, person: PersonRef, shown: Sequence[Span], deputy_id: int | None
) -> None:
    for known in known_of(company_of(session, actor), person.id):
        for row in known.rows if known.span in shown else ():
            row.deputy_id = deputy_id
    session.flush()


def back(
    session: Session, actor: Actor, now: datetime, door: Door, person_id: int | None = None
) -> AbsenceOver | WhichAbsence:
    """The running absence ends as of today, or else one to come is dropped; of several somebody has to say which."""
    company = held(session, actor.workspace_id)
    person = subject_of(company, actor, person_id)
    today = today_of(company.targets[person.id], now)
    known = ahead(company, person.id, today)
    meant = [one for one in known if one.span.first <= today] or known
    if not meant:
        raise Refused("not_away", person=person)
    if len(meant) == 1:
        return _end(session, actor, person, meant[0], today, now, door)
    own = person.id == actor.person.id
    return WhichAbsence(today, person, own, tuple(entry_of(one) for one in meant))


def back_from(session: Session, actor: Actor, absence_id: int | None, now: datetime, door: Door) -> AbsenceOver:
    """The same for one absence; Refused("gone") where it is over, or somebody has ended it before."""
    company = held(session, actor.workspace_id)
    person, known = meant_by(company, actor, absence_id, now)
    return _end(session, actor, person, known, today_of(company.targets[person.id], now), now, door)


def forget_said(session: Session, actor: Actor, message: str, now: datetime) -> tuple[AbsenceOver, ...]:
    """Takes back the absences that were said in one message, or ended by it.

    One that has become part of others since stays as it is; one that was ended is restored as it was, or else it is
    Refused("absence_changed") where other days were entered instead since.
    """
    if not absences.absences_said(session, actor.workspace_id, message):
        return ()
    company = held(session, actor.workspace_id)
    found = absences.absences_said(session, actor.workspace_id, message)
    if any(row.dismissed for row in found):
        return (_restore(session, actor, company, found, now),)
    return tuple(_drop(session, actor, subject_of(company, actor, row.person_id), row, now) for row in found)


def _drop(session: Session, actor: Actor, person: PersonRef, row: Absence, now: datetime) -> AbsenceOver:
    """As if it had never been said."""
    span = span_of(row)
    session.delete(row)
    return _over(session, actor, person, span, now, "message", running=False)


def _restore(session: Session, actor: Actor, company: Company, found: Sequence[Absence], now: datetime) -> AbsenceOver:
    """As if its end had never been said. Tasks follow by themselves: their history names the message too."""
    person = subject_of(company, actor, found[0].person_id)
    ended_then = [row for row in found if row.dismissed]
    rests = [row for row in found if not row.dismissed]
    since = [row for row in absences.entered_of_person(session, actor.workspace_id, person.id) if row not in rests]
    if any(_overlap(span_of(one), span_of(other)) for one in ended_then for other in since):
        raise Refused("absence_changed")
    for row in rests:
        session.delete(row)
    for row in ended_then:
        row.dismissed, row.source = False, None
    session.flush()
    company = company_of(session, actor)
    follow_up(session, company, [person.id], now)
    today = today_of(company.targets[person.id], now)
    span = next(one.span for one in known_of(company, person.id) if ended_then[0] in one.rows)
    own = person.id == actor.person.id
    return AbsenceOver(today, person, own, span, running=span.first <= today, restored=True)


def _overlap(one: Span, other: Span) -> bool:
    return one.first in other or other.first in one


def _hand_over(session: Session, actor: Actor, foresight: Foresight, now: datetime, door: Door) -> None:
    """The deputy who was named has the person's own tasks from now on; what stood before is kept with the event."""
    deputy, days = foresight.deputy, {one.task.id: one.day for one in foresight.falling if one.handed}
    if deputy is None or not days:
        return
    for task in absences.open_tasks_for_change(session, list(days)):
        span = next(span for span in foresight.shown if days[task.id] in span)
        cover(Changing(session, actor, foresight.company, task, now, door), foresight.person, span, deputy.id)


def _end(
    session: Session, actor: Actor, person: PersonRef, known: Known, today: date, now: datetime, door: Door
) -> AbsenceOver:
    absences.forget_ended(session, actor.workspace_id, person.id, today)
    rewrite(session, actor, known, ended(known.span, today))
    running = known.span.first <= today
    return _over(session, actor, person, known.span, now, door, running=running, said_in=actor.message)


def _over(
    session: Session,
    actor: Actor,
    person: PersonRef,
    span: Span,
    now: datetime,
    door: Door,
    *,
    running: bool,
    said_in: str | None = None,
) -> AbsenceOver:
    session.flush()
    company = company_of(session, actor)
    giving = GivingBack(company, person.id, (span,), door, actor.person.id, said_in=said_in)
    returned, stayed = give_back(session, giving, now)
    follow_up(session, company, [person.id], now)
    own = person.id == actor.person.id
    return AbsenceOver(today_of(company.targets[person.id], now), person, own, span, running, returned, stayed)
