"""Closing days, typed, pressed and in forms: shown before they hold. It is Tuesday, 1 December 2026."""

from datetime import date
from typing import Any

import pytest

from bot.cards.card import Actions, Aside, Bold, Button, Card, Heading, Paragraph
from bot.cards.form import DayInput, Field, Form, TextInput
from bot.commands.forms.reading import FieldErrors
from storage.database import Database
from tests.bot.commands.office import LINKEDIN, NEWSLETTER, Office

FLYER: dict[str, Any] = {**NEWSLETTER, "title": "Flyer", "cadence": "monthly on day 28", "non_working": "keep"}
KEY = "2026-12-24/2027-01-06//Weihnachten"
LINE = "betriebsferien 24.12. bis 6.1. Weihnachten"
WHEN = "von Do., 24. Dezember bis Mi., 6. Januar"
DAYS = "Do., 24. Dezember bis Mi., 6. Januar"
CHANGES = Paragraph(
    (
        *(Bold("LinkedIn Beitrag"), " · #", "7", ": von ", "Do., 24. Dezember", " auf ", "Mi., 23. Dezember", "\n"),
        *(Bold("Flyer"), " · #", "1", ": bleibt am ", "Mo., 28. Dezember", ", so ist die Maßnahme eingestellt", "\n"),
        *(Bold("LinkedIn Beitrag"), " · #", "8", ": ", "Do., 31. Dezember"),
        " entfällt, am Ausweichtag ist schon ein anderer Termin",
    )
)
SAID = (
    "LinkedIn Beitrag · #7: von Do., 24. Dezember auf Mi., 23. Dezember\n"
    "Flyer · #1: bleibt am Mo., 28. Dezember, so ist die Maßnahme eingestellt\n"
    "LinkedIn Beitrag · #8: Do., 31. Dezember entfällt, am Ausweichtag ist schon ein anderer Termin"
)
BACK = (
    "LinkedIn Beitrag · #7: von Mi., 23. Dezember auf Do., 24. Dezember\n"
    "LinkedIn Beitrag · #8: findet am Do., 31. Dezember wieder statt"
)
TOLD = "Wer zu einem dieser Termine schon eine Nachricht hat, sieht dort den neuen Stand."


@pytest.fixture
def office(sqlite_database: Database) -> Office:
    return Office(sqlite_database, FLYER, LINKEDIN)


@pytest.fixture
def closed(office: Office) -> Office:
    office.presses("close_days", KEY, "Clara")
    return office


def steps(ref: int, days: str = DAYS) -> Actions:
    return Actions(
        f"closing-{ref}",
        (
            Button("Ändern", "form-closing", str(ref), description=f"Ändern: {days}"),
            Button("Aufheben", "form-closing_off", str(ref), description=f"Aufheben: {days}"),
        ),
    )


def lines_of(answer: object) -> list[str]:
    assert isinstance(answer, Card)
    return answer.summary.splitlines()


def test_what_it_would_do_is_shown_first_with_a_button_that_does_it(office: Office) -> None:
    assert office.says(LINE, "Clara") == Card(
        f"Geschlossen {WHEN} (Weihnachten). Für diese Termine heißt das:\n{SAID}\nNoch ist nichts eingetragen.",
        (
            Paragraph(("Geschlossen ", WHEN, " (", "Weihnachten", ").", " ", "Für diese Termine heißt das:")),
            CHANGES,
            Aside(("Noch ist nichts eingetragen.",)),
            Actions(
                "closing",
                (
                    Button("So eintragen", "close_days", KEY, primary=True),
                    Button("Ändern", "form-closing", KEY),
                ),
            ),
        ),
    )
    assert lines_of(office.says("betriebsferien")) == [
        "Wann geschlossen ist",
        "Zurzeit sind keine Betriebsferien eingetragen.",
    ]


