"""A task row as the ladder sees it."""

from jobs.rules.ladder import Case, Policy
from storage.tables import Task


def case_of(task: Task) -> Case:
    """The case with the policy it started with, or the activity's own before it has started."""
    return Case(
        due_on=task.due_on,
        lead=task.activity.lead,
        step=task.step,
        asked_id=task.asked_id,
        asked_at=task.asked_at,
        promised_until=task.promised_until,
        snoozed_until=task.snoozed_until,
        blocked=task.stall_reason is not None,
        postponements=task.postponements,
        policy=Policy(**(task.policy or task.activity.escalation or {})),
    )
