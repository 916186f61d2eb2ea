"""What belongs to one person: everything that is stored about them."""

import json
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from jobs.making import make_tasks
from jobs.tick import tick
from jobs.use_cases import calendar, decisions, goals, lessons, own_data, reply, steer
from jobs.use_cases.own_answers import OwnData
from storage import handovers
from storage.cover_tables import Absence, AbsenceFeed
from storage.database import Database
from storage.tables import Address, Person
from tests.jobs.company import Ids, berlin, found
from tests.jobs.measures import actor_of, measured

NOW = berlin("2026-12-01 10:00")
NEWSLETTER = {"title": "Newsletter", "cadence": "monthly on day 1", "starts": date(2026, 12, 1)}
POST = {"title": "Beitrag", "cadence": "every week on thu", "starts": date(2026, 12, 3), "owner": "Dora"}


def company(database: Database) -> Ids:
    ids = found(database, NEWSLETTER, {**POST, "deputies": ("Otto",)})
    make_tasks(database, NOW)
    return ids


def data_of(database: Database, who: str) -> OwnData:
    return database.read(lambda session: own_data.own_data(session, actor_of(session, who), NOW))


def busy(database: Database) -> Ids:
    """Otto did a bit of everything, and so did the others, about him and about each other."""
    ids = company(database)
    metrics = measured(database, ids)
    tick(database, NOW)

    def work(session: Session) -> None:
        otto, clara = actor_of(session, "Otto"), actor_of(session, "Clara")
        session.get_one(Person, ids.otto).deputy_id = ids.dora
        reply.blocked(session, otto, 1, NOW, "command", "material", "Dora hat die Bilder")
        steer.reassign(session, otto, 1, NOW, "form", ids.dora)
        steer.reassign(session, clara, 2, NOW, "form", ids.otto)
        goals.record(session, otto, metrics["Anfragen"], 7, NOW)
        goals.record(session, clara, metrics["Öffnungsrate"], 12, NOW)
        lessons.add(session, otto, ids.activities["Newsletter"], "Clara früher fragen", NOW)
        lessons.add(session, clara, ids.activities["Newsletter"], "Geheim von Clara", NOW)
        decisions.add(session, clara, "Max fragt Otto", NOW, otto.person)
        decisions.add(session, clara, "Nur für Clara", NOW)

    database.write(work)
    return ids


def test_everything_is_told_and_nothing_about_anybody_else(database: Database) -> None:
    ids = busy(database)

    told = data_of(database, "Otto")

    everything = told.everything
    assert json.loads(json.dumps(everything)) == everything
    assert everything["roles"] == [{"name": "measure", "as_deputy": False}]
    assert everything["activities"] == [
        {"title": "Newsletter", "as": ["owner"]},
        {"title": "Beitrag", "as": ["deputy"]},
    ]
    assert [(one["number"], one["as"]) for one in everything["tasks"]] == [(1, ["asked"]), (2, ["holder"])]
    assert [(one["kind"], one["task"], one["data"]) for one in everything["history"]] == [
        ("asked", 1, {}),
        ("ball", 1, {}),
        ("blocked", 1, {"note": " hat die Bilder", "reason": "material"}),
        ("ball", 1, {}),
        ("reassigned", 1, {}),
    ]
    assert [(one["kind"], one["sent_at"], one["state"]) for one in everything["messages"]] == [
        ("nudge", None, "pending")
    ]
    assert everything["readings"] == [
        {"metric": "Anfragen", "month": "2026-11-01", "value": 7.0, "at": "2026-12-01T09:00:00+00:00"}
    ]
    assert [one["text"] for one in everything["lessons"]] == [" früher fragen"]
    assert [(one["text"], one["as"]) for one in everything["decisions"]] == [(" fragt Otto", ["owner"])]
    assert (told.events, told.messages, told.contributions) == (5, 1, 3)
    words = json.dumps(everything, ensure_ascii=False)
    assert [name for name in ("Dora", "Clara", "Max", "Gast", "U2", "U3", "U4") if name in words] == []
    assert data_of(database, "Dora").everything["addresses"][0]["external_id"] == "U2"
    assert ids.otto == everything["person"]["id"]


