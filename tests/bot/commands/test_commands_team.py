"""Who covers what: the whole card. It is Tuesday, 1 December 2026."""

from datetime import date

import pytest

from bot.cards.card import Aside, Bold, Card, Heading, Mention, Paragraph, Span
from bot.slack.blocks import blocks_of
from jobs.facts import PersonRef
from storage.database import Database
from storage.tables import Person
from tests.bot.commands.office import LINKEDIN, LINKEDIN_STORY, NEWSLETTER, TRADE_FAIR, Office

OTTO, DORA = PersonRef(1, "Otto", "U1"), PersonRef(2, "Dora", "U2")
CLARA, MAX = PersonRef(3, "Clara", "U3"), PersonRef(4, "Max", "U4")


SPAN = "(von Fr., 18. Dezember bis Fr., 8. Januar)"
IN_ENGLISH = [
    "School holidays",
    "Bavaria: from Thu, 24 December to Fri, 8 January",
    "Bavaria: from Mon, 8 February to Fri, 12 February",
]
SCHOOL = [
    "Schulferien",
    "Bayern: von Do., 24. Dezember bis Fr., 8. Januar",
    "Bayern: von Mo., 8. Februar bis Fr., 12. Februar",
]


def lines_of(answer: object) -> list[str]:
    assert isinstance(answer, Card)
    return answer.summary.splitlines()


def test_owners_deputies_absences_and_gaps_at_a_glance(sqlite_database: Database) -> None:
    office = Office(
        sqlite_database, {**LINKEDIN, "deputies": ("Dora", "Max")}, TRADE_FAIR, {**NEWSLETTER, "deputies": ()}
    )
    office.says("weg heute")
    for who in ("Otto", "Dora", "Clara", "Max"):
        office.says("weg 18.12. bis 8.1.", who)

    assert office.says("team") == Card(
        "Wer sich um was kümmert\n"
        "LinkedIn Beitrag: Otto · Vertretung: Dora, Max · zurzeit zuständig: Dora\n"
        "Messe: Clara · Vertretung: Dora\n"
        "Newsletter: Otto · keine Vertretung · zurzeit zuständig: Clara\n"
        "Nicht da\n"
        "Otto: am Di., 1. Dezember\n"
        "Clara: von Fr., 18. Dezember bis Fr., 8. Januar\n"
        "Dora: von Fr., 18. Dezember bis Fr., 8. Januar\n"
        "Max: von Fr., 18. Dezember bis Fr., 8. Januar\n"
        "Otto: von Fr., 18. Dezember bis Fr., 8. Januar\n"
        "Hier fehlt noch jemand\n"
        f"Messe · #15 · fällig Fr., 18. Dezember · nicht da: Clara, Dora und Max {SPAN}\n"
        f"LinkedIn Beitrag · #4 · fällig Do., 24. Dezember · nicht da: Otto, Dora, Max und Clara {SPAN}\n"
        f"LinkedIn Beitrag · #5 · fällig Do., 31. Dezember · nicht da: Otto, Dora, Max und Clara {SPAN}\n"
        f"Newsletter · #19 · fällig Do., 31. Dezember · nicht da: Otto, Clara und Max {SPAN}\n"
        f"LinkedIn Beitrag · #6 · fällig Do., 7. Januar · nicht da: Otto, Dora, Max und Clara {SPAN}\n"
        "Hier wäre nur noch die Koordination da\n"
        "Newsletter · #18 · fällig Di., 1. Dezember · Clara · nicht da: Otto (am Di., 1. Dezember)\n"
        "Besetzt sind 14 von 20 Terminen der nächsten 13 Wochen (70 %).\n"
        "Wer einspringen kann, schreibt: /takt übernehmen 15\n"
        "Schulferien\n"
        "Bayern: von Do., 24. Dezember bis Fr., 8. Januar\n"
        "Bayern: von Mo., 8. Februar bis Fr., 12. Februar",
        (
            Heading("Wer sich um was kümmert"),
            Paragraph(
                (
                    *(Bold("LinkedIn Beitrag"), ": ", Mention(OTTO), " · "),
                    *("Vertretung: ", Mention(DORA), ", ", Mention(MAX), " · "),
                    *("zurzeit zuständig: ", Mention(DORA), "\n"),
                    *(Bold("Messe"), ": ", Mention(CLARA), " · "),
                    *("Vertretung: ", Mention(DORA), "\n"),
                    *(Bold("Newsletter"), ": ", Mention(OTTO), " · "),
                    *("keine Vertretung", " · "),
                    *("zurzeit zuständig: ", Mention(CLARA)),
                )
            ),
            Paragraph(
                (
                    *(Bold("Nicht da"), "\n"),
                    *(Mention(OTTO), ": ", "am Di., 1. Dezember", "\n"),
                    *(Mention(CLARA), ": ", "von Fr., 18. Dezember bis Fr., 8. Januar", "\n"),
                    *(Mention(DORA), ": ", "von Fr., 18. Dezember bis Fr., 8. Januar", "\n"),
                    *(Mention(MAX), ": ", "von Fr., 18. Dezember bis Fr., 8. Januar", "\n"),
                    *(Mention(OTTO), ": ", "von Fr., 18. Dezember bis Fr., 8. Januar"),
                )
            ),
            Paragraph(
                (
                    *(Bold("Hier fehlt noch jemand"), "\n"),
                    *(Bold("Messe"), " · #", "15", " · fällig ", "Fr., 18. Dezember", *away(CLARA, DORA, MAX), "\n"),
                    *(Bold("LinkedIn Beitrag"), " · #", "4", " · fällig ", "Do., 24. Dezember"),
                    *(*away(OTTO, DORA, MAX, CLARA), "\n"),
                    *(Bold("LinkedIn Beitrag"), " · #", "5", " · fällig ", "Do., 31. Dezember"),
                    *(*away(OTTO, DORA, MAX, CLARA), "\n"),
                    *(Bold("Newsletter"), " · #", "19", " · fällig ", "Do., 31. Dezember"),
                    *(*away(OTTO, CLARA, MAX), "\n"),
                    *(Bold("LinkedIn Beitrag"), " · #", "6", " · fällig ", "Do., 7. Januar"),
                    *away(OTTO, DORA, MAX, CLARA),
                )
            ),
            Paragraph(
                (
                    *(Bold("Hier wäre nur noch die Koordination da"), "\n"),
                    *(Bold("Newsletter"), " · #", "18", " · fällig ", "Di., 1. Dezember"),
                    *(" · ", Mention(CLARA), " · ", "nicht da: ", Mention(OTTO), " (", "am Di., 1. Dezember", ")"),
                )
            ),
            Aside(("Besetzt sind ", "14", " von ", "20", " Terminen der nächsten 13 Wochen (", "70", " %).")),
            Aside(("Wer einspringen kann, schreibt: /takt übernehmen ", "15")),
            Paragraph(
                (
                    *(Bold("Schulferien"), "\n"),
                    *("Bayern", ": ", "von Do., 24. Dezember bis Fr., 8. Januar", "\n"),
                    *("Bayern", ": ", "von Mo., 8. Februar bis Fr., 12. Februar"),
                )
            ),
        ),
    )


