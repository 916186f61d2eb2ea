"""Closing days as they are planned, shown and taken back, and what has become of the tasks. It is 1 December 2026."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.company import load_company
from jobs.making import make_tasks
from jobs.retrospectives import figures_of
from jobs.rules.availability import Span
from jobs.use_cases import absences, closings, pauses, reply, steer
from jobs.use_cases.absence_foresight import AbsenceWish
from jobs.use_cases.actors import find_actor
from jobs.use_cases.answers import Actor
from jobs.use_cases.closing_answers import (
    ClosingChange,
    ClosingForeseen,
    ClosingNoted,
    ClosingOver,
    Closings,
    ClosingWish,
    KnownClosing,
)
from jobs.use_cases.cover_answers import AbsenceOver
from jobs.use_cases.refusals import Refused
from storage import history
from storage.cover_tables import ClosingDay
from storage.database import Database
from storage.outbox_tables import Outgoing
from storage.tables import Activity, Person, Task, TaskEvent, Workspace
from tests.jobs.company import Ids, berlin, found
from tests.jobs.recorder import Engine

NOW = berlin("2026-12-01 10:00")
NEWSLETTER: dict[str, Any] = {"title": "Newsletter", "cadence": "monthly on day 28", "starts": date(2026, 12, 1)}
POST: dict[str, Any] = {"title": "Beitrag", "cadence": "every week on thu", "starts": date(2026, 12, 3)}
CHRISTMAS = Span(date(2026, 12, 24), date(2027, 1, 6))

T = TypeVar("T")


def company(database: Database, *activities: dict[str, Any]) -> Ids:
    ids = found(database, *(activities or (NEWSLETTER, POST)))
    make_tasks(database, NOW)
    return ids


def asked(database: Database, work: Callable[[Session, Actor], T], user: str = "U3") -> T:
    return database.write(lambda session: work(session, find_actor(session, "slack", "T1", user)))


def foresees(database: Database, span: Span, name: str = "", user: str = "U3") -> ClosingForeseen:
    wish = ClosingWish(span, name)
    return asked(database, lambda session, actor: closings.foresee(session, actor, wish, NOW), user)


def closes(
    database: Database,
    span: Span = CHRISTMAS,
    name: str = "",
    id_: int | None = None,
    user: str = "U3",
    at: datetime = NOW,
) -> ClosingNoted:
    wish = ClosingWish(span, name, id_)
    return asked(database, lambda session, actor: closings.close(session, actor, wish, at, "form"), user)


def reopens(database: Database, id_: int | None, at: datetime = NOW) -> ClosingOver:
    return asked(database, lambda session, actor: closings.reopen(session, actor, id_, at, "form"))


def known(database: Database, user: str = "U3", at: datetime = NOW) -> Closings:
    return asked(database, lambda session, actor: closings.known(session, actor, at), user)


class Row(NamedTuple):
    title: str
    number: int
    nominal: date
    planned: date
    due: date
    ended: str | None


def plan(database: Database) -> list[Row]:
    """Every task there is."""
    columns = (Activity.title, Task.number, Task.nominal_on, Task.planned_on, Task.due_on, Task.ended)
    query = select(*columns).join(Activity, Activity.id == Task.activity_id).order_by(Task.number)
    return database.read(lambda session: [Row(*row) for row in session.execute(query)])


def due_in_winter(database: Database, title: str) -> list[str]:
    """The open tasks from the middle of December to the middle of January."""
    return [
        f"{row.due:%m-%d}"
        for row in plan(database)
        if row.title == title and row.ended is None and date(2026, 12, 15) <= row.due <= date(2027, 1, 15)
    ]


def task(session: Session, number: int) -> Task:
    return session.scalars(select(Task).where(Task.number == number)).one()


def happened(database: Database, kinds: tuple[str, ...]) -> list[tuple[int, str, str, dict[str, Any], int | None]]:
    """What the history tells: number, what, through which door, how, and by whom."""
    columns = (Task.number, TaskEvent.kind, TaskEvent.door, TaskEvent.data, TaskEvent.person_id)
    query = select(*columns).join(Task, Task.id == TaskEvent.task_id).where(TaskEvent.kind.in_(kinds))
    ordered = query.order_by(TaskEvent.id)
    return database.read(lambda session: [tuple(row) for row in session.execute(ordered)])


SHIFTED = ClosingChange("shifted", "Beitrag", 7, date(2026, 12, 24), date(2026, 12, 23))
NEWSLETTER_SHIFTED = ClosingChange("shifted", "Newsletter", 1, date(2026, 12, 28), date(2026, 12, 23))
FALLS_AWAY = ClosingChange("skipped", "Beitrag", 8, date(2026, 12, 31), None, "taken")


def test_what_closing_days_would_do_is_shown_and_nothing_is_changed(database: Database) -> None:
    company(database)
    before = plan(database)

    foreseen = foresees(database, CHRISTMAS, "Weihnachten")

    assert foreseen == ClosingForeseen(
        on=NOW.date(),
        wish=ClosingWish(CHRISTMAS, "Weihnachten"),
        span=CHRISTMAS,
        name="Weihnachten",
        changes=(SHIFTED, NEWSLETTER_SHIFTED, FALLS_AWAY),
    )
    assert plan(database) == before
    assert known(database).closings == ()


def test_what_was_shown_happens_and_the_history_tells_why(database: Database) -> None:
    ids = company(database)

    noted = closes(database, CHRISTMAS, "Weihnachten")

    assert noted == ClosingNoted(
        NOW.date(), noted.id, CHRISTMAS, "Weihnachten", (SHIFTED, NEWSLETTER_SHIFTED, FALLS_AWAY)
    )
    assert due_in_winter(database, "Beitrag") == ["12-17", "12-23", "01-07", "01-14"]
    assert due_in_winter(database, "Newsletter") == ["12-23"]
    assert happened(database, ("shifted", "skipped")) == [
        (7, "shifted", "form", {"why": "closing", "before": "2026-12-24", "to": "2026-12-23"}, ids.clara),
        (1, "shifted", "form", {"why": "closing", "before": "2026-12-28", "to": "2026-12-23"}, ids.clara),
        (8, "skipped", "form", {"why": "closing"}, ids.clara),
    ]


def test_taking_them_back_restores_the_plan_with_its_numbers(database: Database) -> None:
    ids = company(database)
    before = plan(database)
    noted = closes(database)
    make_tasks(database, NOW)

    over = reopens(database, noted.id)
    make_tasks(database, NOW)

    assert over.changes == (
        ClosingChange("shifted", "Newsletter", 1, date(2026, 12, 23), date(2026, 12, 28)),
        ClosingChange("shifted", "Beitrag", 7, date(2026, 12, 23), date(2026, 12, 24)),
        ClosingChange("returns", "Beitrag", 8, date(2026, 12, 31), date(2026, 12, 31)),
    )
    assert plan(database) == before
    assert known(database).closings == ()
    assert happened(database, ("restored",)) == [
        (8, "restored", "form", {"why": "closing", "before": "2026-12-31", "to": "2026-12-31"}, ids.clara)
    ]


def test_what_would_become_of_the_tasks_is_shown_before_they_are_taken_back(database: Database) -> None:
    company(database)
    noted = closes(database)
    between = plan(database)

    shown = asked(database, lambda session, actor: closings.foresee_reopening(session, actor, noted.id, NOW))

    assert plan(database) == between
    assert shown.done is False
    assert shown.changes == reopens(database, noted.id).changes


@pytest.mark.parametrize(
    ("policy", "winter", "kinds"),
    [
        ("before", ["12-17", "12-23", "01-07", "01-14"], ["shifted", "skipped"]),
        ("after", ["12-17", "01-07", "01-14"], ["shifted", "skipped", "skipped"]),
        ("keep", ["12-17", "12-24", "12-31", "01-07", "01-14"], ["kept", "kept"]),
        ("skip", ["12-17", "01-07", "01-14"], ["skipped", "skipped"]),
    ],
)
def test_each_activity_says_what_is_done(
    sqlite_database: Database, policy: str, winter: list[str], kinds: list[str]
) -> None:
    company(sqlite_database, {**POST, "non_working": policy})

    noted = closes(sqlite_database)

    assert [change.kind for change in noted.changes] == kinds
    assert due_in_winter(sqlite_database, "Beitrag") == winter


def test_days_on_which_nobody_works_have_no_daily_task(sqlite_database: Database) -> None:
    company(sqlite_database, {**POST, "cadence": "every working day"})
    before = plan(sqlite_database)

    noted = closes(sqlite_database)

    assert {change.why for change in noted.changes} == {"no_working_day"}
    assert due_in_winter(sqlite_database, "Beitrag")[6:9] == ["12-23", "01-07", "01-08"]
    reopens(sqlite_database, noted.id)
    assert plan(sqlite_database) == before


def test_tasks_that_are_counted_in_working_days_are_counted_anew_without_being_doubled(database: Database) -> None:
    company(database, {**POST, "cadence": "monthly on working day 3"})
    before = plan(database)

    noted = closes(database)
    make_tasks(database, NOW)

    assert noted.changes == (ClosingChange("shifted", "Beitrag", 2, date(2027, 1, 7), date(2027, 1, 11)),)
    assert [row.number for row in plan(database)] == [row.number for row in before]
    reopens(database, noted.id)
    make_tasks(database, NOW)
    assert plan(database) == before


def test_what_people_moved_or_are_at_stays_and_is_named(database: Database) -> None:
    company(database, POST)

    def work(session: Session, actor: Actor) -> None:
        steer.move(session, actor, task(session, 3).id, NOW, "button", date(2026, 12, 29))
        reply.on_it(session, actor, task(session, 4).id, NOW, "button")
        task(session, 5).step = 1

    asked(database, work)
    before = plan(database)

    noted = closes(database)

    assert noted.changes == (
        ClosingChange("stays", "Beitrag", 4, date(2026, 12, 24), None, "under_way"),
        ClosingChange("stays", "Beitrag", 3, date(2026, 12, 29), None, "moved"),
        ClosingChange("stays", "Beitrag", 5, date(2026, 12, 31), None, "under_way"),
    )
    assert plan(database) == before


def test_who_has_a_task_keeps_it_when_it_is_shifted(database: Database) -> None:
    ids = company(database, POST)

    def hand_over(session: Session, actor: Actor) -> None:
        steer.reassign(session, actor, task(session, 4).id, NOW, "button", ids.max)

    asked(database, hand_over)

    closes(database)

    assert database.read(lambda session: (task(session, 4).due_on, task(session, 4).holder_id)) == (
        date(2026, 12, 23),
        ids.max,
    )


@pytest.mark.parametrize(
    ("first", "due"),
    [
        ("2026-12-24", date(2026, 12, 23)),  # today
        ("2026-12-23", date(2027, 1, 7)),  # the day before would be yesterday
    ],
)
def test_no_task_ever_becomes_due_in_the_past(sqlite_database: Database, first: str, due: date) -> None:
    company(sqlite_database, NEWSLETTER)
    now = berlin("2026-12-23 10:00")

    noted = closes(sqlite_database, Span(date.fromisoformat(first), date(2027, 1, 6)), at=now)

    assert [(change.kind, change.after) for change in noted.changes] == [("shifted", due)]


def test_what_is_overdue_is_left_alone(sqlite_database: Database) -> None:
    company(sqlite_database, NEWSLETTER)
    now = berlin("2026-12-30 10:00")

    assert closes(sqlite_database, Span(date(2026, 12, 28), date(2027, 1, 6)), at=now).changes == ()


def test_days_that_touch_become_one_with_both_names(database: Database) -> None:
    company(database, NEWSLETTER)
    closes(database, Span(date(2026, 12, 24), date(2026, 12, 31)), "Weihnachten")
    closes(database, Span(date(2027, 5, 7), date(2027, 5, 7)), "Brückentag")

    noted = closes(database, Span(date(2027, 1, 2), date(2027, 1, 6)), "Inventur")

    assert (noted.span, noted.name, noted.joined) == (CHRISTMAS, "Inventur, Weihnachten", True)
    assert known(database) == Closings(
        NOW.date(),
        (
            KnownClosing(noted.id, CHRISTMAS, "Inventur, Weihnachten"),
            KnownClosing(2, Span(date(2027, 5, 7), date(2027, 5, 7)), "Brückentag"),
        ),
        may_change=True,
    )


def test_a_weekend_between_does_not_keep_days_apart(sqlite_database: Database) -> None:
    company(sqlite_database, NEWSLETTER)
    closes(sqlite_database, Span(date(2026, 12, 21), date(2026, 12, 23)))

    assert closes(sqlite_database, Span(date(2026, 12, 24), date(2026, 12, 30))).span == Span(
        date(2026, 12, 21), date(2026, 12, 30)
    )


def test_changed_days_replace_the_old_ones(database: Database) -> None:
    company(database, POST)
    noted = closes(database, CHRISTMAS, "Weihnachten")

    changed = closes(database, Span(date(2026, 12, 30), date(2027, 1, 8)), "Jahreswechsel", noted.id)

    assert changed.id == noted.id
    assert changed.joined is False
    assert changed.changes == (
        ClosingChange("shifted", "Beitrag", 4, date(2026, 12, 23), date(2026, 12, 24)),
        ClosingChange("returns", "Beitrag", 5, date(2026, 12, 31), date(2026, 12, 29)),
        ClosingChange("skipped", "Beitrag", 6, date(2027, 1, 7), None, "taken"),
    )
    assert due_in_winter(database, "Beitrag") == ["12-17", "12-24", "12-29", "01-14"]
    assert [one.name for one in known(database).closings] == ["Jahreswechsel"]


def test_of_days_that_are_running_what_is_over_stays_closed(database: Database) -> None:
    company(database, POST)
    noted = closes(database)
    now = berlin("2026-12-30 10:00")

    over = reopens(database, noted.id, now)

    assert over.changes == (ClosingChange("returns", "Beitrag", 5, date(2026, 12, 31), date(2026, 12, 31)),)
    rows = database.read(lambda session: [(one.first_on, one.last_on) for one in session.scalars(select(ClosingDay))])
    assert rows == [(date(2026, 12, 24), date(2026, 12, 29))]
    assert known(database, at=now).closings == ()


def test_what_was_never_made_because_it_was_closed_is_added(database: Database) -> None:
    ids = found(database, {**POST, "non_working": "skip"})
    row = {"workspace_id": ids.workspace, "first_on": CHRISTMAS.first, "last_on": CHRISTMAS.last, "name": ""}
    database.write(lambda session: session.add(ClosingDay(**row)))
    make_tasks(database, NOW)

    over = reopens(database, 1)
    make_tasks(database, NOW)

    assert over.changes == (
        ClosingChange("added", "Beitrag", None, date(2026, 12, 24), date(2026, 12, 24)),
        ClosingChange("added", "Beitrag", None, date(2026, 12, 31), date(2026, 12, 31)),
    )
    assert due_in_winter(database, "Beitrag") == ["12-17", "01-07", "01-14", "12-24", "12-31"]


@pytest.mark.parametrize(
    ("user", "span", "code"),
    [
        ("U1", CHRISTMAS, "coordinator_only"),
        ("U5", CHRISTMAS, "guest"),
        ("U3", Span(date(2026, 11, 2), date(2026, 11, 30)), "date_past"),
        ("U3", Span(date(2029, 1, 2), date(2029, 1, 5)), "date_too_far"),
        ("U3", Span(date(2026, 12, 24)), "closing_open"),
        ("U3", Span(date(2026, 12, 1), date(2027, 1, 30)), "closing_long"),
    ],
)
def test_what_is_refused(sqlite_database: Database, user: str, span: Span, code: str) -> None:
    company(sqlite_database, NEWSLETTER)

    for ask in (foresees, closes):
        with pytest.raises(Refused) as refused:
            ask(sqlite_database, span, user=user)
        assert refused.value.refusal.code == code


def test_sixty_days_are_not_too_long_unless_they_become_more(sqlite_database: Database) -> None:
    company(sqlite_database, NEWSLETTER)
    closes(sqlite_database, Span(date(2027, 3, 1), date(2027, 4, 29)))

    with pytest.raises(Refused, match="closing_long"):
        closes(sqlite_database, Span(date(2027, 4, 30), date(2027, 4, 30)))


def test_an_entry_that_is_over_of_others_or_not_there_is_gone(sqlite_database: Database) -> None:
    company(sqlite_database, NEWSLETTER)
    noted = closes(sqlite_database, Span(date(2026, 12, 2), date(2026, 12, 2)))

    for key, at in ((noted.id, berlin("2026-12-03 10:00")), (99, NOW), (None, NOW)):
        with pytest.raises(Refused, match="gone"):
            reopens(sqlite_database, key, at)


def test_members_may_look_and_guests_may_not(sqlite_database: Database) -> None:
    company(sqlite_database, NEWSLETTER)
    closes(sqlite_database, CHRISTMAS, "Weihnachten")

    assert known(sqlite_database, "U1") == Closings(
        NOW.date(), (KnownClosing(1, CHRISTMAS, "Weihnachten"),), may_change=False
    )
    with pytest.raises(Refused, match="guest"):
        known(sqlite_database, "U5")


def test_a_message_about_a_shifted_task_and_every_home_page_follow(database: Database) -> None:
    company(database, POST)
    engine = Engine(database, berlin("2026-12-21 08:00"))
    engine.at(berlin("2026-12-21 09:00"))  # Otto hears of the 24th three working days before

    def open_home(session: Session) -> None:
        for person in session.scalars(select(Person)):
            person.home_version, person.home_stale_at = "v1", None

    database.write(open_home)

    closes(database, at=engine.clock.now())

    waiting = select(Outgoing.kind).where(Outgoing.refresh_at.is_not(None))
    assert database.read(lambda session: list(session.scalars(waiting))) == ["nudge"]
    stale = select(Person.name).where(Person.home_stale_at.is_not(None)).order_by(Person.id)
    assert database.read(lambda session: list(session.scalars(stale))) == ["Otto", "Dora", "Clara", "Max", "Gast"]


def test_what_fell_away_counts_as_never_planned(database: Database) -> None:
    ids = company(database, POST)
    closes(database)

    def planned(session: Session) -> tuple[int, int]:
        held = load_company(session, session.get_one(Workspace, ids.workspace))
        figures = figures_of(session, held, date(2026, 12, 1), NOW)
        return figures.planned, figures.skipped

    assert database.read(planned) == (4, 0)


def test_what_somebody_left_out_before_does_not_come_back(database: Database) -> None:
    company(database, POST)

    def leave_out(session: Session, actor: Actor) -> None:
        steer.skip(session, actor, task(session, 5).id, NOW, "button", "Messe")

    asked(database, leave_out)
    before = plan(database)

    reopens(database, closes(database).id)

    assert plan(database) == before


def test_the_history_of_a_task_is_kept_whatever_its_days(sqlite_database: Database) -> None:
    company(sqlite_database, POST)
    reopens(sqlite_database, closes(sqlite_database).id)

    def kinds(session: Session) -> list[str]:
        return [event.kind for event in history.events_of(session, [task(session, 4).id])]

    assert sqlite_database.read(kinds) == ["made", "shifted", "shifted"]


def test_a_task_that_was_shifted_while_somebody_was_away_comes_back_on_its_new_day(database: Database) -> None:
    company(database, POST)
    away = AbsenceWish((Span(date(2026, 12, 21), date(2026, 12, 31)),), None, 2)
    asked(database, lambda session, actor: absences.away(session, actor, away, NOW, "form"), "U1")
    closes(database)

    over = asked(database, lambda session, actor: absences.back(session, actor, NOW, "form"), "U1")

    assert isinstance(over, AbsenceOver)
    assert [(line.number, line.due_on, line.planned_on) for line in over.returned] == [
        (4, date(2026, 12, 23), date(2026, 12, 23))
    ]


def test_a_task_that_rests_is_shifted_all_the_same_in_case_its_pause_ends_early(database: Database) -> None:
    ids = company(database, POST)
    key = ids.activities["Beitrag"]
    until = date(2026, 12, 27)
    asked(database, lambda session, actor: pauses.pause(session, actor, key, until, "Umbau", NOW, "form"))

    noted = closes(database)
    asked(database, lambda session, actor: pauses.resume(session, actor, key, NOW, "form"))

    assert noted.changes == (ClosingChange("skipped", "Beitrag", 5, date(2026, 12, 31), None, "taken"),)
    assert due_in_winter(database, "Beitrag") == ["12-17", "12-23", "01-07", "01-14"]
