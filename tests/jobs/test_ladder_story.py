"""The ladder as people live through it: heads-up, due day, again, deputy, coordinator, decision."""

from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from jobs.notices import DecisionWanted, Escalation, Nudge
from jobs.rules.ladder import Step
from jobs.use_cases import steer
from storage.database import Database
from tests.jobs.company import berlin, found
from tests.jobs.measures import actor_of
from tests.jobs.recorder import Engine, Sent

NEWSLETTER = {"title": "Newsletter", "cadence": "monthly on day 15", "starts": date(2026, 12, 1), "lead": 3}


def said(sent: list[Sent]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Who got what: receiver, kind, and per task its title and tone."""
    return [(one.to, type(one.notice).__name__, _items(one)) for one in sent]


def _items(one: Sent) -> list[tuple[str, str]]:
    match one.notice:
        case Nudge(items=items):
            return [(item.task.title, item.tone) for item in items]
        case Escalation(items=items):
            return [(item.task.title, item.cause) for item in items]
        case DecisionWanted(item=item):
            return [(item.task.title, item.cause)]
        case _:
            return []


def test_silence_climbs_the_ladder_one_working_day_at_a_time(database: Database) -> None:
    found(database, NEWSLETTER)
    engine = Engine(database, berlin("2026-12-01 08:00"))
    assert engine.now() == []

    days = {
        "2026-12-09 09:00": [],
        "2026-12-10 08:59": [],
        "2026-12-10 09:00": [("U1", "Nudge", [("Newsletter", "heads_up")])],
        "2026-12-11 09:00": [],
        "2026-12-15 09:00": [("U1", "Nudge", [("Newsletter", "due")])],
        "2026-12-16 09:00": [("U1", "Nudge", [("Newsletter", "again")])],
        "2026-12-17 09:00": [
            ("U2", "Nudge", [("Newsletter", "take_over")]),
            ("U1", "Nudge", [("Newsletter", "deputy_asked")]),
        ],
        "2026-12-18 09:00": [("U3", "Escalation", [("Newsletter", "silence")])],
        "2026-12-19 09:00": [],
        "2026-12-21 09:00": [],
        "2026-12-22 09:00": [],
        "2026-12-23 09:00": [("U4", "DecisionWanted", [("Newsletter", "silence")])],
        "2026-12-24 09:00": [],
        "2026-12-28 09:00": [],
    }
    assert {day: said(engine.at(berlin(day))) for day in days} == days


def agree_on_the_small_version(session: Session, now: datetime) -> None:
    steer.shrink(session, actor_of(session, "Clara"), 1, now, "button")


def test_a_task_that_went_on_and_stalls_anew_comes_to_whoever_decides_again(database: Database) -> None:
    found(database, NEWSLETTER)
    engine = Engine(database, berlin("2026-12-01 08:00"))
    told: list[tuple[str, str]] = []
    for day in (date(2026, 12, 1) + timedelta(days=number) for number in range(50)):
        sent = engine.at(berlin(f"{day} 09:00"))
        told += [(str(day), one.to) for one in sent if isinstance(one.notice, DecisionWanted)]
        if day == date(2026, 12, 28):
            database.write(partial(agree_on_the_small_version, now=engine.clock.now()))
    assert told == [("2026-12-23", "U4"), ("2027-01-08", "U4")]


def test_a_second_press_puts_nothing_before_whoever_decides_twice(database: Database) -> None:
    found(database, NEWSLETTER)
    engine = Engine(database, berlin("2026-12-15 08:00"))
    engine.at(berlin("2026-12-15 09:00"))

    def press(at: str) -> list[str]:
        engine.clock.at = berlin(at)
        now = engine.clock.now()
        database.write(lambda session: steer.ask_decider(session, actor_of(session, "Clara"), 1, now, "button"))
        return [one.to for one in engine.at(berlin(at))]

    assert press("2026-12-15 10:00") == ["U4"]
    assert press("2026-12-15 11:00") == []


def test_nobody_is_escalated_over_a_nudge_that_never_arrived(database: Database) -> None:
    from jobs.messenger import TryLater

    found(database, {**NEWSLETTER, "lead": 0})
    engine = Engine(database, berlin("2026-12-14 09:00"))
    engine.now()
    engine.messenger.fails = [(TryLater("the messenger is down", after=3600), False)] * 30
    for hour in range(9, 18):
        assert engine.at(berlin(f"2026-12-15 {hour:02}:00")) == []
    engine.messenger.fails = []
    assert said(engine.at(berlin("2026-12-16 09:00"))) == [("U1", "Nudge", [("Newsletter", "due")])]
    assert said(engine.at(berlin("2026-12-17 09:00"))) == [("U1", "Nudge", [("Newsletter", "again")])]


def test_steps_have_the_numbers_of_the_ladder() -> None:
    assert [int(step) for step in Step] == [-1, 0, 1, 2, 3, 4, 5]
