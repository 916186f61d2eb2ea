"""An activity rests by agreement: what falls into it, how it ends by itself, and how somebody ends it before."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.company import load_company
from jobs.notices import Nudge
from jobs.retrospectives import figures_of
from jobs.use_cases import pauses, reply
from jobs.use_cases.actors import find_actor
from jobs.use_cases.answers import Actor
from jobs.use_cases.cover_answers import Paused, Resumed
from jobs.use_cases.refusals import Refused
from storage.database import Database
from storage.tables import Activity, Task, TaskEvent, Workspace
from tests.jobs.company import Ids, berlin, found
from tests.jobs.recorder import Engine

T = TypeVar("T")
POST: dict[str, Any] = {"title": "Beitrag", "cadence": "every week on thu", "starts": date(2026, 12, 3)}
PHOTOS: dict[str, Any] = {
    "title": "Fotos",
    "cadence": "7 days after completion, at most 10",
    "starts": date(2026, 12, 3),
}


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


class Story:
    """The company, its engine, and what the coordinator does at the engine's time."""

    def __init__(self, database: Database, *activities: dict[str, Any], at: str = "2026-12-01 08:00") -> None:
        self.database = database
        self.ids: Ids = found(database, *activities)
        self.engine = Engine(database, berlin(at))
        self.engine.now()

    def does(self, work: Callable[[Session, Actor, datetime], T], user: str = "U3") -> T:
        now = self.engine.clock.now()
        return self.database.write(lambda session: work(session, find_actor(session, "slack", "T1", user), now))

    def pause(self, title: str, until: str, user: str = "U3") -> Paused:
        activity_id = self.ids.activities[title]
        return self.does(
            lambda session, actor, now: pauses.pause(session, actor, activity_id, day(until), "Umbau", now, "form"),
            user,
        )

    def resume(self, title: str) -> Resumed:
        activity_id = self.ids.activities[title]
        return self.does(lambda session, actor, now: pauses.resume(session, actor, activity_id, now, "button"))

    def at(self, text: str) -> list[tuple[str, list[str]]]:
        """Who is asked about what."""
        return [
            (one.to, [item.task.title for item in one.notice.items])
            for one in self.engine.at(berlin(text))
            if isinstance(one.notice, Nudge)
        ]

    def endings(self, title: str, until: str = "12-31") -> list[tuple[str, str | None]]:
        query = (
            select(Task)
            .join(Activity)
            .where(Activity.title == title, Task.due_on <= day(until))
            .order_by(Task.nominal_on)
        )
        return self.database.read(
            lambda session: [(f"{task.due_on:%m-%d}", task.ended) for task in session.scalars(query)]
        )

    def state(self, title: str) -> tuple[str, date | None, str | None]:
        query = select(Activity).where(Activity.title == title)
        activity = self.database.read(lambda session: session.scalars(query).one())
        return activity.state, activity.paused_until, activity.pause_reason


def test_a_pause_ends_by_itself_on_its_day(database: Database) -> None:
    story = Story(database, {**POST, "lead": 0})

    paused = story.pause("Beitrag", "12-10")

    assert (paused.resting, paused.next_on) == (2, day("12-17"))
    assert story.state("Beitrag") == ("paused", day("12-10"), "Umbau")
    days = ("12-03", "12-04", "12-10", "12-11", "12-17")
    assert [story.at(f"2026-{one} 09:00") for one in days] == [[], [], [], [], [("U1", ["Beitrag"])]]
    assert story.state("Beitrag") == ("active", None, None)
    assert story.endings("Beitrag", "12-17") == [("12-03", "paused"), ("12-10", "paused"), ("12-17", None)]


def test_what_is_overdue_rests_as_well_and_stays_at_rest(database: Database) -> None:
    story = Story(database, {**POST, "lead": 0})
    story.at("2026-12-03 09:00")
    story.at("2026-12-07 08:00")

    assert story.pause("Beitrag", "12-17").resting == 3
    assert [line.due_on for line in story.resume("Beitrag").returned] == [day("12-10"), day("12-17")]
    assert story.endings("Beitrag", "12-17") == [("12-03", "paused"), ("12-10", None), ("12-17", None)]


def test_resumed_a_task_stands_where_it_stood(database: Database) -> None:
    """Otto has had his heads-up on Monday; on Thursday he is asked, and not warned once more."""
    story = Story(database, POST, at="2026-11-30 08:00")
    assert story.at("2026-11-30 09:00") == [("U1", ["Beitrag"])]

    story.pause("Beitrag", "12-10")
    assert story.at("2026-12-01 09:00") == []
    resumed = story.resume("Beitrag")

    assert (resumed.title, resumed.next_on) == ("Beitrag", day("12-03"))
    assert story.at("2026-12-02 09:00") == []
    assert story.at("2026-12-03 09:00") == [("U1", ["Beitrag"])]


def test_the_message_that_asked_shows_the_pause_and_asks_again_afterwards(database: Database) -> None:
    story = Story(database, {**POST, "lead": 0})
    story.at("2026-12-03 09:00")

    def shown() -> str | None:
        story.at("2026-12-03 10:00")
        notice = story.engine.messenger.updated[-1][1]
        assert isinstance(notice, Nudge)
        return notice.items[0].task.ended

    story.pause("Beitrag", "12-10")
    assert shown() == "paused"
    story.resume("Beitrag")
    assert shown() is None


