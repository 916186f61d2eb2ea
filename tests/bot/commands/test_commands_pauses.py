"""Pause and resume an activity: typed, pressed, in a form. It is Tuesday, 1 December 2026."""

from datetime import date

import pytest

from bot.cards.card import Actions, Aside, Bold, Button, Card, Paragraph
from bot.cards.form import Choice, ChoiceInput, DayInput, Field, Form, TextInput
from bot.commands.ask import OpenForm
from bot.commands.forms.reading import FieldErrors
from jobs.use_cases.refusals import Refused
from storage.database import Database
from storage.tables import Activity
from tests.bot.commands.office import LINKEDIN, LINKEDIN_STORY, NEWSLETTER, Office

EXAMPLE = "Zum Beispiel: /takt pausieren newsletter bis fr Umbau"
BEGINNING = (
    "Der Anfang des Titels oder die Nummer eines ihrer Termine genügt, zum Beispiel: /takt pausieren 12 bis fr Umbau"
)


def rests(office: Office, title: str) -> tuple[str | None, str | None]:
    """Until when and why an activity rests."""
    activity = office.database.read(lambda session: session.query(Activity).filter_by(title=title).one())
    assert (activity.state == "paused") == (activity.paused_until is not None)
    return (str(activity.paused_until) if activity.paused_until else None, activity.pause_reason)


def lines_of(answer: object) -> list[str]:
    assert isinstance(answer, Card)
    return answer.summary.splitlines()


@pytest.mark.parametrize(
    ("line", "title", "until", "reason"),
    [
        ("pause newsletter bis 15.1. Umbau der Seite", "Newsletter", "2027-01-15", "Umbau der Seite"),
        ("pausieren News until 2027-01-15 relaunch", "Newsletter", "2027-01-15", "relaunch"),
        ("Pause NEWSLETTER 15.1. Umbau", "Newsletter", "2027-01-15", "Umbau"),
        ("pause newsletter bis 15. Januar 2027 Umbau", "Newsletter", "2027-01-15", "Umbau"),
        ("pause newsletter bis fr: Umbau", "Newsletter", "2026-12-04", "Umbau"),
        ("pause newsletter, heute, Umbau", "Newsletter", "2026-12-01", "Umbau"),
        ("pause 1 bis +3 Umbau", "Newsletter", "2026-12-04", "Umbau"),
        ("pause #5 until fri rebuilding", "LinkedIn Beitrag", "2026-12-04", "rebuilding"),
        ("pause linkedin beitrag bis fr bis zum Umbau", "LinkedIn Beitrag", "2026-12-04", "bis zum Umbau"),
        ("pausieren linkedin s bis mo x", "LinkedIn Story", "2026-12-07", "x"),
    ],
)
def test_a_line_pauses_an_activity(sqlite_database: Database, line: str, title: str, until: str, reason: str) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN, LINKEDIN_STORY)

    office.says(line, "Clara")

    assert rests(office, title) == (until, reason)
    assert [one for one in office.ids.activities if rests(office, one) != (None, None)] == [title]


