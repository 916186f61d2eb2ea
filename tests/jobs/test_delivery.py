"""Lost nothing, doubled nothing: delivery under every kind of failure, on both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from jobs.delivery import Pace
from jobs.messenger import OutcomeUnknown, TryLater, Undeliverable
from jobs.notices import Unreached
from jobs.tick import tick
from jobs.use_cases import reply
from jobs.use_cases.actors import find_actor
from storage.database import Database
from storage.outbox_tables import Outgoing
from storage.tables import Task
from tests.jobs.company import berlin, found
from tests.jobs.recorder import Engine

DUE = berlin("2026-12-15 09:00")
NEWSLETTER = {"title": "Newsletter", "cadence": "monthly on day 15", "starts": date(2026, 12, 1), "lead": 0}


def due_engine(database: Database) -> Engine:
    """An engine at the moment at which Otto is to be nudged about the newsletter."""
    found(database, NEWSLETTER)
    engine = Engine(database, berlin("2026-12-14 09:00"))
    engine.now()
    engine.clock.at = DUE
    return engine


def states(database: Database) -> list[tuple[str, str | None]]:
    return database.read(lambda session: [(row.state, row.why) for row in session.scalars(select(Outgoing))])


def task_of(database: Database) -> Task:
    query = select(Task).where(Task.due_on == date(2026, 12, 15))
    return database.read(lambda session: session.scalars(query).one())


@pytest.mark.parametrize(
    ("fault", "kept_before_failing", "sent_after"),
    [
        (TryLater("429", after=30), False, timedelta(seconds=30)),
        (TryLater("connection refused", after=5), False, timedelta(seconds=5)),
        (OutcomeUnknown("read timeout"), False, timedelta(seconds=120)),
        (OutcomeUnknown("reset after storing"), True, timedelta(seconds=120)),
        (RuntimeError("unforeseen"), True, timedelta(seconds=120)),
    ],
    ids=["rate limited", "refused", "lost before", "lost after", "unforeseen after"],
)
def test_a_failed_post_arrives_once(
    database: Database, fault: Exception, kept_before_failing: bool, sent_after: timedelta
) -> None:
    engine = due_engine(database)
    engine.messenger.fails = [(fault, kept_before_failing)]
    engine.now()
    for seconds in (5, 31, 61, 95, 130):
        if timedelta(seconds=seconds) <= sent_after + timedelta(seconds=10):
            engine.at(DUE + timedelta(seconds=seconds))
    assert [one.to for one in engine.messenger.sent] == ["U1"]
    assert states(database) == [("sent", None)]
    assert task_of(database).asked_at is not None


def test_an_unknown_outcome_is_looked_up_only_after_the_settle_time(database: Database) -> None:
    engine = due_engine(database)
    engine.messenger.fails = [(OutcomeUnknown("timeout"), False)]
    engine.now()
    engine.at(DUE + timedelta(seconds=59))
    assert states(database) == [("unknown", "timeout")]
    assert engine.messenger.sent == []


def test_where_looking_is_not_allowed_a_second_copy_is_better_than_none(sqlite_database: Database) -> None:
    engine = due_engine(sqlite_database)
    engine.messenger.fails = [(OutcomeUnknown("timeout"), False)]
    engine.messenger.hides = Undeliverable("missing_scope")
    for seconds in (0, 61, 95, 130):
        engine.at(DUE + timedelta(seconds=seconds))
    assert [one.to for one in engine.messenger.sent] == ["U1"]
    assert states(sqlite_database) == [("sent", None)]


def test_a_sender_that_died_between_claim_and_post_loses_nothing(database: Database) -> None:
    from jobs import claims

    engine = due_engine(database)
    tick(database, engine.clock.now())
    batch = claims.claim(
        database, now=engine.clock.now(), limit=10, lease=timedelta(seconds=30), spacing=timedelta(seconds=1)
    )
    assert len(batch.claims) == 1
    for seconds in (31, 92, 123):
        engine.at(DUE + timedelta(seconds=seconds))
    assert [one.to for one in engine.messenger.sent] == ["U1"]


def test_two_senders_never_hold_the_same_message(database: Database) -> None:
    from jobs import claims

    engine = due_engine(database)
    tick(database, engine.clock.now())
    lease, spacing = timedelta(seconds=30), timedelta(seconds=1)
    first = claims.claim(database, now=DUE, limit=10, lease=lease, spacing=spacing)
    second = claims.claim(database, now=DUE, limit=10, lease=lease, spacing=spacing)
    assert (len(first.claims), len(second.claims)) == (1, 0)


def test_a_sender_that_slept_past_its_lease_does_not_post(database: Database) -> None:
    engine = due_engine(database)
    engine.delivery._pace = Pace(lease=30, timeout=10)
    tick(database, engine.clock.now())
    ticks = iter([0.0, 25.0])
    engine.clock.monotonic = lambda: next(ticks)  # type: ignore[method-assign]
    import asyncio

    asyncio.run(engine.delivery.deliver())
    assert engine.messenger.sent == []
    assert states(database) == [("pending", "claimed too long ago")]


def test_what_was_answered_before_it_went_out_is_never_said(database: Database) -> None:
    engine = due_engine(database)
    tick(database, engine.clock.now())
    actor = database.read(lambda session: find_actor(session, "slack", "T1", "U1"))
    task_id = task_of(database).id
    database.write(lambda session: reply.done(session, actor, task_id, DUE, "command"))
    engine.now()
    assert engine.messenger.sent == []
    assert states(database) == [("stale", "nothing is left to say")]


def test_what_can_never_be_delivered_is_told_to_the_coordinator(database: Database) -> None:
    engine = due_engine(database)
    engine.messenger.fails = [(Undeliverable("user_disabled"), False)]
    engine.now()
    [told] = engine.messenger.sent
    assert isinstance(told.notice, Unreached)
    assert (told.to, told.notice.why, [task.title for task in told.notice.tasks]) == (
        "U3",
        "user_disabled",
        ["Newsletter"],
    )
    assert task_of(database).step == 0


def test_a_second_round_at_the_same_instant_says_nothing_new(database: Database) -> None:
    engine = due_engine(database)
    engine.now()
    engine.now()
    engine.at(DUE - timedelta(hours=1))
    engine.at(DUE + timedelta(minutes=1))
    assert [one.to for one in engine.messenger.sent] == ["U1"]


def test_a_reply_brings_the_message_up_to_date(database: Database) -> None:
    engine = due_engine(database)
    engine.now()
    actor = database.read(lambda session: find_actor(session, "slack", "T1", "U1"))
    task_id = task_of(database).id
    database.write(lambda session: reply.done(session, actor, task_id, DUE, "button"))
    engine.at(DUE + timedelta(seconds=5))
    [(receipt, notice)] = engine.messenger.updated
    assert receipt == f"D-U1/{engine.messenger.sent[0].outbox_id}"
    assert [(item.task.ended, item.answered) for item in notice.items] == [("done", True)]  # type: ignore[union-attr]
