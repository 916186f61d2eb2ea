"""Wishes for home pages: who is wished for, in which order they are taken, and what keeps a wish from getting lost."""

import threading
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from storage import homes, rhythm
from storage.database import Database
from storage.tables import Address, Person, Task
from tests.jobs.company import Ids, berlin, found

NOON = berlin("2026-12-01 12:00")
LATER = NOON + timedelta(seconds=5)
LEASE = NOON + timedelta(seconds=30)


@dataclass(frozen=True)
class Pages:
    """The home pages of a company: Otto, Dora and Clara have opened theirs."""

    database: Database
    ids: Ids

    def want(self, at: datetime = NOON, first: str | None = None) -> None:
        who = self.ids.people[first] if first else None
        self.database.write(lambda session: homes.want_refresh(session, self.ids.workspace, at, first=who))

    def take(self, now: datetime = LATER, until: datetime = LEASE) -> str | None:
        """Whose page is taken."""
        page = self.database.write(lambda session: homes.take_stale(session, "slack", "T1", now, until))
        return page.external_id if page else None

    def waits(self, now: datetime = LATER, workspace: str = "T1") -> bool:
        return self.database.read(lambda session: homes.anything_stale(session, "slack", workspace, now))

    def published(self, name: str, until: datetime = LEASE, version: str = "v2") -> None:
        self.database.write(lambda session: homes.published(session, self.ids.people[name], until, version))

    def state(self, name: str) -> tuple[str | None, datetime | None]:
        def look(session: Session) -> tuple[str | None, datetime | None]:
            person = session.get_one(Person, self.ids.people[name])
            return person.home_version, person.home_stale_at

        return self.database.read(look)


@pytest.fixture
def pages(database: Database) -> Pages:
    ids = found(database)
    for name in ("Otto", "Dora", "Clara"):
        database.write(lambda session, who=ids.people[name]: homes.published(session, who, NOON, "v1"))  # type: ignore[misc]
    return Pages(database, ids)


def test_only_pages_that_were_opened_are_wished_for(pages: Pages) -> None:
    pages.want()

    assert pages.state("Otto") == ("v1", NOON + timedelta(seconds=2))
    assert pages.state("Max") == (None, None)


def test_a_moment_is_left_so_that_several_changes_become_one(pages: Pages) -> None:
    pages.want()
    pages.want(NOON + timedelta(seconds=1))

    assert not pages.waits(NOON + timedelta(seconds=1))
    assert pages.waits(NOON + timedelta(seconds=2))
    assert pages.state("Otto") == ("v1", NOON + timedelta(seconds=2))


def test_whoever_acted_comes_first_and_at_once(pages: Pages) -> None:
    pages.want()
    pages.want(LATER, first="Clara")

    assert [pages.take(), pages.take(), pages.take(), pages.take()] == ["U3", "U1", "U2", None]


def test_a_wish_is_over_once_the_page_is_published(pages: Pages) -> None:
    pages.want()
    assert pages.take() == "U1"
    pages.published("Otto")

    assert pages.state("Otto") == ("v2", None)


def test_a_change_meanwhile_keeps_the_wish(pages: Pages) -> None:
    pages.want()
    assert pages.take() == "U1"
    pages.want(LATER)
    pages.published("Otto")

    assert pages.state("Otto") == ("v2", LATER + timedelta(seconds=2))


def test_the_page_of_whoever_died_comes_back_after_the_lease(pages: Pages) -> None:
    pages.want()
    taken = [pages.take(), pages.take(), pages.take()]

    assert pages.take(LEASE - timedelta(seconds=1)) is None
    assert [pages.take(LEASE, LEASE + timedelta(seconds=30)) for _ in taken] == taken


def test_what_is_put_off_waits_until_then_unless_something_changes(pages: Pages) -> None:
    tomorrow = NOON + timedelta(days=1)
    pages.want(first="Otto")
    assert pages.take() == "U1"
    pages.database.write(lambda session: homes.put_off(session, pages.ids.otto, LEASE, tomorrow))
    assert pages.state("Otto") == ("v1", tomorrow)

    pages.want(LATER)
    assert pages.state("Otto") == ("v1", LATER + timedelta(seconds=2))


