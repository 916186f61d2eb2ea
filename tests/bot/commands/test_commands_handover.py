"""The buttons and the form of a hand-over: what they answer, whose they are, and what a made-up key comes to."""

import pytest

from bot.cards.card import Aside, Bold, Card, Mention
from bot.cards.form import Choice, ChoiceInput, Field, Form
from bot.commands.ask import OpenForm
from bot.commands.forms.reading import FieldErrors
from jobs.facts import PersonRef
from jobs.handovers import tell_handovers
from storage.database import Database
from tests.bot.commands.office import LINKEDIN, LINKEDIN_STORY, NOW, Office

LEAVE = "1/2026-12-02"
UNKNOWN = "Wer gemeint ist, ist nicht eindeutig, nicht bekannt oder gerade nicht da. Bitte aus der Liste auswählen."
DORA = PersonRef(2, "Dora", "U2")


@pytest.fixture
def office(sqlite_database: Database) -> Office:
    """It is Otto's last day; two of his tasks fall into his absence, one of them without a deputy."""
    opened = Office(sqlite_database, LINKEDIN, {**LINKEDIN_STORY, "deputies": ()})
    opened.says("weg 2.12. bis 4.12.")
    tell_handovers(sqlite_database, NOW)
    return opened


def words(answered: object) -> list[str]:
    assert isinstance(answered, Card)
    return answered.summary.splitlines()


def confirmed(office: Office) -> Office:
    office.presses("confirm_handover", LEAVE)
    tell_handovers(office.database, NOW)
    return office


def post(office: Office) -> str:
    return str(office.task("LinkedIn Beitrag").id)


def test_one_tap_confirms_and_so_does_a_second(office: Office) -> None:
    answer = [
        "Danke, notiert. Dora bekommt Bescheid.",
        "Für einen Termin ist noch niemand da, die Koordination erfährt davon.",
    ]
    assert words(office.presses("confirm_handover", LEAVE)) == answer
    assert words(office.presses("confirm_handover", LEAVE)) == answer


def test_the_coordinator_confirms_for_somebody_else(office: Office) -> None:
    assert words(office.presses("confirm_handover", LEAVE, "Clara"))[0] == (
        "Notiert, die Übergabe von Otto passt. Dora bekommt Bescheid."
    )


def test_standing_in_is_said_with_one_tap(office: Office) -> None:
    confirmed(office)
    assert words(office.presses("accept_standin", LEAVE, "Dora")) == [
        "Danke, du übernimmst für Otto:",
        "LinkedIn Beitrag · #1 · fällig Do., 3. Dezember",
    ]


def test_who_can_not_hears_who_takes_it(office: Office) -> None:
    confirmed(office)
    answer = ["Kein Problem. Sonst springt niemand ein, deshalb liegt LinkedIn Beitrag jetzt bei Clara."]
    assert words(office.presses("decline_standin", post(office), "Dora")) == answer
    assert words(office.presses("decline_standin", post(office), "Dora")) == answer
    assert words(office.presses("accept_standin", LEAVE, "Dora")) == [
        "Das gibt es hier nicht mehr.",
        "Was gerade offen ist, zeigt: /takt liste",
    ]


@pytest.mark.parametrize(
    ("intent", "ref", "who", "first"),
    [
        ("confirm_handover", LEAVE, "Dora", "Für andere trägt die Koordination Abwesenheiten ein."),
        ("confirm_handover", LEAVE, "Gast", "Für andere trägt die Koordination Abwesenheiten ein."),
        ("confirm_handover", "1/2026-12-09", "Otto", "Das gibt es hier nicht mehr."),
        ("confirm_handover", "1/morgen", "Otto", "Das gibt es hier nicht mehr."),
        ("confirm_handover", "1", "Otto", "Das gibt es hier nicht mehr."),
        ("confirm_handover", "", "Otto", "Das gibt es hier nicht mehr."),
        ("confirm_handover", "99999999999/2026-12-02", "Clara", "Das gibt es hier nicht mehr."),
        ("accept_standin", LEAVE, "Max", "Das gibt es hier nicht mehr."),
        ("accept_standin", "2/2026-12-02", "Dora", "Das gibt es hier nicht mehr."),
        ("decline_standin", "1", "Otto", "LinkedIn Beitrag (#1) liegt bei anderen."),
        ("decline_standin", "1", "Max", "LinkedIn Beitrag (#1) liegt bei anderen."),
        ("decline_standin", "999", "Dora", "Das gibt es hier nicht mehr."),
        ("decline_standin", "1; drop", "Dora", "Das gibt es hier nicht mehr."),
    ],
)
def test_keys_are_looked_at_again(office: Office, intent: str, ref: str, who: str, first: str) -> None:
    confirmed(office)
    assert words(office.presses(intent, ref, who))[0] == first


