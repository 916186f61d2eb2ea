"""Rows turned into the task lines that every message and answer shows."""

from typing import cast

from jobs.company import Company
from jobs.facts import Ball, Ending, StallReason, TaskLine
from jobs.rules.ball import Party, party_of
from jobs.rules.ladder import Step
from storage.tables import Task


def task_line(task: Task, company: Company) -> TaskLine:
    """The facts of one task as they stand now."""
    return TaskLine(
        id=task.id,
        number=task.number,
        title=task.activity.title,
        due_on=task.due_on,
        planned_on=task.planned_on,
        owner=company.ref(company.answers_for(task, task.activity)),
        holder=company.ref(task.holder_id),
        ended=cast("Ending | None", task.ended),
        ended_on=task.ended_on,
        ended_by=company.ref(task.ended_by_id),
        promised_until=task.promised_until,
        snoozed_until=task.snoozed_until,
        stall_reason=cast("StallReason | None", task.stall_reason),
        note=task.note,
        partner=task.activity.partner,
        ball=_ball(task),
    )


def party_in(task: Task) -> Party:
    """Who has the ball: a partner's task is with the partner from its first nudge on, until somebody says otherwise."""
    theirs = bool(task.activity.partner) and task.step >= Step.HEADS_UP
    return party_of(cast("Party | None", task.waiting_for), by_partner=theirs)


def _ball(task: Task) -> Ball | None:
    if task.ended is not None:
        return Ball("partner") if reported_by_partner(task) else None
    party = party_in(task)
    worth_saying = task.stall_reason is None and (party != "owner" or task.activity.partner is not None)
    return Ball(party) if worth_saying and (task.waiting_for or task.step >= Step.HEADS_UP) else None


def reported_by_partner(task: Task) -> bool:
    """Whether a task has ended because its partner said so, and nobody inside."""
    return task.ended is not None and task.ended_by_id is None and task.waiting_for == "partner"
