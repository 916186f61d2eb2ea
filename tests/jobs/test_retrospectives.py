"""The retrospective is claimed once, however many rounds look at the same instant."""

from datetime import date

from sqlalchemy import select

from jobs.notices import RetrospectivePosted
from jobs.retrospectives import post_for_workspace
from storage.database import Database
from storage.tables import Retrospective
from tests.jobs.company import berlin, found
from tests.jobs.recorder import Engine

WEEKLY = {"title": "Newsletter", "cadence": "every week on tue", "starts": date(2026, 11, 3), "lead": 0}


def test_two_rounds_at_once_post_one_month(database: Database) -> None:
    ids = found(database, WEEKLY)
    engine = Engine(database, berlin("2026-11-03 08:00"))
    engine.now()
    posted_at = berlin("2026-12-01 09:30")
    sent = [one.notice for one in engine.at(posted_at) if isinstance(one.notice, RetrospectivePosted)]
    database.write(lambda session: post_for_workspace(session, ids.workspace, posted_at))
    months = database.read(lambda session: list(session.scalars(select(Retrospective.month))))
    assert (len(sent), months) == (1, [date(2026, 11, 1)])
