"""Says what an absence asks for: on its eve to whoever goes, then to whoever stands in; on the return what happened.

Nobody is asked while they are away, and no absence waits for an answer: without one the deputies act all the same. What
is due already is left to the nudges. Each task is told to each person once for an absence.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import cached_property, partial
from typing import Any

from sqlalchemy.orm import Session

from jobs.asking import REPORT
from jobs.company import Company, load_company
from jobs.falling import AHEAD, Ahead, Falling, acting_on, ahead_of, falling_on, span_with
from jobs.isolation import each_workspace
from jobs.rules.availability import Span
from jobs.rules.handing_over import (
    absences_of,
    back_on,
    has_begun,
    is_handed_over_now,
    is_over,
    is_welcomed_now,
    may_be_told,
    next_look,
    soonest,
    told_at,
)
from jobs.rules.nudging import Target, quiet_from, today_of
from storage import handovers, outbox, tasks
from storage.cover_tables import Absence
from storage.database import Database
from storage.handovers import Told
from storage.outbox import Draft, ShownTask
from storage.people import lock_workspace
from storage.tables import Task

_EVE_AT_MOST = timedelta(weeks=4)
"""Before the first day; weekends, holidays and closing days may lie between."""
_REMEMBERED = timedelta(days=35)
"""How long before an absence begins something may have been told about it."""


@dataclass(frozen=True)
class Round:
    """One look at a company's absences. `done` are those about which nothing more is to be said."""

    session: Session
    company: Company
    now: datetime
    told: Sequence[Told]
    done: set[tuple[int, Span]] = field(default_factory=set)

    @cached_property
    def ahead(self) -> Ahead:
        """As far ahead as any absence is told of that has begun, or whose eve it is."""
        return ahead_of(self.session, self.company, self.company.today(self.now) + _EVE_AT_MOST + AHEAD)


def tell_handovers(database: Database, now: datetime) -> None:
    """Looks at every absence whose time has come, a workspace at a time."""
    each_workspace(
        database,
        database.read(lambda session: handovers.workspaces_to_look_at(session, now)),
        partial(tell_in_workspace, now=now),
    )


def tell_in_workspace(session: Session, workspace_id: int, now: datetime) -> None:
    """Looks at one workspace's absences; does nothing while another process does, or while it isn't time yet."""
    workspace = lock_workspace(session, workspace_id)
    rows = handovers.to_look_at(session, workspace_id) if workspace else []
    if workspace is None or not any(row.next_at is not None and row.next_at <= now for row in rows):
        return
    company = load_company(session, workspace)
    look = Round(session, company, now, handovers.told(session, workspace_id, _since(rows, now)))
    for target in company.targets.values():
        if target.facts.active and any(row.person_id == target.id for row in rows):
            for span in absences_of(target):
                _tell_about(look, target, span)
    _look_again(look, rows)


def _since(rows: Iterable[Absence], now: datetime) -> datetime:
    first = datetime.combine(min(row.first_on for row in rows), time(), UTC)
    return min(first, now) - _REMEMBERED


def _look_again(look: Round, rows: Iterable[Absence]) -> None:
    company, now = look.company, look.now
    soon = soonest((one for one in company.targets.values() if one.facts.active), now)
    for row in rows:
        target, span = company.targets.get(row.person_id), span_with(company, row.person_id, row.first_on)
        over = target is None or span is None or not target.facts.active or (row.person_id, span) in look.done
        row.next_at = None if over or target is None or span is None else next_look(span, target, now, soon)


def _tell_about(look: Round, target: Target, span: Span) -> None:
    if is_over(span, target, look.now):
        _welcome(look, target, span)
    elif is_handed_over_now(span, target, look.now):
        _hand_over(look, target, span)
    confirmed = handovers.is_confirmed(look.session, target.id, span.first, span.last)
    begun = has_begun(span, target, look.now)
    if (confirmed or begun) and not is_over(span, target, look.now):
        _share_out(look, target, span, confirmed=confirmed)


def _hand_over(look: Round, target: Target, span: Span) -> None:
    """Once, where something falls into it and nobody has agreed to it yet."""
    known = any(one.kind == "handover" and one.person_id == target.id and one.first in span for one in look.told)
    if known or not target.available(today_of(target, look.now)):
        return
    if not handovers.is_confirmed(look.session, target.id, span.first, span.last):
        _put(look, "handover", target, span, target, [one.task for one in _falling(look, target, span)])


def _falling(look: Round, target: Target, span: Span) -> list[Falling]:
    return falling_on(look.ahead, look.company, target.id, span, today_of(target, look.now))


