"""Words no message, but finds the facts of those about an absence as they stand at this instant, and ever after."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.cover_notices import HandedTask, HandingOver, Returned, StandingIn, StandInState, StandInTask, Uncovered
from jobs.facts import PersonRef
from jobs.falling import acting_on, falling_alone, span_with
from jobs.lines import task_line
from jobs.rules.availability import Span
from jobs.rules.handing_over import has_begun, is_handed_over_now
from jobs.rules.nudging import Target, today_of
from jobs.rules.slots import local_day
from storage import handovers, history, outbox, tasks
from storage.outbox_tables import Outgoing
from storage.tables import Task

_YES, _NO = ("accepted", "taken", "on_it"), "declined"


@dataclass(frozen=True)
class About:
    """A row about somebody's absence that is about to be worded, or worded again."""

    session: Session
    company: Company
    row: Outgoing
    reader: PersonRef
    now: datetime
    again: bool

    @property
    def person_id(self) -> int:
        return int(self.row.data["person"])

    @property
    def who(self) -> PersonRef | None:
        return self.company.ref(self.person_id)

    @property
    def away(self) -> Target:
        return self.company.targets[self.person_id]

    @property
    def first(self) -> date:
        """The day on which the absence began, or was to begin, when it was written down."""
        return date.fromisoformat(self.row.data["first"])

    @cached_property
    def span(self) -> Span | None:
        return span_with(self.company, self.person_id, self.first)

    @property
    def is_confirmed(self) -> bool:
        span = self.span
        return span is not None and handovers.is_confirmed(self.session, self.person_id, span.first, span.last)

    @property
    def on(self) -> date:
        return local_day(self.row.created_at, self.company.reader(self.reader.id).zone)

    @property
    def shown(self) -> list[Task]:
        """The tasks of the message, nearest first."""
        ids = [one.task_id for one in outbox.tasks_of(self.session, self.row.id)]
        return _nearest_first(tasks.tasks_by_id(self.session, ids).values())

    def day_of(self, task: Task) -> date:
        """The day that counts: today, or the first day of an absence to come, where the due day is over by then."""
        begins = self.span.first if self.span is not None else date.min
        return max(task.due_on, today_of(self.away, self.now), begins)

    @property
    def may_be_sent(self) -> bool:
        """Whether it may still reach its reader: nobody is told anything of this while they are away themselves."""
        target = self.company.targets[self.reader.id]
        return self.again or target.available(today_of(target, self.now))

    def falls(self, task: Task) -> bool:
        return self.span is not None and self.day_of(task) in self.span


def handing_over_notice(about: About) -> HandingOver | None:
    """Everything that falls into the absence by now. Only sent on the eve, and while nobody has agreed to it."""
    confirmed = about.is_confirmed
    falling = _falling(about)
    if not about.again and (confirmed or not falling or not _is_eve(about)):
        return None
    found = _nearest_first({task.id: task for task in (*(about.shown if about.again else ()), *falling)}.values())
    return HandingOver(
        reader=about.reader,
        on=about.on,
        first=about.first,
        span=about.span,
        tasks=tuple(_handed(about, found)),
        confirmed=confirmed,
        begun=about.span is not None and has_begun(about.span, about.away, about.now),
    )


def _is_eve(about: About) -> bool:
    return about.span is not None and is_handed_over_now(about.span, about.away, about.now)


def _falling(about: About) -> list[Task]:
    if about.span is None:
        return []
    today = today_of(about.away, about.now)
    found = falling_alone(about.session, about.company, about.person_id, about.span, today)
    return [one.task for one in found]


def _handed(about: About, found: list[Task]) -> Iterator[HandedTask]:
    said = _answers(about.session, found)
    for task in found:
        acting = acting_on(about.company, task, about.day_of(task))
        yield HandedTask(
            task=task_line(task, about.company),
            by=acting.by,
            last_resort=acting.last_resort,
            accepted=acting.by is not None and said.get((task.id, acting.by.id)) == "accepted",
            material_link=task.activity.material_link,
        )


def standing_in_notice(about: About) -> StandingIn | None:
    """What was shown, with what became of it; before it is sent only what the reader still takes."""
    who, found = about.who, about.shown
    said = _answers(about.session, found)
    items = tuple(_stand_in(about, task, said) for task in found)
    if not about.again:
        items = tuple(one for one in items if one.state == "asked" and one.task.is_open)
    if who is None or not items or not about.may_be_sent:
        return None
    return StandingIn(about.reader, about.on, who, about.first, about.span, items)


def _stand_in(about: About, task: Task, said: dict[tuple[int, int], StandInState]) -> StandInTask:
    by = about.company.responsible(task, task.activity, about.day_of(task))
    state: StandInState = "accepted" if said.get((task.id, about.reader.id)) == "accepted" else "asked"
    if by is None or by.id != about.reader.id or not about.falls(task):
        state = "elsewhere"
    if about.reader.id in (task.declined or ()):
        state = "declined"
    return StandInTask(task_line(task, about.company), state, by, task.activity.material_link)


def uncovered_notice(about: About) -> Uncovered | None:
    """What was shown; before it is sent only what still needs somebody, and only to whoever is in charge."""
    who, company = about.who, about.company
    found = [task for task in about.shown if about.again or about.falls(task)]
    items = tuple(_handed(about, found))
    if not about.again:
        items = tuple(one for one in items if one.task.is_open and one.last_resort)
    in_charge = about.reader.id in (*company.in_charge("coordinate"), *company.in_charge("decide"))
    if who is None or not items or not (in_charge or about.again) or not about.may_be_sent:
        return None
    return Uncovered(about.reader, about.on, who, about.span, items)


def returned_notice(about: About) -> Returned | None:
    """What ended meanwhile stays as it was told; what was open shows what became of it."""
    if not about.may_be_sent:
        return None
    shown = {task.id: task for task in about.shown}
    ended = [shown[one] for one in about.row.data["ended"] if one in shown]
    helped = (task.ended_by_id for task in ended if task.ended in ("done", "small"))
    thanks = (about.company.ref(one) for one in dict.fromkeys(helped) if one != about.reader.id)
    return Returned(
        reader=about.reader,
        on=about.on,
        ended=tuple(task_line(task, about.company) for task in ended),
        still_open=tuple(task_line(shown[one], about.company) for one in about.row.data["open"] if one in shown),
        thanks=tuple(one for one in thanks if one is not None),
    )


def _answers(session: Session, found: list[Task]) -> dict[tuple[int, int], StandInState]:
    """What each person said last about standing in for each task; whoever is on it has said yes."""
    events = history.events_of(session, [task.id for task in found], [*_YES, _NO])
    said = ((event, event.person_id) for event in events if event.person_id is not None)
    return {(event.task_id, person_id): "accepted" if event.kind in _YES else "declined" for event, person_id in said}


def _nearest_first(found: Iterable[Task]) -> list[Task]:
    return sorted(found, key=lambda task: (task.due_on, task.id))
