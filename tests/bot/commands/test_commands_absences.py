"""Away and back: typed, pressed, in a form. It is Tuesday, 1 December 2026, and nobody is asked why."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.cards.card import Actions, Aside, Bold, Button, Card, Mention, Paragraph
from bot.cards.form import DayInput, Field, Form, PersonInput
from bot.commands.ask import OpenForm
from bot.commands.forms.reading import FieldErrors
from jobs.facts import PersonRef
from storage.cover_tables import Absence
from storage.database import Database
from storage.tables import Person
from tests.bot.commands.office import LINKEDIN, LINKEDIN_STORY, NEWSLETTER, Office

OTTO, DORA, MAX = PersonRef(1, "Otto", "U1"), PersonRef(2, "Dora", "U2"), PersonRef(4, "Max", "U4")
MESSAGE = "D1/1700.1"
Days = tuple[str, str | None]


def absences(office: Office) -> list[tuple[str, str, str | None]]:
    """Who is away, from when until when."""
    query = (
        select(Person.name, Absence.first_on, Absence.last_on)
        .join(Person, Person.id == Absence.person_id)
        .order_by(Person.name, Absence.first_on)
    )
    rows = office.database.read(lambda session: session.execute(query).all())
    return [(name, f"{first:%m-%d}", f"{last:%m-%d}" if last else None) for name, first, last in rows]


def about_absence(ref: str, days: str | None = None) -> Actions:
    """What can be done about an absence."""
    labels = [("Ändern", "form-absence"), ("Zurücknehmen", "back")]
    return Actions(
        f"absence-{ref}",
        tuple(Button(label, intent, ref, description=f"{label}: {days}" if days else None) for label, intent in labels),
    )


def lines_of(answer: object) -> list[str]:
    assert isinstance(answer, Card)
    return answer.summary.splitlines()


MON_TO_FRI: list[Days] = [("12-07", "12-11")]
FIRST_TO_FIFTH: list[Days] = [("12-01", "12-05")]
ONLY_DAYS = ["Hier lese ich nur Tage und Personen. Ein Grund ist nicht nötig.", "Zum Beispiel: /takt weg mo bis fr"]
BACKWARDS = ["Das Ende liegt vor dem Anfang.", "Zum Beispiel: /takt weg mo bis fr"]
LINES: list[tuple[str, Sequence[Days] | Sequence[str]]] = [
    ("weg heute", [("12-01", "12-01")]),
    ("Weg morgen!", [("12-02", "12-02")]),
    ("weg am 1.12.", [("12-01", "12-01")]),
    ("bin weg bis fr", [("12-01", "12-04")]),
    ("weg ab mo", [("12-07", None)]),
    ("weg bis auf Weiteres", [("12-01", None)]),
    ("weg mo bis fr", MON_TO_FRI),
    ("weg mo-fr", MON_TO_FRI),
    ("weg von Montag bis Freitag", MON_TO_FRI),
    ("weg 1.12. - 5.12.", FIRST_TO_FIFTH),
    ("weg 1.12.–5.12.", FIRST_TO_FIFTH),
    ("weg vom 1.12. bis 5.12.", FIRST_TO_FIFTH),
    ("weg vom 1. bis 5. Dezember", FIRST_TO_FIFTH),
    ("weg 2026-12-01 2026-12-05", FIRST_TO_FIFTH),
    ("weg 30.11. bis 4.12.", [("11-30", "12-04")]),
    ("weg nächste Woche", [("12-07", "12-13")]),
    ("weg heute und morgen", [("12-01", "12-02")]),
    ("weg fr, mo", [("12-04", "12-07")]),
    ("weg 2.12., 9.12. bis 11.12. und ab 21.12.", [("12-02", "12-02"), ("12-09", "12-11"), ("12-21", None)]),
    ("weg 1.–3.12. und 24.12.–6.1.", [("12-01", "12-03"), ("12-24", "01-06")]),
    ("weg vom 1. bis 3.12., am 7.12. und ab 24.12.", [("12-01", "12-03"), ("12-07", "12-07"), ("12-24", None)]),
    ("weg +1 bis +3", [("12-02", "12-04")]),
    ("abwesend morgen @dora", [("12-02", "12-02")]),
    ("weg mo bis fr mit Vertretung @dora", MON_TO_FRI),
    ("weg @otto mo bis fr", MON_TO_FRI),
    ("weg für <@U1> mo bis fr, Vertretung: <@U2>", MON_TO_FRI),
    ("away today", [("12-01", "12-01")]),
    ("away mon to fri", MON_TO_FRI),
    ("away from mon until fri", MON_TO_FRI),
    ("away until friday", [("12-01", "12-04")]),
    ("away from mon", [("12-07", None)]),
    ("away 1 to 5 dec", FIRST_TO_FIFTH),
    ("I am away next week", [("12-07", "12-13")]),
    ("away fri with deputy @dora", [("12-04", "12-04")]),
    ("weg krank", ONLY_DAYS),
    ("weg heute wegen Migräne", ONLY_DAYS),
    ("weg mo bis fr Urlaub", ONLY_DAYS),
    ("weg Kur ab mo", ONLY_DAYS),
    ("away mon to fri vacation", ONLY_DAYS),
    ("weg mo bis", ONLY_DAYS),
    ("weg mo @dora @max @clara", ONLY_DAYS),
    ("weg dora mo", ONLY_DAYS),
    ("weg 5.12. bis 3.12.", BACKWARDS),
    ("away tomorrow until today", BACKWARDS),
    ("weg 31.2.", ["Den Tag „31.2.“ gibt es nicht.", "Zum Beispiel: /takt weg mo bis fr"]),
    (
        "weg 1.11.2026 bis 5.11.2026",
        ["Donnerstag, 5. November 2026 liegt nicht in der Zukunft.", "Zum Beispiel: /takt weg mo bis fr"],
    ),
    (
        "weg ab 1.1.2030",
        [
            "Dienstag, 1. Januar 2030 ist zu weit weg, um es jetzt schon festzulegen.",
            "Zum Beispiel: /takt weg mo bis fr",
        ],
    ),
    ("weg mo @otto", ["Vertreten kann nur jemand anderes.", "Zum Beispiel: /takt weg mo bis fr"]),
    (
        "weg mo @niemand",
        [
            "Wer gemeint ist, ist nicht eindeutig, nicht bekannt oder gerade nicht da.",
            "Zum Beispiel: /takt weg mo bis fr",
        ],
    ),
    (
        "weg @dora mo bis fr",
        [
            "Für andere trägt die Koordination Abwesenheiten ein.",
            "Für dich selbst geht es so, mit der Vertretung am Ende: /takt weg mo bis fr @dora",
        ],
    ),
    ("zurück", ["Es ist keine Abwesenheit eingetragen.", "Eintragen geht zum Beispiel so: /takt weg mo bis fr"]),
    (
        "zurück aus dem Urlaub",
        ["Hier lese ich nur Tage und Personen. Ein Grund ist nicht nötig.", "Zum Beispiel: /takt zurück"],
    ),
]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_a_line_is_an_absence_or_is_refused(
    sqlite_database: Database, line: str, expected: Sequence[Days] | Sequence[str]
) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    answer = office.says(line)

    if isinstance(expected[0], str):
        assert lines_of(answer) == expected
        assert absences(office) == []
    else:
        assert absences(office) == [("Otto", *days) for days in expected]


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("away sick", ["I only read days and people here. No reason is needed.", "For example: /takt away mon to fri"]),
        ("away 5.12. to 3.12.", ["The end lies before the beginning.", "For example: /takt away mon to fri"]),
        (
            "away @dora mon",
            [
                "Absences of others are entered by the coordinator.",
                "For yourself it goes like this, with the deputy at the end: /takt away mon to fri @dora",
            ],
        ),
        ("back", ["No absence is noted.", "To note one, for example: /takt away mon to fri"]),
        ("away fri @otto", ["Only somebody else can stand in.", "For example: /takt away mon to fri"]),
    ],
)
def test_refusals_are_said_in_english_too(sqlite_database: Database, line: str, refusal: list[str]) -> None:
    assert lines_of(Office(sqlite_database, NEWSLETTER, language="en").says(line)) == refusal


def test_a_direct_message_says_the_same(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    office.writes("Ich bin weg bis fr")
    assert absences(office) == [("Otto", "12-01", "12-04")]

    assert lines_of(office.writes("Bin wieder da")) == ["Willkommen zurück. Ab heute frage ich dich wieder."]
    assert absences(office) == []


def test_nothing_of_a_cause_is_kept(sqlite_database: Database, caplog: pytest.LogCaptureFixture) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    for line in ("weg heute Migräne", "weg Migräne", "zurück Migräne", "weg mo @dora Migräne"):
        office.says(line)
        office.writes(line, message=MESSAGE)
        office.edits(MESSAGE, line)

    assert "migräne" not in everything(sqlite_database).casefold()
    assert "migräne" not in caplog.text.casefold()


def everything(database: Database) -> str:
    """Whatever the database holds, as text."""
    from storage.columns import Base

    tables = [table.name for table in Base.metadata.sorted_tables]
    return database.read(
        lambda session: "\n".join(str(session.execute(text(f"SELECT * FROM {name}")).all()) for name in tables)  # noqa: S608
    )


def test_an_absence_is_told_with_whoever_is_there_instead(sqlite_database: Database) -> None:
    office = Office(sqlite_database, LINKEDIN, LINKEDIN_STORY)

    assert office.says("weg mo bis fr") == Card(
        "Notiert: Du bist von Mo., 7. Dezember bis Fr., 11. Dezember nicht da. Zwei Termine fallen in diese Zeit.\n"
        "LinkedIn Beitrag · #2 · fällig Do., 10. Dezember: Dora\n"
        "LinkedIn Story · #16 · fällig Fr., 11. Dezember: Dora",
        (
            Paragraph(
                (
                    "Notiert: Du bist ",
                    "von Mo., 7. Dezember bis Fr., 11. Dezember",
                    " nicht da.",
                    " ",
                    "Zwei Termine fallen in diese Zeit.",
                )
            ),
            Paragraph(
                (
                    Bold("LinkedIn Beitrag"),
                    " · #",
                    "2",
                    " · fällig ",
                    "Do., 10. Dezember",
                    ": ",
                    Mention(DORA),
                    "\n",
                    Bold("LinkedIn Story"),
                    " · #",
                    "16",
                    " · fällig ",
                    "Fr., 11. Dezember",
                    ": ",
                    Mention(DORA),
                )
            ),
            about_absence("1"),
        ),
    )


def test_what_nobody_covers_is_told_with_the_deputies(sqlite_database: Database) -> None:
    office = Office(sqlite_database, LINKEDIN, {**LINKEDIN_STORY, "deputies": ()})
    for line in ("weg @dora mo bis fr", "weg @max mo bis fr", "weg mo bis fr"):
        office.says(line, "Clara")

    assert office.says("weg @otto mo bis fr", "Clara") == Card(
        "Notiert: Otto ist von Mo., 7. Dezember bis Fr., 11. Dezember nicht da. Zwei Termine fallen in diese Zeit.\n"
        "Noch ist niemand da für:\n"
        "LinkedIn Beitrag · #2 · fällig Do., 10. Dezember, auch nicht da: Dora\n"
        "LinkedIn Story · #16 · fällig Fr., 11. Dezember, ohne Vertretung\n"
        "Weitergeben geht zum Beispiel so: /takt übergeben 2 @dora\n"
        "Otto bekommt dazu keine Nachricht von mir.",
        (
            Paragraph(
                (
                    "Notiert: ",
                    Mention(OTTO),
                    " ist ",
                    "von Mo., 7. Dezember bis Fr., 11. Dezember",
                    " nicht da.",
                    " ",
                    "Zwei Termine fallen in diese Zeit.",
                )
            ),
            Paragraph(
                (
                    "Noch ist niemand da für:",
                    "\n",
                    Bold("LinkedIn Beitrag"),
                    " · #",
                    "2",
                    " · fällig ",
                    "Do., 10. Dezember",
                    ", auch nicht da: ",
                    Mention(DORA),
                    "\n",
                    Bold("LinkedIn Story"),
                    " · #",
                    "16",
                    " · fällig ",
                    "Fr., 11. Dezember",
                    ", ohne Vertretung",
                )
            ),
            Aside(("Weitergeben geht zum Beispiel so: /takt übergeben ", "2", " @dora")),
            Aside((Mention(OTTO), " bekommt dazu keine Nachricht von mir.")),
            about_absence("4"),
        ),
    )


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        (
            "de",
            "weg bis fr @max",
            [
                (
                    "Notiert: Du bist von Di., 1. Dezember bis Fr., 4. Dezember nicht da. "
                    "Zwei Termine fallen in diese Zeit."
                ),
                "Newsletter · #1 · fällig Di., 1. Dezember: Max",
                "LinkedIn Beitrag · #5 · fällig Do., 3. Dezember: Max",
            ],
        ),
        (
            "en",
            "away until fri @max",
            [
                "Noted: you are away from Tue, 1 December to Fri, 4 December. Two tasks fall into this time.",
                "Newsletter · #1 · due Tue, 1 December: Max",
                "LinkedIn Beitrag · #5 · due Thu, 3 December: Max",
            ],
        ),
        ("de", "weg sa", ["Notiert: Du bist am Sa., 5. Dezember nicht da. In diese Zeit fällt kein Termin."]),
        (
            "de",
            "weg morgen und ab 26.2.",
            [
                (
                    "Notiert: Du bist am Mi., 2. Dezember und ab Fr., 26. Februar bis auf Weiteres nicht da. "
                    "In den nächsten 13 Wochen fällt ein Termin in diese Zeit."
                ),
                "Newsletter · #4 · fällig Mo., 1. März: Dora",
            ],
        ),
        (
            "en",
            "away from 2027-11-01",
            [
                (
                    "Noted: you are away from Mon, 1 November 2027 until further notice. "
                    "In the next 13 weeks no task falls into this time."
                ),
            ],
        ),
    ],
)
def test_every_absence_is_echoed_with_its_weekdays(
    sqlite_database: Database, language: str, line: str, expected: list[str]
) -> None:
    assert lines_of(Office(sqlite_database, NEWSLETTER, LINKEDIN, language=language).says(line)) == expected


def test_a_long_absence_lists_eight_tasks_and_counts_the_others(sqlite_database: Database) -> None:
    lines = lines_of(Office(sqlite_database, LINKEDIN).says("weg ab heute"))

    assert lines[0].endswith("In den nächsten 13 Wochen fallen 13 Termine in diese Zeit.")
    assert len(lines) == 10
    assert lines[-1] == "… und 5 weitere"


def test_what_adjoins_an_absence_becomes_one_with_it(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("weg mo bis fr")

    assert lines_of(office.says("weg 14.12. bis 16.12.")) == [
        "Notiert: Du bist von Mo., 7. Dezember bis Mi., 16. Dezember nicht da. In diese Zeit fällt kein Termin.",
        "Eine schon eingetragene Abwesenheit schließt daran an, beide gelten jetzt als eine.",
    ]
    assert absences(office) == [("Otto", "12-07", "12-16")]


def test_a_guest_may_be_away_too(sqlite_database: Database) -> None:
    office = Office(sqlite_database, {**NEWSLETTER, "owner": "Gast"}, LINKEDIN)

    assert lines_of(office.says("weg bis fr", "Gast")) == [
        "Notiert: Du bist von Di., 1. Dezember bis Fr., 4. Dezember nicht da. Ein Termin fällt in diese Zeit.",
        "Newsletter · #1 · fällig Di., 1. Dezember: Dora",
    ]


@pytest.mark.parametrize(
    ("line", "who", "expected"),
    [
        ("zurück @dora", "Clara", ["Notiert: Dora ist ab heute wieder da."]),
        ("back <@U2>", "Max", ["Notiert: Dora ist ab heute wieder da."]),
        ("zurück", "Dora", ["Willkommen zurück. Ab heute frage ich dich wieder."]),
        (
            "zurück @dora",
            "Otto",
            [
                "Für andere trägt die Koordination Abwesenheiten ein.",
                "Für dich selbst geht es so, mit der Vertretung am Ende: /takt weg mo bis fr @dora",
            ],
        ),
    ],
)
def test_who_may_say_that_somebody_is_back(sqlite_database: Database, line: str, who: str, expected: list[str]) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("weg 30.11. bis fr", "Dora")

    assert lines_of(office.says(line, who)) == expected
    assert absences(office) == [("Dora", "11-30", "12-04" if who == "Otto" else "11-30")]


def test_whoever_is_back_early_gets_back_what_their_deputy_has_not_begun(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN, {**LINKEDIN_STORY, "starts": date(2026, 12, 5)})
    office.says("weg bis 11.12. @max")
    office.says("dran 5 bis mo", "Max")

    assert office.says("zurück") == Card(
        "Willkommen zurück. Ab heute frage ich dich wieder.\n"
        "Wieder bei dir:\n"
        "Newsletter · #1 · fällig Di., 1. Dezember\n"
        "LinkedIn Beitrag · #6 · fällig Do., 10. Dezember\n"
        "LinkedIn Story · #19 · fällig Fr., 11. Dezember\n"
        "Schon angefangen, deshalb bleibt es dort:\n"
        "LinkedIn Beitrag · #5 · fällig Do., 3. Dezember: Max",
        (
            Paragraph(("Willkommen zurück. Ab heute frage ich dich wieder.",)),
            Paragraph(
                (
                    "Wieder bei dir:",
                    "\n",
                    *(Bold("Newsletter"), " · #", "1", " · fällig ", "Di., 1. Dezember"),
                    "\n",
                    *(Bold("LinkedIn Beitrag"), " · #", "6", " · fällig ", "Do., 10. Dezember"),
                    "\n",
                    *(Bold("LinkedIn Story"), " · #", "19", " · fällig ", "Fr., 11. Dezember"),
                )
            ),
            Paragraph(
                (
                    "Schon angefangen, deshalb bleibt es dort:",
                    "\n",
                    *(Bold("LinkedIn Beitrag"), " · #", "5", " · fällig ", "Do., 3. Dezember"),
                    ": ",
                    Mention(MAX),
                )
            ),
        ),
    )


def test_of_several_absences_to_come_a_button_says_which_one_is_off(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("weg 10.12., 14.12. bis 16.12. und ab 21.12.")

    assert office.says("zurück") == Card(
        "Bei dir sind mehrere Abwesenheiten eingetragen. Welche entfällt?",
        (
            Paragraph(("Bei dir sind mehrere Abwesenheiten eingetragen. Welche entfällt?",)),
            Actions(
                "back",
                (
                    Button("Do., 10. Dezember", "back", "1"),
                    Button("Mo., 14. Dezember bis Mi., 16. Dezember", "back", "2"),
                    Button("Ab Mo., 21. Dezember", "back", "3"),
                ),
            ),
        ),
    )
    assert lines_of(office.presses("back", "2")) == [
        "Notiert: Du bist von Mo., 14. Dezember bis Mi., 16. Dezember doch da."
    ]
    assert absences(office) == [("Otto", "12-10", "12-10"), ("Otto", "12-21", None)]


def test_the_only_absence_to_come_is_dropped_and_a_running_one_ends_first(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("weg 30.11. bis morgen und ab 21.12.")

    assert lines_of(office.says("zurück")) == ["Willkommen zurück. Ab heute frage ich dich wieder."]
    assert absences(office) == [("Otto", "11-30", "11-30"), ("Otto", "12-21", None)]

    assert lines_of(office.says("zurück")) == ["Notiert: Du bist ab Mo., 21. Dezember bis auf Weiteres doch da."]
    assert absences(office) == [("Otto", "11-30", "11-30")]


@pytest.mark.parametrize(
    ("ref", "who", "refusal"),
    [
        ("1", "Otto", "Für andere trägt die Koordination Abwesenheiten ein."),
        ("2", "Dora", "Das gibt es hier nicht mehr."),
        ("", "Dora", "Das gibt es hier nicht mehr."),
        ("x", "Dora", "Das gibt es hier nicht mehr."),
        ("99999999999", "Dora", "Das gibt es hier nicht mehr."),
    ],
)
def test_a_forged_button_ends_no_absence(sqlite_database: Database, ref: str, who: str, refusal: str) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("weg bis fr", "Dora")

    assert lines_of(office.presses("back", ref, who))[0] == refusal
    assert absences(office) == [("Dora", "12-01", "12-04")]


def test_a_second_press_finds_nothing_left_to_end(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("weg mo bis fr")

    assert lines_of(office.presses("back", "1"))[0].endswith("doch da.")
    assert lines_of(office.presses("back", "1"))[0] == "Das gibt es hier nicht mehr."


def test_an_edited_message_is_the_absence_that_it_says_now(sqlite_database: Database) -> None:
    office = Office(sqlite_database, LINKEDIN)
    office.writes("weg mo bis fr @max", message=MESSAGE)

    assert lines_of(office.edits(MESSAGE, "weg mo bis do")) == [
        "Notiert: Du bist von Mo., 7. Dezember bis Fr., 11. Dezember doch da.",
        "Notiert: Du bist von Mo., 7. Dezember bis Do., 10. Dezember nicht da. Ein Termin fällt in diese Zeit.",
        "LinkedIn Beitrag · #2 · fällig Do., 10. Dezember: Dora",
    ]
    assert absences(office) == [("Otto", "12-07", "12-10")]

    assert office.task("LinkedIn Beitrag", 1).holder_id is None


def test_a_deleted_message_takes_its_absence_with_it(sqlite_database: Database) -> None:
    office = Office(sqlite_database, LINKEDIN)
    office.says("weg 28.12.")
    office.writes("weg heute bis fr @max und 14.12.", message=MESSAGE)

    erased = office.erases(MESSAGE)

    assert lines_of(erased) == [
        "Notiert: Du bist von Di., 1. Dezember bis Fr., 4. Dezember doch da.",
        "Wieder bei dir:",
        "LinkedIn Beitrag · #1 · fällig Do., 3. Dezember",
        "Notiert: Du bist am Mo., 14. Dezember doch da.",
    ]
    assert absences(office) == [("Otto", "12-28", "12-28")]
    assert office.erases(MESSAGE) is None


def test_an_absence_that_has_become_part_of_another_outlives_its_message(sqlite_database: Database) -> None:
    office = Office(sqlite_database, LINKEDIN)
    office.writes("weg mo bis fr", message=MESSAGE)
    office.says("weg 14.12.")

    assert office.erases(MESSAGE) is None
    assert absences(office) == [("Otto", "12-07", "12-14")]


@pytest.mark.parametrize(
    ("line", "who", "form"),
    [
        ("weg", "Otto", OpenForm("away", "")),
        ("Away", "Clara", OpenForm("away", "")),
        ("weg @otto", "Clara", OpenForm("away", "1")),
        ("weg @otto", "Otto", OpenForm("away", "1")),
    ],
)
def test_without_days_a_form_asks_for_them(sqlite_database: Database, line: str, who: str, form: OpenForm) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    assert office.says(line, who) == office.writes(line, who) == form


WITHOUT_REASON = (
    "Ein Grund ist nicht nötig. Aus einem Kalender übernehme ich Abwesenheiten auch von selbst: /takt weg kalender"
)
FROM = Field("from", "Erster Tag", DayInput(date(2026, 12, 1)), previews=True)
TO = Field(
    "to",
    "Letzter Tag",
    DayInput(),
    "Bleibt leer, wenn das Ende noch offen ist.",
    optional=True,
    previews=True,
)
DEPUTY = Field(
    "deputy",
    "Wer vertritt?",
    PersonInput(),
    "Ohne Angabe springt die Vertretung der jeweiligen Maßnahme ein.",
    optional=True,
    previews=True,
)


def test_the_form_shows_at_once_what_falls_into_the_days(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN)
    to_friday = {"from": "2026-12-01", "to": "2026-12-04", "deputy": ""}

    assert office.opens("away", entered=to_friday) == Form(
        "Abwesenheit eintragen",
        "Eintragen",
        (
            Aside((WITHOUT_REASON,)),
            FROM,
            TO,
            DEPUTY,
            Paragraph(("Zwei Termine fallen in diese Zeit.",)),
            Paragraph(
                (
                    *(Bold("Newsletter"), " · #", "1", " · fällig ", "Di., 1. Dezember"),
                    ": ",
                    Mention(DORA),
                    "\n",
                    *(Bold("LinkedIn Beitrag"), " · #", "5", " · fällig ", "Do., 3. Dezember"),
                    ": ",
                    Mention(DORA),
                )
            ),
        ),
    )
    assert absences(office) == []


def test_the_coordinators_form_asks_who_it_is_about(sqlite_database: Database) -> None:
    office = Office(sqlite_database, {**NEWSLETTER, "starts": date(2027, 5, 1)}, language="en")

    assert office.opens("away", "1", "Clara") == Form(
        "Note an Absence",
        "Note Absence",
        (
            Aside(("No reason is needed. I can also read absences from a calendar: /takt away calendar",)),
            Field("person", "Who is away?", PersonInput(OTTO), previews=True),
            Field("from", "First day", DayInput(date(2026, 12, 1)), previews=True),
            Field("to", "Last day", DayInput(), "Leave it empty while the end is open.", optional=True, previews=True),
            Field(
                "deputy",
                "Who stands in?",
                PersonInput(),
                "If nobody is named, the deputies of each activity do.",
                optional=True,
                previews=True,
            ),
            Paragraph(("In the next 13 weeks no task falls into this time.",)),
        ),
    )


def preview(form: Form) -> list[str]:
    """What the form says below its fields."""
    last_field = max(place for place, part in enumerate(form.parts) if isinstance(part, Field))
    shown = [part for part in form.parts[last_field + 1 :] if isinstance(part, Paragraph | Aside)]
    return ["".join(one if isinstance(one, str) else getattr(one, "text", "@") for one in part.text) for part in shown]


@pytest.mark.parametrize(
    ("entered", "expected"),
    [
        ({"from": ""}, ["Es fehlt noch der Tag. Wähle einen Tag aus."]),
        ({"from": "2026-12-04", "to": "2026-12-03"}, ["Das Ende liegt vor dem Anfang. Wähle einen späteren Tag."]),
        ({"from": "gestern"}, ["Hier lese ich nur Tage und Personen. Ein Grund ist nicht nötig. Wähle einen Tag aus."]),
        ({"from": "2026-12-01", "to": "2026-12-02", "deputy": "U1"}, ["Vertreten kann nur jemand anderes."]),
        (
            {"from": "2026-12-02", "to": "2026-12-02", "deputy": "UNOBODY"},
            ["Wer gemeint ist, ist nicht eindeutig, nicht bekannt oder gerade nicht da. Bitte aus der Liste"],
        ),
        (
            {"from": "2026-11-30", "to": "2026-12-01", "person": "U2"},
            ["Ein Termin fällt in diese Zeit.", "Newsletter · #1 · fällig Di., 1. Dezember: @"],
        ),
    ],
)
def test_the_preview_says_what_is_in_the_way(
    sqlite_database: Database, entered: dict[str, str], expected: list[str]
) -> None:
    """The person is the coordinator's to choose; anybody else's choice is not even read."""
    office = Office(sqlite_database, NEWSLETTER)

    said = preview(office.opens("away", entered=entered))

    assert [line[: len(start)] for line, start in zip(said, expected, strict=True)] == expected


@pytest.mark.parametrize(
    ("who", "ref", "fields", "expected"),
    [
        ("Otto", "", {"from": "2026-12-07", "to": "2026-12-11"}, [("Otto", "12-07", "12-11")]),
        ("Otto", "", {"from": "2026-12-07", "to": ""}, [("Otto", "12-07", None)]),
        ("Otto", "", {"from": "2026-11-30", "to": "2026-12-11"}, [("Otto", "11-30", "12-11")]),
        ("Otto", "2", {"from": "2026-12-07", "person": "U2"}, [("Otto", "12-07", None)]),
        ("Clara", "", {"from": "2026-12-07", "to": "2026-12-07", "person": "U2"}, [("Dora", "12-07", "12-07")]),
        ("Clara", "", {"from": "2026-12-07"}, [("Clara", "12-07", None)]),
    ],
)
def test_the_form_notes_an_absence(
    sqlite_database: Database, who: str, ref: str, fields: dict[str, str], expected: list[tuple[str, str, str | None]]
) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    office.submits("away", ref, fields, who)

    assert absences(office) == expected


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, {"from": "Es fehlt noch der Tag. Wähle einen Tag aus."}),
        (
            {"from": "2026-12-04", "to": "2026-12-03"},
            {"to": "Das Ende liegt vor dem Anfang. Wähle einen späteren Tag."},
        ),
        (
            {"from": "2026-11-02", "to": "2026-11-03"},
            {"to": "Dienstag, 3. November 2026 liegt nicht in der Zukunft. Wähle einen kommenden Tag."},
        ),
        (
            {"from": "", "deputy": "UNOBODY"},
            {
                "from": "Es fehlt noch der Tag. Wähle einen Tag aus.",
                "deputy": "Wer gemeint ist, ist nicht eindeutig, nicht bekannt oder gerade nicht da. "
                "Bitte aus der Liste auswählen.",
            },
        ),
        ({"from": "2026-12-04", "deputy": "U1"}, {"deputy": "Vertreten kann nur jemand anderes."}),
        (
            {"from": "2030-01-01"},
            {
                "from": "Dienstag, 1. Januar 2030 ist zu weit weg, um es jetzt schon festzulegen. "
                "Wähle einen Tag, der näher liegt."
            },
        ),
    ],
)
def test_the_form_tells_its_faults_beside_the_fields(
    sqlite_database: Database, fields: dict[str, str], errors: dict[str, Any]
) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    with pytest.raises(FieldErrors) as raised:
        office.submits("away", "", fields)

    said = raised.value.errors
    assert {name: words[: len(errors[name])] for name, words in said.items()} == errors
    assert absences(office) == []


def test_the_form_about_somebody_else_opens_for_the_coordinator_alone(sqlite_database: Database) -> None:
    from jobs.use_cases.refusals import Refused

    office = Office(sqlite_database, NEWSLETTER)

    with pytest.raises(Refused) as refused:
        office.opens("away", "2")
    assert refused.value.refusal.code == "absence_of_others"
