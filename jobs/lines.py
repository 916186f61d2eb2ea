"""Rows turned into the task lines that every message and answer shows."""

from typing import cast

from jobs.company import Company
from jobs.facts import Ending, StallReason, TaskLine
from storage.tables import Task


def task_line(task: Task, company: Company) -> TaskLine:
    """The facts of one task as they stand now."""
    return TaskLine(
        id=task.id,
        number=task.number,
        title=task.activity.title,
        due_on=task.due_on,
        planned_on=task.planned_on,
        owner=company.ref(company.owner_of(task, task.activity)),
        holder=company.ref(task.holder_id),
        ended=cast("Ending | None", task.ended),
        ended_on=task.ended_on,
        ended_by=company.ref(task.ended_by_id),
        promised_until=task.promised_until,
        snoozed_until=task.snoozed_until,
        stall_reason=cast("StallReason | None", task.stall_reason),
        note=task.note,
    )