def test_what_is_given_up_is_not_wished_for_until_it_is_opened_again(pages: Pages) -> None:
    pages.want()
    pages.database.write(lambda session: homes.give_up(session, pages.ids.otto))
    pages.want()
    assert pages.state("Otto") == (None, None)

    pages.database.write(lambda session: homes.take(session, pages.ids.otto, LEASE))
    assert pages.state("Otto") == ("", LEASE)
    pages.want()
    assert pages.state("Otto") == ("", NOON + timedelta(seconds=2))


def test_opening_a_page_keeps_its_name(pages: Pages) -> None:
    pages.database.write(lambda session: homes.take(session, pages.ids.otto, LEASE))

    assert pages.database.read(lambda session: homes.version_of(session, pages.ids.otto)) == "v1"
    assert pages.database.read(lambda session: homes.version_of(session, pages.ids.max)) == ""


def test_another_workspace_is_left_alone(pages: Pages) -> None:
    pages.want()

    assert not pages.waits(workspace="T2")


def test_eight_takers_take_each_page_once(pages: Pages) -> None:
    pages.want()
    taken: list[str | None] = []
    takers = [threading.Thread(target=lambda: taken.extend([pages.take(), pages.take()])) for _ in range(8)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()

    assert sorted(one for one in taken if one) == ["U1", "U2", "U3"]


def test_an_address_in_another_messenger_is_no_second_page(pages: Pages) -> None:
    def add(session: Session) -> None:
        session.add(Address(person_id=pages.ids.otto, platform="teams", workspace_external_id="T9", external_id="O1"))

    pages.database.write(add)
    pages.want(first="Otto")

    assert [pages.take(), pages.take(), pages.take(), pages.take()] == ["U1", "U2", "U3", None]


NEWSLETTER = {"title": "Newsletter", "cadence": "every week on tue", "starts": date(2026, 12, 1)}
TODAY = date(2026, 12, 22)


def occurrences(database: Database, ids: Ids, count: int) -> list[tuple[str | None, bool]]:
    rows = database.read(lambda session: rhythm.last_occurrences(session, ids.workspace, TODAY, count))
    assert {row.activity_id for row in rows} <= set(ids.activities.values())
    return [(row.ended, row.by_deputy) for row in rows]


def add_tasks(database: Database, ids: Ids, *tasks: tuple[date, str | None]) -> None:
    def add(session: Session) -> None:
        for number, (day, ended) in enumerate(tasks, start=1):
            session.add(
                Task(
                    workspace_id=ids.workspace,
                    activity_id=ids.activities["Newsletter"],
                    number=number,
                    nominal_on=day,
                    planned_on=day,
                    due_on=day,
                    ended=ended,
                    by_deputy=ended == "small",
                )
            )

    database.write(add)


def test_the_latest_occurrences_stand_oldest_first(database: Database) -> None:
    ids = found(database, NEWSLETTER)
    ahead = date(2026, 12, 29)
    add_tasks(
        database,
        ids,
        (date(2026, 12, 1), "lapsed"),
        (date(2026, 12, 8), "small"),
        (date(2026, 12, 15), "paused"),
        (date(2026, 12, 22), None),
        (ahead, "done"),
        (date(2027, 1, 5), "paused"),
        (date(2027, 1, 12), None),
    )

    assert occurrences(database, ids, 8) == [
        ("lapsed", False),
        ("small", True),
        ("paused", False),
        (None, False),
        ("done", False),
    ]
    assert occurrences(database, ids, 2) == [(None, False), ("done", False)]


def test_the_next_due_date_is_from_today_on(database: Database) -> None:
    ids = found(database, NEWSLETTER)
    add_tasks(database, ids, (date(2026, 12, 15), None), (TODAY, None), (date(2026, 12, 29), None))

    due = database.read(lambda session: rhythm.next_due_dates(session, ids.workspace, TODAY))
    assert due == {ids.activities["Newsletter"]: TODAY}


def test_what_has_ended_has_no_rhythm(database: Database) -> None:
    ids = found(database, {**NEWSLETTER, "state": "ended"})
    add_tasks(database, ids, (date(2026, 12, 15), "done"))

    assert occurrences(database, ids, 8) == []
