"""The process was down for an hour, a day, three weeks: nothing is lost, nothing floods, nothing comes at night."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.messenger import TryLater
from jobs.notices import DecisionWanted, Escalation, NobodyThere, Nudge, RetrospectivePosted
from jobs.rules.availability import Span
from jobs.use_cases import absences, reply
from jobs.use_cases.absence_foresight import AbsenceWish
from jobs.use_cases.actors import find_actor
from storage.cover_tables import Absence
from storage.database import Database
from storage.outbox_tables import Outgoing
from storage.tables import Activity, Person, Task, TaskEvent
from tests.conftest import emptied
from tests.jobs.company import berlin, found
from tests.jobs.recorder import Engine, Sent

LADDER = Nudge | Escalation | DecisionWanted | NobodyThere
DAILY: dict[str, Any] = {"title": "Story", "cadence": "every working day", "starts": date(2026, 12, 1), "lead": 0}
WEEKLY: dict[str, Any] = {"title": "Beitrag", "cadence": "every week on tue", "starts": date(2026, 12, 1), "lead": 0}
MONTHLY: dict[str, Any] = {
    "title": "Newsletter",
    "cadence": "monthly on day 3",
    "starts": date(2026, 12, 1),
    "lead": 2,
}
FREELY: dict[str, Any] = {
    "title": "Blog",
    "cadence": "14 days after completion, at most 21",
    "starts": date(2026, 12, 2),
    "lead": 0,
}
ALL = (DAILY, WEEKLY, MONTHLY, FREELY)


@pytest.fixture
def database(module_database: Database) -> Database:
    return emptied(module_database)


def told(sent: list[Sent]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """To whom, what, and about what; the ladder's messages and the retrospective alone."""
    return [
        (one.to, type(one.notice).__name__, _items(one))
        for one in sent
        if isinstance(one.notice, LADDER | RetrospectivePosted)
    ]


def _items(one: Sent) -> list[tuple[str, str]]:
    match one.notice:
        case Nudge(items=items):
            return [(f"{item.task.title} {item.task.due_on:%d.%m.}", item.tone) for item in items]
        case Escalation(items=items):
            return [(f"{item.task.title} {item.task.due_on:%d.%m.}", item.cause) for item in items]
        case RetrospectivePosted(figures=figures):
            return [(f"{figures.month:%Y-%m}", "")]
        case _:
            return []


def up_to(engine: Engine, text: str) -> list[Sent]:
    """At half past nine of every day while the process runs."""
    sent: list[Sent] = []
    day = engine.clock.at.astimezone(ZoneInfo("Europe/Berlin")).date()
    while (at := berlin(f"{day} 09:30")) <= berlin(text):
        sent += engine.at(at) if at > engine.clock.at else []
        day += timedelta(days=1)
    return sent


def open_of(database: Database, title: str, until: str) -> list[date]:
    query = (
        select(Task.due_on).join(Activity).where(Activity.title == title, Task.ended.is_(None)).order_by(Task.due_on)
    )
    return database.read(lambda session: [day for day in session.scalars(query) if day <= date.fromisoformat(until)])


def lapsed(database: Database) -> Counter[str]:
    """How many tasks lapsed in the history, by activity."""
    query = select(Activity.title).join(Task).join(TaskEvent, TaskEvent.task_id == Task.id)
    return database.read(lambda session: Counter(session.scalars(query.where(TaskEvent.kind == "lapsed"))))


def started(database: Database, *activities: dict[str, Any], at: str = "2026-11-30 08:00") -> Engine:
    found(database, *activities)
    engine = Engine(database, berlin(at))
    engine.now()
    return engine


