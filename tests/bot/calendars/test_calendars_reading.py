"""Absences out of a calendar, from a real server into the database and back out as who is asked what."""

import asyncio
import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from bot.calendars.fetching import open_calendar_session
from bot.calendars.reading import CalendarReader
from jobs.calendar_notices import CalendarUnreadable
from jobs.facts import PersonRef
from jobs.use_cases import absence_feeds, absences
from jobs.use_cases.absence_foresight import AbsenceWish
from jobs.use_cases.answers import Actor
from jobs.use_cases.feed_answers import FeedConnected, FeedLine, FeedRemoved
from jobs.use_cases.refusals import Refused
from storage.columns import Base
from storage.cover_tables import Absence, AbsenceFeed
from storage.database import Database
from storage.tables import Workspace
from tests.bot.calendars.calendar_server import CalendarServer, published
from tests.bot.calendars.samples import GOOGLE, NEXTCLOUD, calendar, file, whole_days
from tests.jobs.company import berlin
from tests.jobs.test_absences import NEWSLETTER, POST, Story, day, span

OTTO = PersonRef(1, "Otto", "U1")
WEEK = whole_days("w", "20261207", "20261212")
Row = tuple[str, date, date | None]


@pytest.fixture
def server() -> Iterator[CalendarServer]:
    with published(CalendarServer()) as serving:
        yield serving


class Calendars(Story):
    """The company, and what its processes read."""

    def connect(self, who: str, address: str, *, of: str | None = None, of_company: bool = False) -> FeedConnected:
        person_id = self.ids.people[of.title()] if of else None

        def work(session: Session, actor: Actor, now: datetime) -> FeedConnected:
            return absence_feeds.connect(session, actor, person_id, address, now, of_company=of_company)

        return self.does(who, work)

    def reads(self, at: str | None = None) -> int:
        """Everything that is due by then is read."""
        if at is not None:
            self.engine.clock.at = berlin(at)

        async def round_of() -> int:
            async with open_calendar_session() as session:
                return await CalendarReader(self.database, self.engine.clock, allows_loopback=True).round(session)

        return asyncio.run(round_of())

    def absences(self) -> list[Row]:
        """Who is away by what holds, and on which days."""
        names = {person_id: name for name, person_id in self.ids.people.items()}
        query = select(Absence).where(~Absence.dismissed).order_by(Absence.first_on, Absence.person_id)
        rows = self.database.read(lambda session: list(session.scalars(query)))
        return [(names[one.person_id], one.first_on, one.last_on) for one in rows]

    def feed(self) -> AbsenceFeed:
        return self.database.read(lambda session: session.scalars(select(AbsenceFeed)).one())

    def told(self, at: str) -> list[tuple[str, Any]]:
        """What is said about calendars."""
        sent = self.engine.at(berlin(at))
        return [(one.to, one.notice) for one in sent if isinstance(one.notice, CalendarUnreadable)]


def otto(first: str, last: str) -> Row:
    return ("Otto", day(first), day(last))


def test_a_calendar_is_read_at_once_and_then_every_hour(database: Database, server: CalendarServer) -> None:
    story = Calendars(database, POST)
    server.content, server.headers = calendar(WEEK), {"ETag": '"v1"'}

    connected = story.connect("otto", server.address)

    assert connected == FeedConnected(OTTO, FeedLine(1, OTTO, "127.0.0.1", read=False, fault=None))
    assert story.reads() == 1
    assert story.absences() == [otto("12-07", "12-11")]
    assert story.reads("2026-12-01 08:59") == 0
    assert story.reads("2026-12-01 09:00") == 1
    assert len(server.asked) == 2
    assert server.asked[1]["If-None-Match"] == '"v1"'


def test_whoever_stands_in_is_asked_while_the_calendar_says_that_somebody_is_away(
    database: Database, server: CalendarServer
) -> None:
    story = Calendars(database, NEWSLETTER)
    assert story.at("2026-12-01 09:00") == [("U1", [("Newsletter", "due")])]
    server.content = calendar(whole_days("w", "20261201", "20261205"))
    story.connect("otto", server.address)

    story.reads("2026-12-01 10:00")
    assert story.at("2026-12-01 10:01") == [("U2", [("Newsletter", "cover")])]

    server.content = calendar()
    story.reads("2026-12-01 11:00")
    assert story.at("2026-12-01 11:01") == [("U1", [("Newsletter", "cover")])]


