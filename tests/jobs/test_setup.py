"""From the first greeting to the first nudge: who hears what, and that nobody else hears anything before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.facts import PersonRef
from jobs.making import make_tasks
from jobs.notices import Appointed, Greeting, Nudge
from jobs.rehearsal import FirstNudge, rehearse
from jobs.use_cases import people, planning, settings, setup, starter
from jobs.use_cases.actors import find_actor
from jobs.use_cases.answers import Actor
from jobs.use_cases.people import Profile
from jobs.use_cases.plan import ActivityPlan, ChannelPlan, CompanyPlan, Plan, RolePlan
from jobs.use_cases.refusals import Refused
from jobs.use_cases.settings import Settings
from storage.database import Database
from storage.outbox_tables import Outgoing
from storage.tables import Activity, Person, Task, Workspace
from tests.jobs.company import berlin
from tests.jobs.recorder import Engine

T = TypeVar("T")

TUESDAY = berlin("2026-11-24 08:00")
CLARA, OTTO, MAX = PersonRef(1, "Clara", "UCLARA"), PersonRef(2, "Otto", "UOTTO"), PersonRef(3, "Max", "UMAX")
WANTED = Settings("UCLARA", None, "C1", "Europe/Berlin", "DE", "BY", "de", "du")
POST = ActivityPlan("Beitrag", owner="UOTTO", cadence="every week on tue", starts=date(2026, 11, 24), lead=0)


def arrived(database: Database) -> None:
    """Clara, Otto and Max are members, Gast is a guest; nobody has set anything up."""
    profiles = [
        Profile(f"U{name.upper()}", name.lower(), name, "Europe/Berlin", "de", "guest" if name == "Gast" else "member")
        for name in ("Clara", "Otto", "Max", "Gast")
    ]
    database.write(lambda session: people.learn(session, "slack", "T1", "Muster GmbH", profiles, TUESDAY))


def does(database: Database, who: str, work: Callable[[Session, Actor, datetime], T], now: datetime = TUESDAY) -> T:
    return database.write(lambda session: work(session, find_actor(session, "slack", "T1", f"U{who.upper()}"), now))


def saves(database: Database, who: str = "Clara", now: datetime = TUESDAY, **changed: object) -> settings.SettingsSaved:
    wanted = replace(WANTED, **changed)  # type: ignore[arg-type]
    return does(database, who, lambda session, actor, at: settings.save(session, actor, wanted, at, "form"), now)


def adopts(database: Database, *wanted: ActivityPlan, who: str = "Clara") -> int:
    return does(database, who, lambda session, actor, at: starter.adopt(session, actor, wanted, (), at, "form"))


def set_up(database: Database, *wanted: ActivityPlan) -> None:
    arrived(database)
    saves(database)
    adopts(database, *(wanted or (POST,)))


def stage(database: Database) -> str:
    return database.read(lambda session: setup.stage(session, session.scalars(select(Workspace)).one()))


def kinds(database: Database) -> list[tuple[str, str]]:
    """Everything that was ever to be said, in order: kind and state."""
    query = select(Outgoing.kind, Outgoing.state).order_by(Outgoing.id)
    return database.read(lambda session: [(kind, state) for kind, state in session.execute(query)])


def open_days(database: Database) -> list[str]:
    query = select(Task.due_on).where(Task.ended.is_(None)).order_by(Task.due_on)
    return database.read(lambda session: [str(day) for day in session.scalars(query)])


def test_the_first_member_who_comes_is_greeted_once(database: Database) -> None:
    arrived(database)

    assert [does(database, who, setup.greet) for who in ("Gast", "Clara", "Clara", "Otto")] == [
        False,
        True,
        False,
        False,
    ]
    assert [(one.to, one.notice) for one in Engine(database, TUESDAY).now()] == [("UCLARA", Greeting(CLARA))]


@pytest.mark.parametrize("name", ["@otto", "OTTO", "UOTTO"])
def test_whoever_installed_it_is_greeted_by_handle_or_id(sqlite_database: Database, name: str) -> None:
    arrived(sqlite_database)

    def greet(session: Session) -> bool | None:
        return setup.greet_installer(session, session.scalars(select(Workspace)).one(), name, TUESDAY)

    assert (sqlite_database.write(greet), sqlite_database.write(greet)) == (True, False)
    assert [one.to for one in Engine(sqlite_database, TUESDAY).now()] == ["UOTTO"]


def test_an_installer_whom_nobody_knows_greets_nobody(sqlite_database: Database) -> None:
    arrived(sqlite_database)

    def greet(session: Session) -> bool | None:
        return setup.greet_installer(session, session.scalars(select(Workspace)).one(), "@nobody", TUESDAY)

    assert (sqlite_database.write(greet), kinds(sqlite_database)) == (None, [])


def test_a_company_with_a_plan_is_greeted_no_more(sqlite_database: Database) -> None:
    arrived(sqlite_database)
    plan = Plan(CompanyPlan(), roles=(RolePlan("coordinate", "UCLARA"),), activities=(POST,))
    workspace_id = sqlite_database.read(lambda session: session.scalars(select(Workspace.id)).one())
    sqlite_database.write(lambda session: planning.apply(session, workspace_id, plan, TUESDAY))

    assert stage(sqlite_database) == "on"
    assert [does(sqlite_database, who, setup.greet) for who in ("Clara", "Otto")] == [False, False]


def test_the_first_settings_hold_everything_back(database: Database) -> None:
    arrived(database)
    assert stage(database) == "new"

    saved = saves(database)

    assert (saved, stage(database)) == (settings.SettingsSaved("held", 0), "held")
    workspace = database.read(lambda session: session.scalars(select(Workspace)).one())
    assert (workspace.subdivision, workspace.conversation, workspace.held_since, workspace.held_by_id) == (
        "BY",
        "C1",
        TUESDAY.astimezone(UTC),
        CLARA.id,
    )


def test_nothing_goes_out_before_it_is_switched_on(database: Database) -> None:
    arrived(database)
    does(database, "Clara", setup.greet)
    engine = Engine(database, TUESDAY)
    saves(database, coordinator="UMAX")
    adopts(database, POST, replace(POST, title="Newsletter", cadence="every working day", owner="UMAX"))

    heard = [one for day in range(10) for one in engine.at(TUESDAY + timedelta(days=day, hours=1))]

    assert [(one.to, one.notice) for one in heard] == [("UCLARA", Greeting(CLARA))]
    assert kinds(database) == [("greeting", "sent")]


def test_even_what_was_written_down_waits_for_nobody(database: Database) -> None:
    """A message that some act has put into the outbox of a company that isn't on is never sent."""
    set_up(database)
    does(database, "Clara", lambda session, actor, now: setup.appoint(session, replace(actor, person=OTTO), now))

    assert Engine(database, TUESDAY).at(TUESDAY + timedelta(hours=2)) == []
    assert kinds(database) == [("appointed", "stale")]


