"""Roles: who has them, who stands in, and that somebody always coordinates."""

from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from jobs.facts import PersonRef
from jobs.use_cases import roles
from jobs.use_cases.own_answers import RoleHolder, RoleLine, Roles
from jobs.use_cases.plan import ROLE_NAMES, RoleName
from jobs.use_cases.refusals import Refused
from storage.cover_tables import Absence
from storage.database import Database
from storage.tables import Person, Role, Task
from tests.jobs.company import berlin, found
from tests.jobs.measures import actor_of

NOW = berlin("2026-12-01 10:00")
OTTO, DORA, CLARA, MAX, GUEST = (
    PersonRef(number, name, f"U{number}") for number, name in enumerate(("Otto", "Dora", "Clara", "Max", "Gast"), 1)
)


def seen(database: Database, who: str = "Otto") -> Roles:
    return database.read(lambda session: roles.roles(session, actor_of(session, who), NOW))


def given(database: Database, name: RoleName) -> tuple[str | None, str | None]:
    """Who has a role and who stands in, by name."""
    line = next(line for line in seen(database).roles if line.name == name)
    return tuple(one.person.name if one else None for one in (line.holder, line.deputy))  # type: ignore[return-value]


def assign(
    database: Database,
    name: RoleName,
    holder: PersonRef | None,
    deputy: PersonRef | None = None,
    who: str = "Clara",
    now: datetime = NOW,
) -> Roles:
    return database.write(lambda session: roles.assign(session, actor_of(session, who), name, holder, deputy, now))


def test_all_six_are_shown_with_their_gaps(database: Database) -> None:
    found(database)

    assert seen(database) == Roles(
        (
            RoleLine("coordinate", RoleHolder(CLARA), RoleHolder(MAX)),
            RoleLine("plan", None, None),
            RoleLine("prioritise", None, None),
            RoleLine("decide", RoleHolder(MAX), None),
            RoleLine("measure", None, None),
            RoleLine("learn", None, None),
        ),
        may_change=False,
    )
    assert [seen(database, who).may_change for who in ("Clara", "Max", "Otto")] == [True, True, False]
    with pytest.raises(Refused, match="guest"):
        seen(database, "Gast")


def test_who_is_away_or_has_left_is_marked(sqlite_database: Database) -> None:
    ids = found(sqlite_database)
    gone = Absence(workspace_id=ids.workspace, person_id=ids.max, first_on=date(2026, 12, 1), last_on=date(2026, 12, 4))

    def leave(session: Session) -> None:
        session.add(gone)
        session.get_one(Person, ids.clara).standing = "deactivated"

    sqlite_database.write(leave)

    assert seen(sqlite_database).roles[0] == RoleLine("coordinate", RoleHolder(CLARA, "left"), RoleHolder(MAX, "away"))


def test_a_role_is_given_changed_and_left_open(database: Database) -> None:
    found(database)

    assert assign(database, "measure", OTTO, DORA).changed == "measure"
    assert given(database, "measure") == ("Otto", "Dora")
    assign(database, "measure", DORA, None, "Max")
    assert given(database, "measure") == ("Dora", None)
    assign(database, "measure", None)
    assert given(database, "measure") == (None, None)
    assert database.read(lambda session: session.query(Role).filter(Role.name == "measure").count()) == 0


@pytest.mark.parametrize(
    ("name", "holder", "deputy", "code"),
    [
        ("coordinate", None, None, "coordination_open"),
        ("coordinate", None, MAX, "coordination_open"),
        ("measure", None, MAX, "holder_missing"),
        ("measure", OTTO, OTTO, "role_twice"),
        ("measure", GUEST, None, "person_guest"),
        ("measure", OTTO, GUEST, "person_guest"),
        ("coordinate", GUEST, MAX, "person_guest"),
    ],
)
def test_what_is_refused_changes_nothing(
    sqlite_database: Database, name: RoleName, holder: PersonRef | None, deputy: PersonRef | None, code: str
) -> None:
    found(sqlite_database)
    before = seen(sqlite_database)

    with pytest.raises(Refused, match=code):
        assign(sqlite_database, name, holder, deputy)

    assert seen(sqlite_database) == before


@pytest.mark.parametrize("name", ROLE_NAMES)
@pytest.mark.parametrize(("who", "code"), [("Otto", "reserved"), ("Dora", "reserved"), ("Gast", "guest")])
def test_only_the_coordination_gives_roles(sqlite_database: Database, name: RoleName, who: str, code: str) -> None:
    found(sqlite_database)

    with pytest.raises(Refused, match=code):
        assign(sqlite_database, name, OTTO, None, who)


def test_whoever_coordinates_may_hand_it_on_but_not_drop_it(sqlite_database: Database) -> None:
    found(sqlite_database)

    assign(sqlite_database, "coordinate", DORA, OTTO)

    assert given(sqlite_database, "coordinate") == ("Dora", "Otto")
    with pytest.raises(Refused, match="reserved"):
        assign(sqlite_database, "coordinate", CLARA, None, "Clara")
    assign(sqlite_database, "coordinate", DORA, None, "Otto")
    assert given(sqlite_database, "coordinate") == ("Dora", None)


def test_where_everybody_who_coordinated_has_left_a_member_may_begin_anew(sqlite_database: Database) -> None:
    ids = found(sqlite_database)

    def leave(session: Session) -> None:
        for one in (ids.clara, ids.max):
            session.get_one(Person, one).standing = "deactivated"

    sqlite_database.write(leave)

    assign(sqlite_database, "coordinate", OTTO, None, "Otto")

    assert given(sqlite_database, "coordinate") == ("Otto", None)


def test_the_engine_looks_again_at_what_somebody_was_asked_about(sqlite_database: Database) -> None:
    ids = found(sqlite_database, {"title": "Newsletter", "cadence": "monthly on day 1", "starts": date(2026, 12, 1)})
    asked = Task(
        workspace_id=ids.workspace,
        activity_id=ids.activities["Newsletter"],
        number=1,
        nominal_on=date(2026, 12, 1),
        planned_on=date(2026, 12, 1),
        due_on=date(2026, 12, 1),
        step=4,
    )
    sqlite_database.write(lambda session: session.add(asked))

    assign(sqlite_database, "decide", DORA)

    assert sqlite_database.read(lambda session: session.get_one(Task, asked.id)).next_at == NOW