def away(*people: PersonRef) -> tuple[Span, ...]:
    """That they are away over Christmas, behind a task."""
    *first, last = people
    named = [span for person in first for span in (Mention(person), ", ")][:-1]
    days = ("von Fr., 18. Dezember bis Fr., 8. Januar",)
    return (" · ", "nicht da: ", *named, " und ", Mention(last), " (", *days, ")")


def test_a_week_without_absences_says_so_in_english(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN_STORY, language="en")
    office.says("pause newsletter until 2026-12-20 rebuilding", "Clara")
    office.says("handover 5 @max")
    office.says("away from 2027-01-01")

    assert lines_of(office.says("Team", "Dora")) == [
        "Who covers what",
        "LinkedIn Story: Otto · deputy: Dora · responsible now: Max",
        "Newsletter: Otto · deputy: Dora · paused until Sun, 20 December",
        "Everybody is there for the next four weeks.",
        "Somebody is there for every task of the next 13 weeks.",
        *IN_ENGLISH,
    ]


def test_a_company_without_a_plan_is_told_what_will_stand_here(sqlite_database: Database) -> None:
    assert lines_of(Office(sqlite_database).says("team")) == [
        "Wer sich um was kümmert",
        "Noch ist keine Maßnahme geplant. Sobald es welche gibt, steht hier, wer sie hat und wer vertritt.",
        "In den nächsten vier Wochen sind alle da.",
    ]


