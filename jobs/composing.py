"""Turns an outbox row into a notice with the facts of this very moment, or finds that nothing is left to say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy.orm import Session

from jobs.company import Company, company_in
from jobs.facts import PersonRef, Reader
from jobs.handing_on import line_with_days
from jobs.messenger import Destination
from jobs.notices import (
    Composed,
    DecisionWanted,
    Escalation,
    EscalationCause,
    EscalationItem,
    Notice,
    Nudge,
    NudgeItem,
    Tone,
    Turn,
)
from jobs.rules.ladder import Step
from jobs.rules.shortage import SmallOffer, small_offer
from jobs.rules.slots import local_day
from jobs.tellings import TELLINGS, Telling
from jobs.turns import next_in_turn, rotation_of
from storage import history, lessons, outbox, tasks
from storage.outbox_tables import Outgoing
from storage.partner_tables import Partner
from storage.tables import Task

_ASIDE_KINDS = ("deputy_asked",)
_FIRST_TONES = ("heads_up", "due")


@dataclass(frozen=True)
class Composition:
    """A notice ready to be worded. `left_out` are tasks that nobody needs to be asked about any more."""

    composed: Composed
    to: Destination
    left_out: tuple[int, ...]


def compose(session: Session, row: Outgoing, now: datetime, *, again: bool = False) -> Composition | None:
    """The row's notice as things stand now; None when nothing is left to say.

    `again` words a message that was sent already: it keeps everything it showed, with what became of it.
    """
    company = company_in(session, row.workspace_id)
    if company.workspace.held_since is not None and row.kind != "greeting" and not again:
        return None  # until the rhythm is switched on
    to = _destination(session, company, row)
    if to is None or not (again or row.recipient_id is None or company.is_here(row.recipient_id)):
        return None
    shown = tasks.tasks_by_id(session, [shown.task_id for shown in outbox.tasks_of(session, row.id)])
    wanted = [item for item in row.data.get("items", []) if again or _is_wanted(row, item, shown, company, now)]
    notice = _notice(session, row, wanted, shown, company, now, again=again)
    if notice is None:
        return None
    if isinstance(notice, Nudge):
        notice = replace(notice, waiting=_waiting_items(session, row, shown, company, notice.on, again=again))
    kept = {item["task"] for item in wanted} | set(_waiting(row, shown, again=again))
    left_out = tuple(sorted(set(shown) - kept)) if "items" in row.data else ()
    return Composition(Composed(notice, _reader(session, company, row), now), to, left_out)


def _waiting(row: Outgoing, shown: dict[int, Task], *, again: bool) -> list[int]:
    """What the reader was asked before and is still asked; in a message that was sent already, all it showed."""
    asked = (task_id for task_id in row.data.get("waiting", []) if task_id in shown)
    return [one for one in asked if again or (shown[one].asked_id == row.recipient_id and _is_unanswered(shown[one]))]


def _waiting_items(
    session: Session, row: Outgoing, shown: dict[int, Task], company: Company, on: date, *, again: bool
) -> tuple[NudgeItem, ...]:
    repeated = outbox.newer_asking(session, list(shown), row.recipient_id or 0, row.id)
    found = (shown[task_id] for task_id in _waiting(row, shown, again=again))
    toned = ((task, {"tone": "heads_up" if task.due_on > on else "again"}) for task in found)
    return tuple(_nudge_item(session, company, item, task, row, on, repeated) for task, item in toned)


def _reader(session: Session, company: Company, row: Outgoing) -> Reader:
    if row.partner_id is None:
        return company.reader(row.recipient_id)
    partner = session.get_one(Partner, row.partner_id)
    language = partner.language or company.workspace.language
    return Reader(language, partner.formality, company.workspace.zone)


def _destination(session: Session, company: Company, row: Outgoing) -> Destination | None:
    if row.partner_id is not None:
        return _by_mail(company, session.get_one(Partner, row.partner_id))
    if row.conversation is not None:
        known = row.conversation == company.workspace.conversation
        route = company.workspace.conversation_route if known else None
        return Destination(company.workspace.external_id, row.conversation, route)
    address = company.addresses.get(row.recipient_id or 0)
    if address is None:
        return None
    return Destination(address.workspace_external_id, address.external_id, address.route)


def _by_mail(company: Company, partner: Partner) -> Destination | None:
    if partner.email is None or partner.stopped_at is not None:
        return None
    return Destination(company.workspace.external_id, partner.email, platform="mail")


def _is_wanted(row: Outgoing, item: dict[str, Any], shown: dict[int, Task], company: Company, now: datetime) -> bool:
    """Whether this is still to be asked: the task is open, nobody has answered, and it is still this person's."""
    task = shown.get(item["task"])
    if task is None or task.ended is not None:
        return False
    if row.kind == "nudge":
        told_only = item["tone"] in _ASIDE_KINDS
        return _is_unanswered(task) and (task.step == Step.DEPUTY if told_only else task.asked_id == row.recipient_id)
    if row.kind == "left":
        return bool(task.holder_id == row.data["person"])
    if row.kind in ("escalation", "blocked") and task.step == Step.COORDINATOR:
        return task.asked_id == row.recipient_id
    return row.kind != "nobody" or company.responsible(task, task.activity, company.today(now)) is None


def _is_unanswered(task: Task) -> bool:
    return not (task.ended or task.promised_until or task.snoozed_until or task.stall_reason)


