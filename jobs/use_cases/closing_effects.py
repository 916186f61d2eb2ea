"""What changed closing days do to the tasks that were made already: worked out first, told, and only then done.

The one way of doing it, whether the days were typed, entered in a form, or stand in a plan file. Whatever people have
moved, promised or been asked about stays where it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.rules.cadence import AfterCompletion, ShiftPolicy, due_dates, nominal_dates, parse_cadence
from jobs.rules.closings import Calendars, FallsAway, Place, Rhythm, places
from jobs.rules.ladder import Step
from jobs.use_cases.closing_answers import ClosingChange, ClosingChangeKind, Stays
from jobs.use_cases.plan import By
from storage import closings, history, outdated, tasks
from storage.closings import PlannedDay
from storage.tables import Activity, Task


@dataclass(frozen=True)
class Effect:
    """What becomes of a task; without a place it stays where it is, without a task it is yet to be made."""

    change: ClosingChange | None
    task: Task | None = None
    place: Place | None = None


def effects(
    session: Session, before: Company, after: Company, activities: Sequence[Activity], now: datetime, *, lock: bool
) -> list[Effect]:
    """Every effect by day; `before` and `after` are the company with the closing days of then and of now."""
    running = [one for one in activities if one.state != "ended"]
    ids, today = [one.id for one in running], after.today(now)
    ahead: dict[int, list[Task]] = defaultdict(list)
    for task in closings.tasks_ahead(session, ids, today, lock=lock):
        ahead[task.activity_id].append(task)
    taken: dict[int, list[PlannedDay]] = defaultdict(list)
    for day in closings.planned_days(session, ids, today):
        taken[day.activity_id].append(day)
    then, now_closed = _Closing(before), _Closing(after)
    found = [
        effect
        for activity in running
        for effect in _Moving(then, now_closed, activity, ahead[activity.id], taken[activity.id], today).effects()
    ]
    return sorted(found, key=_by_day)


def changes_of(found: Iterable[Effect]) -> tuple[ClosingChange, ...]:
    return tuple(effect.change for effect in found if effect.change is not None)


def carry_out(session: Session, found: Sequence[Effect], activities: Iterable[Activity], now: datetime, by: By) -> None:
    """Makes the effects happen and lets messages, lists and the engine follow; what is missing is made by the engine.

    Needs the tasks locked.
    """
    moved = [(effect.task, effect.place) for effect in found if effect.task is not None and effect.place is not None]
    for task, place in moved:
        _place(session, task, place, now, by)
    for activity in activities:
        activity.made_until = None
    session.flush()
    ids = [task.id for task, _ in moved]
    tasks.look_again(session, ids, now)
    outdated.want_refresh(session, ids, now)


def _place(session: Session, task: Task, place: Place, now: datetime, by: By) -> None:
    task.nominal_on = place.nominal
    about: dict[str, object] = {"why": closings.WHY}
    if not isinstance(place.due, date):
        task.ended, task.ended_on, task.next_at = "skipped", task.due_on, None
        kind = "skipped"
    else:
        kind = "restored" if task.ended == "skipped" else "shifted"
        about |= {"before": str(task.due_on), "to": str(place.due)}
        if task.ended == "skipped":
            task.ended, task.ended_on = None, None
        task.planned_on = task.due_on = place.due
    history.record(session, task, kind, now, door=by.door, person_id=by.person_id, data=about)


def _by_day(effect: Effect) -> tuple[date, int]:
    change = effect.change
    if change is not None:
        return change.before, change.number or 0
    return (effect.task.due_on, effect.task.number) if effect.task else (date.max, 0)


class _Closing:
    """The company with some closing days, and the calendars that follow from them, each put together once."""

    def __init__(self, company: Company) -> None:
        self._company = company
        self._of_owners: dict[int | None, Calendars] = {}

    def calendars(self, owner_id: int | None) -> Calendars:
        if owner_id not in self._of_owners:
            company = self._company
            self._of_owners[owner_id] = Calendars(company.workdays, company.workdays_for_shift(owner_id))
        return self._of_owners[owner_id]

    def includes(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self._company.closings)


class _Moving:
    """One activity with the closing days of then and of now."""

    def __init__(
        self,
        then: _Closing,
        now: _Closing,
        activity: Activity,
        ahead: Sequence[Task],
        taken: Sequence[PlannedDay],
        today: date,
    ) -> None:
        self._then, self._now = then, now
        self._activity, self._ahead, self._today = activity, ahead, today
        policy: ShiftPolicy = activity.non_working  # type: ignore[assignment]
        self._rhythm = Rhythm(parse_cadence(activity.cadence), activity.starts_on, policy)
        self._free = [task for task in ahead if _stays(task) is None]
        moving = {task.id for task in self._free}
        self._known = taken
        self._taken = [day.planned_on for day in taken if day.task_id not in moving]

    def effects(self) -> Iterator[Effect]:
        was = self._places(self._free, self._then, self._taken)
        becomes = self._places(self._free, self._now, self._taken)
        for task in self._free:
            yield from self._moved(task, was[task.nominal_on], becomes[task.nominal_on])
        for task in self._ahead:
            yield from self._stayed(task)
        yield from self._added(becomes.values())

    def _places(self, movable: Sequence[Task], closing: _Closing, taken: Sequence[date]) -> Mapping[date, Place]:
        owners = {task.nominal_on: task.turn_id or self._activity.owner_id for task in movable}
        nominal = {day: closing.calendars(owner_id) for day, owner_id in owners.items()}
        return places(self._rhythm, nominal, taken, self._today)

    def _moved(self, task: Task, was: Place, becomes: Place) -> Iterator[Effect]:
        if was != becomes:
            yield from self._changed(task, becomes)
        elif task.ended is None and self._rhythm.policy == "keep" and self._is_newly_closed(task.due_on):
            yield Effect(self._change("kept", task))

    def _changed(self, task: Task, place: Place) -> Iterator[Effect]:
        if task.ended == "paused":
            yield from self._resting(task, place)
        elif not isinstance(place.due, date):
            if task.ended is None:
                yield Effect(self._change("skipped", task, why=place.due), task, place)
        elif task.ended is not None:
            yield Effect(self._change("returns", task, place.due), task, place)
        elif place.due != task.due_on:
            yield Effect(self._change("shifted", task, place.due), task, place)
        elif place.nominal != task.nominal_on:
            yield Effect(None, task, place)

    def _resting(self, task: Task, place: Place) -> Iterator[Effect]:
        """It is nobody's concern now, but its pause may end early."""
        if isinstance(place.due, date) and place.due != task.due_on:
            yield Effect(None, task, place)

    def _stayed(self, task: Task) -> Iterator[Effect]:
        """What people have done something about is told where it would have moved, or lies within."""
        why = _stays(task)
        if why is None:
            return
        would_move = why == "under_way" and self._alone(task, self._then) != self._alone(task, self._now)
        if would_move or self._is_newly_closed(task.due_on):
            yield Effect(self._change("stays", task, why=why))

    def _alone(self, task: Task, closing: _Closing) -> Place:
        return self._places([task], closing, ())[task.nominal_on]

    def _added(self, moved: Iterable[Place]) -> Iterator[Effect]:
        """What was never made because it was closed, as far ahead as tasks are made."""
        until, rhythm = self._activity.made_until, self._rhythm
        if until is None or until == date.max or isinstance(rhythm.cadence, AfterCompletion):
            return
        stand = list(moved)
        known = {day.nominal_on for day in self._known} | {place.nominal for place in stand}
        taken = [*self._taken, *(place.due for place in stand if isinstance(place.due, date))]
        first = max(rhythm.starts, self._today)
        calendars = self._now.calendars(self._activity.owner_id)
        dates = nominal_dates(rhythm.cadence, rhythm.starts, first, until, calendars.company)
        missing = [day for day in dates if day not in known]
        for nominal, due in due_dates(missing, rhythm.policy, calendars.owner, taken):
            yield Effect(ClosingChange("added", self._activity.title, None, nominal, due))

    def _change(
        self, kind: ClosingChangeKind, task: Task, after: date | None = None, why: FallsAway | Stays | None = None
    ) -> ClosingChange:
        return ClosingChange(kind, self._activity.title, task.number, task.due_on, after, why)

    def _is_newly_closed(self, day: date) -> bool:
        return self._now.includes(day) and not self._then.includes(day)


def _stays(task: Task) -> Stays | None:
    """Why a task is left alone; it may be on any day then."""
    if task.ended is not None:
        return None
    if task.step >= Step.DUE or task.promised_until or task.snoozed_until or task.stall_reason:
        return "under_way"
    return "moved" if task.due_on != task.planned_on else None