def _share_out(look: Round, target: Target, span: Span, *, confirmed: bool) -> None:
    """Those who stand in are told what they take, whoever coordinates what nobody else takes."""
    shares: dict[int, list[Task]] = defaultdict(list)
    left: list[Task] = []
    for one in _falling(look, target, span):
        acting = acting_on(look.company, one.task, one.day)
        if acting.by is None or acting.last_resort:
            left.append(one.task)
        else:
            shares[acting.by.id].append(one.task)
    for person_id, share in shares.items():
        deputy = look.company.targets[person_id]
        if may_be_told(span, deputy, look.now, confirmed=confirmed):
            _put(look, "standin", target, span, deputy, share)
    coordinator = _coordinator(look, target)
    if coordinator is not None and may_be_told(span, coordinator, look.now, confirmed=confirmed):
        _put(look, "uncovered", target, span, coordinator, left)


def _coordinator(look: Round, away: Target) -> Target | None:
    """The first in charge who is there, but never whoever goes."""
    company = look.company
    chain = (*company.in_charge("coordinate"), *company.in_charge("decide"))
    there = (company.targets[one] for one in chain if one != away.id)
    return next((one for one in there if one.available(today_of(one, look.now))), None)


def _welcome(look: Round, target: Target, span: Span) -> None:
    """What happened while somebody was away; nothing where nothing did."""
    if not is_welcomed_now(span, target, look.now):
        return
    known = [one for one in look.told if one.kind == "returned" and one.person_id == target.id and one.first in span]
    ended, still_open = ([], []) if known else _meanwhile(look, target, span)
    if not ended and not still_open:
        if all(one.settled for one in known):
            look.done.add((target.id, span))
        return
    about = {"ended": [task.id for task in ended], "open": [task.id for task in still_open]}
    _enqueue(look, "returned", target, span, target, [*ended, *still_open], look.now, about)


def _meanwhile(look: Round, target: Target, span: Span) -> tuple[list[Task], list[Task]]:
    """What of somebody's work ended through others, and what was due in the meantime and is open."""
    session, workspace_id = look.session, look.company.workspace.id
    first_back = back_on(span, target.workdays) or today_of(target, look.now)
    ended = handovers.ended_between(session, workspace_id, span.first, first_back, target.id)
    still = tasks.open_tasks(session, workspace_id, first_back - timedelta(days=1))
    return (
        [task for task in ended if _is_of(look.company, task, target.id)],
        [task for task in still if task.due_on < first_back and _is_of(look.company, task, target.id)],
    )


def _is_of(company: Company, task: Task, person_id: int) -> bool:
    activity = task.activity
    return person_id in (company.owner_of(task, activity), company.contact_for(activity), task.holder_id)


def _put(look: Round, kind: str, away: Target, span: Span, to: Target, share: Sequence[Task]) -> None:
    """Tells somebody what they haven't been told yet; what waits to be sent to them takes it along."""
    known = [one for one in look.told if one.kind == kind and _holds(look, one, to)]
    waiting = [one for one in known if one.waits and one.person_id == away.id and one.first == span.first]
    said = {task_id for one in known if one not in waiting for task_id in one.task_ids}
    fresh = [task for task in share if task.id not in said]
    if not fresh or any(one.task_ids == {task.id for task in fresh} for one in waiting):
        return
    outbox.forget_unsent(look.session, look.company.workspace.id, _about(kind, away, span, to))
    again = any(one.person_id == away.id for one in known if one not in waiting)
    at = min((one.at for one in waiting), default=told_at(to, look.now, again=again))
    _enqueue(look, kind, away, span, to, fresh, at, {})


def _holds(look: Round, told: Told, to: Target) -> bool:
    """Whether something was told to this person, or to anyone who coordinates, of an absence that still holds."""
    span = span_with(look.company, told.person_id, told.first)
    gone = span is None or is_over(span, look.company.targets[told.person_id], look.now)
    return not gone and (told.kind == "uncovered" or told.recipient_id == to.id)


def _about(kind: str, away: Target, span: Span, to: Target) -> str:
    return f"{kind} / {away.id} / {span.first} / {to.id} / "


def _enqueue(
    look: Round,
    kind: str,
    away: Target,
    span: Span,
    to: Target,
    share: Sequence[Task],
    at: datetime,
    data: dict[str, Any],
) -> None:
    workspace_id, beginning = look.company.workspace.id, _about(kind, away, span, to)
    draft = Draft(
        workspace_id=workspace_id,
        kind=kind,
        reason=f"{beginning}{handovers.count_about(look.session, workspace_id, beginning) + 1}",
        data={"person": away.id, "first": str(span.first), **data},
        priority=REPORT,
        expires_at=quiet_from(to, today_of(to, at)),
        recipient_id=to.id,
        tasks=[ShownTask(task.id, task.step, asks=False) for task in share],
        not_before=at,
    )
    outbox.enqueue(look.session, draft, look.now)
