"""Calendars follow who is responsible, for one person and for the company, and secret links open them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeVar

import pytest
from sqlalchemy.orm import Session

from jobs.facts import Reader
from jobs.links import LinkClosed
from jobs.making import make_tasks
from jobs.use_cases import calendar, pauses, reply, steer
from jobs.use_cases.answers import Actor
from jobs.use_cases.calendar import Published
from jobs.use_cases.own_answers import Calendar, CalendarLinks
from jobs.use_cases.refusals import Refused
from storage.cover_tables import Absence
from storage.database import Database
from storage.partner_tables import Link
from storage.tables import Activity, ActivityTurn, Person, Task
from tests.jobs.company import PEOPLE, Ids, berlin, found
from tests.jobs.measures import actor_of

T = TypeVar("T")
NOW = berlin("2026-12-01 10:00")
NEWSLETTER = {"title": "Newsletter", "cadence": "monthly on day 1", "starts": date(2026, 12, 1)}
POST = {"title": "Beitrag", "cadence": "every week on thu", "starts": date(2026, 12, 3), "owner": "Dora"}
ADDRESS = "https://takt.example.org"


def company(database: Database) -> Ids:
    ids = found(database, NEWSLETTER, {**POST, "deputies": ("Otto",)})
    make_tasks(database, NOW)
    return ids


def done_by(database: Database, who: str, work: Callable[[Session, Actor], T]) -> T:
    return database.write(lambda session: work(session, actor_of(session, who)))


def calendar_of(database: Database, who: str, at: datetime = NOW) -> Calendar:
    return database.read(lambda session: calendar.own_calendar(session, actor_of(session, who), at))


def days(found_in: Calendar, title: str = "Beitrag") -> list[str]:
    """The days of an activity's tasks, as far as two weeks from now."""
    near = [task for task in found_in.tasks if task.title == title and task.due_on <= date(2026, 12, 18)]
    return [f"{task.due_on:%d.%m.}" for task in near]


# Who finds what


def test_a_calendar_reaches_thirteen_weeks(database: Database) -> None:
    company(database)
    hers = calendar_of(database, "Dora")

    assert (hers.workspace, hers.today, hers.until, hers.made_at, hers.company) == (
        "T1",
        date(2026, 12, 1),
        date(2027, 3, 2),
        NOW,
        None,
    )
    assert (len(hers.entries), hers.open_tasks) == (13, 13)
    assert max(task.due_on for task in hers.tasks) == date(2027, 2, 25)
    assert calendar_of(database, "Max").entries == ()


def be_away(session: Session, ids: Ids) -> None:
    days_away = {"first_on": date(2026, 12, 7), "last_on": date(2026, 12, 13)}
    session.add(Absence(workspace_id=ids.workspace, person_id=ids.dora, **days_away))


def take_turns(session: Session, ids: Ids) -> None:
    activity = session.get_one(Activity, ids.activities["Beitrag"])
    activity.turn_every = "task"
    activity.turns = [ActivityTurn(position=at, person_id=one) for at, one in enumerate((ids.dora, ids.otto))]
    for task in session.query(Task).filter_by(activity_id=activity.id).order_by(Task.nominal_on):
        task.turn_id = ids.otto if task.nominal_on == date(2026, 12, 10) else ids.dora


def second(session: Session) -> Task:
    return session.query(Task).filter_by(nominal_on=date(2026, 12, 10)).one()


def nothing(session: Session, ids: Ids) -> None:
    del session, ids


def hand_over(session: Session, ids: Ids) -> None:
    steer.reassign(session, actor_of(session, "Dora"), second(session).id, NOW, "form", ids.otto)


def move(session: Session, ids: Ids) -> None:
    del ids
    steer.move(session, actor_of(session, "Dora"), second(session).id, NOW, "form", date(2026, 12, 11))


def pause(session: Session, ids: Ids) -> None:
    until, which = date(2026, 12, 11), ids.activities["Beitrag"]
    pauses.pause(session, actor_of(session, "Clara"), which, until, "Messe", NOW, "form")


def skip(session: Session, ids: Ids) -> None:
    del ids
    steer.skip(session, actor_of(session, "Dora"), second(session).id, NOW, "form", "Messe")


def finish(session: Session, ids: Ids) -> None:
    del ids
    reply.done(session, actor_of(session, "Dora"), second(session).id, NOW, "button")