def test_one_more_press_and_it_holds(office: Office) -> None:
    assert office.presses("close_days", KEY, "Clara") == Card(
        f"Eingetragen: {WHEN} ist geschlossen (Weihnachten). Das ist aus den Terminen geworden:\n{SAID}\n{TOLD}",
        (
            Paragraph(
                (
                    *("Eingetragen: ", WHEN, " ist geschlossen (", "Weihnachten", ")."),
                    *(" ", "Das ist aus den Terminen geworden:"),
                )
            ),
            CHANGES,
            Aside((TOLD,)),
            steps(1),
        ),
    )


def test_the_known_ones_with_buttons_for_whoever_coordinates(closed: Office) -> None:
    closed.presses("close_days", "2027-05-07/2027-05-07//", "Clara")

    known = Paragraph((Bold(DAYS), " · ", "Weihnachten"))
    single = Paragraph((Bold("Fr., 7. Mai"),))
    summary = f"Wann geschlossen ist\n{DAYS} · Weihnachten\nFr., 7. Mai"
    assert closed.says("geschlossen", "Clara") == Card(
        summary,
        (
            Heading("Wann geschlossen ist"),
            *(known, steps(1), single, steps(2, "Fr., 7. Mai")),
            Actions("closing", (Button("Betriebsferien eintragen", "form-closing", "", primary=True),)),
        ),
    )
    assert closed.says("closed", "Otto") == Card(summary, (Heading("Wann geschlossen ist"), known, single))


def test_the_same_in_english(sqlite_database: Database) -> None:
    office = Office(sqlite_database, FLYER, LINKEDIN, language="en")

    assert lines_of(office.says("closed 24 Dec to 6 Jan Christmas", "Clara")) == [
        "Closed from Thu, 24 December to Wed, 6 January (Christmas). For these tasks this means:",
        "LinkedIn Beitrag · #7: from Thu, 24 December to Wed, 23 December",
        "Flyer · #1: stays on Mon, 28 December, as the activity is set up",
        "LinkedIn Beitrag · #8: Thu, 31 December is skipped, there is another task on the day it would move to",
        "Nothing has been entered yet.",
    ]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("24.12. bis 6.1.", f"Geschlossen {WHEN}. Für diese Termine heißt das:"),
        (
            "vom 24. Dezember 2026 bis zum 6. Januar 2027: Weihnachten",
            f"Geschlossen {WHEN} (Weihnachten). Für diese Termine heißt das:",
        ),
        ("24.12.-6.1. (Weihnachten)", f"Geschlossen {WHEN} (Weihnachten). Für diese Termine heißt das:"),
        ("29.12.", "Geschlossen am Di., 29. Dezember. An den Terminen ändert sich dadurch nichts."),
        ("29.12. Brücke", "Geschlossen am Di., 29. Dezember (Brücke). An den Terminen ändert sich dadurch nichts."),
        ("7.5.2027 Brückentag", "Geschlossen am Fr., 7. Mai (Brückentag)."),
    ],
)
def test_how_days_and_a_name_are_written(office: Office, words: str, first: str) -> None:
    assert lines_of(office.says(f"betriebsferien {words}", "Clara"))[0] == first


EXAMPLE = "Zum Beispiel: /takt betriebsferien 24.12. bis 6.1. Weihnachten"


@pytest.mark.parametrize(
    ("words", "who", "lines"),
    [
        ("Weihnachten", "Clara", ["Damit kann ich keine Tage verbinden.", EXAMPLE]),
        ("24.12. bis 28.12. und 4.1. bis 6.1.", "Clara", ["Damit kann ich keine Tage verbinden.", EXAMPLE]),
        ("ab 24.12.", "Clara", ["Betriebsferien brauchen auch einen letzten Tag.", EXAMPLE]),
        ("1.11. bis 10.11.2026", "Clara", ["Dienstag, 10. November 2026 liegt nicht in der Zukunft.", EXAMPLE]),
        (
            "24.12. bis 24.5.2027",
            "Clara",
            ["Mehr als 60 Tage am Stück sind für Betriebsferien zu lang.", EXAMPLE],
        ),
        (
            "24.12. bis 6.1.",
            "Otto",
            [
                "Das kann nur die Koordination.",
                "Wenn es nicht weitergeht, holt das die Koordination dazu: /takt blockiert 12 thema",
            ],
        ),
        ("", "Gast", ["Als Gast siehst du nur deine eigenen Termine.", "Deine Termine zeigt: /takt liste"]),
    ],
)
def test_what_is_refused(office: Office, words: str, who: str, lines: list[str]) -> None:
    assert lines_of(office.says(f"betriebsferien {words}", who)) == lines


