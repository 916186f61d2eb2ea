"""What a home page shows whom: their own tasks, the team, what needs coordinating."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from jobs.facts import PersonRef
from jobs.making import make_tasks
from jobs.notices import EscalationItem
from jobs.pauses import resume_paused
from jobs.rules.availability import Span
from jobs.tick import tick
from jobs.use_cases import absences, decisions, finding, pauses, people, planning, reply, roles, steer, views
from jobs.use_cases.absence_foresight import AbsenceWish
from jobs.use_cases.actors import find_actor
from jobs.use_cases.answers import Actor
from jobs.use_cases.home import Home, home
from jobs.use_cases.home_coordination import SetUpGap
from jobs.use_cases.home_own import Week
from jobs.use_cases.home_team import ActivityRhythm
from jobs.use_cases.learning_answers import DecisionLine
from jobs.use_cases.people import Profile
from storage import homes
from storage.cover_tables import Absence
from storage.database import Database
from storage.learning_tables import Decision
from storage.tables import Activity, Person, Role, Task, Workspace
from tests.jobs.company import Ids, berlin, found
from tests.jobs.recorder import Engine

NOW = berlin("2026-12-01 10:00")
"""A Tuesday."""
OTTO = PersonRef(1, "Otto", "U1")
DORA = PersonRef(2, "Dora", "U2")
CLARA = PersonRef(3, "Clara", "U3")
MAX = PersonRef(4, "Max", "U4")
TUESDAYS: dict[str, Any] = {"title": "Newsletter", "cadence": "every week on tue", "starts": date(2026, 12, 1)}
POST: dict[str, Any] = {"title": "Beitrag", "cadence": "monthly on day 17", "starts": date(2026, 12, 1)}
FLYER: dict[str, Any] = {"title": "Flyer", "cadence": "monthly on day 10", "starts": date(2026, 12, 1), "owner": "Gast"}


def company(database: Database, *activities: dict[str, Any], at: datetime = NOW) -> Ids:
    """The company with its tasks made, and its roles and channel complete."""
    ids = found(database, *activities)

    def fill(session: Session) -> None:
        for name in ("plan", "prioritise", "measure", "learn"):
            session.add(Role(workspace_id=ids.workspace, name=name, holder_id=ids.clara, deputy_id=ids.max))
        session.execute(update(Role).where(Role.name == "decide").values(deputy_id=ids.clara))

    database.write(fill)
    make_tasks(database, at)
    return ids


def actor_of(session: Session, external_id: str) -> Actor:
    return find_actor(session, "slack", "T1", external_id)


def sees(database: Database, external_id: str = "U1", at: datetime = NOW) -> Home:
    return database.read(lambda session: home(session, actor_of(session, external_id), at))


def away(database: Database, ids: Ids, name: str, first: date, last: date | None) -> None:
    gone = Absence(workspace_id=ids.workspace, person_id=ids.people[name], first_on=first, last_on=last)
    database.write(lambda session: session.add(gone))


def needed(home: Home) -> list[tuple[int, str, bool]]:
    """Number, tone, and whether it was answered."""
    return [(item.task.number, item.tone, item.answered) for item in home.own.needed.items]


def ahead(home: Home) -> list[tuple[date, list[tuple[date, str, PersonRef | None]], tuple[Span, ...]]]:
    return [
        (week.monday, [(one.task.due_on, one.task.title, one.covers) for one in week.tasks], week.away)
        for week in home.own.weeks
    ]


def test_what_is_due_needs_me_and_the_rest_stands_in_its_week(database: Database) -> None:
    company(database, TUESDAYS, POST)
    page = sees(database)

    assert needed(page) == [(1, "due", False)]
    assert page.own.needed.reader == OTTO
    assert ahead(page) == [
        (date(2026, 12, 7), [(date(2026, 12, 8), "Newsletter", None)], ()),
        (
            date(2026, 12, 14),
            [(date(2026, 12, 15), "Newsletter", None), (date(2026, 12, 17), "Beitrag", None)],
            (),
        ),
        (date(2026, 12, 21), [(date(2026, 12, 22), "Newsletter", None)], ()),
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"due_on": date(2026, 11, 30)}, (1, "again", False)),
        ({"due_on": date(2026, 12, 3), "step": 0, "asked_id": 1}, (1, "heads_up", False)),
        ({"small_agreed": True}, (1, "small_version", False)),
        ({"step": 3, "asked_id": 2}, (1, "deputy_asked", False)),
        ({"promised_until": date(2026, 12, 3)}, (1, "due", True)),
        ({"snoozed_until": date(2026, 12, 3)}, (1, "due", True)),
        ({"stall_reason": "approval"}, (1, "due", True)),
    ],
)
def test_the_tone_follows_the_task(
    sqlite_database: Database, change: dict[str, Any], expected: tuple[int, str, bool]
) -> None:
    company(sqlite_database, TUESDAYS)
    sqlite_database.write(lambda session: session.execute(update(Task).where(Task.number == 1).values(**change)))

    assert needed(sees(sqlite_database)) == [expected]


def test_what_was_answered_stands_behind_what_waits(sqlite_database: Database) -> None:
    company(sqlite_database, TUESDAYS, {**POST, "cadence": "monthly on day 2"}, at=berlin("2026-12-02 10:00"))
    promised = update(Task).where(Task.number == 1).values(promised_until=date(2026, 12, 10))
    sqlite_database.write(lambda session: session.execute(promised))

    later = berlin("2026-12-09 10:00")
    assert needed(sees(sqlite_database, at=later))[-1][2]
    assert [answered for _, _, answered in needed(sees(sqlite_database, at=later))] == [False, True]


def test_whoever_stands_in_sees_for_whom(sqlite_database: Database) -> None:
    ids = company(sqlite_database, TUESDAYS)
    away(sqlite_database, ids, "Otto", date(2026, 12, 7), date(2026, 12, 11))
    gone = Span(date(2026, 12, 7), date(2026, 12, 11))

    assert ahead(sees(sqlite_database, "U2")) == [
        (date(2026, 12, 7), [(date(2026, 12, 8), "Newsletter", OTTO)], ()),
    ]
    assert ahead(sees(sqlite_database))[0] == (date(2026, 12, 7), [], (gone,))


def test_a_deputy_who_is_asked_to_step_in_can_take_over(sqlite_database: Database) -> None:
    company(sqlite_database, TUESDAYS)
    asked = update(Task).where(Task.number == 1).values(step=3, asked_id=2)
    sqlite_database.write(lambda session: session.execute(asked))

    assert needed(sees(sqlite_database, "U2")) == [(1, "take_over", False)]
    assert sees(sqlite_database, "U2").own.weeks == ()


def test_adjacent_absences_are_one_and_those_that_are_over_are_gone(sqlite_database: Database) -> None:
    ids = company(sqlite_database)
    away(sqlite_database, ids, "Otto", date(2026, 11, 2), date(2026, 11, 6))
    away(sqlite_database, ids, "Otto", date(2026, 12, 7), date(2026, 12, 11))
    away(sqlite_database, ids, "Otto", date(2026, 12, 14), date(2026, 12, 15))
    away(sqlite_database, ids, "Dora", date(2026, 11, 30), None)
    away(sqlite_database, ids, "Max", date(2027, 1, 11), date(2027, 1, 15))
    page = sees(sqlite_database)

    assert page.own.weeks == (Week(date(2026, 12, 7), (), (Span(date(2026, 12, 7), date(2026, 12, 15)),)),)
    assert page.team is not None
    assert [(one.person, one.span) for one in page.team.away] == [
        (DORA, Span(date(2026, 11, 30))),
        (OTTO, Span(date(2026, 12, 7), date(2026, 12, 15))),
    ]


def test_a_newcomer_sees_the_team_and_nothing_of_their_own(sqlite_database: Database) -> None:
    company(sqlite_database, TUESDAYS)
    page = sees(sqlite_database, "U4")

    assert (page.own.needed.items, page.own.weeks) == ((), ())
    assert page.team is not None
    assert [one.title for one in page.team.rhythm] == ["Newsletter"]


def test_a_guest_sees_their_own_tasks_alone(sqlite_database: Database) -> None:
    company(sqlite_database, TUESDAYS, FLYER)
    page = sees(sqlite_database, "U5")

    assert ahead(page) == [(date(2026, 12, 7), [(date(2026, 12, 10), "Flyer", None)], ())]
    assert (page.team, page.coordination) == (None, None)


def test_the_rhythm_shows_what_came_and_what_comes(sqlite_database: Database) -> None:
    ids = company(
        sqlite_database,
        {**TUESDAYS, "starts": date(2026, 10, 6)},
        {**POST, "owner": "Clara"},
        {**FLYER, "state": "paused", "paused_until": date(2027, 1, 8)},
        at=berlin("2026-10-01 10:00"),
    )
    endings = ["done", "small", "skipped", "lapsed", "done", "paused", "lapsed", "done"]

    def live(session: Session) -> None:
        for task, ended in zip(past(session, ids), endings, strict=False):
            task.ended = ended
            task.by_deputy = task.nominal_on == date(2026, 11, 3)

    def past(session: Session, ids: Ids) -> list[Task]:
        query = select(Task).where(Task.activity_id == ids.activities["Newsletter"], Task.due_on < date(2026, 12, 1))
        return list(session.scalars(query.order_by(Task.nominal_on)))

    sqlite_database.write(live)
    page = sees(sqlite_database, "U4")
    assert page.team is not None
    assert page.team.rhythm == (
        ActivityRhythm(
            title="Newsletter",
            beats=("partly", "paused", "lapsed", "partly", "paused", "lapsed", "kept", "open"),
            next_on=date(2026, 12, 1),
            owner=OTTO,
        ),
        ActivityRhythm("Beitrag", beats=(), next_on=date(2026, 12, 17), owner=CLARA),
        ActivityRhythm("Flyer", (), None, PersonRef(5, "Gast", "U5"), paused_until=date(2027, 1, 8)),
    )


def test_coordination_is_for_the_coordinator_and_their_deputy(sqlite_database: Database) -> None:
    company(sqlite_database, TUESDAYS)
    shown = [sees(sqlite_database, one).coordination is not None for one in ("U1", "U2", "U3", "U4", "U5")]

    assert shown == [False, False, True, True, False]


def test_what_stalls_is_shown_with_what_helps(sqlite_database: Database) -> None:
    company(sqlite_database, {**TUESDAYS, "small_version": "Ein Bild"}, POST)
    blocked = update(Task).where(Task.number == 1).values(stall_reason="approval", note="liegt bei Max")
    sqlite_database.write(lambda session: session.execute(blocked))
    part = sees(sqlite_database, "U3").coordination

    assert part is not None
    (stall,) = part.stalls
    assert stall == EscalationItem(
        task=stall.task,
        cause="blocked",
        asked=(),
        silent_days=0,
        small_version="Ein Bild",
        candidates=(DORA, CLARA, MAX),
    )
    assert (stall.task.number, stall.task.note, part.stalled) == (1, "liegt bei Max", 1)


@pytest.mark.parametrize(
    ("change", "stalled"),
    [
        ({"step": 3}, 0),
        ({"step": 4}, 1),
        ({"step": 5}, 1),
        ({"postponements": 3}, 1),
        ({"postponements": 3, "snoozed_until": date(2026, 12, 3)}, 0),
        ({"step": 4, "promised_until": date(2026, 12, 3)}, 0),
    ],
)
def test_what_somebody_has_promised_does_not_stall(
    sqlite_database: Database, change: dict[str, Any], stalled: int
) -> None:
    company(sqlite_database, TUESDAYS)
    sqlite_database.write(lambda session: session.execute(update(Task).where(Task.number == 1).values(**change)))
    part = sees(sqlite_database, "U3").coordination

    assert part is not None
    assert part.stalled == stalled


def test_the_coordinators_own_stall_needs_them_as_its_owner(sqlite_database: Database) -> None:
    company(sqlite_database, {**TUESDAYS, "owner": "Clara"})
    stalled = update(Task).where(Task.number == 1).values(step=4, asked_id=3)
    sqlite_database.write(lambda session: session.execute(stalled))
    page = sees(sqlite_database, "U3")

    assert needed(page) == [(1, "due", False)]
    assert page.coordination is not None
    assert page.coordination.stalls == ()


def test_tasks_that_nobody_is_there_for_are_named(sqlite_database: Database) -> None:
    ids = company(sqlite_database, TUESDAYS)
    for name in ("Otto", "Dora", "Clara", "Max"):
        away(sqlite_database, ids, name, date(2026, 12, 7), date(2027, 1, 8))
    part = sees(sqlite_database, "U3").coordination

    assert part is not None
    assert [task.due_on for task in part.uncovered] == [date(2026, 12, 8), date(2026, 12, 15), date(2026, 12, 22)]
    assert part.without_cover == 5


def test_open_decisions_are_told_and_closed_ones_are_not(sqlite_database: Database) -> None:
    ids = company(sqlite_database)

    def agree(session: Session) -> None:
        for text, day, state in (("Später", 20, "open"), ("Zuerst", 4, "open"), ("Vorbei", 2, "done")):
            session.add(
                Decision(
                    workspace_id=ids.workspace,
                    text=text,
                    owner_id=ids.max,
                    due_on=date(2026, 12, day),
                    state=state,
                    made_on=date(2026, 11, 2),
                )
            )

    sqlite_database.write(agree)
    part = sees(sqlite_database, "U3").coordination
    assert part is not None
    assert part.decisions == (
        DecisionLine(2, "Zuerst", MAX, date(2026, 12, 4), "open", may_close=True),
        DecisionLine(1, "Später", MAX, date(2026, 12, 20), "open", may_close=True),
    )


def test_a_complete_set_up_has_no_gaps(sqlite_database: Database) -> None:
    company(sqlite_database, TUESDAYS)
    part = sees(sqlite_database, "U3").coordination

    assert part is not None
    assert (part.stalls, part.uncovered, part.decisions, part.gaps) == ((), (), (), ())


def test_every_gap_in_the_set_up_is_told(sqlite_database: Database) -> None:
    ids = company(sqlite_database, TUESDAYS, {**POST, "deputies": ()}, FLYER)

    def break_up(session: Session) -> None:
        session.get_one(Workspace, ids.workspace).conversation = None
        session.execute(update(Role).where(Role.name == "learn").values(holder_id=None, deputy_id=None))
        session.execute(update(Role).where(Role.name == "measure").values(deputy_id=None))
        session.execute(update(Activity).where(Activity.title == "Flyer").values(owner_id=None))
        session.get_one(Person, ids.dora).standing = "deactivated"

    sqlite_database.write(break_up)
    part = sees(sqlite_database, "U3").coordination
    assert part is not None
    assert part.gaps == (
        SetUpGap("people", people=(DORA,)),
        SetUpGap("role_holder", roles=("learn",)),
        SetUpGap("activity_owner", titles=("Flyer",)),
        SetUpGap("role_deputy", roles=("measure",)),
        SetUpGap("activity_deputy", titles=("Beitrag",)),
        SetUpGap("conversation"),
    )


def test_the_end_of_the_known_holidays_is_told_in_time(sqlite_database: Database) -> None:
    company(sqlite_database)
    part = sees(sqlite_database, "U3", at=berlin("2100-12-01 10:00")).coordination

    assert part is not None
    assert part.gaps == (SetUpGap("holidays", year=2100), SetUpGap("school_holidays", year=2029))


@pytest.mark.parametrize(("external_id", "invited"), [("U1", True), ("U3", True), ("U5", False)])
def test_members_are_invited_until_the_rhythm_is_on(sqlite_database: Database, external_id: str, invited: bool) -> None:
    ids = company(sqlite_database, TUESDAYS)
    assert sees(sqlite_database, external_id).invitation is None

    def hold(session: Session) -> None:
        session.get_one(Workspace, ids.workspace).held_since = NOW

    sqlite_database.write(hold)
    assert (sees(sqlite_database, external_id).invitation is not None) == invited


@pytest.mark.parametrize(
    ("external_id", "may_plan", "may_set_up"),
    [("U1", False, False), ("U2", True, False), ("U3", True, True), ("U4", True, True), ("U5", False, False)],
)
def test_only_who_may_is_offered_to_plan_and_to_set_up(
    sqlite_database: Database, external_id: str, may_plan: bool, may_set_up: bool
) -> None:
    ids = company(sqlite_database)
    planning = update(Role).where(Role.name == "plan").values(holder_id=ids.dora)
    sqlite_database.write(lambda session: session.execute(planning))
    page = sees(sqlite_database, external_id)

    assert (page.may_plan, page.may_set_up) == (may_plan, may_set_up)


# Which acts let pages follow


def done(session: Session, ids: Ids) -> None:
    reply.done(session, actor_of(session, "U1"), 1, NOW, "button")


def moved(session: Session, ids: Ids) -> None:
    steer.move(session, actor_of(session, "U1"), 1, NOW, "form", date(2026, 12, 3))


def gone(session: Session, ids: Ids) -> None:
    wish = AbsenceWish((Span(date(2026, 12, 7), date(2026, 12, 11)),))
    absences.away(session, actor_of(session, "U1"), wish, NOW, "command")


def rested(session: Session, ids: Ids) -> None:
    activity = ids.activities["Newsletter"]
    pauses.pause(session, actor_of(session, "U3"), activity, date(2026, 12, 11), "Messe", NOW, "form")


def assigned(session: Session, ids: Ids) -> None:
    roles.assign(session, actor_of(session, "U3"), "learn", DORA, None, NOW)


def agreed(session: Session, ids: Ids) -> None:
    decisions.add(session, actor_of(session, "U3"), "Kürzer schreiben", NOW)


def left(session: Session, ids: Ids) -> None:
    people.learn(session, "slack", "T1", "", [Profile("U2", "dora", "Dora", None, None, "deactivated")], NOW)


def planned(session: Session, ids: Ids) -> None:
    planning.apply(session, ids.workspace, replace(planning.export(session, ids.workspace), activities=()), NOW)


def renamed(session: Session, ids: Ids) -> None:
    people.learn(session, "slack", "T1", "", [Profile("U2", "dora", "Dora B.", None, None, "member")], NOW)


def looked(session: Session, ids: Ids) -> None:
    views.month_plan(session, actor_of(session, "U1"), date(2026, 12, 1), NOW)
    views.preview(session, actor_of(session, "U3"), date(2026, 12, 3), NOW)
    finding.open_tasks(session, actor_of(session, "U1"), NOW)


AT_ONCE = NOW - timedelta(minutes=1)
SOON = NOW + timedelta(seconds=2)


@pytest.mark.parametrize(
    ("act", "otto", "clara"),
    [
        (done, AT_ONCE, SOON),
        (moved, AT_ONCE, SOON),
        (gone, AT_ONCE, SOON),
        (rested, SOON, AT_ONCE),
        (assigned, SOON, AT_ONCE),
        (agreed, SOON, AT_ONCE),
        (left, SOON, SOON),
        (planned, SOON, SOON),
        (renamed, SOON, SOON),
        (looked, None, None),
    ],
)
def test_what_changes_something_is_followed_by_every_page(
    sqlite_database: Database,
    act: Callable[[Session, Ids], None],
    otto: datetime | None,
    clara: datetime | None,
) -> None:
    ids = company(sqlite_database, TUESDAYS)
    opened(sqlite_database, ids)
    sqlite_database.write(lambda session: act(session, ids))

    assert (stale_since(sqlite_database, ids.otto), stale_since(sqlite_database, ids.clara)) == (otto, clara)


def opened(database: Database, ids: Ids) -> None:
    for name in ("Otto", "Clara"):
        database.write(lambda session, who=ids.people[name]: homes.published(session, who, NOW, "v1"))  # type: ignore[misc]


def stale_since(database: Database, person_id: int) -> datetime | None:
    return database.read(lambda session: session.get_one(Person, person_id).home_stale_at)


def test_the_engine_asking_and_lapsing_is_followed(database: Database) -> None:
    ids = found(database, {**TUESDAYS, "lead": 0})
    opened(database, ids)
    engine = Engine(database, berlin("2026-11-30 09:00"))
    engine.now()
    follow(database, ids)

    engine.at(berlin("2026-12-01 09:00"))
    assert stale_since(database, ids.clara) is not None
    assert needed(sees(database, at=berlin("2026-12-01 09:00"))) == [(1, "due", False)]
    follow(database, ids)

    tick(database, berlin("2026-12-08 09:00"))
    assert stale_since(database, ids.clara) is not None
    page = sees(database, at=berlin("2026-12-08 09:00"))
    assert page.team is not None
    assert page.team.rhythm[0].beats == ("lapsed", "open")


def test_a_pause_that_is_over_is_followed(sqlite_database: Database) -> None:
    resting = {"state": "paused", "paused_until": date(2026, 11, 30)}
    ids = company(sqlite_database, {**TUESDAYS, **resting})
    follow(sqlite_database, ids)
    resume_paused(sqlite_database, NOW)

    assert stale_since(sqlite_database, ids.clara) == SOON


def follow(database: Database, ids: Ids) -> None:
    """Every page is brought up to date."""
    opened(database, ids)
    database.write(lambda session: session.execute(update(Person).values(home_stale_at=None)))
