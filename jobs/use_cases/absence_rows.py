"""How absences are written down: what was entered in as few rows as possible, what calendars say beside it, untouched.

People speak of neither: to them whatever adjoins is one absence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from jobs.company import Company, load_company
from jobs.facts import PersonRef
from jobs.rules.absences import merged, within
from jobs.rules.availability import Span
from jobs.rules.nudging import today_of
from jobs.use_cases.absence_foresight import AHEAD, AbsenceWish, subject_of
from jobs.use_cases.answers import Actor
from jobs.use_cases.cover_answers import KnownAbsence
from jobs.use_cases.refusals import Refused
from storage import absences, homes, outdated, plans, tasks
from storage.cover_tables import Absence
from storage.tables import Task


@dataclass(frozen=True)
class Known:
    """An absence as people speak of it, with the rows in which it stands."""

    span: Span
    rows: tuple[Absence, ...]

    @property
    def id(self) -> int:
        return self.rows[0].id

    @property
    def deputy_id(self) -> int | None:
        return next((row.deputy_id for row in self.rows if row.deputy_id is not None), None)

    @property
    def from_calendar(self) -> bool:
        return all(row.feed_id is not None for row in self.rows)


def span_of(row: Absence) -> Span:
    return Span(row.first_on, row.last_on)


def held(session: Session, workspace_id: int) -> Company:
    """The company as it stands, while nobody else changes anybody's absences."""
    workspace = plans.workspace_for_change(session, workspace_id)
    session.flush()
    session.expire_all()  # what was read before the lock may have changed while we waited for it
    return load_company(session, workspace)


def known_of(company: Company, person_id: int) -> tuple[Known, ...]:
    """Somebody's absences, each in one, in the order in which they begin."""
    target = company.targets[person_id]
    rows = [row for row in company.absences if row.person_id == person_id]
    spans = merged(target.facts.absences, target.workdays)
    return tuple(Known(span, tuple(row for row in rows if row.first_on in span)) for span in spans)


def ahead(company: Company, person_id: int, today: date) -> list[Known]:
    """Those of somebody's absences that are not over."""
    return [one for one in known_of(company, person_id) if one.span.last is None or one.span.last >= today]


def entry_of(known: Known) -> KnownAbsence:
    """The absence as it is answered."""
    return KnownAbsence(known.id, known.span, known.from_calendar)


def meant_by(company: Company, actor: Actor, absence_id: int | None, now: datetime) -> tuple[PersonRef, Known]:
    """Whose absence a row belongs to, and which; Refused for one that is over, or not the actor's to change."""
    row = next((row for row in company.absences if row.id == absence_id), None)
    if row is None:
        raise Refused("gone")
    person = subject_of(company, actor, row.person_id)
    found = ahead(company, person.id, today_of(company.targets[person.id], now))
    known = next((one for one in found if row in one.rows), None)
    if known is None:
        raise Refused("gone")
    return person, known


def store(session: Session, actor: Actor, person: PersonRef, spans: Sequence[Span], wish: AbsenceWish) -> None:
    """Writes down what was entered; every row of it that there was lies within one of the spans.

    A deputy who is named now stands in for the whole absence that the wish has become part of.
    """
    kept: dict[Span, Absence] = {}
    for row in absences.entered_of_person(session, actor.workspace_id, person.id):
        span = next(one for one in spans if row.first_on in one)
        if span in kept:
            kept[span].deputy_id = kept[span].deputy_id or row.deputy_id
            session.delete(row)
        kept.setdefault(span, row)
    for span in spans:
        if span not in kept:
            kept[span] = _new(actor, person.id, span, actor.message)
            session.add(kept[span])
        elif span != span_of(kept[span]):
            kept[span].source = None
        if wish.deputy_id is not None and any(one.first in span for one in wish.spans):
            kept[span].deputy_id = wish.deputy_id
        kept[span].first_on, kept[span].last_on = span.first, span.last
    session.flush()


def _new(actor: Actor, person_id: int, span: Span, said_in: str | None) -> Absence:
    return Absence(
        workspace_id=actor.workspace_id,
        person_id=person_id,
        first_on=span.first,
        last_on=span.last,
        source=said_in and said_in[:120],
    )


def rewrite(session: Session, actor: Actor, known: Known, rest: Span | None) -> None:
    """Lets an absence be `rest`, or nothing.

    What a calendar says stays known as what doesn't hold, and so does everything that a message changes: with the
    message it is taken back.
    """
    said_in = actor.message and actor.message[:120]
    entered = [row for row in known.rows if row.feed_id is None]
    for row in known.rows:
        if row.feed_id is not None and rest is not None and within(span_of(row), rest):
            continue
        if row.feed_id is not None or said_in:
            row.dismissed, row.source = True, said_in
        elif rest is None or row is not entered[0]:
            session.delete(row)
    if rest is not None:
        row = entered[0] if entered and not said_in else _new(actor, known.rows[0].person_id, rest, said_in)
        row.first_on, row.last_on, row.source, row.deputy_id = rest.first, rest.last, said_in, known.deputy_id
        session.add(row)
    session.flush()


def follow_up(session: Session, company: Company, person_ids: Iterable[int], now: datetime) -> None:
    """Whoever must act now is found anew for everything these people may be asked about."""
    session.flush()
    people = set(person_ids)
    rows = tasks.open_tasks(session, company.workspace.id, company.today(now) + AHEAD)
    ids = [task.id for task in rows if not people.isdisjoint(_involved(company, task))]
    tasks.look_again(session, ids, now)
    outdated.want_refresh(session, ids, now)
    homes.want_refresh(session, company.workspace.id, now, first=next(iter(people), None))


def _involved(company: Company, task: Task) -> set[int | None]:
    return {task.asked_id, *(facts.id for _, facts in company.chain(task, task.activity).links)}