def test_a_neighbours_task_is_none(office: Office) -> None:
    confirmed(office)
    strange = str(office.neighbours_task())
    assert words(office.presses("decline_standin", strange, "Dora"))[0] == "Das gibt es hier nicht mehr."


def test_the_form_names_who_has_it_and_who_could(office: Office) -> None:
    ref = f"{LEAVE}/{post(office)}"
    assert office.presses("form-stand_in", ref) == OpenForm("stand_in", ref)
    people = (Choice("2", "Dora"), Choice("3", "Clara"), Choice("4", "Max"))
    assert office.opens("stand_in", ref) == Form(
        "Vertretung ändern",
        "Ändern",
        (
            Aside((Bold("LinkedIn Beitrag"), " · #", "1", " · fällig ", "Do., 3. Dezember")),
            Aside(("Bisher: ", Mention(DORA))),
            Field("person", "Wer übernimmt?", ChoiceInput(people)),
        ),
    )


def test_somebody_else_is_named(office: Office) -> None:
    ref = f"{LEAVE}/{post(office)}"
    assert words(office.submits("stand_in", ref, {"person": "4"})) == [
        "Notiert: LinkedIn Beitrag liegt bei Max, solange du nicht da bist."
    ]
    assert words(office.submits("stand_in", ref, {"person": "2"}, "Clara")) == [
        "Notiert: LinkedIn Beitrag liegt bei Dora, solange Otto nicht da ist."
    ]
    assert office.task("LinkedIn Beitrag").holder_id == office.ids.dora


@pytest.mark.parametrize(
    ("person", "fault"),
    [
        ("", "Es fehlt noch, wer gemeint ist. Bitte aus der Liste auswählen."),
        (
            "1",
            UNKNOWN,
        ),
        (
            "5",
            UNKNOWN,
        ),
        (
            "x",
            UNKNOWN,
        ),
    ],
)
def test_who_can_not_take_it_is_told_beside_the_field(office: Office, person: str, fault: str) -> None:
    with pytest.raises(FieldErrors) as refused:
        office.sends("stand_in", f"{LEAVE}/{post(office)}", {"person": person})
    assert refused.value.errors == {"person": fault}


@pytest.mark.parametrize(
    ("ref", "who"),
    [("1/2026-12-02/999", "Otto"), ("1/2026-12-02", "Otto"), ("nonsense", "Otto")],
)
def test_the_form_opens_for_nothing_else(office: Office, ref: str, who: str) -> None:
    assert words(office.submits("stand_in", ref, {"person": "2"}, who))[0] == "Das gibt es hier nicht mehr."


def test_english_answers(sqlite_database: Database) -> None:
    office = Office(sqlite_database, LINKEDIN, language="en")
    office.says("away 2.12. to 4.12.")
    tell_handovers(sqlite_database, NOW)
    assert words(confirmed(office).presses("confirm_handover", LEAVE)) == ["Thank you, noted. Dora will be told."]
    assert words(office.presses("accept_standin", LEAVE, "Dora"))[0] == "Thank you, you are covering for Otto:"
    assert words(office.presses("decline_standin", post(office), "Dora")) == [
        "No problem. Nobody else stands in, so LinkedIn Beitrag is with Clara now."
    ]