def test_what_changes_there_changes_here(database: Database, server: CalendarServer) -> None:
    story = Calendars(database, POST)
    story.connect("otto", server.address)
    seen = []
    for number, events in enumerate(
        (
            [WEEK, whole_days("x", "20261222", "20261223")],
            [whole_days("w", "20261208", "20261210"), whole_days("x", "20261222", "20261223")],
            [whole_days("w", "20261208", "20261210"), whole_days("y", "20270104", "20270106")],
            [whole_days("w", "20261208", "20261210", "Urlaub", "TRANSP:TRANSPARENT")],
        )
    ):
        server.content = calendar(*events)
        story.reads(f"2026-12-01 {10 + number}:00")
        seen.append([(f"{first:%m-%d}", f"{last:%m-%d}") for _, first, last in story.absences() if last])

    assert seen == [
        [("12-07", "12-11"), ("12-22", "12-22")],
        [("12-08", "12-09"), ("12-22", "12-22")],
        [("12-08", "12-09"), ("01-04", "01-05")],
        [],
    ]


def test_days_that_have_passed_stay_when_the_calendar_forgets_them(database: Database, server: CalendarServer) -> None:
    story = Calendars(database, POST)
    server.content = calendar(whole_days("a", "20261201", "20261203"), whole_days("b", "20261207", "20261212"))
    story.connect("otto", server.address)
    story.reads()

    server.content = calendar()
    story.reads("2026-12-09 08:00")

    assert story.absences() == [otto("12-01", "12-02"), otto("12-07", "12-08")]


def test_what_is_entered_by_hand_and_what_the_calendar_says_leave_each_other_alone(
    database: Database, server: CalendarServer
) -> None:
    story = Calendars(database, POST)
    server.content = calendar(WEEK)
    story.connect("otto", server.address)
    story.reads()

    noted = story.away("otto", span("12-10", "12-14"))
    assert (noted.spans, noted.joined) == ((span("12-07", "12-14"),), True)
    assert story.absences() == [otto("12-07", "12-11"), otto("12-10", "12-14")]

    server.content = calendar()
    story.reads("2026-12-01 10:00")
    assert story.absences() == [otto("12-10", "12-14")]


def ends(story: Calendars) -> object:
    return story.back("otto")


def shortens(story: Calendars) -> object:
    [row] = story.database.read(lambda session: list(session.scalars(select(Absence))))
    wish = AbsenceWish((span("12-07", "12-09"),))
    return story.does("otto", lambda session, actor, now: absences.change(session, actor, row.id, wish, now, "form"))


@pytest.mark.parametrize(("does", "holds"), [(ends, []), (shortens, [otto("12-07", "12-09")])])
def test_what_somebody_has_ended_by_hand_stays_so_whatever_the_calendar_says(
    database: Database, server: CalendarServer, does: Any, holds: list[Row]
) -> None:
    story = Calendars(database, POST)
    server.content = calendar(WEEK)
    story.connect("otto", server.address)
    story.reads()

    does(story)
    assert story.absences() == holds

    story.reads("2026-12-01 10:00")
    server.content = calendar(whole_days("w", "20261207", "20261213"), whole_days("x", "20261222", "20261223"))
    story.reads("2026-12-01 11:00")
    assert story.absences() == [*holds, otto("12-22", "12-22")]


def test_whoever_is_back_before_their_calendar_says_so_was_away_until_yesterday(
    database: Database, server: CalendarServer
) -> None:
    story = Calendars(database, POST)
    server.content = calendar(WEEK)
    story.connect("otto", server.address)
    story.reads("2026-12-09 08:00")

    over = story.back("otto")

    assert (over.span, over.running) == (span("12-07", "12-11"), True)
    assert story.absences() == [otto("12-07", "12-08")]


