"""An activity of somebody who left is given to somebody else, in a form with one question."""

import pytest
from sqlalchemy import update

from bot.cards.card import Aside, Card
from bot.cards.form import Field, Form, PersonInput
from bot.commands.ask import OpenForm
from bot.commands.forms.reading import FieldErrors
from jobs.facts import PersonRef
from storage.database import Database
from storage.tables import Person, Role, Task
from tests.bot.commands.office import LINKEDIN, NEWSLETTER, Office

DORA = PersonRef(2, "Dora", "U2")


@pytest.fixture
def office(sqlite_database: Database) -> Office:
    """Otto, who owned the newsletter, has left."""
    opened = Office(sqlite_database, NEWSLETTER, LINKEDIN)
    gone = update(Person).where(Person.name == "Otto").values(standing="deactivated")
    sqlite_database.write(lambda session: session.execute(gone))
    return opened


def newsletter(office: Office) -> str:
    return str(office.ids.activities["Newsletter"])


def test_the_form_asks_who_takes_over_and_suggests_who_stands_in(office: Office) -> None:
    opened = office.presses("form-activity_owner", newsletter(office), "Clara")
    assert opened == OpenForm("activity_owner", newsletter(office))
    assert office.opens("activity_owner", newsletter(office), "Clara") == Form(
        "Maßnahme übergeben",
        "Übergeben",
        (Aside(("Newsletter",)), Field("owner", "Wer übernimmt?", PersonInput(DORA))),
    )


def test_the_new_owner_is_responsible_from_now_on(office: Office) -> None:
    office.submits("activity_owner", newsletter(office), {"owner": "U4"}, "Clara")
    plan = office.says("plan", "Clara")
    assert isinstance(plan, Card)
    assert plan.summary.splitlines()[2] == "#1 Newsletter · Di., 1. Dezember · Max"


def test_a_deputy_who_takes_over_stands_in_no_longer(office: Office) -> None:
    card = office.submits("activity_owner", newsletter(office), {"owner": "U2"}, "Clara")
    assert card.summary == (
        "Geändert: Newsletter\n"
        "Verantwortlich: Otto → Dora\n"
        "Vertretung: Dora → niemand\n"
        "Nächste Termine: Di., 1. Dezember · Do., 31. Dezember · Mo., 1. Februar"
    )


@pytest.mark.parametrize(
    ("owner", "fault"),
    [
        ("", "Es fehlt noch, wer gemeint ist. Bitte aus der Liste auswählen."),
        ("U1", "Das Konto von Otto ist abgeschaltet. Bitte jemand anderen auswählen."),
    ],
)
def test_who_can_not_take_over_is_told_beside_the_field(office: Office, owner: str, fault: str) -> None:
    with pytest.raises(FieldErrors) as refused:
        office.sends("activity_owner", newsletter(office), {"owner": owner}, "Clara")
    assert refused.value.errors == {"owner": fault}


@pytest.mark.parametrize(
    ("who", "ref", "answer"),
    [
        ("Dora", None, "Dafür ist hier zuständig: Clara und Max"),
        ("Gast", None, "Dafür ist hier zuständig: Clara und Max"),
        ("Clara", "999", "Das gibt es hier nicht mehr."),
        ("Clara", "1 OR 1=1", "Das gibt es hier nicht mehr."),
    ],
)
def test_it_is_for_those_who_plan(office: Office, who: str, ref: str | None, answer: str) -> None:
    said = office.submits("activity_owner", ref or newsletter(office), {"owner": "U2"}, who)
    assert said.summary.splitlines()[0] == answer


def test_whoever_decides_may_where_nobody_coordinates_any_more(office: Office) -> None:
    gone = update(Person).where(Person.name == "Clara").values(standing="deactivated")
    alone = update(Role).where(Role.name == "coordinate").values(deputy_id=None)
    office.database.write(lambda session: (session.execute(gone), session.execute(alone)))
    card = office.submits("activity_owner", newsletter(office), {"owner": "U4"}, "Max")
    assert card.summary.splitlines()[1] == "Verantwortlich: Otto → Max"


def test_a_task_that_somebody_has_taken_stays_with_them(office: Office) -> None:
    office.says("übernehmen newsletter", "Max")
    office.submits("activity_owner", newsletter(office), {"owner": "U2"}, "Clara")
    task: Task = office.task("Newsletter")
    assert task.holder_id == office.ids.max
