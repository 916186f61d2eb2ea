"""One living message: the newest nudge has everything that waits for a person, the older ones fold."""

from datetime import date

from sqlalchemy.orm import Session

from jobs.messenger import TryLater
from jobs.notices import Nudge
from jobs.use_cases import reply
from jobs.use_cases.actors import find_actor
from storage.database import Database
from storage.tables import Task
from tests.jobs.company import berlin, found
from tests.jobs.recorder import Engine, Sent

NEWSLETTER = {"title": "Newsletter", "cadence": "monthly on day 10", "starts": date(2026, 12, 1), "lead": 3}
LINKEDIN = {"title": "LinkedIn", "cadence": "monthly on day 8", "starts": date(2026, 12, 1), "lead": 0}
FIRST, SECOND = "2026-12-07 09:00", "2026-12-08 09:00"

Shown = list[tuple[str, str, str]]


def shown(notice: object) -> Shown:
    """Per task of a nudge its title, its tone, and whether it can be answered here."""
    assert isinstance(notice, Nudge)
    items = [*notice.items, *notice.waiting]
    states = ("newer" if item.newer else "answered" if item.answered else "asked" for item in items)
    return [(item.task.title, item.tone, state) for item, state in zip(items, states, strict=True)]


def sent_and_updated(engine: Engine, sent: list[Sent]) -> tuple[list[Shown], list[Shown]]:
    updated = [shown(notice) for _, notice in engine.messenger.updated]
    engine.messenger.updated.clear()
    return [shown(one.notice) for one in sent], updated


def test_the_newer_message_takes_along_what_still_waits_and_the_older_one_folds(database: Database) -> None:
    found(database, NEWSLETTER, LINKEDIN)
    engine = Engine(database, berlin("2026-12-01 08:00"))
    engine.now()
    assert sent_and_updated(engine, engine.at(berlin(FIRST))) == ([[("Newsletter", "heads_up", "asked")]], [])

    assert sent_and_updated(engine, engine.at(berlin(SECOND))) == (
        [[("LinkedIn", "due", "asked"), ("Newsletter", "heads_up", "asked")]],
        [[("Newsletter", "heads_up", "newer")]],
    )


def test_an_answer_shows_in_every_copy(database: Database) -> None:
    found(database, NEWSLETTER, LINKEDIN)
    engine = Engine(database, berlin("2026-12-01 08:00"))
    engine.now()
    engine.at(berlin(FIRST))
    engine.at(berlin(SECOND))
    engine.messenger.updated.clear()

    def answer(session: Session) -> None:
        newsletter = session.query(Task).where(Task.step >= 0, Task.due_on == date(2026, 12, 10)).one()
        actor = find_actor(session, "slack", "T1", "U1")
        reply.done(session, actor, newsletter.id, engine.clock.now(), "button")

    database.write(answer)
    engine.now()

    updated = sorted(shown(notice) for _, notice in engine.messenger.updated)
    assert updated == [
        [("LinkedIn", "due", "asked"), ("Newsletter", "heads_up", "answered")],
        [("Newsletter", "heads_up", "answered")],
    ]


def test_what_was_answered_before_is_not_taken_along(database: Database) -> None:
    found(database, NEWSLETTER, LINKEDIN)
    engine = Engine(database, berlin("2026-12-01 08:00"))
    engine.now()
    engine.at(berlin(FIRST))

    def answer(session: Session) -> None:
        newsletter = session.query(Task).where(Task.step >= 0).one()
        actor = find_actor(session, "slack", "T1", "U1")
        reply.on_it(session, actor, newsletter.id, engine.clock.now(), "button")

    database.write(answer)
    engine.now()
    engine.messenger.updated.clear()

    assert sent_and_updated(engine, engine.at(berlin(SECOND))) == ([[("LinkedIn", "due", "asked")]], [])


def test_answered_while_the_newer_message_was_on_its_way_it_is_left_out(database: Database) -> None:
    """Delivery asks again what is still wanted."""
    found(database, NEWSLETTER, LINKEDIN)
    engine = Engine(database, berlin("2026-12-01 08:00"))
    engine.now()
    engine.at(berlin(FIRST))
    engine.messenger.fails = [(TryLater("busy", after=60.0), False)]
    engine.at(berlin(SECOND))

    def answer(session: Session) -> None:
        newsletter = session.query(Task).where(Task.step >= 0, Task.due_on == date(2026, 12, 10)).one()
        actor = find_actor(session, "slack", "T1", "U1")
        reply.done(session, actor, newsletter.id, engine.clock.now(), "button")

    database.write(answer)

    assert [shown(one.notice) for one in engine.at(berlin("2026-12-08 09:02"))] == [[("LinkedIn", "due", "asked")]]
