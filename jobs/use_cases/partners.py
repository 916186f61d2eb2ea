"""What partners say about their own work. They have no seat in the messenger: whoever calls has made sure who it is.

A partner sees and changes only what is theirs: open tasks of activities that name them, from the heads-up on.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from jobs.asking import AGAIN
from jobs.company import Company, company_in
from jobs.handing_on import handed_on
from jobs.partner_notices import Said
from jobs.rules.ladder import Step
from jobs.rules.nudging import opening, today_of
from jobs.use_cases.partner_answers import PartnerReplied, PartnerTask
from jobs.use_cases.refusals import Refused
from jobs.use_cases.reply import FARTHEST
from jobs.use_cases.task_state import NOTE_LIMIT, calm, end, state_of
from storage import history, homes, outbox, outdated, partners, tasks
from storage.outbox import Draft, ShownTask
from storage.partner_tables import Partner
from storage.tables import Task

DOOR = "mail"
_KINDS: dict[Said, str] = {"done": "done", "needs": "needs", "later": "promised"}
"""What each is called in the history; `done` is what it is wherever it comes from."""
_TOLD_FOR = timedelta(days=7)


def partner_tasks(session: Session, partner_id: int, now: datetime) -> tuple[PartnerTask, ...]:
    """A partner's open tasks, nearest first; nothing for somebody who is no partner any more."""
    partner = session.get(Partner, partner_id)
    if partner is None:
        return ()
    company = company_in(session, partner.workspace_id)
    rows = partners.open_tasks_with(session, partner.workspace_id, [partner.name])
    return tuple(_seen(task, company, now) for task in rows if _is_shown(task))


def partner_task(session: Session, partner_id: int, task_id: int, now: datetime) -> PartnerTask:
    """One of a partner's open tasks; Refused("gone") for any other, Refused("already_ended") once it is over."""
    said = _saying(session, partner_id, tasks.task_by_id(session, task_id), now)
    return _seen(said.task, said.company, now)


def partner_done(session: Session, partner_id: int, task_id: int, now: datetime) -> PartnerReplied:
    """The partner has finished it: it ends as done, and whoever is responsible inside is told, who may say it isn't."""
    saying = _said(session, partner_id, task_id, now)
    end(saying.task, "done", saying.company.today(now), by_id=None)
    saying.task.waiting_for = "partner"  # what tells a reported ending from one that somebody inside has seen
    saying.task.by_deputy = False
    return saying.follow_up("done")


def partner_needs(session: Session, partner_id: int, task_id: int, now: datetime, text: str) -> PartnerReplied:
    """The partner can't go on: the ball is back inside, and what they need is said there at once."""
    words = " ".join(text.split())[:NOTE_LIMIT]
    if not words:
        raise Refused("words_missing")
    saying = _said(session, partner_id, task_id, now)
    calm(saying.task, now)
    saying.task.waiting_for = "material"
    return saying.follow_up("needs", text=words)


def partner_later(session: Session, partner_id: int, task_id: int, now: datetime, until: date) -> PartnerReplied:
    """The partner has named a day: quiet until then, and then whoever is responsible inside is asked again."""
    saying = _said(session, partner_id, task_id, now)
    today = saying.company.today(now)
    if until < today:
        raise Refused("date_past", on=until)
    if until > today + FARTHEST:
        raise Refused("date_too_far", on=until)
    calm(saying.task, now)
    saying.task.waiting_for = "partner"
    saying.task.promised_until = until
    return saying.follow_up("later", until=str(until))


def partner_stop(session: Session, partner_id: int, now: datetime) -> None:
    """No more mail to this partner; their work goes on with whoever is responsible inside."""
    partner = session.get(Partner, partner_id)
    if partner is None:
        raise Refused("gone")
    partner.stopped_at = partner.stopped_at or now
    homes.want_refresh(session, partner.workspace_id, now)


@dataclass(frozen=True)
class _Saying:
    """A partner's word about a task of theirs that is open."""

    session: Session
    partner: Partner
    company: Company
    task: Task
    now: datetime
    before: dict[str, Any]

    def follow_up(self, said: Said, **data: object) -> PartnerReplied:
        """Writes it into the history, lets every message follow, and tells whoever is responsible inside."""
        session, task = self.session, self.task
        handed_on(session, task, self.before, self.now, DOOR, None)
        about = {"partner": self.partner.id, "before": self.before, **data}
        history.record(session, task, _KINDS[said], self.now, door=DOOR, data=about)
        session.flush()
        outdated.want_refresh(session, [task.id], self.now)
        self._tell(said)
        on = task.promised_until if said == "later" else task.ended_on
        return PartnerReplied(said, _seen(task, self.company, self.now), on)

    def _tell(self, said: Said) -> None:
        """Once, within the working hours of whoever is responsible; nobody being there, the list still shows it."""
        task, company = self.task, self.company
        person = company.responsible(task, task.activity, company.today(self.now))
        if person is None:
            return
        target = company.targets[person.id]
        at = max(opening(target, today_of(target, self.now), self.now), self.now)
        event = history.events_of(self.session, [task.id], [_KINDS[said]])[-1]
        draft = Draft(
            workspace_id=task.workspace_id,
            kind="partner_said",
            reason=f"partner / {self.partner.id} / {task.id} / {event.id}",
            data={"event": event.id, "said": said},
            priority=AGAIN,
            expires_at=at + _TOLD_FOR,
            recipient_id=person.id,
            tasks=[ShownTask(task.id, task.step, asks=False)],
            not_before=at,
        )
        outbox.enqueue(self.session, draft, self.now)


def _said(session: Session, partner_id: int, task_id: int, now: datetime) -> _Saying:
    partner = session.get(Partner, partner_id)
    found = tasks.task_for_change(session, task_id, partner.workspace_id) if partner else None
    return _saying(session, partner_id, found, now)


def _saying(session: Session, partner_id: int, task: Task | None, now: datetime) -> _Saying:
    partner = session.get(Partner, partner_id)
    if partner is None or task is None or task.workspace_id != partner.workspace_id:
        raise Refused("gone")
    if task.activity.partner != partner.name or not _is_shown(task):
        raise Refused("gone")
    if task.ended is not None:
        raise Refused("already_ended")
    return _Saying(session, partner, company_in(session, partner.workspace_id), task, now, state_of(task))


def _is_shown(task: Task) -> bool:
    return task.step >= Step.HEADS_UP or task.ended is not None


def _seen(task: Task, company: Company, now: datetime) -> PartnerTask:
    contact = company.responsible(task, task.activity, company.today(now))
    return PartnerTask(
        id=task.id,
        title=task.activity.title,
        due_on=task.due_on,
        instructions=task.activity.instructions,
        material_link=task.activity.material_link,
        contact=contact.name if contact else None,
        promised_until=task.promised_until,
        overdue=task.due_on < company.today(now),
    )