@pytest.mark.parametrize(
    ("ref", "who"),
    [
        ("", "Clara"),
        ("1", "Clara"),
        ("2026-12-24", "Clara"),
        ("2026-12-24/x//", "Clara"),
        ("2027-01-06/2026-12-24//", "Clara"),
        ("2026-12-24/2027-01-06/99/", "Clara"),
    ],
)
def test_a_forged_button_closes_nothing(office: Office, ref: str, who: str) -> None:
    assert lines_of(office.presses("close_days", ref, who))[0] == "Das gibt es hier nicht mehr."
    assert len(lines_of(office.says("betriebsferien"))) == 2


def test_only_whoever_coordinates_may_press_or_open(closed: Office) -> None:
    assert lines_of(closed.presses("close_days", KEY, "Otto"))[0] == "Das kann nur die Koordination."
    for form, ref in (("closing", "1"), ("closing", ""), ("closing_off", "1")):
        with pytest.raises(Exception, match="coordinator_only"):
            closed.opens(form, ref, "Otto")  # type: ignore[arg-type]


# --- forms -----------------------------------------------------------------------------------------------------------


def fields(first: date | None, last: date | None, name: str = "") -> tuple[Field, ...]:
    hint = "Bleibt leer, wenn es ein einzelner Tag ist."
    return (
        Field("from", "Erster Tag", DayInput(first), previews=True),
        Field("to", "Letzter Tag", DayInput(last), hint, optional=True, previews=True),
        Field("name", "Wie heißen die Tage?", TextInput(name, limit=80), optional=True),
    )


FORESEEN = Paragraph(("Geschlossen ", WHEN, ".", " ", "Für diese Termine heißt das:"))


def test_an_empty_form_asks_and_shows_what_would_follow_as_soon_as_there_are_days(office: Office) -> None:
    empty = Form("Betriebsferien eintragen", "Eintragen", fields(None, None))
    assert office.opens("closing", "", "Clara") == empty

    entered = {"from": "2026-12-24", "to": "2027-01-06", "name": ""}
    assert office.opens("closing", "", "Clara", entered).parts == (*fields(None, None), FORESEEN, CHANGES)


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"from": "2027-01-06", "to": "2026-12-24"}, "Das Ende liegt vor dem Anfang. Wähle einen späteren Tag."),
        (
            {"from": "2026-12-24", "to": "2027-05-24"},
            "Mehr als 60 Tage am Stück sind für Betriebsferien zu lang. Wähle einen Tag, der näher liegt.",
        ),
    ],
)
def test_what_is_in_the_way_is_said_while_typing_and_beside_the_field(
    office: Office, entered: dict[str, str], said: str
) -> None:
    assert office.opens("closing", "", "Clara", entered).parts[3:] == (Aside((said,)),)
    with pytest.raises(FieldErrors) as faults:
        office.submits("closing", "", entered, "Clara")
    assert faults.value.errors == {"to": said}


def test_without_a_first_day_there_is_nothing_to_enter(office: Office) -> None:
    with pytest.raises(FieldErrors) as faults:
        office.submits("closing", "", {"from": "", "to": ""}, "Clara")
    assert set(faults.value.errors) == {"from"}


def test_a_single_day_needs_no_last_one(office: Office) -> None:
    card = office.submits("closing", "", {"from": "2026-12-29", "to": "", "name": "Brückentag"}, "Clara")

    assert lines_of(card) == [
        "Eingetragen: am Di., 29. Dezember ist geschlossen (Brückentag). Die Termine bleiben, wie sie sind."
    ]


