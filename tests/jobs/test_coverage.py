"""Who covers what, and where nobody is there: one answer to who is responsible, for the plan and for the gaps."""

from datetime import date, timedelta
from typing import Any

import pytest

from jobs.making import make_tasks
from jobs.rules.availability import Span
from jobs.use_cases import coverage, steer, views
from jobs.use_cases.actors import find_actor
from jobs.use_cases.answers import PlannedTask
from jobs.use_cases.cover_answers import ActivityCover, Team
from jobs.use_cases.refusals import Refused
from storage.cover_tables import Absence
from storage.database import Database
from tests.jobs.company import Ids, berlin, found

NOW = berlin("2026-12-01 10:00")
NEWSLETTER: dict[str, Any] = {"title": "Newsletter", "cadence": "monthly on day 1", "starts": date(2026, 12, 1)}
POST: dict[str, Any] = {"title": "Beitrag", "cadence": "every week on thu", "starts": date(2026, 12, 3)}
EVERYBODY = ("Otto", "Dora", "Clara", "Max")


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def company(database: Database, *activities: dict[str, Any]) -> Ids:
    ids = found(database, *activities)
    make_tasks(database, NOW)
    return ids


def absent(database: Database, ids: Ids, who: str, first: date, last: date | None) -> None:
    row = {"workspace_id": ids.workspace, "person_id": ids.people[who], "first_on": first, "last_on": last}
    database.write(lambda session: session.add(Absence(**row)))


def seen(database: Database, user: str = "U1") -> Team:
    return database.read(lambda session: coverage.team(session, find_actor(session, "slack", "T1", user), NOW))


def names(one: ActivityCover) -> tuple[str, str | None, list[str], str | None]:
    """Title, owner, deputies, and who must act today."""
    owner, now = one.owner, one.now
    deputies = [deputy.name for deputy in one.deputies]
    return one.title, owner.name if owner else None, deputies, now.name if now else None


def test_each_activity_with_who_must_act_today(database: Database) -> None:
    ids = company(database, NEWSLETTER, {**POST, "deputies": ("Max", "Dora")})
    assert [names(one) for one in seen(database).activities] == [
        ("Beitrag", "Otto", ["Max", "Dora"], "Otto"),
        ("Newsletter", "Otto", ["Dora"], "Otto"),
    ]

    absent(database, ids, "Otto", day("12-01"), day("12-01"))
    absent(database, ids, "Max", day("12-01"), None)

    assert [names(one)[3] for one in seen(database).activities] == ["Dora", "Dora"]


def test_whoever_has_taken_over_the_next_task_must_act(database: Database) -> None:
    company(database, NEWSLETTER)

    database.write(lambda session: steer.take_over(session, find_actor(session, "slack", "T1", "U4"), 1, NOW, "button"))

    assert [names(one)[3] for one in seen(database).activities] == ["Max"]


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("11-02", "11-30", False),
        ("11-02", "12-01", True),
        ("11-02", None, True),
        ("12-29", "12-31", True),
        ("12-30", "12-31", False),
    ],
)
def test_who_is_away_now_and_in_the_next_four_weeks(
    database: Database, first: str, last: str | None, shown: bool
) -> None:
    ids = company(database, NEWSLETTER)
    absent(database, ids, "Otto", day(first), day(last) if last else None)

    assert [one.span for one in seen(database).away] == [Span(day(first), day(last) if last else None)] * shown


def test_absences_that_touch_are_told_as_one_by_their_beginning(database: Database) -> None:
    ids = company(database, NEWSLETTER)
    for who, first, last in (("Otto", "12-07", "12-08"), ("Otto", "12-09", "12-09"), ("Dora", "12-08", "12-08")):
        absent(database, ids, who, day(first), day(last))
    absent(database, ids, "Clara", day("11-02"), None)

    assert [(one.person.name, one.span) for one in seen(database).away] == [
        ("Clara", Span(day("11-02"))),
        ("Otto", Span(day("12-07"), day("12-09"))),
        ("Dora", Span(day("12-08"), day("12-08"))),
    ]


def test_gaps_are_the_tasks_of_thirteen_weeks_that_the_plan_marks_too(database: Database) -> None:
    ids = company(database, NEWSLETTER, POST)
    for who in EVERYBODY:
        absent(database, ids, who, day("12-24"), date(2027, 1, 7))
        absent(database, ids, who, date(2027, 2, 25), None)

    gaps = [(gap.task.title, gap.task.due_on) for gap in seen(database).gaps if gap.kind == "nobody"]

    assert gaps == [
        ("Beitrag", day("12-24")),
        ("Newsletter", day("12-31")),
        ("Beitrag", day("12-31")),
        ("Beitrag", date(2027, 1, 7)),
        ("Beitrag", date(2027, 2, 25)),
        ("Newsletter", date(2027, 3, 1)),
    ]
    assert gaps == [
        (one.task.title, one.task.due_on)
        for month in (day("12-01"), date(2027, 1, 1), date(2027, 2, 1), date(2027, 3, 1))
        for one in plan(database, month)
        if one.responsible is None and one.task.due_on <= NOW.date() + timedelta(weeks=13)
    ]


def plan(database: Database, month: date) -> tuple[PlannedTask, ...]:
    return database.read(
        lambda session: views.month_plan(session, find_actor(session, "slack", "T1", "U1"), month, NOW)
    ).tasks


def test_guests_are_refused(database: Database) -> None:
    company(database, NEWSLETTER)

    with pytest.raises(Refused) as refused:
        seen(database, "U5")

    assert refused.value.refusal.code == "guest"