def test_where_nobody_has_or_can_do_it_that_is_said(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    for who in ("Otto", "Dora", "Clara", "Max"):
        office.says("weg bis fr", who)

    lines, this_week = lines_of(office.says("team")), "von Di., 1. Dezember bis Fr., 4. Dezember"

    assert lines[1] == "Newsletter: Otto · Vertretung: Dora · zurzeit niemand da"
    assert lines[-7:] == [
        "Hier fehlt noch jemand",
        f"Newsletter · #1 · fällig Di., 1. Dezember · nicht da: Otto, Dora, Clara und Max ({this_week})",
        "Besetzt sind 3 von 4 Terminen der nächsten 13 Wochen.",
        "Wer einspringen kann, schreibt: /takt übernehmen 1",
        *SCHOOL,
    ]


def test_whoever_has_left_is_no_absence(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("weg bis fr")
    office.database.write(lambda session: _leaves(session.get_one(Person, office.ids.otto)))

    assert lines_of(office.says("team", "Dora")) == [
        "Wer sich um was kümmert",
        "Newsletter: Otto · Vertretung: Dora · zurzeit zuständig: Dora",
        "In den nächsten vier Wochen sind alle da.",
        "Für jeden Termin der nächsten 13 Wochen ist jemand da.",
        *SCHOOL,
    ]


def _leaves(person: Person) -> None:
    person.standing = "deactivated"


def test_guests_are_refused(sqlite_database: Database) -> None:
    assert lines_of(Office(sqlite_database, NEWSLETTER).says("team", "Gast")) == [
        "Als Gast siehst du nur deine eigenen Termine.",
        "Deine Termine zeigt: /takt liste",
    ]


@pytest.mark.parametrize(("number", "shown", "further"), [(30, 30, None), (33, 30, "… und 3 weitere")])
def test_a_long_plan_is_counted_beyond_thirty(
    sqlite_database: Database, number: int, shown: int, further: str | None
) -> None:
    plan = [
        {"title": f"Nummer {n:02}", "cadence": "yearly on 24 dec", "starts": date(2026, 12, 1)} for n in range(number)
    ]

    lines = lines_of(Office(sqlite_database, *plan).says("team"))

    assert sum(line.startswith("Nummer") for line in lines[: shown + 1]) == shown
    assert (lines[shown + 1] if further else None) == further


def test_what_lies_ahead_who_would_be_alone_and_how_long_the_calendars_reach(sqlite_database: Database) -> None:
    alone = {**TRADE_FAIR, "cadence": "yearly on 28 dec", "starts": date(2026, 12, 1), "deputies": ()}
    office = Office(sqlite_database, {**alone, "non_working": "keep"}, {**NEWSLETTER, "deputies": ()})
    office.says("weg bis 10.1.", "Clara")
    office.presses("close_days", "2026-12-28/2026-12-30//Inventur", "Clara")
    office.database.write(lambda session: _moves(session.get_one(Person, office.ids.otto)))

    days = "von Di., 1. Dezember bis So., 10. Januar"
    assert lines_of(office.says("team", "Max"))[5:] == [
        "Hier wäre nur noch die Koordination da",
        f"Messe · #1 · fällig Mo., 28. Dezember · Max · nicht da: Clara ({days}) · Firma geschlossen",
        "Hier ist in den Schulferien nur eine Person vorgesehen",
        "Newsletter · #3 · fällig Do., 31. Dezember · Otto",
        "Newsletter · #4 · fällig Mo., 1. Februar · Otto",
        "Besetzt sind 4 von 5 Terminen der nächsten 13 Wochen (80 %).",
        "Wer einspringen kann, schreibt: /takt übernehmen 1",
        "Geschlossen",
        "Mo., 28. Dezember bis Mi., 30. Dezember · Inventur",
        "Schulferien",
        "Berlin: von Mi., 23. Dezember bis Sa., 2. Januar",
        "Bayern: von Do., 24. Dezember bis Fr., 8. Januar",
        "Berlin: von Mo., 1. Februar bis Sa., 6. Februar",
        "Bayern: von Mo., 8. Februar bis Fr., 12. Februar",
    ]


def _moves(person: Person) -> None:
    person.country, person.subdivision = "DE", "BE"


def test_however_much_there_is_it_stays_within_a_message(sqlite_database: Database) -> None:
    plan = [{**LINKEDIN, "title": f"Nummer {n:02}", "cadence": "every working day", "deputies": ()} for n in range(12)]
    office = Office(sqlite_database, *plan)
    for who in ("Otto", "Clara", "Max"):
        office.says("weg 18.12. bis 8.1.", who)
    for month in range(1, 9):
        office.presses("close_days", f"2027-{month:02}-15/2027-{month:02}-15//", "Clara")

    card = office.says("team", "Dora")

    assert isinstance(card, Card)
    assert len(blocks_of(card)) <= 45
