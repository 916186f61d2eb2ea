"""The weekly look ahead: to whom it goes, when, what it says, and when nothing is said at all."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from jobs.company import load_company
from jobs.cover_notices import Away, CoverageAhead, CoverGap, DataEnd
from jobs.data_ends import data_ends
from jobs.lines import task_line
from jobs.rehearsal import rehearse
from jobs.rules.availability import Span
from jobs.rules.coverage import Share
from jobs.use_cases import steer
from jobs.use_cases.actors import find_actor
from storage.cover_tables import Absence
from storage.database import Database
from storage.tables import Activity, ActivityDeputy, Person, Task, Workspace
from tests.jobs.company import Ids, berlin, found
from tests.jobs.hearing import CLARA, DORA, MAX, OTTO
from tests.jobs.recorder import Engine, Sent

FLYER: dict[str, Any] = {"title": "Flyer", "cadence": "yearly on 20 jan", "starts": date(2026, 12, 1), "lead": 0}
POST: dict[str, Any] = {"title": "Beitrag", "cadence": "every week on wed", "starts": date(2027, 1, 13), "lead": 0}
START = berlin("2026-12-02 10:00")
"""A Wednesday, so that the first look is on Monday the 7th."""
MONDAY = berlin("2026-12-07 09:00")


def absent(database: Database, ids: Ids, who: str, first: date, last: date | None = None) -> None:
    row = {"workspace_id": ids.workspace, "person_id": ids.people[who], "first_on": first, "last_on": last}
    database.write(lambda session: session.add(Absence(**row)))


def january(*who: str) -> tuple[Away, ...]:
    people = {"Otto": OTTO, "Dora": DORA, "Clara": CLARA, "Max": MAX}
    return tuple(Away(people[one], Span(date(2027, 1, 11), date(2027, 1, 29))) for one in who)


def company(database: Database, *activities: dict[str, Any], away: tuple[str, ...] = ("Otto", "Dora")) -> Ids:
    """Those who are away are so for most of January."""
    ids = found(database, *(activities or (FLYER,)))
    for who in away:
        absent(database, ids, who, date(2027, 1, 11), date(2027, 1, 29))
    return ids


def looks(database: Database, *instants: datetime) -> list[Sent]:
    """What is said about cover, from the start on."""
    engine = Engine(database, START)
    sent = [one for at in (START, *instants) for one in engine.at(at)]
    return [one for one in sent if isinstance(one.notice, CoverageAhead)]


def gap(database: Database, title: str, kind: str, **facts: Any) -> CoverGap:
    """The first gap of an activity."""

    def work(session: Session) -> CoverGap:
        query = select(Task).join(Task.activity).options(contains_eager(Task.activity)).order_by(Task.due_on)
        row = session.scalars(query.where(Activity.title == title).limit(1)).one()
        held = load_company(session, session.get_one(Workspace, row.workspace_id))
        defaults: dict[str, Any] = {"away": (), "left": None, **facts}
        return CoverGap(task=task_line(row, held), activity_id=row.activity_id, kind=kind, **defaults)  # type: ignore[arg-type]

    return database.read(work)


def test_whoever_coordinates_learns_of_a_gap_on_monday_at_nine(database: Database) -> None:
    company(database)

    [sent] = looks(database, berlin("2026-12-07 08:59"), MONDAY, berlin("2026-12-07 09:05"), berlin("2026-12-08 09:00"))

    assert (sent.at, sent.to) == (MONDAY, "U3")
    assert sent.notice == CoverageAhead(
        reader=CLARA,
        on=date(2026, 12, 7),
        gaps=(gap(database, "Flyer", "coordinator", away=january("Otto", "Dora"), left=CLARA),),
        more=0,
        share=Share(0, 1),
    )


def test_the_three_gravest_gaps_are_told_each_of_another_activity(database: Database) -> None:
    alone = {"title": "Messe", "cadence": "yearly on 28 dec", "starts": date(2026, 12, 1), "deputies": ()}
    nobody = {**FLYER, "title": "Anzeige", "cadence": "yearly on 21 jan", "owner": "Clara", "deputies": ()}
    company(database, alone, POST, nobody, FLYER, away=("Otto", "Dora", "Clara"))

    def absent_too(session: Session) -> None:
        session.get_one(Person, 4).standing = "deactivated"

    database.write(absent_too)
    [sent] = looks(database, MONDAY)

    assert isinstance(sent.notice, CoverageAhead)
    assert [(one.task.title, one.kind, one.further) for one in sent.notice.gaps] == [
        ("Beitrag", "nobody", 2),
        ("Flyer", "nobody", 0),
        ("Anzeige", "nobody", 0),
    ]
    assert sent.notice.more == 1
    assert sent.notice.share == Share(6, 11)


def test_where_nothing_is_missing_nothing_is_said(database: Database) -> None:
    company(database, away=("Otto",))

    assert looks(database, MONDAY, berlin("2026-12-14 09:00")) == []


def test_it_is_said_again_the_next_week_and_no_sooner(database: Database) -> None:
    company(database)

    days = [berlin(f"2026-12-{day:02} 09:00") for day in range(7, 19)]

    assert [one.at for one in looks(database, *days)] == [MONDAY, berlin("2026-12-14 09:00")]


@pytest.mark.parametrize(
    ("days", "away", "said"),
    [
        ("tue,wed,thu,fri", None, ("2026-12-08", "U3")),  # her first working day of the week
        ("mon,tue,wed,thu,fri", (7, 9), ("2026-12-07", "U4")),  # her deputy, while she is away
        ("mon,tue,wed,thu,fri", (2, 8), ("2026-12-07", "U4")),
    ],
)
def test_it_waits_for_the_first_working_day_of_whoever_coordinates_then(
    database: Database, days: str, away: tuple[int, int] | None, said: tuple[str, str]
) -> None:
    ids = company(database)

    def part_time(session: Session) -> None:
        session.get_one(Person, ids.clara).weekdays = days

    database.write(part_time)
    if away:
        absent(database, ids, "Clara", date(2026, 12, away[0]), date(2026, 12, away[1]))

    sent = looks(database, *(berlin(f"2026-12-{day:02} 09:00") for day in range(3, 13)))

    assert [(str(one.at.date()), one.to) for one in sent] == [said]


def test_a_monday_without_the_engine_is_made_up_for_within_working_hours(database: Database) -> None:
    company(database)

    sent = looks(database, berlin("2026-12-03 09:00"), berlin("2026-12-08 22:00"), berlin("2026-12-09 09:00"))

    assert [one.at for one in sent] == [berlin("2026-12-09 09:00")]


def test_a_holiday_puts_it_off_to_the_day_after(sqlite_database: Database) -> None:
    ids = company(sqlite_database)

    def close(session: Session) -> None:
        session.get_one(Person, ids.clara).country = "AT"  # 8 December is a holiday there
        session.get_one(Person, ids.clara).weekdays = "tue,wed,thu,fri"

    sqlite_database.write(close)

    days = [berlin(f"2026-12-{day:02} 09:00") for day in range(7, 12)]
    assert [one.at for one in looks(sqlite_database, *days)] == [berlin("2026-12-09 09:00")]


def test_nothing_is_said_while_it_is_being_set_up(sqlite_database: Database) -> None:
    ids = company(sqlite_database)

    def hold(session: Session) -> None:
        session.get_one(Workspace, ids.workspace).held_since = START

    sqlite_database.write(hold)

    assert looks(sqlite_database, MONDAY) == []


def test_a_gap_that_is_closed_is_shown_with_who_is_there_now(database: Database) -> None:
    ids = company(database)
    engine = Engine(database, START)
    engine.now()
    engine.at(MONDAY)

    def give(session: Session) -> None:
        steer.reassign(session, find_actor(session, "slack", "T1", "U3"), 1, MONDAY, "button", ids.max)

    database.write(give)
    engine.now()

    _, notice = engine.messenger.updated[-1]
    settled = gap(database, "Flyer", "nobody", left=MAX, settled=True)
    assert notice == CoverageAhead(CLARA, date(2026, 12, 7), (settled,), 0, Share(1, 1))


def test_a_gap_that_is_closed_before_its_message_goes_out_is_not_told(database: Database) -> None:
    ids = company(database)
    engine = Engine(database, START)
    engine.now()

    def stand_in(session: Session) -> None:
        flyer = session.get_one(Activity, ids.activities["Flyer"])
        flyer.deputies.append(ActivityDeputy(position=1, person_id=ids.max))

    database.write(stand_in)

    assert [one for one in engine.at(MONDAY) if isinstance(one.notice, CoverageAhead)] == []


def test_the_end_of_the_calendars_is_told_without_any_gap(sqlite_database: Database) -> None:
    found(sqlite_database, {**FLYER, "starts": date(2029, 6, 1)})
    engine = Engine(sqlite_database, berlin("2029-06-06 10:00"))
    engine.now()

    [sent] = [one for one in engine.at(berlin("2029-06-11 09:00")) if isinstance(one.notice, CoverageAhead)]

    assert sent.notice == CoverageAhead(
        CLARA, date(2029, 6, 11), (), 0, Share(0, 0), (DataEnd("school", date(2029, 9, 10)),)
    )


@pytest.mark.parametrize(
    ("today", "ends"),
    [
        (date(2026, 12, 1), ()),
        (date(2029, 3, 11), ()),
        (date(2029, 3, 12), (DataEnd("school", date(2029, 9, 10)),)),
        (date(2100, 7, 2), (DataEnd("public", date(2100, 12, 31)), DataEnd("school", date(2029, 9, 10)))),
    ],
)
def test_it_is_warned_half_a_year_before(sqlite_database: Database, today: date, ends: tuple[DataEnd, ...]) -> None:
    ids = found(sqlite_database, FLYER)

    def work(session: Session) -> tuple[DataEnd, ...]:
        held = load_company(session, session.get_one(Workspace, ids.workspace))
        return data_ends(held, [session.get_one(Activity, ids.activities["Flyer"])], today)

    assert sqlite_database.read(work) == ends


def test_it_is_foreseen(database: Database) -> None:
    ids = company(database)

    foreseen = database.write(lambda session: rehearse(session, ids.workspace, date(2026, 12, 7), START))

    assert [(one.at, one.to, type(one.notice)) for one in foreseen] == [(MONDAY, CLARA, CoverageAhead)]