DOWN = {
    "an hour: later on the same morning": (
        "2026-12-01 08:30",
        "2026-12-01 10:00",
        [("U1", "Nudge", [("Story 01.12.", "due"), ("Beitrag 01.12.", "due"), ("Newsletter 03.12.", "heads_up")])],
    ),
    "a night and a morning: in the afternoon": (
        "2026-11-30 20:00",
        "2026-12-01 17:30",
        [("U1", "Nudge", [("Story 01.12.", "due"), ("Beitrag 01.12.", "due"), ("Newsletter 03.12.", "heads_up")])],
    ),
    "until the evening: nothing before the next morning": ("2026-11-30 20:00", "2026-12-01 21:00", []),
    "in the middle of the night": ("2026-11-30 20:00", "2026-12-02 03:00", []),
    "a day: what was daily yesterday is over": (
        "2026-11-30 20:00",
        "2026-12-02 09:00",
        [
            (
                "U1",
                "Nudge",
                [
                    ("Beitrag 01.12.", "due"),
                    ("Story 02.12.", "due"),
                    ("Blog 02.12.", "due"),
                    ("Newsletter 03.12.", "heads_up"),
                ],
            )
        ],
    ),
    "a weekend: on Sunday nothing": ("2026-11-30 20:00", "2026-12-06 11:00", []),
    "three weeks: one message, of the weekly one the latest": (
        "2026-11-30 20:00",
        "2026-12-21 09:00",
        [
            (
                "U1",
                "Nudge",
                [
                    ("Blog 02.12.", "due"),
                    ("Newsletter 03.12.", "due"),
                    ("Beitrag 15.12.", "due"),
                    ("Story 21.12.", "due"),
                ],
            ),
            ("C1", "RetrospectivePosted", [("2026-11", "")]),
        ],
    ),
}


@pytest.mark.parametrize(("down", "up", "expected"), DOWN.values(), ids=DOWN.keys())
def test_what_was_missed_comes_in_one_message_in_working_hours(
    database: Database, down: str, up: str, expected: list[Any]
) -> None:
    engine = started(database, *ALL)
    engine.at(berlin(down))
    assert [one for one in told(engine.at(berlin(up))) if one[1] != "RetrospectivePosted"] == [
        one for one in expected if one[1] != "RetrospectivePosted"
    ]


def test_after_three_weeks_of_each_rhythm_one_task_is_open_and_the_rest_lapsed(database: Database) -> None:
    engine = started(database, *ALL)
    engine.at(berlin("2026-12-21 09:00"))

    assert {one["title"]: open_of(database, one["title"], "2026-12-21") for one in ALL} == {
        "Story": [date(2026, 12, 21)],
        "Beitrag": [date(2026, 12, 15)],
        "Newsletter": [date(2026, 12, 3)],
        "Blog": [date(2026, 12, 2)],
    }
    assert lapsed(database) == {"Story": 14, "Beitrag": 2}


def test_on_a_saturday_nothing_is_left_of_the_daily_one(database: Database) -> None:
    engine = started(database, DAILY)
    engine.at(berlin("2026-12-12 11:00"))
    assert open_of(database, "Story", "2026-12-12") == []
    assert lapsed(database) == {"Story": 9}


def test_the_ladder_takes_one_step_however_long_the_rest_was(database: Database) -> None:
    """Otto was asked before the rest; what comes after it is the next step, not all of them."""
    engine = started(database, MONTHLY)
    up_to(engine, "2026-12-03 12:00")
    assert told(engine.at(berlin("2026-12-23 09:00"))) == [("U1", "Nudge", [("Newsletter 03.12.", "again")])]
    assert told(engine.at(berlin("2026-12-23 15:00"))) == []
    assert [one[:2] for one in told(engine.at(berlin("2026-12-24 09:00")))] == [("U2", "Nudge"), ("U1", "Nudge")]


def test_nobody_gets_more_than_one_message_after_three_weeks_of_many_tasks(database: Database) -> None:
    many = [
        {**WEEKLY, "title": f"Beitrag {number}", "cadence": f"every week on {day}", "owner": owner, "lead": number % 3}
        for number, (day, owner) in enumerate(
            (day, owner) for day in ("mon", "tue", "wed", "thu", "fri") for owner in ("Otto", "Dora", "Max")
        )
    ]
    engine = started(database, *many)
    sent = [one for one in engine.at(berlin("2026-12-22 14:00")) if isinstance(one.notice, LADDER)]
    assert Counter(one.to for one in sent) == {"U1": 1, "U2": 1, "U4": 1}


@pytest.mark.parametrize("hour", range(24))
def test_whatever_the_hour_of_waking_nothing_is_said_outside_working_hours(database: Database, hour: int) -> None:
    engine = started(database, WEEKLY, MONTHLY)
    engine.at(berlin("2026-12-01 09:00"))
    engine.at(berlin("2026-12-02 09:00"))
    sent = engine.at(berlin(f"2026-12-03 {hour:02}:30"))
    assert bool(sent) == (9 <= hour < 18)


def test_what_was_written_down_before_the_rest_is_not_said_at_night(database: Database) -> None:
    """A card for the coordinator waited for the messenger when the process stopped."""
    engine = started(database, MONTHLY)
    up_to(engine, "2026-12-08 12:00")
    engine.messenger.fails = [(TryLater("down", after=3600), False)] * 50
    engine.at(berlin("2026-12-11 09:00"))
    assert {one.kind for one in _pending(database)} >= {"decision"}
    engine.messenger.fails = []

    for night in ("2026-12-11 22:00", "2026-12-12 11:00", "2026-12-13 15:00", "2026-12-14 07:00"):
        assert engine.at(berlin(night)) == []