def test_links_are_told_without_their_secret(sqlite_database: Database) -> None:
    company(sqlite_database)

    def subscribe(session: Session) -> None:
        for who in ("Otto", "Dora"):
            calendar.subscribe(session, actor_of(session, who), "", NOW)
        calendar.renew(session, actor_of(session, "Otto"), "own", "", NOW)

    sqlite_database.write(subscribe)

    assert data_of(sqlite_database, "Otto").everything["links"] == [
        {"purpose": "calendar", "made_at": "2026-12-01T09:00:00+00:00", "revoked_at": "2026-12-01T09:00:00+00:00"},
        {"purpose": "calendar", "made_at": "2026-12-01T09:00:00+00:00", "revoked_at": None},
    ]


def test_no_column_of_a_person_or_an_address_is_forgotten(sqlite_database: Database) -> None:
    """A column that is added later is told as well, or stands among those about others."""
    company(sqlite_database)

    everything: dict[str, Any] = data_of(sqlite_database, "Otto").everything

    columns = {column.key for column in Person.__table__.columns}
    assert set(everything["person"]) == columns - own_data.ABOUT_OTHERS
    assert {name for name in columns if name.endswith("_id")} == {"workspace_id"} | own_data.ABOUT_OTHERS
    assert set(everything["addresses"][0]) == {column.key for column in Address.__table__.columns}


def test_hand_overs_are_told_without_whose_they_were(sqlite_database: Database) -> None:
    ids = company(sqlite_database)
    first, at = date(2026, 12, 14), berlin("2026-12-11 09:05")
    both = (ids.otto, ids.otto), (ids.dora, ids.otto), (ids.clara, ids.dora)

    def agree(session: Session) -> None:
        for person_id, by_id in both:
            handovers.confirm(session, ids.workspace, person_id, first, by_id, at)

    sqlite_database.write(agree)

    assert data_of(sqlite_database, "Otto").everything["hand_overs"] == [
        {"first_on": "2026-12-14", "confirmed_at": "2026-12-11T08:05:00+00:00", "as": ["away", "confirmed"]},
        {"first_on": None, "confirmed_at": "2026-12-11T08:05:00+00:00", "as": ["confirmed"]},
    ]


def test_absences_are_told_as_days_and_those_to_come_in_words(sqlite_database: Database) -> None:
    ids = company(sqlite_database)
    today = date(2026, 12, 1)
    spans = ((today - timedelta(9), today - timedelta(1)), (today + timedelta(9), None), (today, today))

    def leave(session: Session) -> None:
        for first, last in spans:
            session.add(Absence(workspace_id=ids.workspace, person_id=ids.otto, first_on=first, last_on=last))
        session.add(Absence(workspace_id=ids.workspace, person_id=ids.dora, first_on=today, last_on=today))

    sqlite_database.write(leave)

    told = data_of(sqlite_database, "Otto")

    assert [(span.first, span.last) for span in told.absences] == [(today, today), (today + timedelta(9), None)]
    assert told.everything["absences"] == [
        {"first_on": str(first), "last_on": str(last) if last else None} for first, last in spans
    ]


def test_calendars_are_told_without_their_secret_and_absences_that_were_ended_too(sqlite_database: Database) -> None:
    ids = company(sqlite_database)
    at, day = berlin("2026-12-01 10:00"), date(2026, 12, 7)

    def connect(session: Session) -> None:
        for person_id, by_id in ((ids.otto, ids.otto), (None, ids.otto), (ids.otto, ids.clara), (ids.dora, ids.clara)):
            feed = AbsenceFeed(workspace_id=ids.workspace, person_id=person_id, made_by_id=by_id, made_at=at)
            feed.address = "https://calendar.example.com/s3cr3t"
            session.add(feed)
        session.flush()
        away = Absence(workspace_id=ids.workspace, person_id=ids.otto, first_on=day, last_on=day, dismissed=True)
        session.add(away)

    sqlite_database.write(connect)

    told = data_of(sqlite_database, "Otto")

    feed = {"host": "calendar.example.com", "made_at": "2026-12-01T09:00:00+00:00", "read_at": None}
    assert told.everything["calendars"] == [
        {**feed, "as": ["owner", "connected"]},
        {**feed, "as": ["connected"]},
        {**feed, "as": ["owner"]},
    ]
    assert (told.absences, told.everything["absences"]) == (
        (),
        [{"first_on": "2026-12-07", "last_on": "2026-12-07", "ended": True}],
    )