def leave(session: Session, ids: Ids) -> None:
    session.get_one(Person, ids.dora).standing = "deactivated"


ALL = ["03.12.", "10.12.", "17.12."]
WITHOUT = ["03.12.", "17.12."]
FOLLOWED: dict[str, tuple[Callable[[Session, Ids], None], list[str], list[str]]] = {
    "nothing has happened": (nothing, ALL, []),
    "handed over": (hand_over, WITHOUT, ["10.12."]),
    "away on the day": (be_away, WITHOUT, ["10.12."]),
    "moved": (move, ["03.12.", "11.12.", "17.12."], []),
    "somebody else's turn": (take_turns, WITHOUT, ["10.12."]),
    "paused": (pause, ["17.12."], []),
    "skipped": (skip, WITHOUT, []),
    "done": (finish, ALL, []),
    "left the company": (leave, [], ALL),
}
"""What happens → what then stands in Dora's calendar, who owns it, and in Otto's, who stands in."""


@pytest.mark.parametrize("case", FOLLOWED)
def test_a_calendar_follows_who_is_responsible_on_the_day(database: Database, case: str) -> None:
    ids = company(database)
    happens, hers, his = FOLLOWED[case]
    dora = database.read(lambda session: actor_of(session, "Dora"))
    database.write(lambda session: happens(session, ids))

    assert days(database.read(lambda session: calendar.own_calendar(session, dora, NOW))) == hers
    assert days(calendar_of(database, "Otto")) == his


def test_what_is_late_stays_on_its_day_for_whoever_has_it_now(database: Database) -> None:
    ids = company(database)
    later = berlin("2026-12-08 10:00")
    away = Absence(workspace_id=ids.workspace, person_id=ids.dora, first_on=later.date(), last_on=later.date())
    assert days(calendar_of(database, "Dora", later))[0] == "03.12."

    database.write(lambda session: session.add(away))

    assert days(calendar_of(database, "Dora", later))[0] == "10.12."
    assert days(calendar_of(database, "Otto", later)) == ["03.12."]


def test_what_was_done_stays_for_four_weeks(database: Database) -> None:
    company(database)
    done_by(database, "Otto", lambda session, otto: reply.done(session, otto, 1, NOW, "button"))

    for weeks, stays in ((0, True), (4, True), (5, False)):
        titles = [task.number for task in calendar_of(database, "Otto", NOW + timedelta(weeks=weeks)).tasks]
        assert (1 in titles) == stays


@pytest.mark.parametrize("case", FOLLOWED)
def test_everybodys_calendars_together_are_the_companys(database: Database, case: str) -> None:
    ids = company(database)
    database.write(lambda session: FOLLOWED[case][0](session, ids))
    shared = opened(database, renewed(database, "Clara", "company").company)
    assert shared is not None

    here = [who for who in PEOPLE if not (case == "left the company" and who == "Dora")]
    theirs = {(entry.task.number, entry.responsible) for who in here for entry in calendar_of(database, who).entries}

    assert theirs == {(entry.task.number, entry.responsible) for entry in shared.calendar.entries}


# Links


def subscribed(database: Database, who: str) -> CalendarLinks:
    return done_by(database, who, lambda session, actor: calendar.subscribe(session, actor, ADDRESS, NOW))


def renewed(database: Database, who: str, which: str) -> CalendarLinks:
    return done_by(database, who, lambda session, actor: calendar.renew(session, actor, which, ADDRESS, NOW))


def switched_off(database: Database, who: str, which: str) -> CalendarLinks:
    return done_by(database, who, lambda session, actor: calendar.switch_off(session, actor, which, ADDRESS, NOW))


def opened(database: Database, address: str | None, at: datetime = NOW) -> Published | None:
    """What an address opens; None when it opens nothing."""
    assert address is not None
    token = address.removeprefix(f"{ADDRESS}/calendar/").removesuffix(".ics")
    try:
        return database.read(lambda session: calendar.published(session, token, at))
    except LinkClosed:
        return None


def test_asking_gives_the_same_link_every_time(database: Database) -> None:
    company(database)
    first = subscribed(database, "Otto")

    assert first.own is not None
    assert first == CalendarLinks(date(2026, 12, 1), date(2027, 3, 2), 4, first.own)
    assert subscribed(database, "Otto") == first
    assert database.read(lambda session: session.query(Link).count()) == 1


