"""What a partner has said, told to whoever is responsible inside: the facts of this very moment."""

from datetime import date
from typing import cast

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.facts import PersonRef
from jobs.lines import reported_by_partner, task_line
from jobs.partner_notices import PartnerSaid, Said
from storage import tasks
from storage.outbox_tables import Outgoing
from storage.tables import Task, TaskEvent


def partner_said_notice(
    session: Session, company: Company, row: Outgoing, reader: PersonRef, *, again: bool
) -> PartnerSaid | None:
    """What the row says as things stand now; None where it holds no more before anybody was told."""
    event = session.get(TaskEvent, row.data["event"])
    task = tasks.task_by_id(session, event.task_id) if event else None
    if event is None or task is None:
        return None
    said, until = cast("Said", row.data["said"]), event.data.get("until")
    standing = _holds(task, said, until)
    if not (standing or again):
        return None
    return PartnerSaid(
        reader=reader,
        partner=task.activity.partner or "",
        said=said,
        task=task_line(task, company),
        words=event.data.get("text", ""),
        until=date.fromisoformat(until) if until else None,
        standing=standing,
    )


def _holds(task: Task, said: Said, until: str | None) -> bool:
    match said:
        case "done":
            return reported_by_partner(task)
        case "needs":
            return task.ended is None and task.waiting_for == "material"
        case "later":
            return task.ended is None and str(task.promised_until) == until
