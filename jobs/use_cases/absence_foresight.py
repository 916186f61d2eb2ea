"""What an absence comes to before it holds: the days that count, the tasks that fall into it, who is there for each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.facts import PersonRef
from jobs.falling import falling_into, with_absences
from jobs.lines import task_line
from jobs.making import WEEKS_AHEAD
from jobs.rules.absences import merged
from jobs.rules.availability import Span
from jobs.rules.nudging import today_of
from jobs.use_cases.answers import Actor
from jobs.use_cases.cover_answers import AbsenceNoted, CoveredTask
from jobs.use_cases.refusals import Refused
from storage.tables import Task

FARTHEST = timedelta(days=731)
AHEAD = timedelta(weeks=WEEKS_AHEAD)
_MAY_BE_AWAY = ("member", "guest")


@dataclass(frozen=True)
class AbsenceWish:
    """An absence as it is asked for; the deputy takes over the person's own tasks. It stands for the rows `instead`."""

    spans: tuple[Span, ...]
    person_id: int | None = None
    deputy_id: int | None = None
    instead: frozenset[int] = frozenset()


@dataclass(frozen=True)
class FallingTask:
    """A task that falls into an absence, the day that counts, and whether it goes to the deputy who was named."""

    task: Task
    day: date
    handed: bool


@dataclass(frozen=True)
class Foresight:
    """The company as it would be.

    `entered` are the person's absences without those that calendars say, `shown` the ones that are asked for, with
    whatever they adjoin.
    """

    company: Company
    person: PersonRef
    deputy: PersonRef | None
    entered: tuple[Span, ...]
    shown: tuple[Span, ...]
    joined: bool
    falling: tuple[FallingTask, ...]


def subject_of(company: Company, actor: Actor, person_id: int | None) -> PersonRef:
    """Whose absence it is: the actor's own, or, for the coordinator, anybody's who works here."""
    if person_id is not None and person_id != actor.person.id and not actor.coordinates:
        raise Refused("absence_of_others")
    return _colleague(company, actor.person.id if person_id is None else person_id)


def foreseen(session: Session, company: Company, actor: Actor, wish: AbsenceWish, now: datetime) -> Foresight:
    """What would follow; Refused for what can't be."""
    person = subject_of(company, actor, wish.person_id)
    deputy = _colleague(company, wish.deputy_id) if wish.deputy_id is not None else None
    if deputy == person:
        raise Refused("own_deputy")
    target = company.targets[person.id]
    _check_length(wish.spans, today_of(target, now))
    others = [row for row in company.absences if row.person_id == person.id and row.id not in wish.instead]
    entered = (Span(row.first_on, row.last_on) for row in others if row.feed_id is None)
    together = merged((*(Span(row.first_on, row.last_on) for row in others), *wish.spans), target.workdays)
    shown = tuple(span for span in together if any(one.first in span for one in wish.spans))
    after = with_absences(company, person.id, together)
    return Foresight(
        company=after,
        person=person,
        deputy=deputy,
        entered=merged((*entered, *wish.spans), target.workdays),
        shown=shown,
        joined=shown != merged(wish.spans, target.workdays),
        falling=tuple(_falling(session, after, person, deputy, shown, now)),
    )


def noted(actor: Actor, foresight: Foresight, now: datetime) -> AbsenceNoted:
    """The foresight as an answer."""
    today = foresight.company.today(now)
    return AbsenceNoted(
        on=today,
        known_until=today + AHEAD,
        who=foresight.person,
        own=foresight.person.id == actor.person.id,
        spans=foresight.shown,
        tasks=tuple(_covered(foresight, one) for one in foresight.falling),
        joined=foresight.joined,
    )


def _colleague(company: Company, person_id: int) -> PersonRef:
    ref = company.ref(person_id)
    if ref is None or company.people[person_id].standing not in _MAY_BE_AWAY:
        raise Refused("person_unknown", person=ref)
    return ref


def _check_length(spans: Iterable[Span], today: date) -> None:
    for span in spans:
        farthest = max(span.first, span.last or span.first)
        if farthest > today + FARTHEST:
            raise Refused("date_too_far", on=farthest)


def _falling(
    session: Session,
    company: Company,
    person: PersonRef,
    deputy: PersonRef | None,
    spans: Sequence[Span],
    now: datetime,
) -> Iterator[FallingTask]:
    """What falls into the days; the person's own is handed to the deputy where they are there then."""
    today = company.today(now)
    for one in falling_into(session, company, person.id, spans, today, today + AHEAD):
        own = (one.task.holder_id or company.owner_of(one.task, one.task.activity)) == person.id
        able = deputy is not None and deputy.id not in (one.task.declined or ())
        able = able and deputy is not None and company.targets[deputy.id].available(one.day)
        yield FallingTask(one.task, one.day, handed=own and able)


def _covered(foresight: Foresight, one: FallingTask) -> CoveredTask:
    company, activity = foresight.company, one.task.activity
    by = foresight.deputy if one.handed else company.responsible(one.task, activity, one.day)
    line = task_line(one.task, company)
    if by is not None:
        return CoveredTask(line, by)
    deputies = (
        company.ref(deputy) for deputy in company.stand_ins(one.task, activity) if deputy != foresight.person.id
    )
    return CoveredTask(line, None, tuple(ref for ref in deputies if ref is not None))
