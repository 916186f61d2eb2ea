"""Tells the coordinator about a message that can't be delivered, with the tasks it was about.

Of a mail that doesn't reach a partner whoever is responsible inside learns first.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from jobs.asking import REPORT
from jobs.company import Company, load_company
from storage import history, outbox, tasks
from storage.outbox import Draft, ShownTask
from storage.outbox_tables import Outgoing
from storage.tables import Task, Workspace


def tell_undelivered(session: Session, outbox_id: int, why: str, now: datetime) -> None:
    """One message a day about one recipient, to the first of the coordinator's chain who isn't that recipient."""
    row = session.get_one(Outgoing, outbox_id)
    company = load_company(session, session.get_one(Workspace, row.workspace_id))
    shown = tasks.tasks_by_id(session, [one.task_id for one in outbox.tasks_of(session, row.id)])
    for task in shown.values():
        history.record(session, task, "undelivered", now, door="engine", person_id=row.recipient_id, data={"why": why})
    chain = (
        *_inside(company, row, shown.values(), now),
        *company.in_charge("coordinate"),
        *company.in_charge("decide"),
    )
    others = [one for one in chain if one != row.recipient_id and one in company.addresses]
    partner = next((one.name for one in company.partners.values() if one.id == row.partner_id), None)
    if not others or row.kind in ("unreached", "greeting"):
        return
    draft = Draft(
        workspace_id=row.workspace_id,
        kind="unreached",
        reason=f"unreached / {row.recipient_id or row.conversation or partner} / {company.today(now)}",
        data={
            "items": [{"task": task_id} for task_id in shown],
            "person": row.recipient_id,
            "conversation": row.conversation,
            "partner": partner,
            "why": why,
        },
        priority=REPORT,
        expires_at=now + timedelta(days=3),
        recipient_id=others[0],
        tasks=[ShownTask(task.id, task.step, asks=False) for task in shown.values()],
    )
    outbox.enqueue(session, draft, now)


def _inside(company: Company, row: Outgoing, shown: Iterable[Task], now: datetime) -> Iterator[int]:
    """Who answers inside for what a partner was written about."""
    for task in shown if row.partner_id is not None else ():
        person = company.responsible(task, task.activity, company.today(now))
        if person is not None:
            yield person.id