def _pending(database: Database) -> list[Any]:
    return database.read(lambda session: list(session.scalars(select(Outgoing).where(Outgoing.state == "pending"))))


def test_what_was_finished_late_never_begins_in_the_past(database: Database) -> None:
    """Counted from the day on which it was finished, and never before today."""
    engine = started(database, FREELY)
    engine.at(berlin("2026-12-02 09:00"))
    engine.at(berlin("2026-12-21 09:00"))
    _say(database, engine, "U1", lambda session, who, now: reply.done(session, who, _task(session), now, "button"))
    engine.at(berlin("2026-12-21 10:00"))
    assert open_of(database, "Blog", "2027-03-01") == [date(2027, 1, 4)]


def test_an_absence_that_began_and_ended_long_ago_meanwhile_is_told_to_nobody(database: Database) -> None:
    """No hand-over, nobody who stands in, no welcome: the nudge alone."""
    engine = started(database, MONTHLY, WEEKLY)
    ids = _ids(database)
    row = Absence(
        workspace_id=ids["workspace"], person_id=ids["Otto"], first_on=date(2026, 12, 2), last_on=date(2026, 12, 4)
    )
    database.write(lambda session: session.add(row))
    sent = engine.at(berlin("2026-12-21 09:00"))
    assert [(one.to, type(one.notice).__name__) for one in sent if one.to not in ("C1", "U3")] == [("U1", "Nudge")]


def test_an_absence_that_began_meanwhile_counts_at_once(database: Database) -> None:
    engine = started(database, MONTHLY)
    up_to(engine, "2026-12-03 12:00")
    wish = AbsenceWish((Span(date(2026, 12, 7), date(2026, 12, 23)),))
    _say(database, engine, "U1", lambda session, who, now: absences.away(session, who, wish, now, "command"))
    assert told(engine.at(berlin("2026-12-10 11:00"))) == [("U2", "Nudge", [("Newsletter 03.12.", "cover")])]


@pytest.mark.parametrize("up", ["2026-12-01 09:30", "2026-12-04 14:00", "2026-12-14 11:00", "2026-12-01 22:00"])
def test_a_retrospective_that_was_missed_is_posted_once_and_by_day(database: Database, up: str) -> None:
    engine = started(database, {**WEEKLY, "starts": date(2026, 11, 3)}, at="2026-11-02 08:00")
    engine.at(berlin("2026-11-30 12:00"))
    sent = [*engine.at(berlin(up)), *up_to(engine, "2026-12-16 20:00")]
    posted = [one for one in sent if isinstance(one.notice, RetrospectivePosted)]
    assert told(posted) == [("C1", "RetrospectivePosted", [("2026-11", "")])]
    assert time(9, 30) <= posted[0].at.astimezone(ZoneInfo("Europe/Berlin")).time() < time(18)


CLOCKS = {
    "into summer": ("2027-03-26 20:00", "2027-03-30 08:59", "2027-03-30 09:00", date(2027, 3, 30)),
    "into winter": ("2026-10-23 20:00", "2026-10-27 08:59", "2026-10-27 09:00", date(2026, 10, 27)),
}


@pytest.mark.parametrize(("down", "early", "slot", "due"), CLOCKS.values(), ids=CLOCKS.keys())
def test_over_a_change_of_the_clocks_nine_stays_nine(
    database: Database, down: str, early: str, slot: str, due: date
) -> None:
    engine = started(database, {**WEEKLY, "starts": due}, at=down)
    assert told(engine.at(berlin(early))) == []
    assert told(engine.at(berlin(slot))) == [("U1", "Nudge", [(f"Beitrag {due:%d.%m.}", "due")])]


def _ids(database: Database) -> dict[str, int]:
    rows = database.read(lambda session: list(session.scalars(select(Person))))
    return {"workspace": rows[0].workspace_id, **{one.name: one.id for one in rows}}


def _task(session: Session) -> int:
    return session.scalars(select(Task.id).where(Task.ended.is_(None)).order_by(Task.due_on).limit(1)).one()


def _say(database: Database, engine: Engine, who: str, deed: Any) -> None:
    now: datetime = engine.clock.now()
    database.write(lambda session: deed(session, find_actor(session, "slack", "T1", who), now))
