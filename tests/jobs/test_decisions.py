"""Decisions: three open at the most, each with an owner and a day, closed by whoever answers for it."""

from datetime import date, timedelta

import pytest

from jobs.facts import PersonRef
from jobs.use_cases import decisions
from jobs.use_cases.learning_answers import DecisionLine, Decisions
from jobs.use_cases.refusals import Refusal, Refused
from storage.cover_tables import ClosingDay
from storage.database import Database
from storage.learning_tables import Decision
from storage.tables import Workspace
from tests.jobs.company import berlin, found
from tests.jobs.measures import actor_of

NOW = berlin("2026-12-01 10:00")
TODAY = date(2026, 12, 1)
CLARA, DORA, GUEST = PersonRef(3, "Clara", "U3"), PersonRef(2, "Dora", "U2"), PersonRef(5, "Gast", "U5")


def decide(
    database: Database, text: str, who: str = "Clara", owner: PersonRef | None = None, due_on: date | None = None
) -> Decisions:
    return database.write(lambda session: decisions.add(session, actor_of(session, who), text, NOW, owner, due_on))


def close(database: Database, decision_id: int, who: str, *, drop: bool = False) -> Decisions:
    return database.write(
        lambda session: decisions.close(
            session, actor_of(session, who), decision_id, "dropped" if drop else "done", NOW
        )
    )


def listed(database: Database, who: str) -> Decisions:
    return database.read(lambda session: decisions.open_decisions(session, actor_of(session, who), NOW))


def refusal(database: Database, text: str, who: str = "Clara", **facts: object) -> Refusal:
    with pytest.raises(Refused) as refused:
        decide(database, text, who, **facts)  # type: ignore[arg-type]
    assert listed(database, "Clara").open == ()
    return refused.value.refusal


def test_whoever_writes_it_down_has_four_weeks(database: Database) -> None:
    found(database)

    made = DecisionLine(1, "Newsletter kürzen", CLARA, date(2026, 12, 29), "open", may_close=True)
    assert decide(database, " Newsletter kürzen ") == Decisions(TODAY, (made,), may_add=True, changed=made)
    row = database.read(lambda session: session.get_one(Decision, 1))
    assert (row.made_by_id, row.made_on, row.ended_on) == (3, TODAY, None)


def test_four_weeks_end_on_a_working_day(sqlite_database: Database) -> None:
    ids = found(sqlite_database)
    closed = ClosingDay(workspace_id=ids.workspace, first_on=date(2026, 12, 24), last_on=date(2027, 1, 6))
    sqlite_database.write(lambda session: session.add(closed))

    assert decide(sqlite_database, "Newsletter kürzen").open[0].due_on == date(2027, 1, 7)


def test_they_come_by_their_day_and_everybody_sees_which_are_theirs_to_close(sqlite_database: Database) -> None:
    found(sqlite_database)
    decide(sqlite_database, "Später", due_on=date(2026, 12, 20))
    decide(sqlite_database, "Früher", "Max", DORA, date(2026, 12, 4))

    def seen(who: str) -> list[tuple[str, bool]]:
        return [(one.text, one.may_close) for one in listed(sqlite_database, who).open]

    assert seen("Clara") == seen("Max") == [("Früher", True), ("Später", True)]
    assert seen("Dora") == [("Früher", True), ("Später", False)]
    assert seen("Otto") == [("Früher", False), ("Später", False)]
    assert [listed(sqlite_database, who).may_add for who in ("Clara", "Max", "Dora")] == [True, True, False]


def test_a_fourth_one_is_not_written_down(database: Database) -> None:
    found(database)
    for text in ("Eins", "Zwei", "Drei"):
        decide(database, text)

    full = decide(database, "Vier")

    assert (full.full, full.changed, [one.text for one in full.open]) == (True, None, ["Eins", "Zwei", "Drei"])
    close(database, 2, "Clara")
    assert [one.text for one in decide(database, "Vier").open] == ["Eins", "Drei", "Vier"]


@pytest.mark.parametrize(("drop", "state"), [(False, "done"), (True, "dropped")])
def test_what_became_of_it_is_said_once(database: Database, drop: bool, state: str) -> None:
    found(database)
    decide(database, "Bleibt", due_on=date(2026, 12, 4))
    decide(database, "Newsletter kürzen", owner=DORA)

    answer = close(database, 2, "Dora", drop=drop)

    assert answer.changed == DecisionLine(2, "Newsletter kürzen", DORA, date(2026, 12, 29), state, may_close=True)  # type: ignore[arg-type]
    assert [one.text for one in answer.open] == ["Bleibt"]
    assert database.read(lambda session: session.get_one(Decision, 2)).ended_on == TODAY
    with pytest.raises(Refused, match="decision_closed"):
        close(database, 2, "Clara")


def test_who_may_not_close_learns_who_may(sqlite_database: Database) -> None:
    found(sqlite_database)
    decide(sqlite_database, "Newsletter kürzen", owner=DORA)

    with pytest.raises(Refused, match="not_your_decision") as refused:
        close(sqlite_database, 1, "Otto")

    assert [person.name for person in refused.value.refusal.people] == ["Dora", "Max", "Clara"]
    with pytest.raises(Refused, match="guest"):
        close(sqlite_database, 1, "Gast")


@pytest.mark.parametrize(
    ("text", "who", "facts", "expected"),
    [
        ("Kürzen", "Otto", {}, Refusal("not_deciding", people=(PersonRef(4, "Max", "U4"), CLARA))),
        ("Kürzen", "Gast", {}, Refusal("guest")),
        (" ", "Clara", {}, Refusal("words_missing")),
        ("Kürzen", "Clara", {"owner": GUEST}, Refusal("person_guest", person=GUEST)),
        ("Kürzen", "Clara", {"due_on": date(2026, 11, 30)}, Refusal("date_past", on=date(2026, 11, 30))),
        ("Kürzen", "Clara", {"due_on": date(2027, 12, 3)}, Refusal("date_too_far", on=date(2027, 12, 3))),
    ],
)
def test_what_is_refused(
    sqlite_database: Database, text: str, who: str, facts: dict[str, object], expected: Refusal
) -> None:
    found(sqlite_database)

    assert refusal(sqlite_database, text, who, **facts) == expected


def test_today_and_a_year_from_now_will_do(sqlite_database: Database) -> None:
    found(sqlite_database)

    assert decide(sqlite_database, "Gleich", due_on=TODAY).open[0].due_on == TODAY
    assert decide(sqlite_database, "Dann", due_on=TODAY + timedelta(days=366)).changed is not None


def test_a_decision_of_another_company_is_nobodys(sqlite_database: Database) -> None:
    found(sqlite_database)
    elsewhere = Workspace(platform="slack", external_id="T2", name="Andere GmbH")
    sqlite_database.write(lambda session: session.add(elsewhere))
    foreign = Decision(workspace_id=elsewhere.id, text="Fremd", due_on=TODAY, made_on=TODAY, state="open")
    sqlite_database.write(lambda session: session.add(foreign))

    with pytest.raises(Refused, match="gone"):
        close(sqlite_database, foreign.id, "Clara")
    assert listed(sqlite_database, "Clara").open == ()
