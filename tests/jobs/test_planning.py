"""A plan is compared with the one that holds, applied once, and told again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.company import load_company
from jobs.facts import Reader
from jobs.use_cases import people, planning
from jobs.use_cases.plan import (
    AbsencePlan,
    ActivityPlan,
    ChannelPlan,
    ClosingPlan,
    CompanyPlan,
    GoalPlan,
    KnownPerson,
    MetricPlan,
    PersonPlan,
    Plan,
    RolePlan,
)
from jobs.use_cases.plan_changes import FieldChange, PlanChange
from storage.database import Database
from storage.learning_tables import Goal
from storage.tables import Activity, Channel, Workspace

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HANDLES = ("clara", "otto", "dora", "max")

NEWSLETTER = ActivityPlan(
    title="Newsletter",
    owner="UOTTO",
    cadence="monthly on working day 3",
    starts=date(2026, 12, 1),
    channel="Newsletter",
    goal="Sichtbarkeit",
    deputies=("UDORA", "UMAX"),
    lead=5,
    small_version="Ein Bild",
    instructions="1. Thema\n2. Text",
    material="https://example.com",
    partner="Agentur Nord",
    inside_contact="UCLARA",
    escalation=(("again", 2), ("decider", 5)),
)
POST = ActivityPlan("Beitrag", owner="UDORA", cadence="every week on tue", starts=date(2026, 12, 1), channel="LinkedIn")
PLAN = Plan(
    company=CompanyPlan(region="BY", categories=("catholic",), conversation="#marketing"),
    people=(
        PersonPlan("UOTTO", deputy="UDORA", nudge_at=time(8, 30), days=("mon", "tue", "wed", "thu")),
        PersonPlan("UMAX", country="AT", region="9", zone="Europe/Vienna", language="en"),
    ),
    roles=(RolePlan("coordinate", "UCLARA", "UMAX"), RolePlan("decide", "UMAX")),
    goals=(GoalPlan("Sichtbarkeit", 1, (MetricPlan("Besuche", "Stück", 5000.0), MetricPlan("Anfragen"))),),
    channels=(ChannelPlan("Newsletter", 35), ChannelPlan("LinkedIn", 10)),
    activities=(NEWSLETTER, POST),
    closing_days=(ClosingPlan(date(2026, 12, 24), date(2027, 1, 6), "Betriebsferien"),),
)


def founded(database: Database, plan: Plan | None = PLAN) -> int:
    """The workspace of a company whose people were learned and whose plan holds."""
    profiles = [people.Profile(f"U{one.upper()}", one, one.title(), "Europe/Berlin", "de", "member") for one in HANDLES]

    def work(session: Session) -> int:
        people.learn(session, "slack", "T1", "Muster GmbH", profiles, NOW)
        workspace_id = session.scalars(select(Workspace.id)).one()
        if plan is not None:
            planning.apply(session, workspace_id, plan, NOW)
        return workspace_id

    return database.write(work)


def applied(database: Database, workspace_id: int, plan: Plan, now: datetime = NOW) -> tuple[PlanChange, ...]:
    """What applying changed; the preview must have said the same."""
    foretold = database.read(lambda session: planning.changes(session, workspace_id, plan, now))
    done = database.write(lambda session: planning.apply(session, workspace_id, plan, now))
    assert done == foretold
    return done


def exported(database: Database, workspace_id: int) -> Plan:
    return database.read(lambda session: planning.export(session, workspace_id))


def test_what_was_applied_is_what_is_exported(database: Database) -> None:
    workspace_id = founded(database)
    assert exported(database, workspace_id) == PLAN


def test_a_second_import_changes_nothing(database: Database) -> None:
    workspace_id = founded(database)
    assert applied(database, workspace_id, PLAN) == ()
    assert applied(database, workspace_id, exported(database, workspace_id)) == ()


def test_a_first_import_tells_everything(sqlite_database: Database) -> None:
    workspace_id = founded(sqlite_database, plan=None)
    small = Plan(
        company=CompanyPlan(region="BY"),
        people=(PersonPlan("UOTTO", deputy="UDORA"),),
        roles=(RolePlan("coordinate", "UCLARA"),),
        goals=(GoalPlan("Sichtbarkeit", metrics=(MetricPlan("Besuche", target=5000.0),)),),
        channels=(ChannelPlan("LinkedIn", 10),),
        activities=(POST,),
        closing_days=(ClosingPlan(date(2026, 12, 24), date(2027, 1, 6)),),
        absences=(AbsencePlan("UOTTO", date(2026, 12, 7), date(2026, 12, 11)),),
    )
    assert applied(sqlite_database, workspace_id, small) == (
        PlanChange("changed", "company", "", (FieldChange("region", "", "BY"),)),
        PlanChange("changed", "person", "@otto", (FieldChange("deputy", "", "@dora"),)),
        PlanChange("created", "role", "coordinate", (FieldChange("holder", "", "@clara"),)),
        PlanChange("created", "goal", "Sichtbarkeit", (FieldChange("priority", "", "1"),)),
        PlanChange("created", "metric", "Sichtbarkeit: Besuche", (FieldChange("target", "", "5000"),)),
        PlanChange("created", "channel", "LinkedIn", (FieldChange("silence_limit", "", "10"),)),
        PlanChange(
            "created",
            "activity",
            "Beitrag",
            (
                FieldChange("owner", "", "@dora"),
                FieldChange("cadence", "", "every week on tue"),
                FieldChange("starts", "", "2026-12-01"),
                FieldChange("channel", "", "LinkedIn"),
                FieldChange("lead", "", "3"),
                FieldChange("tolerance", "", "2"),
                FieldChange("non_working", "", "before"),
            ),
        ),
        PlanChange("created", "closing_day", "2026-12-24", (FieldChange("last_on", "", "2027-01-06"),)),
        PlanChange("created", "absence", "@otto 2026-12-07", (FieldChange("last_on", "", "2026-12-11"),)),
    )


def activity(plan: Plan, index: int, **fields: object) -> Plan:
    changed = list(plan.activities)
    changed[index] = replace(changed[index], **fields)  # type: ignore[arg-type]
    return replace(plan, activities=tuple(changed))


CHANGES: list[tuple[str, Callable[[Plan], Plan], tuple[PlanChange, ...]]] = [
    (
        "settings of the company",
        lambda plan: replace(plan, company=replace(plan.company, eves="off", categories=(), formality="sie")),
        (
            PlanChange(
                "changed",
                "company",
                "",
                (
                    FieldChange("formality", "du", "sie"),
                    FieldChange("categories", "catholic", ""),
                    FieldChange("eves", "half", "off"),
                ),
            ),
        ),
    ),
    (
        "a person's own times",
        lambda plan: replace(plan, people=(replace(plan.people[0], deputy=None, nudge_at=time(9, 0)),)),
        (
            PlanChange(
                "changed",
                "person",
                "@otto",
                (FieldChange("deputy", "@dora", ""), FieldChange("nudge_at", "08:30", "09:00")),
            ),
        ),
    ),
    ("a person who is no longer listed", lambda plan: replace(plan, people=()), ()),
    (
        "roles",
        lambda plan: replace(plan, roles=(RolePlan("coordinate", "UCLARA"), RolePlan("learn", "UDORA"))),
        (
            PlanChange("changed", "role", "coordinate", (FieldChange("deputy", "@max", ""),)),
            PlanChange("created", "role", "learn", (FieldChange("holder", "", "@dora"),)),
            PlanChange("ended", "role", "decide"),
        ),
    ),
    (
        "goals and metrics",
        lambda plan: replace(
            plan,
            goals=(
                GoalPlan("Sichtbarkeit", 2, (MetricPlan("Besuche", "Stück", 2.5), MetricPlan("Leser"))),
                GoalPlan("Neu", 3),
            ),
        ),
        (
            PlanChange("changed", "goal", "Sichtbarkeit", (FieldChange("priority", "1", "2"),)),
            PlanChange("created", "goal", "Neu", (FieldChange("priority", "", "3"),)),
            PlanChange("changed", "metric", "Sichtbarkeit: Besuche", (FieldChange("target", "5000", "2.5"),)),
            PlanChange("created", "metric", "Sichtbarkeit: Leser"),
            PlanChange("ended", "metric", "Sichtbarkeit: Anfragen"),
        ),
    ),
    (
        "a channel and the activity in it",
        lambda plan: replace(
            activity(plan, 1, channel="Blog"), channels=(ChannelPlan("Newsletter", None), ChannelPlan("Blog"))
        ),
        (
            PlanChange("changed", "channel", "Newsletter", (FieldChange("silence_limit", "35", ""),)),
            PlanChange("created", "channel", "Blog"),
            PlanChange("ended", "channel", "LinkedIn"),
            PlanChange("changed", "activity", "Beitrag", (FieldChange("channel", "LinkedIn", "Blog"),)),
        ),
    ),
    (
        "an activity's people",
        lambda plan: activity(plan, 0, owner="UMAX", deputies=("UOTTO", "UDORA"), inside_contact=None),
        (
            PlanChange(
                "changed",
                "activity",
                "Newsletter",
                (
                    FieldChange("owner", "@otto", "@max"),
                    FieldChange("deputies", "@dora, @max", "@otto, @dora"),
                    FieldChange("inside_contact", "@clara", ""),
                ),
            ),
        ),
    ),
    (
        "an activity's rule and texts",
        lambda plan: activity(
            plan,
            0,
            cadence="monthly on day 15",
            lead=3,
            small_version=None,
            instructions="",
            escalation=(("again", 1),),
        ),
        (
            PlanChange(
                "changed",
                "activity",
                "Newsletter",
                (
                    FieldChange("cadence", "monthly on working day 3", "monthly on day 15"),
                    FieldChange("lead", "5", "3"),
                    FieldChange("small_version", "Ein Bild", ""),
                    FieldChange("instructions", "1. Thema\n2. Text", ""),
                    FieldChange("escalation", "again 2, decider 5", "again 1"),
                ),
            ),
        ),
    ),
    (
        "closings",
        lambda plan: replace(
            plan,
            closing_days=(ClosingPlan(date(2027, 5, 7), date(2027, 5, 7), "Brückentag"),),
        ),
        (
            PlanChange(
                "created",
                "closing_day",
                "2027-05-07",
                (FieldChange("last_on", "", "2027-05-07"), FieldChange("name", "", "Brückentag")),
            ),
            PlanChange("ended", "closing_day", "2026-12-24"),
        ),
    ),
]


@pytest.mark.parametrize(("change", "told"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES])
def test_a_change_is_told_applied_and_then_nothing_new(
    sqlite_database: Database, change: Callable[[Plan], Plan], told: tuple[PlanChange, ...]
) -> None:
    workspace_id = founded(sqlite_database)
    plan = change(PLAN)
    assert applied(sqlite_database, workspace_id, plan) == told
    assert applied(sqlite_database, workspace_id, plan) == ()
    kept = {one.external_id: one for one in (*PLAN.people, *plan.people)}
    assert exported(sqlite_database, workspace_id) == replace(plan, people=tuple(kept.values()))


def test_an_activity_that_is_missing_ends_and_takes_nothing_of_its_past_along(database: Database) -> None:
    workspace_id = founded(database)
    without = replace(PLAN, activities=(POST,), channels=PLAN.channels[1:], goals=())
    assert applied(database, workspace_id, without) == (PlanChange("ended", "activity", "Newsletter"),)
    assert applied(database, workspace_id, without) == ()

    def remembered(session: Session) -> tuple[object, ...]:
        ended = session.scalars(select(Activity).where(Activity.title == "Newsletter")).one()
        return ended.state, session.get_one(Channel, ended.channel_id).name, session.get_one(Goal, ended.goal_id).name

    assert database.read(remembered) == ("ended", "Newsletter", "Sichtbarkeit")


def test_an_ended_activity_comes_back_as_the_same_row(sqlite_database: Database) -> None:
    workspace_id = founded(sqlite_database)

    def row(session: Session) -> tuple[int, str]:
        found = session.scalars(select(Activity).where(Activity.title == "Newsletter")).one()
        return found.id, found.state

    before = sqlite_database.read(row)
    applied(sqlite_database, workspace_id, replace(PLAN, activities=(POST,)))
    kinds = [(one.kind, one.name) for one in applied(sqlite_database, workspace_id, PLAN)]
    assert kinds == [("created", "Newsletter")]
    assert sqlite_database.read(row) == before == (before[0], "active")


def test_a_pause_outlives_an_import(sqlite_database: Database) -> None:
    workspace_id = founded(sqlite_database)

    def pause(session: Session) -> None:
        resting = session.scalars(select(Activity).where(Activity.title == "Beitrag")).one()
        resting.state, resting.paused_until = "paused", date(2027, 1, 31)

    sqlite_database.write(pause)
    applied(sqlite_database, workspace_id, activity(PLAN, 1, lead=4))
    states = sqlite_database.read(lambda session: session.execute(select(Activity.title, Activity.state)).all())
    assert [tuple(row) for row in states] == [("Newsletter", "active"), ("Beitrag", "paused")]


def test_closings_of_the_past_are_never_taken_away(sqlite_database: Database) -> None:
    workspace_id = founded(sqlite_database)
    later = datetime(2027, 1, 7, 9, 0, tzinfo=UTC)
    assert applied(sqlite_database, workspace_id, replace(PLAN, closing_days=()), later) == ()
    assert exported(sqlite_database, workspace_id).closing_days == PLAN.closing_days


def test_absences_are_added_and_corrected_but_never_taken_away_nor_exported(sqlite_database: Database) -> None:
    workspace_id = founded(sqlite_database)
    away = AbsencePlan("UOTTO", date(2026, 12, 7), date(2026, 12, 11))
    longer = replace(away, last_on=None)
    told = [
        applied(sqlite_database, workspace_id, replace(PLAN, absences=absences))
        for absences in ((away,), (away,), (longer,), ())
    ]
    assert told == [
        (PlanChange("created", "absence", "@otto 2026-12-07", (FieldChange("last_on", "", "2026-12-11"),)),),
        (),
        (PlanChange("changed", "absence", "@otto 2026-12-07", (FieldChange("last_on", "2026-12-11", ""),)),),
        (),
    ]
    assert exported(sqlite_database, workspace_id).absences == ()


def test_zone_and_language_stay_the_messengers_where_the_plan_is_silent(sqlite_database: Database) -> None:
    workspace_id = founded(sqlite_database, plan=None)
    profile = people.Profile("UMAX", "max", "Max", "Europe/London", "en", "member")
    sqlite_database.write(lambda session: people.learn(session, "slack", "T1", "", [profile], NOW))
    applied(sqlite_database, workspace_id, Plan(CompanyPlan(), people=(PersonPlan("UMAX", nudge_at=time(10, 0)),)))
    assert exported(sqlite_database, workspace_id).people == (PersonPlan("UMAX", nudge_at=time(10, 0)),)
    reader = sqlite_database.read(lambda session: reader_of(session, workspace_id, "UMAX"))
    assert reader == Reader("en", "du", "Europe/London")
    with_zone = Plan(CompanyPlan(), people=(PersonPlan("UMAX", zone="Europe/Vienna", language="de"),))
    applied(sqlite_database, workspace_id, with_zone)
    sqlite_database.write(lambda session: people.learn(session, "slack", "T1", "", [profile], NOW))
    reader = sqlite_database.read(lambda session: reader_of(session, workspace_id, "UMAX"))
    assert reader == Reader("de", "du", "Europe/Vienna")


def reader_of(session: Session, workspace_id: int, external_id: str) -> Reader:
    company = load_company(session, session.get_one(Workspace, workspace_id))
    return company.reader(next(one for one, at in company.addresses.items() if at.external_id == external_id))


def test_a_new_conversation_forgets_the_way_to_the_old_one(sqlite_database: Database) -> None:
    workspace_id = founded(sqlite_database)

    def route(session: Session, new: str | None = None) -> str | None:
        workspace = session.get_one(Workspace, workspace_id)
        workspace.conversation_route = new or workspace.conversation_route
        return workspace.conversation_route

    sqlite_database.write(lambda session: route(session, "C1"))
    applied(sqlite_database, workspace_id, activity(PLAN, 0, lead=4))
    assert sqlite_database.read(route) == "C1"
    applied(sqlite_database, workspace_id, replace(PLAN, company=replace(PLAN.company, conversation="#team")))
    assert sqlite_database.read(route) is None


def test_people_must_be_learned_before_a_plan_can_name_them(sqlite_database: Database) -> None:
    workspace_id = founded(sqlite_database)
    plan = replace(activity(PLAN, 0, deputies=("UEVA", "UDORA")), roles=(RolePlan("coordinate", "UADA"),))
    with pytest.raises(planning.PeopleUnknown) as unknown:
        sqlite_database.write(lambda session: planning.apply(session, workspace_id, plan, NOW))
    assert unknown.value.external_ids == ("UADA", "UEVA")
    assert exported(sqlite_database, workspace_id) == PLAN


def test_known_people_are_those_who_were_learned(sqlite_database: Database) -> None:
    workspace_id = founded(sqlite_database, plan=None)
    gone = people.Profile("UMAX", "max", "Max", None, None, "deactivated")
    sqlite_database.write(lambda session: people.learn(session, "slack", "T1", "", [gone], NOW))
    assert sqlite_database.read(lambda session: planning.known_people(session, workspace_id)) == {
        "UCLARA": KnownPerson("UCLARA", "clara", "Clara"),
        "UOTTO": KnownPerson("UOTTO", "otto", "Otto"),
        "UDORA": KnownPerson("UDORA", "dora", "Dora"),
        "UMAX": KnownPerson("UMAX", "max", "Max", "deactivated"),
    }


def test_two_workspaces_keep_to_themselves(sqlite_database: Database) -> None:
    workspace_id = founded(sqlite_database)
    profile = people.Profile("UCLARA", "clara", "Andere Clara", None, None, "member")
    sqlite_database.write(lambda session: people.learn(session, "slack", "T2", "Andere GmbH", [profile], NOW))
    other = sqlite_database.read(
        lambda session: session.scalars(select(Workspace.id).where(Workspace.external_id == "T2")).one()
    )
    applied(
        sqlite_database, other, Plan(CompanyPlan(), roles=(RolePlan("coordinate", "UCLARA"),), channels=PLAN.channels)
    )
    assert exported(sqlite_database, workspace_id) == PLAN
    assert exported(sqlite_database, other).activities == ()
