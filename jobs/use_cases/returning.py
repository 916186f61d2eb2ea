"""Tasks that a deputy was handed for an absence come back when it ends early, unless the deputy has begun them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.facts import TaskLine
from jobs.falling import Handed, handed_for
from jobs.lines import task_line
from jobs.rules.availability import Span
from jobs.use_cases.answers import Door
from jobs.use_cases.cover_answers import CoveredTask
from jobs.use_cases.task_state import restore, state_of
from storage import absences, history
from storage.tables import Task


@dataclass(frozen=True)
class GivingBack:
    """Whose absence changed, through whom, and the days it had `before`; the company is the one after the change.

    `no_longer` is a deputy who was named by mistake; `said_in` the message in which it was said.
    """

    company: Company
    person_id: int
    before: tuple[Span, ...]
    door: Door
    by_id: int | None = None
    no_longer: int | None = None
    said_in: str | None = None


def give_back(
    session: Session, giving: GivingBack, now: datetime
) -> tuple[tuple[TaskLine, ...], tuple[CoveredTask, ...]]:
    """What came back as it stood before, and what stays because somebody has done something about it since."""
    company = giving.company
    handed = handed_for(session, company.workspace.id, giving.person_id)
    returned: list[TaskLine] = []
    stayed: list[CoveredTask] = []
    for task in absences.open_tasks_for_change(session, list(handed)):
        one = handed[task.id]
        if not _falls_out(giving, one, task, now):
            continue
        if one.begun:
            stayed.append(CoveredTask(task_line(task, company), company.ref(task.holder_id)))
            continue
        about = {"to": giving.person_id, "before": state_of(task) if giving.said_in else None}
        # The day it is due on is nobody's but the calendar's: closing days may have moved it meanwhile.
        restore(task, {**one.event.data["state"], "due_on": task.due_on.isoformat()})
        task.next_at = now
        by, door, said_in = giving.by_id, giving.door, giving.said_in
        history.record(session, task, "given_back", now, door=door, person_id=by, source=said_in, data=about)
        returned.append(task_line(task, company))
    return tuple(returned), tuple(stayed)


def _falls_out(giving: GivingBack, handed: Handed, task: Task, now: datetime) -> bool:
    """Whether a task was handed over for days that are no longer part of any absence, or to the wrong deputy."""
    day = max(task.due_on, giving.company.today(now))
    if not any(one in span for span in giving.before for one in (day, handed.first)):
        return False
    if giving.no_longer is not None and task.holder_id == giving.no_longer:
        return True
    still = giving.company.targets[giving.person_id].facts.absences
    return not any(day in span for span in still)
