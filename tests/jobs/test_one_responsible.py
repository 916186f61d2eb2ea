"""Whatever befalls a company: an open task is one person's, or nobody's, which is written down; everything agrees.

`TAKTGEBER_COMPANIES` names how many stories are tried instead of the few that always are.
"""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from jobs.company import Company, company_in
from jobs.notices import Nudge
from jobs.rules.availability import Span
from jobs.rules.ladder import Step
from jobs.rules.nudging import opening, today_of
from jobs.use_cases import absences, calendar, coverage, finding, handovers, home, people, reply, steer, views
from jobs.use_cases.absence_foresight import AbsenceWish
from jobs.use_cases.actors import find_actor
from jobs.use_cases.answers import Actor
from jobs.use_cases.people import Profile
from jobs.use_cases.refusals import Refused
from storage.database import Database, open_database
from storage.tables import Person, Task, TaskEvent
from tests.conftest import emptied
from tests.jobs.company import berlin
from tests.jobs.recorder import Sent
from tests.jobs.situations import EVERYONE, START, Situation, Told

EXAMPLES = int(os.environ.get("TAKTGEBER_COMPANIES", "8"))
NAMES = ("otto", "dora", "clara", "max", "emil")

scenes = st.fixed_dictionaries(
    {
        "deputies": st.lists(st.sampled_from(["Dora", "Emil", "Max"]), unique=True, max_size=2),
        "general": st.sampled_from([None, "Emil"]),
        "contact": st.sampled_from([None, None, "Emil"]),
        "turns": st.sampled_from([None, None, "Otto, Emil", "Emil, Dora, Otto"]),
        "cadence": st.sampled_from(["monthly on day 15", "every week on tue", "every 2 weeks on thu"]),
        "lead": st.sampled_from([0, 3]),
        "works": st.sampled_from([None, "Otto works mon,wed", "Dora in America/New_York", "Otto in SN"]),
    }
)
deeds = st.lists(
    st.tuples(
        st.integers(1, 60),  # hours from the one before
        st.sampled_from(NAMES),
        st.sampled_from(["away", "away", "away", "back", "leaves", "returns", "gives", "takes", "declines", "on_it"]),
        st.integers(0, 9),
    ),
    min_size=3,
    max_size=7,
)


def _situation(scene: dict[str, Any]) -> Situation:
    given = [f"cadence {scene['cadence']}", f"lead {scene['lead']}", f"deputies {', '.join(scene['deputies']) or '-'}"]
    given += [f"{word} {scene[word]}" for word in ("general", "contact", "turns") if scene[word]]
    return Situation("chance", [*given, *([scene["works"]] if scene["works"] else [])])