@pytest.mark.parametrize(
    ("line", "who", "expected"),
    [
        ("pause quark bis fr Umbau", "Clara", ["Eine Maßnahme „quark bis fr Umbau“ finde ich nicht.", BEGINNING]),
        ("pause 999 bis fr Umbau", "Clara", ["Eine Maßnahme „999 bis fr Umbau“ finde ich nicht.", BEGINNING]),
        (
            "pause linkedin bis fr Umbau",
            "Clara",
            [
                "„linkedin“ passt auf mehrere Maßnahmen. Welche ist gemeint?",
                "LinkedIn Beitrag · #5 · fällig Do., 3. Dezember",
                "LinkedIn Story · #19 · fällig Fr., 4. Dezember",
                "Mit der Nummer ist es eindeutig: /takt pausieren 5 bis fr Umbau oder /takt fortsetzen 5",
            ],
        ),
        ("pause newsletter bis fr", "Clara", ["Es fehlt noch der Grund.", EXAMPLE]),
        ("pause newsletter wegen Umbau", "Clara", ["„wegen“ lese ich nicht als Tag.", EXAMPLE]),
        ("pause newsletter bis 31.2. Umbau", "Clara", ["Den Tag „31.2.“ gibt es nicht.", EXAMPLE]),
        (
            "pause newsletter bis 1.11.2026 Umbau",
            "Clara",
            ["Sonntag, 1. November 2026 liegt nicht in der Zukunft.", EXAMPLE],
        ),
        (
            "pause newsletter bis 1.1.2028 Umbau",
            "Clara",
            ["Samstag, 1. Januar 2028 ist zu weit weg, um es jetzt schon festzulegen.", EXAMPLE],
        ),
        (
            "resume",
            "Clara",
            ["Gerade pausiert keine Maßnahme.", "Pausieren geht zum Beispiel so: /takt pausieren 12 bis fr Umbau"],
        ),
        (
            "resume newsletter",
            "Clara",
            ["Newsletter pausiert gerade nicht.", "Pausieren geht zum Beispiel so: /takt pausieren 12 bis fr Umbau"],
        ),
        ("resume newsletter bald", "Clara", ["Eine Maßnahme „newsletter bald“ finde ich nicht.", BEGINNING]),
        (
            "pause newsletter bis fr Umbau",
            "Otto",
            [
                "Das kann nur die Koordination.",
                "Wenn es nicht weitergeht, holt das die Koordination dazu: /takt blockiert 12 thema",
            ],
        ),
        (
            "fortsetzen newsletter",
            "Gast",
            [
                "Das kann nur die Koordination.",
                "Wenn es nicht weitergeht, holt das die Koordination dazu: /takt blockiert 12 thema",
            ],
        ),
    ],
)
def test_a_refused_line_pauses_nothing_and_says_what_would_do(
    sqlite_database: Database, line: str, who: str, expected: list[str]
) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN, LINKEDIN_STORY)

    assert lines_of(office.says(line, who)) == expected
    assert {rests(office, title) for title in office.ids.activities} == {(None, None)}


def test_a_pause_is_told_with_what_rests_and_when_it_goes_on(sqlite_database: Database) -> None:
    office = Office(sqlite_database, LINKEDIN)

    assert office.says("pause linkedin bis 12.12. Umbau", "Clara") == Card(
        "Notiert: LinkedIn Beitrag pausiert bis Sa., 12. Dezember und läuft danach von selbst weiter. "
        "Zwei Termine ruhen. Nächster Termin: Do., 17. Dezember.\n"
        "Grund: Umbau",
        (
            Paragraph(
                (
                    "Notiert: ",
                    Bold("LinkedIn Beitrag"),
                    " pausiert bis ",
                    "Sa., 12. Dezember",
                    " und läuft danach von selbst weiter.",
                    " ",
                    "Zwei Termine ruhen.",
                    " ",
                    "Nächster Termin: ",
                    "Do., 17. Dezember",
                    ".",
                )
            ),
            Aside(("Grund: ", "Umbau")),
            Actions("resume", (Button("Fortsetzen", "resume", "1"),)),
        ),
    )


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        (
            "en",
            "pause newsletter until 2027-01-15 rebuilding",
            [
                (
                    "Noted: Newsletter is paused until Fri, 15 January and then goes on by itself. Two tasks rest. "
                    "Next task: Mon, 1 February."
                ),
                "Reason: rebuilding",
            ],
        ),
        (
            "de",
            "pause newsletter bis 1.7.2027 Umbau",
            [
                "Notiert: Newsletter pausiert bis Do., 1. Juli 2027 und läuft danach von selbst weiter.",
                "Grund: Umbau",
            ],
        ),
        (
            "de",
            "pause newsletter bis fr " + "y" * 300,
            [
                (
                    "Notiert: Newsletter pausiert bis Fr., 4. Dezember und läuft danach von selbst weiter. "
                    "Ein Termin ruht. Nächster Termin: Do., 31. Dezember."
                ),
                f"Grund: {'y' * 200}",
                "Der Text war zu lang, behalten sind die ersten 200 Zeichen.",
            ],
        ),
    ],
)
def test_dates_are_echoed_with_their_weekdays(
    sqlite_database: Database, language: str, line: str, expected: list[str]
) -> None:
    assert lines_of(Office(sqlite_database, NEWSLETTER, language=language).says(line, "Clara")) == expected


