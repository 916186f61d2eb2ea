"""Whatever plans follow each other: each holds once it is applied, and applying it again changes nothing."""

import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs.making import make_tasks
from jobs.use_cases import people, planning
from jobs.use_cases.plan import (
    ROLE_NAMES,
    ActivityPlan,
    ChannelPlan,
    ClosingPlan,
    CompanyPlan,
    GoalPlan,
    MetricPlan,
    PersonPlan,
    Plan,
    RolePlan,
)
from jobs.use_cases.plan_changes import PlanChange
from storage.database import Database
from storage.people import workspace_by_external_id

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
WHO = ("UCLARA", "UOTTO", "UDORA", "UMAX")
_numbers = itertools.count(1)

names = st.sampled_from(["Blog", "Newsletter", "Messe", "Film"])
persons = st.sampled_from(WHO)
days = st.dates(date(2026, 12, 1), date(2027, 3, 31))


def in_order(found: Iterable[MetricPlan]) -> tuple[MetricPlan, ...]:
    return tuple(sorted(found, key=lambda one: one.name))


companies = st.builds(
    CompanyPlan,
    region=st.sampled_from([None, "BY", "NW"]),
    eves=st.sampled_from(["work", "half", "off"]),
    conversation=st.sampled_from([None, "#marketing", "#team"]),
    retrospective_at=st.sampled_from([time(9, 30), time(11, 0)]),
)
settings_of_people = st.builds(
    PersonPlan,
    persons,
    deputy=st.none(),
    nudge_at=st.sampled_from([time(8, 0), time(9, 0)]),
    days=st.sampled_from([("mon", "wed"), ("mon", "tue", "wed", "thu", "fri")]),
    region=st.sampled_from([None, "HH"]),
    zone=st.sampled_from([None, "Europe/London"]),
)
metrics = st.lists(
    st.builds(MetricPlan, names, target=st.none() | st.sampled_from([1.5, 10.0])),
    max_size=2,
    unique_by=lambda one: one.name,
)
goals = st.lists(
    st.builds(GoalPlan, names, st.integers(1, 3), metrics.map(in_order)), max_size=3, unique_by=lambda one: one.name
)
channels = st.lists(
    st.builds(ChannelPlan, names, st.none() | st.integers(1, 60)), max_size=3, unique_by=lambda one: one.name
)
closings = st.lists(
    st.builds(lambda first, name: ClosingPlan(first, first, name), days, st.sampled_from(["", "Ferien"])),
    max_size=2,
    unique_by=lambda one: one.first_on,
)


@st.composite
def activities(draw: st.DrawFn, channel_names: list[str], goal_names: list[str]) -> tuple[ActivityPlan, ...]:
    titles = draw(st.lists(names, max_size=3, unique=True))
    rows = {title: draw(st.permutations(WHO)) for title in titles}
    taking_turns = [title for title in titles if draw(st.booleans())]
    return tuple(
        ActivityPlan(
            title=title,
            owner=row[0],
            cadence=draw(st.sampled_from(["every week on tue", "monthly on day 15", "14 days after completion"])),
            starts=draw(st.sampled_from([date(2026, 12, 1), date(2027, 1, 1)])),
            channel=draw(st.sampled_from([None, *channel_names])),
            goal=draw(st.sampled_from([None, *goal_names])),
            deputies=tuple(row[1 : draw(st.integers(1, 4))]),
            lead=draw(st.integers(0, 3)),
            escalation=draw(st.sampled_from([(), (("again", 2),)])),
            turns=tuple(row[:3]) if title in taking_turns else (),
            turn_every="month" if title in taking_turns else None,
        )
        for title, row in rows.items()
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    wanted_goals, wanted_channels = tuple(draw(goals)), tuple(draw(channels))
    return Plan(
        company=draw(companies),
        people=tuple(draw(st.lists(settings_of_people, max_size=2, unique_by=lambda one: one.external_id))),
        roles=tuple(RolePlan(name, draw(persons)) for name in ROLE_NAMES if draw(st.booleans())),
        goals=wanted_goals,
        channels=wanted_channels,
        activities=draw(activities([one.name for one in wanted_channels], [one.name for one in wanted_goals])),
        closing_days=tuple(sorted(draw(closings), key=lambda one: one.first_on)),
    )


def founded(database: Database) -> int:
    external_id = f"T{next(_numbers)}"
    profiles = [people.Profile(one, one.lower(), one.title(), None, None, "member") for one in WHO]
    database.write(lambda session: people.learn(session, "slack", external_id, "", profiles, NOW))
    workspace = database.read(lambda session: workspace_by_external_id(session, "slack", external_id))
    assert workspace is not None
    return workspace.id


def of_plan(found: Plan, plan: Plan) -> Plan:
    """What of the plan that holds the wanted one speaks of, in its order; the rest belongs to the past."""
    goals_held = {one.name: replace(one, metrics=in_order(one.metrics)) for one in found.goals}
    channels_held = {one.name: one for one in found.channels}
    activities_held = {one.title: one for one in found.activities}
    return replace(
        found,
        people=plan.people,
        goals=tuple(goals_held[one.name] for one in plan.goals),
        channels=tuple(channels_held[one.name] for one in plan.channels),
        activities=tuple(activities_held.pop(one.title) for one in plan.activities) + tuple(activities_held.values()),
    )


def foretold(database: Database, workspace_id: int, plan: Plan) -> tuple[PlanChange, ...]:
    return database.read(lambda session: planning.changes(session, workspace_id, plan, NOW))


def applied(database: Database, workspace_id: int, plan: Plan) -> tuple[PlanChange, ...]:
    return database.write(lambda session: planning.apply(session, workspace_id, plan, NOW))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequence=st.lists(plans(), min_size=1, max_size=4))
def test_plans_may_follow_each_other_in_any_way(sqlite_database: Database, sequence: list[Plan]) -> None:
    workspace_id = founded(sqlite_database)
    for plan in sequence:
        expected = foretold(sqlite_database, workspace_id, plan)
        assert applied(sqlite_database, workspace_id, plan) == expected
        assert applied(sqlite_database, workspace_id, plan) == ()
        held = sqlite_database.read(lambda session: planning.export(session, workspace_id))
        assert of_plan(held, plan) == plan
        assert foretold(sqlite_database, workspace_id, held) == ()
        make_tasks(sqlite_database, NOW)
