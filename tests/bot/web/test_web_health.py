"""Whoever watches the bot learns whether it does its work, and nothing about anybody."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from jobs.making import make_tasks
from jobs.tick import tick
from storage.database import Database, open_database
from storage.heartbeats import beat
from storage.tables import Task
from tests.bot.web.visitor import StandingClock, served
from tests.jobs.company import berlin, found

NOW = berlin("2026-12-01 10:00")
NEWSLETTER = {"title": "Newsletter", "cadence": "monthly on day 15", "starts": date(2026, 12, 15)}


def asked(database: Database, path: str = "/healthz", at: datetime = NOW) -> tuple[int, str]:
    with served(database, StandingClock(at)) as visitor:
        answer = visitor.opens(path)
    assert answer.header("Content-Type") == "application/json"
    return answer.status, answer.text


def test_all_is_well(database: Database) -> None:
    found(database, NEWSLETTER)
    tick(database, NOW)
    assert asked(database) == (200, '{"status":"ok","database":"ok","engine":[]}')


def test_no_round_was_ever_made(sqlite_database: Database) -> None:
    assert asked(sqlite_database) == (
        503,
        '{"status":"failing","database":"ok","engine":[{"code":"no_rounds","count":1}]}',
    )


def test_the_rounds_have_stopped(sqlite_database: Database) -> None:
    tick(sqlite_database, NOW)
    assert asked(sqlite_database, at=NOW + timedelta(minutes=2))[0] == 200
    assert asked(sqlite_database, at=NOW + timedelta(minutes=3)) == (
        503,
        '{"status":"failing","database":"ok","engine":[{"code":"no_rounds","count":1}]}',
    )


def test_due_work_is_not_being_claimed(sqlite_database: Database) -> None:
    found(sqlite_database, NEWSLETTER)
    make_tasks(sqlite_database, NOW)

    def leave_lying(session: Session) -> None:
        beat(session, NOW)
        session.query(Task).order_by(Task.id).limit(1).one().next_at = NOW - timedelta(minutes=10)

    sqlite_database.write(leave_lying)
    assert asked(sqlite_database) == (
        503,
        '{"status":"failing","database":"ok","engine":[{"code":"unclaimed","count":1}]}',
    )


def old(session: Session) -> None:
    session.execute(text("UPDATE alembic_version SET version_num = '0001'"))


def empty(session: Session) -> None:
    session.execute(text("DROP TABLE alembic_version"))


@pytest.mark.parametrize("damage", [old, empty])
def test_the_database_is_of_another_version(sqlite_database: Database, damage: Callable[[Session], None]) -> None:
    sqlite_database.write(damage)
    assert asked(sqlite_database) == (503, '{"status":"failing","database":"another_version","engine":[]}')


@pytest.mark.parametrize("url", ["postgresql://me:secret@127.0.0.1:1/takt", "sqlite:////nowhere/at/all/taktgeber.db"])
def test_the_database_is_out_of_reach(url: str) -> None:
    database = open_database(url)
    assert asked(database) == (503, '{"status":"failing","database":"unreachable","engine":[]}')
    assert asked(database, "/livez") == (200, '{"status":"ok"}')
    database.close()