def test_a_companys_calendar_speaks_of_those_it_names(database: Database, server: CalendarServer) -> None:
    story = Calendars(database, POST)
    server.content = file(NEXTCLOUD)
    story.connect("clara", server.address, of_company=True)
    story.reads()
    assert story.absences() == [otto("12-07", "12-11"), ("Dora", day("12-10"), day("12-11"))]

    server.content = file(NEXTCLOUD.replace("Otto Urlaub", "Max Urlaub"))
    story.reads("2026-12-01 10:00")
    assert story.absences() == [("Max", day("12-07"), day("12-11")), ("Dora", day("12-10"), day("12-11"))]


def everything(database: Database) -> str:
    """Whatever the database holds, as text."""
    tables = [table.name for table in Base.metadata.sorted_tables]
    return database.read(
        lambda session: "\n".join(str(session.execute(text(f"SELECT * FROM {name}")).all()) for name in tables)  # noqa: S608
    )


def test_neither_titles_nor_the_address_are_kept_or_logged_anywhere(
    database: Database, server: CalendarServer, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    story = Calendars(database, POST)
    server.content = file(GOOGLE)
    story.connect("otto", server.address)

    with caplog.at_level(logging.DEBUG):
        story.reads()
        server.status = 404
        story.reads("2026-12-02 10:00")

    said = caplog.text + "".join(capsys.readouterr())
    assert [one for one in ("Migräne", "frei", "google.com") if one in everything(database)] == []
    assert [one for one in ("Migräne", "s3cr3t") if one in said] == []
    assert everything(database).count("s3cr3t") == 1


def fails(story: Calendars, server: CalendarServer, *hours: str) -> None:
    server.status = 404
    for hour in hours:
        assert story.reads(hour) == 1


def test_three_failures_in_a_row_are_told_once_and_that_it_is_well_again_shows(
    database: Database, server: CalendarServer
) -> None:
    story = Calendars(database, POST)
    server.content = calendar(WEEK)
    story.connect("otto", server.address)
    story.reads("2026-12-01 08:00")

    fails(story, server, "2026-12-01 09:00", "2026-12-01 10:00")
    assert story.told("2026-12-01 10:01") == []
    fails(story, server, "2026-12-01 11:00", "2026-12-01 13:00", "2026-12-01 17:00")
    assert story.told("2026-12-01 17:01") == [("U1", CalendarUnreadable(OTTO, 1, OTTO, "127.0.0.1", "not_found"))]
    assert story.absences() == [otto("12-07", "12-11")]
    assert story.feed().next_read_at == berlin("2026-12-02 01:00")

    server.status = 200
    story.reads("2026-12-02 01:00")
    story.told("2026-12-02 09:00")
    updated = [notice for _, notice in story.engine.messenger.updated if isinstance(notice, CalendarUnreadable)]
    assert updated[-1] == CalendarUnreadable(OTTO, 1, OTTO, "127.0.0.1", None)
    assert (story.feed().fault, story.feed().faults) == (None, 0)


def test_an_address_that_is_wrong_from_the_start_is_told_at_once(database: Database, server: CalendarServer) -> None:
    story = Calendars(database, POST)
    server.content = b"<html>Bitte anmelden</html>"
    story.connect("clara", server.address, of="otto")
    story.reads("2026-12-01 10:00")

    clara = PersonRef(story.ids.clara, "Clara", "U3")
    assert story.told("2026-12-01 10:01") == [
        ("U3", CalendarUnreadable(clara, 1, OTTO, "127.0.0.1", "not_a_calendar")),
    ]
    story.reads("2026-12-01 11:00")
    story.reads("2026-12-01 12:00")
    assert story.told("2026-12-01 12:01") == []


def test_nothing_is_told_at_night_nor_before_the_bot_is_switched_on(database: Database, server: CalendarServer) -> None:
    story = Calendars(database, POST)
    server.content = b"?"
    story.connect("otto", server.address)
    story.reads("2026-12-01 22:00")
    assert story.told("2026-12-01 22:01") == []
    assert len(story.told("2026-12-02 09:00")) == 1

    database.write(lambda session: session.execute(update(Workspace).values(held_since=berlin("2026-12-02 10:00"))))
    story.connect("otto", server.address)
    story.reads("2026-12-02 10:01")
    assert story.told("2026-12-03 09:00") == []


def test_what_was_repaired_before_it_was_told_is_not_told(database: Database, server: CalendarServer) -> None:
    story = Calendars(database, POST)
    server.content = b"?"
    story.connect("otto", server.address)
    story.reads("2026-12-01 22:00")
    server.content = calendar(WEEK)
    story.reads("2026-12-01 23:00")

    assert story.told("2026-12-02 09:00") == []


def test_once_a_day_all_of_it_is_read_so_that_what_comes_nearer_is_seen(
    database: Database, server: CalendarServer
) -> None:
    story = Calendars(database, POST)
    server.headers = {"ETag": '"v1"'}
    server.content = calendar(whole_days("w", "20261204", "20261205", "frei", "RRULE:FREQ=WEEKLY"))
    story.connect("otto", server.address)
    story.reads()
    first = max(row[1] for row in story.absences())

    story.reads("2026-12-08 08:00")

    assert [max(row[1] for row in story.absences()) - first, "If-None-Match" in server.asked[1]] == [
        timedelta(days=7),
        False,
    ]


def test_a_calendar_that_is_taken_away_takes_along_what_is_to_come(database: Database, server: CalendarServer) -> None:
    story = Calendars(database, POST)
    server.content = calendar(whole_days("a", "20261201", "20261203"), WEEK, whole_days("c", "20270104", "20270109"))
    story.connect("otto", server.address)
    story.reads()
    story.engine.clock.at = berlin("2026-12-08 08:00")

    removed = story.does("otto", lambda session, actor, now: absence_feeds.remove(session, actor, 1, now))

    assert removed == FeedRemoved(OTTO, OTTO, dropped=2)
    assert story.absences() == [otto("12-01", "12-02"), otto("12-07", "12-07")]
    assert story.reads("2026-12-09 08:00") == 0


def test_what_was_fetched_from_an_address_that_has_changed_since_is_not_believed(
    database: Database, server: CalendarServer
) -> None:
    story = Calendars(database, POST)
    server.content = calendar(WEEK)
    story.connect("otto", server.address)

    async def meanwhile(request: Any) -> Any:
        from aiohttp import web

        await asyncio.to_thread(story.connect, "otto", "https://calendar.example.com/other.ics")
        server.handler = None
        return web.Response(body=server.content)

    server.handler = meanwhile
    story.engine.clock.at = berlin("2026-12-01 08:30")
    asyncio.run(_one_round(story))

    assert story.absences() == []
    assert story.feed().address == "https://calendar.example.com/other.ics"


async def _one_round(story: Calendars) -> None:
    from jobs.use_cases import feed_reading

    async with open_calendar_session() as session:
        due = feed_reading.take_due(story.database, story.engine.clock.now())
        assert due is not None
        await CalendarReader(story.database, story.engine.clock, allows_loopback=True)._read(session, due)


def test_two_processes_read_each_calendar_once(database: Database, server: CalendarServer) -> None:
    story = Calendars(database, POST)
    server.content = calendar(WEEK)
    for of in ("otto", "dora", "max", "clara"):
        story.connect("clara", server.address, of=of)

    async def two() -> list[int]:
        async with open_calendar_session() as session:
            readers = [CalendarReader(database, story.engine.clock, allows_loopback=True) for _ in range(2)]
            return list(await asyncio.gather(*(reader.round(session) for reader in readers)))

    assert sum(asyncio.run(two())) == len(server.asked) == 4
    assert len(story.absences()) == 4


@pytest.mark.parametrize(
    ("who", "of", "of_company", "address", "code"),
    [
        ("dora", "otto", False, "https://calendar.example.com/x", "absence_of_others"),
        ("dora", None, True, "https://calendar.example.com/x", "coordinator_only"),
        ("otto", None, False, "http://calendar.example.com/x", "address_unknown"),
        ("otto", None, False, "mein Kalender", "address_unknown"),
        ("otto", None, False, f"https://calendar.example.com/{'x' * 2000}", "address_unknown"),
    ],
)
def test_who_may_name_a_calendar_and_which(
    database: Database, who: str, of: str | None, of_company: bool, address: str, code: str
) -> None:
    story = Calendars(database, POST)

    with pytest.raises(Refused) as refused:
        story.connect(who, address, of=of, of_company=of_company)

    assert refused.value.refusal.code == code
