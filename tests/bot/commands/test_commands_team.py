"""Who covers what: the whole card. It is Tuesday, 1 December 2026."""

from datetime import date

import pytest

from bot.cards.card import Aside, Bold, Card, Heading, Mention, Paragraph
from jobs.facts import PersonRef
from storage.database import Database
from storage.tables import Person
from tests.bot.commands.office import LINKEDIN, LINKEDIN_STORY, NEWSLETTER, TRADE_FAIR, Office

OTTO, DORA = PersonRef(1, "Otto", "U1"), PersonRef(2, "Dora", "U2")
CLARA, MAX = PersonRef(3, "Clara", "U3"), PersonRef(4, "Max", "U4")


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
        "Messe · #15 · fällig Fr., 18. Dezember\n"
        "LinkedIn Beitrag · #4 · fällig Do., 24. Dezember\n"
        "LinkedIn Beitrag · #5 · fällig Do., 31. Dezember\n"
        "… und 2 weitere\n"
        "Wer einspringen kann, schreibt: /takt übernehmen 15",
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
                    *(Bold("Messe"), " · #", "15", " · fällig ", "Fr., 18. Dezember", "\n"),
                    *(Bold("LinkedIn Beitrag"), " · #", "4", " · fällig ", "Do., 24. Dezember", "\n"),
                    *(Bold("LinkedIn Beitrag"), " · #", "5", " · fällig ", "Do., 31. Dezember"),
                )
            ),
            Aside(("… und ", "2", " weitere")),
            Aside(("Wer einspringen kann, schreibt: /takt übernehmen ", "15")),
        ),
    )


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

    lines = lines_of(office.says("team"))

    assert lines[1] == "Newsletter: Otto · Vertretung: Dora · zurzeit niemand da"
    assert lines[-3:] == [
        "Hier fehlt noch jemand",
        "Newsletter · #1 · fällig Di., 1. Dezember",
        "Wer einspringen kann, schreibt: /takt übernehmen 1",
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