def test_the_first_weeks_show_what_the_engine_will_ask(database: Database) -> None:
    set_up(database, POST, replace(POST, title="Fotos", cadence="every 2 weeks on fri", owner="UMAX"))

    weeks = does(database, "Clara", setup.first_weeks)

    assert [(one.task.title, str(one.task.due_on), one.responsible) for one in weeks.tasks] == [
        ("Beitrag", "2026-11-24", OTTO),
        ("Fotos", "2026-11-27", MAX),
        ("Beitrag", "2026-12-01", OTTO),
        ("Beitrag", "2026-12-08", OTTO),
        ("Fotos", "2026-12-11", MAX),
        ("Beitrag", "2026-12-15", OTTO),
    ]
    assert (weeks.activities, weeks.first) == (2, FirstNudge(berlin("2026-11-24 09:00").astimezone(UTC), (OTTO,)))
    assert (stage(database), kinds(database)) == ("held", [])


def test_switching_on_asks_from_that_moment(database: Database) -> None:
    set_up(database)
    engine = Engine(database, TUESDAY)

    switched = does(database, "Clara", setup.switch_on)

    assert switched == setup.SwitchedOn(TUESDAY, FirstNudge(berlin("2026-11-24 09:00").astimezone(UTC), (OTTO,)))
    assert engine.now() == []
    [first] = engine.at(berlin("2026-11-24 09:00"))
    assert (first.to, type(first.notice)) == ("UOTTO", Nudge)
    following = database.read(lambda session: session.scalars(select(Workspace)).one().next_retrospective_at)
    assert following == berlin("2026-12-01 09:30").astimezone(UTC)


