"""Readings: one value a month for each metric, corrected by replacing it, seen beside the goals."""

from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from jobs.use_cases import goals
from jobs.use_cases.learning_answers import (
    Goals,
    MeasuredGoal,
    MeasuredMetric,
    MetricLine,
    ReadingLine,
    Recorded,
)
from jobs.use_cases.refusals import Refusal, RefusalCode, Refused
from storage.database import Database
from storage.learning_tables import Goal, Metric, Reading
from storage.tables import Role, Workspace
from tests.jobs.company import berlin, found
from tests.jobs.measures import actor_of, measured

TENTH, ELEVENTH = berlin("2026-12-10 23:30"), berlin("2026-12-11 00:30")
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


def record(
    database: Database, metric_id: int, value: float, now: datetime, month: date | None = None, who: str = "Otto"
) -> Recorded:
    return database.write(lambda session: goals.record(session, actor_of(session, who), metric_id, value, now, month))


def shown(database: Database, now: datetime, who: str = "Otto") -> Goals:
    return database.read(lambda session: goals.goals(session, actor_of(session, who), now))


def refusal(database: Database, *args: object, **facts: object) -> Refusal:
    with pytest.raises(Refused) as refused:
        record(database, *args, **facts)  # type: ignore[arg-type]
    return refused.value.refusal


@pytest.mark.parametrize(
    ("now", "month"),
    [
        (berlin("2026-12-01 00:10"), NOVEMBER),
        (TENTH, NOVEMBER),
        (ELEVENTH, DECEMBER),
        (berlin("2026-12-31 23:30"), DECEMBER),
        (berlin("2027-01-05 09:00"), DECEMBER),
    ],
)
def test_without_a_month_the_first_ten_days_look_back(sqlite_database: Database, now: datetime, month: date) -> None:
    ids = found(sqlite_database)
    visits = measured(sqlite_database, ids)["Website-Besuche"]

    assert record(sqlite_database, visits, 5200, now) == Recorded(
        MetricLine(visits, "Website-Besuche", "Sichtbarkeit", "Besuche", 5000.0),
        ReadingLine(month, 5200),
        before=None,
        by_default=True,
    )


def test_a_correction_replaces_the_value_and_says_what_it_was(database: Database) -> None:
    ids = found(database)
    visits = measured(database, ids)["Website-Besuche"]
    record(database, visits, 5200, TENTH)
    record(database, visits, 4000, TENTH, date(2026, 10, 31))

    corrected = record(database, visits, 5300.5, ELEVENTH, NOVEMBER, "Dora")

    assert (corrected.before, corrected.by_default) == (5200, False)
    rows = database.read(lambda session: session.query(Reading).order_by(Reading.month).all())
    assert [(row.month, row.value, row.person_id) for row in rows] == [
        (date(2026, 10, 1), 4000, ids.otto),
        (NOVEMBER, 5300.5, ids.dora),
    ]


def test_goals_come_by_priority_with_the_last_six_readings(database: Database) -> None:
    ids = found(database)
    metrics = measured(database, ids)
    visits, requests = metrics["Website-Besuche"], metrics["Anfragen"]
    for month in range(4, 12):
        record(database, visits, 1000 * month, TENTH, date(2026, month, 1))
    record(database, requests, 7, TENTH, DECEMBER)

    assert shown(database, TENTH) == Goals(
        (
            MeasuredGoal(
                "Sichtbarkeit",
                1,
                (
                    MeasuredMetric(
                        MetricLine(visits, "Website-Besuche", "Sichtbarkeit", "Besuche", 5000.0),
                        tuple(ReadingLine(date(2026, month, 1), 1000 * month) for month in range(6, 12)),
                    ),
                    MeasuredMetric(
                        MetricLine(metrics["Öffnungsrate"], "Öffnungsrate", "Sichtbarkeit", "%"), (), NOVEMBER
                    ),
                ),
            ),
            MeasuredGoal(
                "Neukunden",
                2,
                (
                    MeasuredMetric(
                        MetricLine(requests, "Anfragen", "Neukunden", "", 12.5), (ReadingLine(DECEMBER, 7),), NOVEMBER
                    ),
                    MeasuredMetric(MetricLine(metrics["Anfragen Messe"], "Anfragen Messe", "Neukunden"), (), NOVEMBER),
                ),
            ),
        ),
        may_record=True,
    )