def test_a_link_opens_the_calendar_of_whom_it_belongs_to(database: Database) -> None:
    ids = company(database)
    database.write(lambda session: setattr(session.get_one(Person, ids.otto), "language", "en"))

    links = subscribed(database, "Otto")

    assert opened(database, links.own) == Published(calendar_of(database, "Otto"), Reader("en", "du", "Europe/Berlin"))


def test_a_new_link_ends_the_old_one(database: Database) -> None:
    company(database)
    first = subscribed(database, "Otto")
    others = subscribed(database, "Dora")

    second_one = renewed(database, "Otto", "own")

    assert (second_one.changed, second_one.own != first.own) == ("own", True)
    assert opened(database, first.own) is None
    assert opened(database, second_one.own) is not None
    assert opened(database, others.own) is not None


def test_switched_off_it_opens_nothing_until_somebody_asks_again(database: Database) -> None:
    company(database)
    first = subscribed(database, "Otto")

    assert switched_off(database, "Otto", "own").own is None
    assert opened(database, first.own) is None
    assert opened(database, subscribed(database, "Otto").own) is not None
    assert opened(database, first.own) is None


@pytest.mark.parametrize("standing", ["deactivated", "external"])
def test_the_link_of_somebody_who_left_opens_nothing(database: Database, standing: str) -> None:
    ids = company(database)
    links = subscribed(database, "Otto")

    database.write(lambda session: setattr(session.get_one(Person, ids.otto), "standing", standing))

    assert opened(database, links.own) is None


def test_the_companys_calendar_holds_everything_with_who_is_responsible(database: Database) -> None:
    ids = company(database)
    database.write(lambda session: be_away(session, ids))
    assert subscribed(database, "Clara").company is None

    shown = opened(database, renewed(database, "Clara", "company").company)

    assert shown is not None
    assert (shown.calendar.company, shown.reader) == ("Muster GmbH", Reader("de", "du", "Europe/Berlin"))
    assert [
        (entry.task.title, f"{entry.task.due_on:%d.%m.}", entry.responsible and entry.responsible.name)
        for entry in shown.calendar.entries[:4]
    ] == [
        ("Newsletter", "01.12.", "Otto"),
        ("Beitrag", "03.12.", "Dora"),
        ("Beitrag", "10.12.", "Otto"),
        ("Beitrag", "17.12.", "Dora"),
    ]


def test_what_nobody_covers_stands_in_the_companys_calendar_alone(database: Database) -> None:
    ids = company(database)
    everyone = (ids.otto, ids.dora, ids.clara, ids.max)
    day = date(2026, 12, 10)
    database.write(
        lambda session: session.add_all(
            Absence(workspace_id=ids.workspace, person_id=one, first_on=day, last_on=day) for one in everyone
        )
    )

    shown = opened(database, renewed(database, "Clara", "company").company)

    assert shown is not None
    [entry] = [one for one in shown.calendar.entries if one.task.due_on == day]
    assert entry.responsible is None
    assert [days(calendar_of(database, who)) for who in ("Otto", "Dora")] == [[], ["03.12.", "17.12."]]


@pytest.mark.parametrize("who", ["Otto", "Gast"])
def test_only_who_coordinates_has_the_companys_link(database: Database, who: str) -> None:
    company(database)
    shared = renewed(database, "Clara", "company").company

    for change in (renewed, switched_off):
        with pytest.raises(Refused) as raised:
            change(database, who, "company")
        assert raised.value.refusal.code == "coordinator_only"
    assert (subscribed(database, who).company, subscribed(database, "Max").company) == (None, shared)


@pytest.mark.parametrize("which", ["", "partner_done", "calendar", "own "])
def test_there_are_no_other_calendars(database: Database, which: str) -> None:
    company(database)
    with pytest.raises(Refused) as raised:
        renewed(database, "Clara", which)
    assert raised.value.refusal.code == "gone"


def test_opening_a_link_changes_nothing(database: Database) -> None:
    company(database)
    links = renewed(database, "Clara", "company")

    def rows(session: Session) -> list[object]:
        tables = (Link, Task, Person)
        return [
            tuple(getattr(row, column.key) for column in table.__table__.columns)
            for table in tables
            for row in session.query(table).order_by(table.id)
        ]

    before = database.read(rows)
    assert opened(database, links.company) is not None
    assert database.read(rows) == before
