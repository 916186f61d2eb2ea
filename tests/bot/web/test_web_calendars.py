"""A calendar over HTTP: the same file for the same link, without its content while nothing has changed."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy.orm import Session

from jobs.links import LinkFor, make
from jobs.making import make_tasks
from jobs.use_cases import calendar, reply, steer
from storage.database import Database
from storage.tables import Person
from tests.bot.web.visitor import StandingClock, Visitor, served
from tests.jobs.company import Ids, berlin, found
from tests.jobs.measures import actor_of

NOW = berlin("2026-12-01 10:00")
NEWSLETTER = {"title": "Newsletter", "cadence": "monthly on day 15", "starts": date(2026, 12, 15)}
FIRST_ONLY = {**NEWSLETTER, "cadence": "yearly on 15 dec"}


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(NOW)


@pytest.fixture
def ids(sqlite_database: Database) -> Ids:
    ids = found(sqlite_database, FIRST_ONLY)
    make_tasks(sqlite_database, NOW)
    return ids


@pytest.fixture
def visitor(sqlite_database: Database, clock: StandingClock, ids: Ids) -> Iterator[Visitor]:
    del ids
    with served(sqlite_database, clock) as visitor:
        yield visitor


def path_of(database: Database, who: str = "Otto") -> str:
    """The path of somebody's link."""

    def subscribe(session: Session) -> str:
        links = calendar.subscribe(session, actor_of(session, who), "", NOW)
        return str(links.own)

    return database.write(subscribe)


def test_the_file(sqlite_database: Database, visitor: Visitor) -> None:
    answer = visitor.opens(path_of(sqlite_database))

    assert answer.status == 200
    assert answer.text.splitlines() == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Taktgeber//Taktgeber//EN",
        "METHOD:PUBLISH",
        "NAME:Taktgeber",
        "X-WR-CALNAME:Taktgeber",
        "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
        "X-PUBLISHED-TTL:PT15M",
        "X-WR-TIMEZONE:Europe/Berlin",
        "BEGIN:VEVENT",
        "SUMMARY:Newsletter (#1)",
        "DTSTART;VALUE=DATE:20261215",
        "DTEND;VALUE=DATE:20261216",
        "DTSTAMP:20261201T090000Z",
        "UID:task-1@T1.taktgeber",
        "SEQUENCE:1",
        "DESCRIPTION:Fällig am Di.\\, 15. Dezember.",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    assert {name: answer.header(name) for name in ("Content-Type", "Cache-Control", "Content-Disposition")} == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Cache-Control": "private, max-age=600",
        "Content-Disposition": 'inline; filename="taktgeber.ics"',
    }


def test_it_is_in_the_language_of_whom_it_belongs_to(sqlite_database: Database, visitor: Visitor, ids: Ids) -> None:
    path = path_of(sqlite_database)
    sqlite_database.write(lambda session: setattr(session.get_one(Person, ids.otto), "language", "en"))
    assert "DESCRIPTION:Due on Tue\\, 15 December." in visitor.opens(path, Accept_Language="de").text


def test_what_has_not_changed_is_not_sent_again(
    sqlite_database: Database, visitor: Visitor, clock: StandingClock
) -> None:
    path = path_of(sqlite_database)
    tag = str(visitor.opens(path).header("ETag"))
    clock.at += timedelta(hours=3)

    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = visitor.opens(path, If_None_Match=known)
        assert (again.status, again.text, again.header("ETag")) == (304, "", tag)
        assert again.header("Cache-Control") == "private, max-age=600"
    assert visitor.opens(path, If_None_Match='"other"').status == 200
    assert visitor.opens(path, "HEAD").header("ETag") == tag


def test_what_has_changed_is(sqlite_database: Database, visitor: Visitor) -> None:
    path = path_of(sqlite_database)
    tag = str(visitor.opens(path).header("ETag"))

    def move(session: Session) -> None:
        steer.move(session, actor_of(session, "Otto"), 1, NOW, "form", date(2026, 12, 17))

    sqlite_database.write(move)
    moved = visitor.opens(path, If_None_Match=tag)

    [event] = Calendar.from_ical(moved.text).walk("VEVENT")
    assert (moved.status, str(event["uid"]), event.decoded("dtstart"), event["sequence"]) == (
        200,
        "task-1@T1.taktgeber",
        date(2026, 12, 17),
        2,
    )

    def finish(session: Session) -> None:
        reply.done(session, actor_of(session, "Otto"), 1, NOW, "button")

    sqlite_database.write(finish)
    [event] = Calendar.from_ical(visitor.opens(path).text).walk("VEVENT")
    assert (str(event["summary"]), event["sequence"]) == ("Erledigt: Newsletter (#1)", 3)


def test_every_link_that_opens_nothing_shows_the_same_page(
    sqlite_database: Database, visitor: Visitor, ids: Ids
) -> None:
    otto, dora = path_of(sqlite_database), path_of(sqlite_database, "Dora")

    def prepare(session: Session) -> tuple[str, str, str]:
        session.get_one(Person, ids.dora).standing = "external"
        clara = actor_of(session, "Clara")
        revoked = calendar.subscribe(session, clara, "", NOW).own
        calendar.switch_off(session, clara, "own", "", NOW)
        of_partner = make(session, LinkFor(ids.workspace, "partner_done", task_id=1), NOW)
        expired = make(session, LinkFor(ids.workspace, "calendar", person_id=ids.otto, expires_at=NOW), NOW)
        return str(revoked), f"/calendar/{of_partner}.ics", f"/calendar/{expired}.ics"

    revoked, of_partner, expired = sqlite_database.write(prepare)
    forged = f"{otto[:-5]}{'A' if otto[-5] != 'A' else 'B'}.ics"
    paths = (revoked, of_partner, expired, dora, forged, "/calendar/1.ics", "/calendar/%00.ics", "/calendar/.ics", "/x")
    answers = [visitor.opens(path) for path in paths]

    assert {answer.status for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert visitor.opens(otto).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_calendar_is_only_read(sqlite_database: Database, visitor: Visitor, method: str) -> None:
    assert visitor.opens(path_of(sqlite_database), method).status == 405