def test_a_pause_ends_early_with_the_tasks_that_are_still_ahead(sqlite_database: Database) -> None:
    office = Office(sqlite_database, LINKEDIN)
    office.says("pause linkedin bis 12.12. Umbau", "Clara")

    assert office.says("fortsetzen linkedin", "Max") == Card(
        "Notiert: LinkedIn Beitrag läuft wieder. Nächster Termin: Do., 3. Dezember.\n"
        "Wieder offen:\n"
        "LinkedIn Beitrag · #1 · fällig Do., 3. Dezember\n"
        "LinkedIn Beitrag · #2 · fällig Do., 10. Dezember",
        (
            Paragraph(
                (
                    "Notiert: ",
                    Bold("LinkedIn Beitrag"),
                    " läuft wieder.",
                    " ",
                    "Nächster Termin: ",
                    "Do., 3. Dezember",
                    ".",
                )
            ),
            Paragraph(
                (
                    "Wieder offen:",
                    "\n",
                    *(Bold("LinkedIn Beitrag"), " · #", "1", " · fällig ", "Do., 3. Dezember"),
                    "\n",
                    *(Bold("LinkedIn Beitrag"), " · #", "2", " · fällig ", "Do., 10. Dezember"),
                )
            ),
        ),
    )
    assert rests(office, "LinkedIn Beitrag") == (None, None)


def test_the_only_pause_needs_no_name_and_several_are_asked_for(sqlite_database: Database) -> None:
    office = Office(sqlite_database, LINKEDIN, NEWSLETTER)
    office.says("pause newsletter bis fr Umbau", "Clara")
    office.says("pause linkedin bis do Umbau", "Clara")

    assert office.says("resume", "Clara") == Card(
        "Mehrere Maßnahmen pausieren. Welche soll weiterlaufen?\n"
        "LinkedIn Beitrag: bis Do., 3. Dezember\n"
        "Newsletter: bis Fr., 4. Dezember",
        (
            Paragraph(
                (
                    "Mehrere Maßnahmen pausieren. Welche soll weiterlaufen?",
                    "\n",
                    *(Bold("LinkedIn Beitrag"), ": bis ", "Do., 3. Dezember"),
                    "\n",
                    *(Bold("Newsletter"), ": bis ", "Fr., 4. Dezember"),
                )
            ),
            Actions(
                "resume",
                (
                    Button("LinkedIn Beitrag", "resume", str(office.ids.activities["LinkedIn Beitrag"])),
                    Button("Newsletter", "resume", str(office.ids.activities["Newsletter"])),
                ),
            ),
        ),
    )
    office.presses("resume", str(office.ids.activities["LinkedIn Beitrag"]), "Clara")
    assert (rests(office, "LinkedIn Beitrag"), rests(office, "Newsletter")) == ((None, None), ("2026-12-04", "Umbau"))
    assert lines_of(office.says("fortsetzen", "Clara"))[0].startswith("Notiert: Newsletter läuft wieder.")


@pytest.mark.parametrize(
    ("ref", "who", "refusal"),
    [
        ("1", "Otto", "Das kann nur die Koordination."),
        ("", "Clara", "Das gibt es hier nicht mehr."),
        ("999", "Clara", "Das gibt es hier nicht mehr."),
        ("neighbour", "Clara", "Das gibt es hier nicht mehr."),
    ],
)
def test_a_forged_button_resumes_nothing(sqlite_database: Database, ref: str, who: str, refusal: str) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("pause newsletter bis fr Umbau", "Clara")
    if ref == "neighbour":
        ref = str(neighbours_activity(office))

    assert lines_of(office.presses("resume", ref, who))[0] == refusal
    assert rests(office, "Newsletter") == ("2026-12-04", "Umbau")


def neighbours_activity(office: Office) -> int:
    office.neighbours_task()
    return office.database.read(lambda session: session.query(Activity).filter_by(title="Flyer").one().id)


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("pause", OpenForm("pause", "")),
        ("pausieren newsletter", OpenForm("pause", "1")),
        ("pause newsletter.", OpenForm("pause", "1")),
    ],
)
def test_what_is_missing_is_asked_in_a_form(sqlite_database: Database, line: str, form: OpenForm) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    assert office.says(line, "Clara") == office.writes(line, "Clara") == form


UNTIL = Field("until", "Pause bis", DayInput(date(2026, 12, 2)), "Bis dahin fragt niemand nach dieser Maßnahme.")
REASON = Field("reason", "Grund der Pause", TextInput(lines=True, limit=200))