def test_of_days_for_which_no_tasks_are_made_yet_nothing_is_claimed(office: Office) -> None:
    beyond = "Bis Di., 2. März sind die Termine schon angelegt. Spätere richten sich von selbst nach den Schließtagen."
    assert lines_of(office.says("betriebsferien 7.5.2027 Brückentag", "Clara")) == [
        "Geschlossen am Fr., 7. Mai (Brückentag).",
        beyond,
        "Noch ist nichts eingetragen.",
    ]
    card = office.submits("closing", "", {"from": "2027-05-07", "to": "", "name": "Brückentag"}, "Clara")
    assert lines_of(card) == ["Eingetragen: am Fr., 7. Mai ist geschlossen (Brückentag).", beyond]


def test_what_was_typed_stands_in_the_form(office: Office) -> None:
    form = office.opens("closing", KEY, "Clara")

    assert form.title == "Betriebsferien eintragen"
    assert form.fields == fields(date(2026, 12, 24), date(2027, 1, 6), "Weihnachten")


def test_an_entry_is_changed(closed: Office) -> None:
    form = closed.opens("closing", "1", "Clara")
    assert form.title == "Betriebsferien ändern"
    assert form.fields == fields(date(2026, 12, 24), date(2027, 1, 6), "Weihnachten")

    between = "von Mi., 30. Dezember bis Do., 31. Dezember"
    card = closed.submits("closing", 1, {"from": "2026-12-30", "to": "2026-12-31", "name": "Inventur"}, "Clara")

    assert lines_of(card) == [
        f"Eingetragen: {between} ist geschlossen (Inventur). Das ist aus den Terminen geworden:",
        "LinkedIn Beitrag · #7: von Mi., 23. Dezember auf Do., 24. Dezember",
        "LinkedIn Beitrag · #8: findet am Di., 29. Dezember wieder statt",
        TOLD,
    ]
    assert len(lines_of(closed.says("betriebsferien"))) == 2


def test_taking_them_back_is_shown_and_then_done(closed: Office) -> None:
    form = closed.opens("closing_off", "1", "Clara")

    assert (form.title, form.submit) == ("Betriebsferien aufheben", "Aufheben")
    assert form.parts[0] == Paragraph(
        ("Angenommen, ", WHEN, " wird doch gearbeitet.", " ", "Für diese Termine heißt das:")
    )
    assert lines_of(closed.submits("closing_off", 1, {}, "Clara")) == [
        f"Aufgehoben: {WHEN} wird doch gearbeitet. Das ist aus den Terminen geworden:",
        *BACK.splitlines(),
        TOLD,
    ]
    assert lines_of(closed.submits("closing_off", 1, {}, "Clara"))[0] == "Das gibt es hier nicht mehr."


def test_days_that_join_others_say_so(closed: Office) -> None:
    assert lines_of(closed.says("betriebsferien 7.1. Inventur", "Clara"))[-2:] == [
        "Andere eingetragene Tage schließen daran an, sie gelten jetzt als eins.",
        "Noch ist nichts eingetragen.",
    ]


def test_a_long_list_is_counted_beyond_fifteen(sqlite_database: Database) -> None:
    office = Office(sqlite_database, *({**FLYER, "title": f"Nummer {n:02}"} for n in range(18)))

    lines = lines_of(office.says(LINE, "Clara"))

    assert sum(line.startswith("Nummer") for line in lines) == 15
    assert "… und 3 weitere" in lines


def test_it_is_understood_as_a_message_too(office: Office) -> None:
    assert lines_of(office.writes(LINE, "Clara"))[0].startswith("Geschlossen von Do., 24. Dezember")
    assert lines_of(office.writes("geschlossen"))[0] == "Wann geschlossen ist"


@pytest.mark.parametrize("words", ["geschlossen, LinkedIn ist erledigt", "closed, linkedin is done"])
def test_a_sentence_that_begins_with_its_word_is_rather_about_a_task(office: Office, words: str) -> None:
    assert lines_of(office.writes(words))[0] == "Da bin ich nicht sicher. Was gilt für LinkedIn Beitrag (#4)?"