@pytest.fixture(scope="module")
def database(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    file = tmp_path_factory.mktemp("chance") / "taktgeber.db"
    shutil.copy(sqlite_template, file)
    opened = open_database(f"sqlite:///{file}")
    yield opened
    opened.close()


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    derandomize="TAKTGEBER_COMPANIES" not in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(scene=scenes, story=deeds)
def test_one_is_responsible_or_nobody_and_everything_agrees(
    database: Database, scene: dict[str, Any], story: list[tuple[int, str, str, int]]
) -> None:
    told = Told(emptied(database), _situation(scene))
    told.round()
    at = berlin(START) + timedelta(days=6)
    for hours, who, deed, number in story:
        at += timedelta(hours=hours)
        told.advance(at)
        database.write(partial(_do, told=told, who=who, deed=deed, number=number))
        before = len(told.engine.messenger.sent)
        told.round()
        fresh = told.engine.messenger.sent[before:]
        database.read(partial(_check, told=told, fresh=fresh))


def _do(session: Session, told: Told, who: str, deed: str, number: int) -> None:
    """What can't be done is refused, and that is fine."""
    now, handle = told.engine.clock.now(), f"U{EVERYONE.index(who.title()) + 1}"
    if deed in ("leaves", "returns"):
        profile = Profile(handle, who, who.title(), None, None, "deactivated" if deed == "leaves" else "member")
        people.learn(session, "slack", "T1", "", [profile], now, strangers=False)
        return
    try:
        _act(session, told, find_actor(session, "slack", "T1", handle), deed, number)
    except Refused:
        session.rollback()


def _act(session: Session, told: Told, actor: Actor, deed: str, number: int) -> None:
    now, task_id = told.engine.clock.now(), told.task(session).id
    today = now.date()
    match deed:
        case "away":
            first = today + timedelta(days=number % 4)
            last = None if number == 9 else first + timedelta(days=number // 2)
            absences.away(session, actor, AbsenceWish((Span(first, last),)), now, "command")
        case "back":
            absences.back(session, actor, now, "command")
        case "gives":
            other = told.ids.people[NAMES[number % len(NAMES)].title()]
            steer.reassign(session, actor, task_id, now, "command", other)
        case "takes":
            steer.take_over(session, actor, task_id, now, "command")
        case "on_it":
            reply.on_it(session, actor, task_id, now, "command", today + timedelta(days=number))
        case _:
            handovers.decline(session, actor, task_id, now, "command")


# What must hold at every instant -------------------------------------------------------------------------


def _check(session: Session, told: Told, fresh: list[Sent]) -> None:
    now = told.engine.clock.now()
    company = company_in(session, told.ids.workspace)
    query = select(Task).options(joinedload(Task.activity)).where(Task.ended.is_(None)).order_by(Task.due_on)
    rows = list(session.scalars(query))
    for task in rows:
        _is_somebodys(session, company, task, now)
    _lists_agree(session, company, rows, now)
    _messages_agree(company, {task.id: task for task in rows}, fresh)


def _is_somebodys(session: Session, company: Company, task: Task, now: datetime) -> None:
    today = company.today(now)
    responsible = company.responsible(task, task.activity, max(task.due_on, today))
    events = session.scalars(select(TaskEvent).where(TaskEvent.task_id == task.id, TaskEvent.kind == "nobody"))
    days = [event.data["on"] for event in events]
    assert len(days) == len(set(days)), "written down once a day"
    chain = [company.targets[one.id] for _, one in company.chain(task, task.activity).links]
    due = task.due_on <= today and task.step >= Step.NONE
    if responsible is None and due and chain and any(opening(one, today, now) <= now for one in chain):
        assert str(today) in days, "nobody is there, and it is written down"
    if responsible is not None and due:
        assert task.next_at is not None or task.asked_id is not None, "somebody is waited for, or it is looked at again"
    if task.asked_id is not None and Step.DUE <= task.step <= Step.AGAIN and not _is_quiet(task):
        asked = company.targets[task.asked_id]
        there = responsible is not None and responsible.id == task.asked_id
        assert there or (task.next_at is not None and task.next_at > now), (
            f"{asked.id} is waited for, {responsible} has it"
        )


def _is_quiet(task: Task) -> bool:
    return bool(task.promised_until or task.snoozed_until)


def _lists_agree(session: Session, company: Company, rows: list[Task], now: datetime) -> None:
    """Task lists, home pages, the team's gaps, the month's plan and the calendars follow the one answer."""
    today = company.today(now)
    owners = {task.id: company.responsible(task, task.activity, max(task.due_on, today)) for task in rows}
    soon = {task.id for task in rows if task.due_on <= today + finding.SOON}
    for person in session.scalars(select(Person).where(Person.standing == "member")):
        actor = find_actor(session, "slack", "T1", company.addresses[person.id].external_id)
        own = {one for one, who in owners.items() if who is not None and who.id == person.id}
        asked = {task.id for task in rows if task.asked_id == person.id}
        listed = {line.id for line in finding.open_tasks(session, actor, now).tasks}
        assert listed == (own & (soon | {task.id for task in rows if task.step >= 0})) | (asked & listed)
        fed = {line.id for line in calendar.own_calendar(session, actor, now).tasks if line.is_open}
        assert fed == own & {task.id for task in rows if task.due_on <= today + calendar.AHEAD}
        needed = {item.task.id for item in home.home(session, actor, now).own.needed.items}
        assert needed <= own | asked
        assert own & {task.id for task in rows if task.due_on <= today} <= needed
    boss = next(
        find_actor(session, "slack", "T1", company.addresses[one].external_id)
        for one in (*company.in_charge("coordinate"), *company.in_charge("decide"), *company.addresses)
        if company.people[one].standing == "member"
    )
    gaps = {gap.task.id for gap in coverage.team(session, boss, now).gaps if gap.kind == "nobody"}
    assert all(owners[one] is None for one in gaps if one in owners)
    for planned in views.month_plan(session, boss, today, now).tasks:
        if planned.task.ended is None:
            assert planned.responsible == owners[planned.task.id]


def _messages_agree(company: Company, rows: dict[int, Task], fresh: list[Sent]) -> None:
    """Whoever was asked just now is who is waited for, and is there on that day."""
    ids = {address.external_id: one for one, address in company.addresses.items()}
    for sent in fresh:
        if not isinstance(sent.notice, Nudge):
            continue
        target = company.targets[ids[sent.to]]
        for item in sent.notice.items:
            task = rows.get(item.task.id)
            if task is None or item.tone == "deputy_asked" or task.asked_id != target.id:
                continue
            assert target.available(today_of(target, sent.at))
            if item.tone in ("due", "again", "cover") and task.step <= Step.AGAIN:
                day = max(task.due_on, company.today(sent.at)) if task.step >= Step.DUE else company.today(sent.at)
                assert company.responsible(task, task.activity, day) == company.ref(target.id)