def test_within_the_working_day_the_first_nudge_goes_out_at_once(sqlite_database: Database) -> None:
    set_up(sqlite_database)
    ten = berlin("2026-11-24 10:00")

    assert does(sqlite_database, "Clara", setup.switch_on, ten).first == FirstNudge(ten, (OTTO,))
    assert [one.to for one in Engine(sqlite_database, ten).now()] == ["UOTTO"]


def test_a_second_press_changes_nothing(database: Database) -> None:
    set_up(database)
    does(database, "Clara", setup.switch_on)
    before = open_days(database)

    assert does(database, "Clara", setup.switch_on) == setup.SwitchedOn(TUESDAY, again=True)
    assert open_days(database) == before


def test_the_days_of_the_set_up_leave_nothing_behind(database: Database) -> None:
    """What would have been due while nobody was asked is no lapse: the rhythm begins with the day it is switched on."""
    set_up(database, POST, replace(POST, title="Danach", cadence="7 days after completion"))
    make_tasks(database, TUESDAY)
    later = berlin("2026-12-03 10:00")

    does(database, "Clara", setup.first_weeks, later)
    assert open_days(database)[:3] == ["2026-12-03", "2026-12-08", "2026-12-15"]
    does(database, "Clara", setup.switch_on, later)

    assert open_days(database)[:3] == ["2026-12-03", "2026-12-08", "2026-12-15"]
    query = select(Task.id).where(Task.ended.is_not(None))
    assert database.read(lambda session: session.scalars(query).all()) == []


def test_a_coordinator_who_did_not_do_it_is_told(database: Database) -> None:
    arrived(database)
    saves(database, coordinator="UMAX", now=berlin("2026-11-24 07:00"))
    adopts(database, POST)
    engine = Engine(database, berlin("2026-11-24 07:00"))

    switched = does(database, "Clara", setup.switch_on, berlin("2026-11-24 07:00"))

    assert switched.appointed == MAX
    assert engine.now() == []
    heard = engine.at(berlin("2026-11-24 09:00"))
    assert {one.to: one.notice for one in heard if one.to == "UMAX"} == {"UMAX": Appointed(MAX, CLARA)}


def test_who_coordinates_no_longer_is_not_told_so(sqlite_database: Database) -> None:
    arrived(sqlite_database)
    saves(sqlite_database, coordinator="UMAX")
    adopts(sqlite_database, POST)
    does(sqlite_database, "Clara", setup.switch_on)
    saves(sqlite_database, "Max", coordinator="UCLARA")

    heard = Engine(sqlite_database, TUESDAY).at(berlin("2026-11-24 09:00"))

    assert [(one.to, one.notice) for one in heard if isinstance(one.notice, Appointed)] == [
        ("UCLARA", Appointed(CLARA, MAX))
    ]


def test_whoever_began_goes_on_until_it_is_on(database: Database) -> None:
    arrived(database)
    saves(database, coordinator="UMAX")
    adopts(database, POST, who="Clara")
    with pytest.raises(Refused) as refused:
        saves(database, "Otto")
    assert (refused.value.refusal.code, refused.value.refusal.people) == ("reserved", (MAX,))

    does(database, "Clara", setup.switch_on)

    with pytest.raises(Refused, match="reserved"):
        saves(database, "Clara")
    assert saves(database, "Max", language="en").stage == "on"


@pytest.mark.parametrize("work", [setup.first_weeks, setup.switch_on])
def test_nobody_else_looks_ahead_or_switches_on(
    sqlite_database: Database, work: Callable[[Session, Actor, datetime], object]
) -> None:
    set_up(sqlite_database)

    for who in ("Otto", "Gast"):
        with pytest.raises(Refused, match="reserved"):
            does(sqlite_database, who, work)
    assert stage(sqlite_database) == "held"


def test_a_guest_is_not_named_anybody_where_nobody_coordinates(sqlite_database: Database) -> None:
    arrived(sqlite_database)

    with pytest.raises(Refused, match="not_set_up"):
        saves(sqlite_database, "Gast")


def test_nothing_is_switched_on_where_nothing_is_planned(sqlite_database: Database) -> None:
    arrived(sqlite_database)
    with pytest.raises(Refused, match="not_set_up"):
        does(sqlite_database, "Clara", setup.switch_on)

    saves(sqlite_database)

    with pytest.raises(Refused, match="nothing_planned"):
        does(sqlite_database, "Clara", setup.switch_on)


