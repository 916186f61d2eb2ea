"""Who takes turns with an activity: the form, and what is told of it. It is Tuesday, 1 December 2026."""

import json

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.cards.card import Aside, Card, Paragraph, plain
from bot.cards.form import Choice, ChoiceInput, Field, Form, PeopleInput
from bot.commands.ask import Document, OpenForm
from bot.commands.forms.reading import FieldErrors
from jobs.facts import PersonRef
from jobs.making import make_tasks
from jobs.use_cases.actors import company_of, find_actor
from jobs.use_cases.home_coordination import coordination_part
from jobs.use_cases.home_team import team_part
from storage.database import Database
from storage.tables import Person
from tests.bot.commands.office import LINKEDIN, NEWSLETTER, NOW, Office

OTTO, DORA = PersonRef(1, "Otto", "U1"), PersonRef(2, "Dora", "U2")
MONTHLY = {"people": "U1,U2,U5", "every": "month"}
HINT = "Ist jemand nicht da, übernimmt die nächste Person, und die Reihenfolge bleibt. Leer: Niemand wechselt sich ab."


@pytest.fixture
def office(sqlite_database: Database) -> Office:
    return Office(sqlite_database, LINKEDIN, NEWSLETTER)


def key(office: Office, title: str = "LinkedIn Beitrag") -> str:
    return str(office.ids.activities[title])


def saved(office: Office, people: str, every: str = "month", who: str = "Clara") -> list[str]:
    card = office.submits("activity_turns", key(office), {"people": people, "every": every}, who)
    make_tasks(office.database, NOW)
    return card.summary.splitlines()


def echo(form: Form) -> str:
    last = form.parts[-1]
    assert isinstance(last, Paragraph)
    return plain(last.text)


def test_the_form_asks_who_and_for_how_long(office: Office) -> None:
    assert office.presses("form-activity_turns", key(office), "Clara") == OpenForm("activity_turns", key(office))
    assert office.opens("activity_turns", key(office), "Clara") == Form(
        "Wer ist wann dran?",
        "Speichern",
        (
            Aside(("LinkedIn Beitrag",)),
            Field(
                "people",
                "Wer wechselt sich ab, in dieser Reihenfolge?",
                PeopleInput(()),
                HINT,
                optional=True,
                previews=True,
            ),
            Field(
                "every",
                "Wie lange ist jemand dran?",
                ChoiceInput(
                    (
                        Choice("task", "je einen Termin"),
                        Choice("week", "je eine Woche"),
                        Choice("month", "je einen Monat"),
                        Choice("quarter", "je ein Quartal"),
                    ),
                    "month",
                ),
                previews=True,
            ),
            Paragraph(("Hier steht gleich, wer wann dran ist.",)),
        ),
    )


@pytest.mark.parametrize(
    ("people", "every", "expected"),
    [
        (
            "U1,U2",
            "task",
            "Dran sind: Otto ab Do., 3. Dezember · Dora ab Do., 10. Dezember · Otto ab Do., 17. Dezember",
        ),
        ("U2,U1", "month", "Dran sind: Dora ab Do., 3. Dezember · Otto ab Do., 7. Januar · Dora ab Do., 4. Februar"),
        ("U1", "month", "Hier steht gleich, wer wann dran ist."),
        ("", "month", "Hier steht gleich, wer wann dran ist."),
        ("U1,U99", "month", "Hier steht gleich, wer wann dran ist."),
    ],
)
def test_while_it_is_filled_in_it_shows_who_comes_when(office: Office, people: str, every: str, expected: str) -> None:
    form = office.opens("activity_turns", key(office), "Clara", {"people": people, "every": every})
    assert echo(form) == expected


def test_a_rotation_is_told_and_holds(office: Office) -> None:
    assert saved(office, "U1,U2,U5") == [
        "Geändert: LinkedIn Beitrag",
        "Im Wechsel: niemand → Otto, Dora und Gast, je einen Monat",
        "Nächste Termine: Do., 3. Dezember · Do., 10. Dezember · Do., 17. Dezember",
        "Dran sind: Otto ab Do., 3. Dezember · Dora ab Do., 7. Januar · Gast ab Do., 4. Februar",
    ]
    assert [office.task("LinkedIn Beitrag", nth).turn_id for nth in (0, 4, 5, 9)] == [
        office.ids.otto,
        office.ids.otto,
        office.ids.dora,
        office.ids.gast,
    ]
    assert saved(office, "U1,U2,U5") == [
        "Unverändert: LinkedIn Beitrag",
        "Nächste Termine: Do., 3. Dezember · Do., 10. Dezember · Do., 17. Dezember",
        "Dran sind: Otto ab Do., 3. Dezember · Dora ab Do., 7. Januar · Gast ab Do., 4. Februar",
    ]
    opened = office.opens("activity_turns", key(office), "Clara")
    assert opened.fields[0].input == PeopleInput((OTTO, DORA, PersonRef(5, "Gast", "U5")))