def test_a_goal_without_a_metric_is_a_goal_all_the_same(sqlite_database: Database) -> None:
    ids = found(sqlite_database)
    assert shown(sqlite_database, TENTH) == Goals((), may_record=False)

    sqlite_database.write(lambda session: session.add(Goal(workspace_id=ids.workspace, name="Bekanntheit")))

    assert shown(sqlite_database, TENTH).goals == (MeasuredGoal("Bekanntheit", 1, ()),)
    with pytest.raises(Refused, match="no_metrics"):
        sqlite_database.read(lambda session: goals.recordable(session, actor_of(session, "Clara")))


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("Otto", None),  # measures
        ("Dora", None),  # stands in
        ("Clara", None),  # coordinates
        ("Max", None),  # stands in for her
        ("Gast", "guest"),
    ],
)
def test_who_measures_and_who_coordinates_may_record(
    sqlite_database: Database, who: str, code: RefusalCode | None
) -> None:
    visits = measured(sqlite_database, found(sqlite_database))["Website-Besuche"]

    if code is None:
        assert record(sqlite_database, visits, 1, TENTH, who=who).reading.value == 1
        assert shown(sqlite_database, TENTH, who).may_record
    else:
        assert refusal(sqlite_database, visits, 1, TENTH, who=who).code == code


def test_for_everybody_else_the_refusal_names_who_may(sqlite_database: Database) -> None:
    ids = found(sqlite_database)
    visits = measured(sqlite_database, ids)["Website-Besuche"]
    sqlite_database.write(
        lambda session: session.query(Role).filter(Role.name == "measure").update({"holder_id": ids.max})
    )

    refused = refusal(sqlite_database, visits, 1, TENTH)

    assert (refused.code, [person.name for person in refused.people]) == ("not_measuring", ["Max", "Dora", "Clara"])
    assert not shown(sqlite_database, TENTH).may_record


@pytest.mark.parametrize(
    ("value", "month", "code"),
    [
        (1e12, NOVEMBER, None),
        (1.1e12, NOVEMBER, "number_too_large"),
        (float("inf"), NOVEMBER, "number_too_large"),
        (float("nan"), NOVEMBER, "number_too_large"),
        (1, date(2027, 1, 1), "month_ahead"),
        (1, date(2023, 12, 1), None),
        (1, date(2023, 11, 30), "month_long_ago"),
    ],
)
def test_a_reading_is_of_a_month_that_has_begun_and_of_a_size_that_can_be_kept(
    sqlite_database: Database, value: float, month: date, code: RefusalCode | None
) -> None:
    visits = measured(sqlite_database, found(sqlite_database))["Website-Besuche"]

    if code is None:
        assert record(sqlite_database, visits, value, TENTH, month).reading.value == value
    else:
        assert refusal(sqlite_database, visits, value, TENTH, month).code == code


def test_a_metric_of_another_company_is_nobodys(sqlite_database: Database) -> None:
    measured(sqlite_database, found(sqlite_database))
    elsewhere = sqlite_database.write(neighbours_metric)

    assert refusal(sqlite_database, elsewhere, 1, TENTH).code == "gone"
    assert shown(sqlite_database, TENTH).goals[0].name == "Sichtbarkeit"


def neighbours_metric(session: Session) -> int:
    workspace = Workspace(platform="slack", external_id="T2", name="Andere GmbH")
    session.add(workspace)
    session.flush()
    goal = Goal(workspace_id=workspace.id, name="Fremdes", priority=0)
    session.add(goal)
    session.flush()
    metric = Metric(goal_id=goal.id, name="Fremde Besuche")
    session.add(metric)
    session.flush()
    return metric.id
