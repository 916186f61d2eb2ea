"""What every change of a task has in common: locking it, asking whether the actor may, and following it up."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.handing_on import handed_on
from jobs.lines import task_line
from jobs.rules.rights import Action, Standing, may
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor, Change, Door, Replied
from jobs.use_cases.finding import is_own
from jobs.use_cases.refusals import Refused
from jobs.use_cases.task_state import NOTE_LIMIT, calm, end, state_of
from storage import history, outdated, tasks
from storage.tables import Task

__all__ = ["NOTE_LIMIT", "Changing", "change", "check"]


@dataclass(frozen=True)
class Changing:
    """An open task, locked, that this actor may change in this way."""

    session: Session
    actor: Actor
    company: Company
    task: Task
    now: datetime
    door: Door
    before: dict[str, Any] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.company.today(self.now)

    def record(self, kind: str, **data: object) -> None:
        """Adds to the history; what was said in a message keeps what was before, so that it can be taken back."""
        # First, so that what can be taken back stays the last that happened.
        if kind != "ball" and self.before:
            handed_on(self.session, self.task, self.before, self.now, self.door, self.actor.person.id)
        source = self.actor.message
        history.record(
            self.session,
            self.task,
            kind,
            self.now,
            door=self.door,
            person_id=self.actor.person.id,
            source=source,
            data={**data, "before": self.before} if source else data,
        )

    def end(self, ending: str, note: str = "") -> None:
        """Ends the task; the engine has nothing more to do with it."""
        task = self.task
        end(task, ending, self.today, self.actor.person.id, note)
        own = (self.company.owner_of(task, task.activity), self.company.contact_for(task.activity))
        task.by_deputy = ending in ("done", "small") and self.actor.person.id not in own

    def calm(self) -> None:
        """Forgets what was promised or stood in the way; the engine looks at the task again at once."""
        calm(self.task, self.now)

    def replied(self, change: Change, on: date | None = None, person_id: int | None = None) -> Replied:
        """Brings every message about the task up to date and answers what was changed."""
        self.session.flush()
        outdated.want_refresh(self.session, [self.task.id], self.now)
        return Replied(
            change=change,
            task=task_line(self.task, self.company),
            on=on,
            next_on=tasks.next_due(self.session, self.task.activity_id, self.task.nominal_on),
            person=self.company.ref(person_id),
        )


def change(session: Session, actor: Actor, task_id: int, now: datetime, door: Door, action: Action) -> Changing:
    """Locks a task for a change; Refused when it is not there, has ended, or isn't the actor's to change."""
    found = tasks.task_for_change(session, task_id, actor.workspace_id)
    company, task = _checked(session, actor, found, now, action)
    return Changing(session, actor, company, task, now, door, state_of(task))


def check(session: Session, actor: Actor, task_id: int, now: datetime, action: Action) -> None:
    """The same refusals without a change, for what is only about to be asked."""
    _checked(session, actor, tasks.task_by_id(session, task_id), now, action)


def _checked(session: Session, actor: Actor, task: Task | None, now: datetime, action: Action) -> tuple[Company, Task]:
    if task is None or task.workspace_id != actor.workspace_id:
        raise Refused("gone")
    company = company_of(session, actor)
    standing = Standing(is_own(company, actor, task, now), company.coordinates(actor.person.id), actor.is_guest)
    verdict = may(standing, action)
    line = task_line(task, company)
    if verdict != "allowed":
        raise Refused(verdict, task=line)
    if task.ended is not None:
        raise Refused("already_ended", task=line)
    return company, task
