"""The tasks that fall into somebody's absence, who acts for each of them then, and what others have only because of it.

Asked before an absence holds (with the company as it would be) and while it does; nothing is decided here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.facts import PersonRef
from jobs.making import WEEKS_AHEAD
from jobs.rules.absences import merged
from jobs.rules.availability import Responsible, Span, responsible
from storage import absences, closings, history, tasks
from storage.cover_tables import Absence
from storage.tables import Task, TaskEvent

AHEAD = timedelta(weeks=WEEKS_AHEAD - 1)
"""All tasks of so many weeks are made by the time somebody goes."""
_CHANGES_HANDS = ("covered", "reassigned", "taken")
_ANSWERS = ("accepted", "declined", "given_back", "retracted")
_LAST_RESORT = ("coordinator", "coordinator_deputy")


@dataclass(frozen=True)
class Falling:
    """A task that falls into an absence, and the day that counts: the due one, or the first one where that is over."""

    task: Task
    day: date


@dataclass(frozen=True)
class Acting:
    """Who acts for a task on a day. `last_resort`: nobody but whoever coordinates is left, or nobody at all."""

    by: PersonRef | None
    last_resort: bool


@dataclass(frozen=True)
class Handed:
    """How a task came to whoever has it: the event, the first day of the absence, whether a person did anything since.

    Being asked counts for nothing, and neither does having said that one can or can't, or having gone back and forth.
    """

    event: TaskEvent
    first: date
    begun: bool


def with_absences(company: Company, person_id: int, spans: Iterable[Span]) -> Company:
    """The company as it would be if somebody were away just then. The rows are never stored."""
    others = tuple(row for row in company.absences if row.person_id != person_id)
    theirs = tuple(Absence(person_id=person_id, first_on=span.first, last_on=span.last) for span in spans)
    return replace(company, absences=(*others, *theirs))


def span_with(company: Company, person_id: int, first: date) -> Span | None:
    """Somebody's absence as it is now, by the day on which it began; None where they are there after all."""
    target = company.targets.get(person_id)
    spans = merged(target.facts.absences, target.workdays) if target else ()
    return next((span for span in spans if first in span), None)


def falling_into(
    session: Session, company: Company, person_id: int, spans: Sequence[Span], today: date, until: date
) -> Iterator[Falling]:
    """Open tasks that would be this person's on days within the spans, if they were there.

    What a deputy has only because of the absence is among them.
    """
    rows = tasks.open_tasks(session, company.workspace.id, until)
    return _falling_among(rows, handed_for(session, company.workspace.id, person_id), company, person_id, spans, today)


def _falling_among(
    rows: Iterable[Task],
    handed: Collection[int],
    company: Company,
    person_id: int,
    spans: Sequence[Span],
    today: date,
) -> Iterator[Falling]:
    present = with_absences(company, person_id, ())
    for task in rows:
        day = max(task.due_on, today)
        if not any(day in span for span in spans):
            continue
        # Whoever isn't in the chain needn't be resolved: that is most tasks of most people.
        could = company.has_part(person_id, task, task.activity) or company.coordinates(person_id)
        by = present.responsible(task, task.activity, day) if could else None
        if task.id in handed or (by is not None and by.id == person_id):
            yield Falling(task, day)


@dataclass(frozen=True)
class Ahead:
    """A company's open tasks and what changed hands, read once for as many absences as there are."""

    rows: Sequence[Task]
    handed: dict[int, dict[int, Handed]]


def ahead_of(session: Session, company: Company, until: date) -> Ahead:
    """What is open and due up to that day, or was asked about."""
    workspace_id = company.workspace.id
    return Ahead(tasks.open_tasks(session, workspace_id, until), _handed_by_person(session, workspace_id))


def falling_alone(session: Session, company: Company, person_id: int, span: Span, today: date) -> list[Falling]:
    """What of one absence is still to come, as `falling_on` says it for several."""
    return falling_on(ahead_of(session, company, span.first + AHEAD), company, person_id, span, today)


def falling_on(ahead: Ahead, company: Company, person_id: int, span: Span, today: date) -> list[Falling]:
    """What of an absence is still to come, nearest first: before it begins also what is overdue by then.

    What is due on the very day is left to the nudge that asks for it, and so is what comes up when whoever stands in
    has long been used to it: tasks are made week by week, and nobody is to be told of each.
    """
    first, until = max(today, span.first), span.first + AHEAD
    rows = (task for task in ahead.rows if task.due_on <= until or task.step >= 0)
    found = _falling_among(rows, ahead.handed.get(person_id, {}), company, person_id, [span], first)
    return [one for one in found if one.task.due_on > today or one.task.due_on < today < first]


def acting_on(company: Company, task: Task, day: date) -> Acting:
    """Who acts for a task on a day, and whether anybody but the coordination could."""
    found = responsible(company.chain(task, task.activity), day)
    if not isinstance(found, Responsible):
        return Acting(None, last_resort=True)
    return Acting(company.ref(found.person_id), found.link in _LAST_RESORT)


def handed_for(session: Session, workspace_id: int, person_id: int) -> dict[int, Handed]:
    """The open tasks that somebody has only because this person is away."""
    return _handed_by_person(session, workspace_id).get(person_id, {})


def _handed_by_person(session: Session, workspace_id: int) -> dict[int, dict[int, Handed]]:
    """By whoever is away and by task."""
    held = absences.held_tasks(session, workspace_id)
    events: dict[int, list[TaskEvent]] = {task.id: [] for task in held}
    for event in history.events_of(session, list(events)):
        events[event.task_id].append(event)
    found: dict[int, dict[int, Handed]] = defaultdict(dict)
    for task in held:
        handed = _handed(task, events[task.id])
        if handed is not None:
            found[handed.event.data["absence"]["person"]][task.id] = handed
    return found


def _handed(task: Task, events: list[TaskEvent]) -> Handed | None:
    last = next((event for event in reversed(events) if event.kind in _CHANGES_HANDS), None)
    if last is None or last.kind != "covered" or last.data["to"] != task.holder_id:
        return None
    return Handed(last, date.fromisoformat(last.data["absence"]["first"]), _is_begun(events, last))


def _is_begun(events: Iterable[TaskEvent], handed: TaskEvent) -> bool:
    # Closing days move a task, whoever has it.
    since = (event for event in events if event.id > handed.id and event.data.get("why") != closings.WHY)
    return any(event.door != "engine" and event.kind not in _ANSWERS for event in since)