def test_a_plan_from_a_file_is_meant_to_hold(database: Database) -> None:
    set_up(database)
    workspace_id = database.read(lambda session: session.scalars(select(Workspace.id)).one())

    def switch_on(session: Session) -> bool:
        return setup.switch_on_by_file(session, workspace_id, TUESDAY)

    assert (database.write(switch_on), database.write(switch_on), stage(database)) == (True, False, "on")
    assert [one.to for one in Engine(database, TUESDAY).at(berlin("2026-11-24 09:00"))] == ["UOTTO"]


def test_a_dry_run_supposes_that_it_is_on(sqlite_database: Database) -> None:
    set_up(sqlite_database)

    def preview(session: Session, actor: Actor, now: datetime) -> list[PersonRef | None]:
        return [one.to for one in rehearse(session, actor.workspace_id, date(2026, 12, 8), now)]

    assert does(sqlite_database, "Clara", preview) == [OTTO]
    assert stage(sqlite_database) == "held"


def test_later_settings_change_what_they_name_and_nothing_else(database: Database) -> None:
    set_up(database)
    does(database, "Clara", setup.switch_on)

    saved = saves(database, coordinator="UMAX", deputy="UCLARA", region=None, formality="sie", conversation=None)

    assert saved == settings.SettingsSaved("on", 1, MAX)
    workspace = database.read(lambda session: session.scalars(select(Workspace)).one())
    assert (workspace.subdivision, workspace.formality, workspace.conversation) == (None, "sie", None)
    assert database.read(lambda session: session.scalars(select(Activity.title)).all()) == ["Beitrag"]


def test_a_conversation_named_in_a_file_stays_unless_another_is_chosen(sqlite_database: Database) -> None:
    arrived(sqlite_database)
    named = CompanyPlan(conversation="#marketing", region="BY", categories=("catholic",))
    plan = Plan(named, roles=(RolePlan("coordinate", "UCLARA"),), activities=(POST,))
    workspace_id = sqlite_database.read(lambda session: session.scalars(select(Workspace.id)).one())
    sqlite_database.write(lambda session: planning.apply(session, workspace_id, plan, TUESDAY))

    def conversation(session: Session) -> tuple[str | None, str]:
        workspace = session.scalars(select(Workspace)).one()
        return workspace.conversation, workspace.holiday_categories

    saves(sqlite_database, conversation=None)
    assert sqlite_database.read(conversation) == ("#marketing", "public,catholic")
    saves(sqlite_database, conversation="C2", country="CH", region="ZH")
    assert sqlite_database.read(conversation) == ("C2", "public")


def test_what_somebody_sees_first_comes_from_their_profile(sqlite_database: Database) -> None:
    arrived(sqlite_database)

    def from_vienna(session: Session) -> None:
        clara = session.get_one(Person, CLARA.id)
        clara.messenger_zone, clara.messenger_language = "Europe/Vienna", "en"

    sqlite_database.write(from_vienna)

    def show(session: Session, actor: Actor, now: datetime) -> settings.SettingsShown:
        del now
        return settings.shown(session, actor)

    shown = does(sqlite_database, "Clara", show)

    assert shown == settings.SettingsShown(
        stage="new",
        coordinator=CLARA,
        deputy=None,
        conversation=None,
        zone="Europe/Vienna",
        own_zone="Europe/Vienna",
        country="DE",
        region=None,
        language="en",
        formality="du",
        activities=0,
    )


def test_adopting_twice_adds_nothing_twice(database: Database) -> None:
    arrived(database)
    saves(database)
    channels = (ChannelPlan("LinkedIn", 10), ChannelPlan("Website", 21))
    wanted = (replace(POST, channel="LinkedIn"), replace(POST, title="Fotos"))

    def adopt(session: Session, actor: Actor, now: datetime) -> int:
        return starter.adopt(session, actor, wanted, channels, now, "form")

    assert (does(database, "Clara", adopt), does(database, "Clara", adopt)) == (2, 0)
    workspace_id = database.read(lambda session: session.scalars(select(Workspace.id)).one())
    plan = database.read(lambda session: planning.export(session, workspace_id))
    assert ([one.title for one in plan.activities], plan.channels) == (["Beitrag", "Fotos"], channels[:1])