def test_the_form_offers_every_activity_or_is_about_one(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN)
    activities = (Choice("2", "LinkedIn Beitrag"), Choice("1", "Newsletter"))

    assert office.opens("pause", "", "Clara") == Form(
        "Pause vereinbaren",
        "Pausieren",
        (Field("activity", "Welche Maßnahme?", ChoiceInput(activities)), UNTIL, REASON),
    )
    assert office.opens("pause", "1", "Clara") == Form(
        "Pause vereinbaren",
        "Pausieren",
        (Aside(("Newsletter", " · #", "1", " · fällig ", "Di., 1. Dezember")), UNTIL, REASON),
    )


def test_without_activities_there_is_nothing_to_choose(sqlite_database: Database) -> None:
    assert Office(sqlite_database).opens("pause", "", "Clara") == Form(
        "Pause vereinbaren", None, (Paragraph(("Noch gibt es keine Maßnahme, die pausieren könnte.",)),)
    )


@pytest.mark.parametrize(("ref", "chosen"), [("", {"activity": "1"}), ("1", {}), ("1", {"activity": "2"})])
def test_the_form_pauses_what_was_chosen(sqlite_database: Database, ref: str, chosen: dict[str, str]) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN)

    office.submits("pause", ref, {**chosen, "until": "2026-12-10", "reason": "Umbau"}, "Clara")

    assert rests(office, "Newsletter") == ("2026-12-10", "Umbau")
    assert rests(office, "LinkedIn Beitrag") == (None, None)


@pytest.mark.parametrize("key", ["", "999", "x", "neighbour"])
def test_what_the_form_did_not_offer_is_not_paused(sqlite_database: Database, key: str) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    fields = {"activity": str(neighbours_activity(office)) if key == "neighbour" else key, "until": "", "reason": "x"}

    with pytest.raises(FieldErrors) as raised:
        office.submits("pause", "", fields, "Clara")

    assert raised.value.errors == {
        "activity": "Diese Maßnahme gibt es nicht mehr. Bitte aus der Liste auswählen.",
        "until": "Es fehlt noch der Tag. Wähle einen Tag aus.",
    }


def test_the_form_is_the_coordinators(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    with pytest.raises(Refused) as refused:
        office.opens("pause", "", "Otto")
    assert refused.value.refusal.code == "coordinator_only"
    assert lines_of(office.submits("pause", "", {"activity": "1", "until": "2026-12-10", "reason": "x"}, "Otto"))[
        0
    ] == ("Das kann nur die Koordination.")


MESSAGE = "D1/1796115600.000100"


def test_a_message_that_paused_an_activity_is_followed_when_its_words_change(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.writes("pause newsletter bis fr Umbau", "Clara", MESSAGE)

    answer = office.edits(MESSAGE, "pause newsletter bis do Messe", "Clara")

    assert lines_of(answer) == [
        "Zurückgenommen: Newsletter läuft wie zuvor.",
        (
            "Notiert: Newsletter pausiert bis Do., 3. Dezember und läuft danach von selbst weiter. "
            "Ein Termin ruht. Nächster Termin: Do., 31. Dezember."
        ),
        "Grund: Messe",
    ]
    assert rests(office, "Newsletter") == ("2026-12-03", "Messe")


def test_a_message_that_paused_an_activity_is_taken_back_when_it_is_deleted(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("pause newsletter bis fr Umbau", "Clara")
    office.writes("pause newsletter bis 15.1. Messe", "Clara", MESSAGE)

    erased = office.erases(MESSAGE, "Clara")

    assert erased == Card(
        "Zurückgenommen: Newsletter pausiert wie zuvor bis Fr., 4. Dezember.",
        (
            Paragraph(
                (*("Zurückgenommen: ", Bold("Newsletter"), " pausiert wie zuvor bis ", "Fr., 4. Dezember", "."),),
            ),
        ),
    )
    assert rests(office, "Newsletter") == ("2026-12-04", "Umbau")
    assert office.erases(MESSAGE, "Clara") is None


def test_a_message_that_ended_a_pause_is_taken_back_unless_it_was_built_upon(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("pause newsletter bis fr Umbau", "Clara")
    office.writes("fortsetzen newsletter", "Clara", MESSAGE)
    office.says("erledigt 1", "Otto")

    assert lines_of(office.erases(MESSAGE, "Clara")) == [
        "Seit dieser Nachricht ist es weitergegangen, deshalb habe ich nichts zurückgenommen.",
        "Was jetzt gilt, zeigt: /takt liste",
    ]
    assert rests(office, "Newsletter") == (None, None)