def test_without_people_one_person_owns_it_again(office: Office) -> None:
    saved(office, "U1,U2", "week")
    assert saved(office, "") == [
        "Geändert: LinkedIn Beitrag",
        "Im Wechsel: Otto und Dora, je eine Woche → niemand",
        "Nächste Termine: Do., 3. Dezember · Do., 10. Dezember · Do., 17. Dezember",
    ]
    assert office.task("LinkedIn Beitrag").turn_id is None


@pytest.mark.parametrize(
    ("people", "fault"),
    [
        ("U1", "Zum Abwechseln braucht es mindestens zwei Personen."),
        ("U1,U2,U1", "Jede Person steht einmal in der Reihenfolge, dann kommen alle gleich oft dran."),
        ("U1,U1", "Jede Person steht einmal in der Reihenfolge, dann kommen alle gleich oft dran."),
    ],
)
def test_what_is_no_rotation_is_told_beside_the_field(office: Office, people: str, fault: str) -> None:
    with pytest.raises(FieldErrors) as refused:
        office.sends("activity_turns", key(office), {"people": people, "every": "task"}, "Clara")
    assert refused.value.errors == {"people": fault}


def test_whoever_has_left_is_not_offered_again_and_refused(office: Office) -> None:
    saved(office, "U1,U2,U5")
    gone = update(Person).where(Person.name == "Dora").values(standing="deactivated")
    office.database.write(lambda session: session.execute(gone))

    opened = office.opens("activity_turns", key(office), "Clara")
    assert opened.fields[0].input == PeopleInput((OTTO, PersonRef(5, "Gast", "U5")))
    with pytest.raises(FieldErrors) as refused:
        office.sends("activity_turns", key(office), MONTHLY, "Clara")
    assert refused.value.errors == {"people": "Das Konto von Dora ist abgeschaltet. Bitte jemand anderen auswählen."}


def test_it_is_for_those_who_plan(office: Office) -> None:
    card = office.submits("activity_turns", key(office), MONTHLY, "Dora")
    assert card.summary.splitlines()[0] == "Dafür ist hier zuständig: Clara und Max"


def test_the_plan_and_the_team_show_whose_turn_it_is(office: Office) -> None:
    saved(office, "U2,U4", "task")
    plan, team = office.says("plan", "Clara"), office.says("team", "Clara")
    assert isinstance(plan, Card)
    assert isinstance(team, Card)
    assert [line.rpartition(" · ")[2] for line in plan.summary.splitlines() if "LinkedIn" in line] == [
        "Dora",
        "Max",
        "Dora",
        "Max",
        "Dora",
    ]
    [line] = [line for line in team.summary.splitlines() if "LinkedIn" in line]
    assert line == "LinkedIn Beitrag: Dora · danach Max"


def test_what_is_stored_about_somebody_names_their_rotations(office: Office) -> None:
    saved(office, "U4,U1", "task")
    own = office.says("mydata", "Max")
    assert isinstance(own, Document)
    assert "Im Wechsel dran bei: LinkedIn Beitrag" in own.card.summary.splitlines()
    everything = json.loads(own.content)
    assert everything["activities"] == [{"title": "LinkedIn Beitrag", "as": ["turns"]}]
    assert {tuple(task["as"]) for task in everything["tasks"]} == {("turn",)}


def test_the_home_page_shows_whose_turn_is_next(office: Office) -> None:
    saved(office, "U4,U1", "task")

    def owners(session: Session) -> dict[str, PersonRef | None]:
        actor = find_actor(session, "slack", "T1", "U3")
        part = team_part(session, company_of(session, actor), actor, NOW)
        return {one.title: one.owner for one in part.rhythm}

    assert office.database.read(owners) == {"LinkedIn Beitrag": PersonRef(4, "Max", "U4"), "Newsletter": OTTO}


def test_where_people_take_turns_nobody_is_missing_who_stands_in(sqlite_database: Database) -> None:
    office = Office(sqlite_database, {**LINKEDIN, "deputies": ()}, {**NEWSLETTER, "deputies": ()})
    saved(office, "U4,U1", "task")

    def without_deputy(session: Session) -> list[tuple[str, ...]]:
        actor = find_actor(session, "slack", "T1", "U3")
        part = coordination_part(session, company_of(session, actor), actor, NOW, ())
        return [gap.titles for gap in part.gaps if gap.lack == "activity_deputy"]

    assert office.database.read(without_deputy) == [("Newsletter",)]
