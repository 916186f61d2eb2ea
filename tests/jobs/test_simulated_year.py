"""A year of a company with chance at work: every task comes to an end, and nobody is disturbed when they should not be.

`TAKTGEBER_YEARS=1,2,3` lives through several years, one for each seed. In each summer two people leave, and somebody
else coordinates.
"""

import os
import sys
import time as clock
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from jobs.notices import DecisionWanted, Escalation, NobodyThere, Nudge
from jobs.rules.nudging import quiet_from, today_of
from jobs.rules.slots import DEFAULT_QUIET
from storage.database import Database
from storage.outbox_tables import Outgoing, OutgoingTask
from storage.tables import Task, TaskEvent
from tests.jobs.year import BEGINS, ENDS, STAFF, Addressed, Year

YEARS = tuple(int(seed) for seed in os.environ.get("TAKTGEBER_YEARS", "1").split(","))
RECENT = timedelta(days=14)
ENDED_BY = {"done": "done", "small": "small", "skipped": "skipped", "lapsed": "lapsed", "paused": "paused"}


@pytest.fixture
def quiet_log() -> Iterator[None]:
    """Thousands of lines about deliveries cost more than the deliveries."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    yield
    structlog.reset_defaults()


@pytest.mark.long
@pytest.mark.usefixtures("quiet_log")
@pytest.mark.parametrize("seed", YEARS)
def test_a_year(sqlite_database: Database, seed: int) -> None:
    began = clock.process_time()
    year = Year(sqlite_database, seed, BEGINS, ENDS)
    year.live()
    used = clock.process_time() - began

    faults = [*_disturbed(year), *sqlite_database.read(lambda session: _unresolved(session, year))]
    assert faults == []
    figures = sqlite_database.read(lambda session: _figures(session, year))
    sys.stdout.write(f"\nseed {seed}: {used:.0f} s of CPU, {year.rounds} rounds, {figures}\n")
    assert figures["made"] > 100
    assert figures["lapsed"] < figures["done"] / 5
    assert figures["nudges a person and week"] < 5


def _disturbed(year: Year) -> Iterator[str]:
    """Messages that reached somebody when they should not have."""
    for one in year.told:
        if one.person_id is not None:
            yield from (f"{one.sent.at} {one.sent.to} {type(one.sent.notice).__name__}: {why}" for why in _whys(one))
        else:
            local = one.sent.at.astimezone(ZoneInfo(one.company.workspace.zone))
            if DEFAULT_QUIET.covers(local.time()) or not one.company.workdays.works_on(local.date()):
                yield f"{one.sent.at} conversation {type(one.sent.notice).__name__}: out of hours"


def _whys(one: Addressed) -> Iterator[str]:
    target = one.company.targets[one.person_id or 0]
    today = today_of(target, one.sent.at)
    local = one.sent.at.astimezone(ZoneInfo(target.zone))
    if not target.workdays.works_on(today):
        yield "on a day they don't work"
    if local.time() < target.nudge_at or one.sent.at >= quiet_from(target, today):
        yield f"at {local:%H:%M}"
    if not target.available(today) and not isinstance(one.sent.notice, NobodyThere):
        yield "while they are away"


def _unresolved(session: Session, year: Year) -> Iterator[str]:
    rows = session.scalars(select(Task).options(joinedload(Task.activity)).order_by(Task.due_on)).all()
    events: dict[int, list[TaskEvent]] = {task.id: [] for task in rows}
    for event in session.scalars(select(TaskEvent).order_by(TaskEvent.id)):
        events[event.task_id].append(event)
    for task in rows:
        kinds = [event.kind for event in events[task.id]]
        if task.ended is not None and ENDED_BY[task.ended] not in kinds:
            yield f"{_name(task)} is {task.ended}, and nothing was written down"
        if (
            task.ended is None
            and task.due_on <= year.ends - RECENT
            and not _is_under_way(task, events[task.id], year.ends)
        ):
            yield f"{_name(task)} is open, at step {task.step}: {kinds}"
    yield from _escalated_unheard(session, events)
    yield from _too_many(session, year)
    yield from _said_twice_a_day(events)


def _name(task: Task) -> str:
    return f"{task.activity.title} of {task.due_on}"


def _is_under_way(task: Task, events: list[TaskEvent], ends: date) -> bool:
    """Somebody was asked lately, or has said when it will be."""
    last = max((event.at for event in events if event.kind != "made"), default=None)
    until = task.promised_until or task.snoozed_until
    return (until is not None and until >= ends) or (last is not None and last.date() >= ends - RECENT)


def _escalated_unheard(session: Session, events: dict[int, list[TaskEvent]]) -> Iterator[str]:
    """Steps that were taken though the question before them had not arrived, or only on that day."""
    rows = session.execute(
        select(OutgoingTask.task_id, Outgoing.created_at, Outgoing.state, Outgoing.sent_at)
        .join(Outgoing, Outgoing.id == OutgoingTask.outbox_id)
        .where(OutgoingTask.asks)
        .order_by(Outgoing.id)
    )
    asked: dict[int, list[tuple[datetime, str, datetime | None]]] = {}
    for task_id, created, state, sent in rows:
        asked.setdefault(task_id, []).append((created, state, sent))
    for task_id, history in events.items():
        for event in history:
            if event.kind != "asked" or event.data["cause"] not in ("again", "take_over"):
                continue
            before = [one for one in asked.get(task_id, []) if one[0] < event.at]
            arrived = [one for one in before if one[1] == "sent" and one[2] is not None and one[2] < event.at]
            if before and not arrived:
                yield f"task {task_id}: step {event.data['step']} at {event.at}, and nothing had arrived"


def _too_many(session: Session, year: Year) -> Iterator[str]:
    """More than one bundle a day, or more than two cards at once."""
    company = year.told[-1].company
    counted: Counter[tuple[int, date, str]] = Counter()
    query = select(Outgoing.recipient_id, Outgoing.sent_at, Outgoing.kind, Outgoing.reason)
    for person_id, sent_at, kind, reason in session.execute(query.where(Outgoing.state == "sent")):
        if (
            person_id is not None
            and sent_at is not None
            and (kind in ("blocked", "escalation") or reason.startswith("nudge /"))
        ):
            counted[person_id, today_of(company.targets[person_id], sent_at), kind] += 1
    limits = {"nudge": 1, "blocked": 2, "escalation": 2}
    for (person_id, day, kind), number in counted.items():
        if number > limits[kind]:
            yield f"{company.people[person_id].name} got {number} messages of the kind {kind} on {day}"


def _said_twice_a_day(events: dict[int, list[TaskEvent]]) -> Iterator[str]:
    for task_id, history in events.items():
        days = [event.data["on"] for event in history if event.kind == "nobody"]
        if len(days) != len(set(days)):
            yield f"task {task_id}: nobody was there, and that was written down twice a day: {days}"


def _figures(session: Session, year: Year) -> dict[str, float]:
    ended = Counter(session.scalars(select(Task.ended).where(Task.due_on <= year.ends)))
    weeks = (year.ends - year.begins).days / 7
    kinds = Counter(type(one.sent.notice).__name__ for one in year.told)
    nudges = sum(isinstance(one.sent.notice, Nudge) for one in year.told)
    settled = sum(isinstance(one.sent.notice, Escalation | DecisionWanted) for one in year.told)
    return {
        "made": sum(ended.values()),
        **{str(kind or "open"): number for kind, number in sorted(ended.items(), key=str)},
        **kinds,
        "nudges a person and week": round(nudges / STAFF / weeks, 2),
        "cards to settle a week": round(settled / weeks, 2),
    }