def _notice(
    session: Session,
    row: Outgoing,
    items: list[dict[str, Any]],
    shown: dict[int, Task],
    company: Company,
    now: datetime,
    *,
    again: bool,
) -> Notice | None:
    reader = company.ref(row.recipient_id)
    present = [(item, shown[item["task"]]) for item in items if item["task"] in shown]
    telling = TELLINGS.get(row.kind)
    if telling is not None:
        return telling(Telling(session, company, row, reader, [task for _, task in present], now, again))
    if reader is None or not present:
        return None
    on = local_day(row.created_at, company.reader(row.recipient_id).zone)
    match row.kind:
        case "nudge":
            repeated = outbox.newer_asking(session, list(shown), reader.id, row.id)
            return Nudge(reader, on, tuple(_nudge_item(session, company, *one, row, on, repeated) for one in present))
        case "escalation" | "blocked":
            return Escalation(reader, on, tuple(_means(session, company, *one, row, now) for one in present))
        case "decision":
            item = _means(session, company, *present[0], row, now)
            return DecisionWanted(reader, item, _first(company, company.in_charge("coordinate")))
        case _:
            raise ValueError(f"an outbox row of the unknown kind {row.kind}")


def _nudge_item(
    session: Session, company: Company, item: dict[str, Any], task: Task, row: Outgoing, on: date, repeated: set[int]
) -> NudgeItem:
    tone = cast("Tone", item["tone"])
    if task.step == Step.DEPUTY and task.ended is None and tone in ("due", "again", "resumed"):
        tone = "deputy_asked"
    if task.small_agreed and tone in ("again", "cover"):
        tone = "small_version"
    someone_else = task.holder_id is not None and task.holder_id != row.recipient_id
    starts_over = task.step == Step.NONE  # it was moved: this message asked about another day
    next_in_line = next(iter(company.stand_ins(task, task.activity)), None)
    return NudgeItem(
        task=line_with_days(session, task, company, on),
        tone=tone,
        instructions=task.activity.instructions,
        small_version=task.activity.small_version,
        material_link=task.activity.material_link,
        lesson=lessons.last_lesson(session, task),
        deputy=company.ref(task.asked_id if tone == "deputy_asked" else next_in_line),
        answered=not _is_unanswered(task) or someone_else or starts_over or task.id in repeated,
        newer=_is_unanswered(task) and not someone_else and task.id in repeated,
        small_offer=_small_offer(company, task, row.recipient_id, on),
        turn=_turn(company, task, row.recipient_id, on) if tone in _FIRST_TONES else None,
    )


def _small_offer(company: Company, task: Task, reader_id: int | None, on: date) -> SmallOffer:
    if task.small_agreed:
        return "button"
    target = company.targets.get(reader_id or 0)
    calendar = target.workdays if target else company.workdays
    return small_offer(task.due_on, on, calendar, task.postponements)


def _turn(company: Company, task: Task, reader_id: int | None, on: date) -> Turn | None:
    """The reader's own turn; of a period that has not begun, or is over, only the task is theirs."""
    rotation, then = rotation_of(task.activity), next_in_turn(company, task.activity, task)
    if task.turn_id != reader_id or rotation is None or then is None:
        return None
    return Turn(rotation.every if rotation.together(task.nominal_on, on) else "task", then)


def _means(
    session: Session, company: Company, item: dict[str, Any], task: Task, row: Outgoing, now: datetime
) -> EscalationItem:
    settled = task.ended is not None or task.step < Step.COORDINATOR
    passed_on = row.kind != "decision" and task.step > Step.COORDINATOR
    return replace(stall(session, company, task, _cause(item["cause"]), now), answered=settled or passed_on)


def stall(session: Session, company: Company, task: Task, cause: EscalationCause, now: datetime) -> EscalationItem:
    """A task that waits for somebody to settle it, with what is known that helps."""
    events = history.events_of(session, [task.id], ["asked"])
    below = (event for event in events if event.data["step"] < Step.COORDINATOR)
    asked = dict.fromkeys(event.person_id for event in below)
    people = (company.ref(one) for one in asked)
    since = events[0].at if events else now
    return EscalationItem(
        task=line_with_days(session, task, company, company.today(now)),
        cause=cause,
        asked=tuple(person for person in people if person is not None),
        silent_days=max(0, (company.today(now) - local_day(since, company.workspace.zone)).days),
        small_version=task.activity.small_version,
        candidates=candidates(company, task, now),
    )


def candidates(company: Company, task: Task, now: datetime) -> tuple[PersonRef, ...]:
    """To whom a task can be given: its deputies first, then everyone else who is there today."""
    today = company.today(now)
    current = task.holder_id or company.answers_for(task, task.activity)
    others = [target.id for target in company.targets.values() if company.people[target.id].standing == "member"]
    order = dict.fromkeys((*company.stand_ins(task, task.activity), *others))
    able = (one for one in order if one != current and company.targets[one].available(today))
    return tuple(ref for ref in (company.ref(one) for one in able) if ref is not None)


def _cause(cause: str) -> EscalationCause:
    return cast("EscalationCause", cause if cause in ("blocked", "postponed") else "silence")


def _first(company: Company, ids: Sequence[int]) -> PersonRef | None:
    return company.ref(ids[0]) if ids else None
