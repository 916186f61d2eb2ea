"""The ladder as people live through it: heads-up, due day, again, deputy, coordinator, decision."""

from datetime import date

from jobs.notices import DecisionWanted, Escalation, Nudge
from jobs.rules.ladder import Step
from storage.database import Database
from tests.jobs.company import berlin, found
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