@pytest.mark.parametrize(
    ("until", "resting", "endings"),
    [
        ("12-03", 1, ["paused", None, None, None]),
        ("12-10", 2, ["paused", "paused", None, None]),
        ("12-18", 3, ["paused", "paused", "paused", None]),
    ],
)
def test_a_pause_that_holds_may_be_made_shorter_or_longer(
    database: Database, until: str, resting: int, endings: list[str | None]
) -> None:
    story = Story(database, POST)
    story.pause("Beitrag", "12-10")

    assert story.pause("Beitrag", until).resting == resting
    assert [ended for _, ended in story.endings("Beitrag", "12-24")] == endings
    assert story.state("Beitrag")[1] == day(until)


def test_what_is_made_during_a_pause_comes_back_too(database: Database) -> None:
    story = Story(database, POST)
    paused = story.does(
        lambda session, actor, now: pauses.pause(
            session, actor, story.ids.activities["Beitrag"], date(2027, 4, 30), "Umbau", now, "form"
        )
    )
    assert (paused.resting, paused.next_on) == (None, None)
    story.at("2026-12-28 09:00")
    made = story.database.read(lambda session: session.query(Task).filter(Task.due_on > date(2027, 3, 12)).all())
    assert {task.ended for task in made} == {"paused"}

    returned = story.resume("Beitrag").returned

    assert returned[0].due_on == day("12-31")
    assert {task.id for task in made} <= {line.id for line in returned}


@pytest.mark.parametrize("early", [True, False])
def test_a_rhythm_that_counts_from_completion_finds_its_way_back(database: Database, early: bool) -> None:
    story = Story(database, {**PHOTOS, "lead": 0})
    story.at("2026-12-03 09:00")
    story.pause("Fotos", "12-04")
    assert story.endings("Fotos") == [("12-03", "paused")]

    if early:
        story.at("2026-12-04 08:00")
        story.resume("Fotos")
    story.at("2026-12-05 09:00")

    assert story.endings("Fotos") == [("12-03", "paused"), ("12-10", None)]


def test_the_history_says_who_agreed_on_it_and_who_ended_it(database: Database) -> None:
    story = Story(database, POST)
    story.pause("Beitrag", "12-03")
    story.resume("Beitrag")

    query = select(TaskEvent).where(TaskEvent.kind.in_(("paused", "resumed"))).order_by(TaskEvent.id)
    events = database.read(lambda session: session.scalars(query).all())
    assert [(event.kind, event.person_id, event.door, event.data) for event in events] == [
        ("paused", story.ids.clara, "form", {"until": "2026-12-03", "reason": "Umbau"}),
        ("resumed", story.ids.clara, "button", {}),
    ]


def test_other_activities_go_on(database: Database) -> None:
    story = Story(database, POST, {**POST, "title": "Story"})

    story.pause("Beitrag", "12-10")

    assert story.state("Story") == ("active", None, None)
    assert {ended for _, ended in story.endings("Story")} == {None}


@pytest.mark.parametrize("user", ["U1", "U2", "U5"])
def test_nobody_but_the_coordination_agrees_on_a_pause(database: Database, user: str) -> None:
    story = Story(database, POST)

    with pytest.raises(Refused) as refused:
        story.pause("Beitrag", "12-10", user)

    assert refused.value.refusal.code == "coordinator_only"
    assert story.state("Beitrag") == ("active", None, None)


def test_an_activity_that_has_ended_or_is_elsewhere_is_gone(database: Database) -> None:
    story = Story(database, POST)

    def elsewhere(session: Session) -> int:
        session.get_one(Activity, story.ids.activities["Beitrag"]).state = "ended"
        workspace = Workspace(platform="slack", external_id="T2", name="Andere GmbH")
        session.add(workspace)
        session.flush()
        foreign = Activity(workspace_id=workspace.id, title="Flyer", cadence="monthly on day 1", starts_on=day("12-01"))
        session.add(foreign)
        session.flush()
        return foreign.id

    for activity_id in (database.write(elsewhere), story.ids.activities["Beitrag"], 999):
        with pytest.raises(Refused) as refused:
            story.does(
                lambda session, actor, now, key=activity_id: pauses.pause(  # type: ignore[misc]
                    session, actor, key, day("12-10"), "Umbau", now, "form"
                )
            )
        assert refused.value.refusal.code == "gone"


def test_the_month_counts_what_rests_as_agreed_and_a_small_version_as_kept(database: Database) -> None:
    """Five Thursdays: two rest, one is done small, one whole, and Christmas Eve's lapses."""
    story = Story(database, {**POST, "lead": 0, "non_working": "keep"})
    story.pause("Beitrag", "12-10")
    for on, finish in (("12-17", reply.small), ("12-31", reply.done)):
        story.at(f"2026-{on} 09:00")
        due = select(Task.id).where(Task.due_on == day(on))
        task_id = database.read(lambda session, due=due: session.scalars(due).one())  # type: ignore[misc]
        story.does(
            lambda session, actor, now, key=task_id, ends=finish: ends(session, actor, key, now, "button"),  # type: ignore[misc]
            "U1",
        )

    def counted(session: Session) -> dict[str, int]:
        workspace = session.get_one(Workspace, story.ids.workspace)
        figures = figures_of(session, load_company(session, workspace), day("12-01"), story.engine.clock.now())
        names = ("planned", "expected", "kept_in_time", "done", "small", "paused", "lapsed")
        return {name: getattr(figures, name) for name in names}

    assert database.read(counted) == {
        "planned": 5,
        "expected": 3,
        "kept_in_time": 2,
        "done": 2,
        "small": 1,
        "paused": 2,
        "lapsed": 1,
    }
