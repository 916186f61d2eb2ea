"""Calendars from which absences are read: named, listed, taken away, and told of when they can't be read."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.cards.absence_feeds import FAULTS
from bot.cards.card import Actions, Aside, Button, Card, Heading, Mention, Paragraph
from bot.cards.form import Choice, ChoiceInput, Field, Form, PersonInput, TextInput
from bot.cards.worded import card_for
from bot.commands.forms.reading import FieldErrors
from jobs.calendar_notices import CalendarUnreadable
from jobs.facts import PersonRef, Reader
from jobs.notices import Composed
from jobs.rules.calendar_entries import CalendarEntry
from jobs.rules.feeds import CalendarFault
from jobs.use_cases import feed_reading
from jobs.use_cases.feed_reading import Due
from jobs.use_cases.refusals import Refused
from storage.cover_tables import AbsenceFeed
from storage.database import Database
from tests.bot.commands.office import NEWSLETTER, NOW, Office
from tests.bot.commands.test_commands_absences import absences, lines_of

OTTO, CLARA = PersonRef(1, "Otto", "U1"), PersonRef(3, "Clara", "U3")
ADDRESS = "https://calendar.example.com/private-s3cr3t/basic.ics"
RULES = (
    Aside(
        (
            (
                "Als Abwesenheit zählen ganze Tage, die als beschäftigt oder abwesend eingetragen sind. Besprechungen "
                "und alles, was frei, vorläufig oder abgesagt ist, zählen nicht."
            ),
        )
    ),
    Aside(
        (
            (
                "Im Kalender der Firma muss ein Eintrag genau eine Person nennen. Aus Titeln lese ich nur Namen, "
                "gespeichert werden allein die Tage."
            ),
        )
    ),
)
ADDRESS_FIELD = Field(
    "address",
    "Geheime Adresse im iCal-Format",
    TextInput(limit=2000),
    "Sie steht in den Einstellungen des Kalenders. Ich zeige sie niemandem.",
)
CONNECT = Actions("feeds", (Button("Kalender verbinden", "form-absence_calendar", "", primary=True),))
CONNECT_MORE = Actions("feeds", (Button("Kalender verbinden", "form-absence_calendar", ""),))


def about_feed(ref: str) -> Actions:
    return Actions(
        f"feed-{ref}",
        (Button("Adresse ändern", "form-absence_calendar", ref), Button("Trennen", "feed_off", ref)),
    )


def feeds(office: Office) -> list[tuple[int | None, str, int | None]]:
    """Whose calendars are known, from where, and by whom."""
    query = select(AbsenceFeed).order_by(AbsenceFeed.id)
    rows = office.database.read(lambda session: list(session.scalars(query)))
    return [(one.person_id, one.address, one.made_by_id) for one in rows]


def reads(office: Office, *days: int) -> None:
    """The first calendar says that somebody is away on these days of December."""
    entries = [CalendarEntry(str(day), date(2026, 12, day), date(2026, 12, day + 1), "busy", "Otto") for day in days]
    due = Due(1, ADDRESS, None)
    office.database.write(lambda session: feed_reading.read(session, due, entries, None, NOW))


@pytest.mark.parametrize("line", ["weg kalender", "Weg Kalender!", "away calendar"])
def test_before_there_is_one_it_says_what_counts(sqlite_database: Database, line: str) -> None:
    assert Office(sqlite_database, NEWSLETTER).says(line) == Card(
        "Noch übernehme ich Abwesenheiten aus keinem Kalender.\n" + "\n".join(str(one.text[0]) for one in RULES),
        (Paragraph(("Noch übernehme ich Abwesenheiten aus keinem Kalender.",)), *RULES, CONNECT),
    )


def test_the_form_says_what_counts_and_asks_for_the_address(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    assert office.opens("absence_calendar") == Form("Kalender verbinden", "Verbinden", (*RULES, ADDRESS_FIELD))
    assert office.opens("absence_calendar", who="Clara") == Form(
        "Kalender verbinden",
        "Verbinden",
        (
            *RULES,
            Field(
                "scope",
                "Wessen Kalender?",
                ChoiceInput(
                    (
                        Choice("own", "Mein eigener"),
                        Choice("company", "Der Kalender der Firma"),
                        Choice("person", "Der von jemand anderem"),
                    ),
                    "own",
                ),
            ),
            Field(
                "person",
                "Von wem?",
                PersonInput(),
                "Nur nötig, wenn es der Kalender von jemand anderem ist.",
                optional=True,
            ),
            ADDRESS_FIELD,
        ),
    )


def test_of_its_address_only_the_host_is_ever_shown(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    connected = office.submits("absence_calendar", "", {"address": f" {ADDRESS} "})

    assert connected == Card(
        "Verbunden mit calendar.example.com. Ich lese den Kalender gleich und danach jede Stunde.\n"
        + "\n".join(str(one.text[0]) for one in RULES),
        (
            Paragraph(
                ("Verbunden mit ", "calendar.example.com", ". Ich lese den Kalender gleich und danach jede Stunde.")
            ),
            *RULES,
            about_feed("1"),
        ),
    )
    assert feeds(office) == [(1, ADDRESS, 1)]
    again = office.opens("absence_calendar", "1")
    assert again.fields == (ADDRESS_FIELD,)


def test_the_list_says_how_each_calendar_is(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.submits("absence_calendar", "", {"address": ADDRESS})
    assert lines_of(office.says("weg kalender"))[:3] == [
        "Aus diesen Kalendern übernehme ich Abwesenheiten:",
        "Dein Kalender",
        "calendar.example.com, wird gleich zum ersten Mal gelesen",
    ]

    reads(office)
    assert lines_of(office.says("weg kalender"))[2] == "calendar.example.com, darin steht gerade keine Abwesenheit"
    reads(office, 7, 9)
    listed = office.says("weg kalender", "Clara")
    assert isinstance(listed, Card)
    assert listed.parts == (
        Paragraph(("Aus diesen Kalendern übernehme ich Abwesenheiten:",)),
        Paragraph(
            (
                *("Kalender von ", Mention(OTTO)),
                "\n",
                *("calendar.example.com", ", mit ", "zwei", " Abwesenheiten, die noch nicht vorbei sind"),
            )
        ),
        about_feed("1"),
        *RULES,
        CONNECT_MORE,
    )
    office.database.write(lambda session: feed_reading.failed(session, Due(1, ADDRESS, None), "not_found", NOW))
    assert lines_of(office.says("weg kalender"))[2] == "calendar.example.com, lässt sich gerade nicht lesen"


def test_what_is_read_is_marked_in_the_list_of_absences(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.submits("absence_calendar", "", {"address": ADDRESS})
    reads(office, 7)

    assert lines_of(office.says("weg")) == ["Bei dir ist eingetragen:", "Mo., 7. Dezember, aus dem Kalender"]
    assert lines_of(office.presses("back", "1")) == ["Notiert: Du bist am Mo., 7. Dezember doch da."]
    reads(office, 7)
    assert lines_of(office.says("zurück"))[0] == "Es ist keine Abwesenheit eingetragen."


def test_a_new_address_takes_the_place_of_the_old_one(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.submits("absence_calendar", "", {"address": ADDRESS})
    office.submits("absence_calendar", "1", {"address": "webcal://cloud.example.org/x"})
    office.submits("absence_calendar", "", {"scope": "company", "address": "https://cloud.example.org/team"}, "Clara")
    office.submits("absence_calendar", "", {"scope": "person", "person": "U1", "address": ADDRESS}, "Clara")

    assert feeds(office) == [(1, ADDRESS, 3), (None, "https://cloud.example.org/team", 3)]


@pytest.mark.parametrize(
    ("days", "said"),
    [((), ""), ((7,), " Eine Abwesenheit daraus entfällt."), ((7, 9), " Zwei Abwesenheiten daraus entfallen.")],
)
def test_what_goes_with_a_calendar_is_told(sqlite_database: Database, days: tuple[int, ...], said: str) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.submits("absence_calendar", "", {"address": ADDRESS})
    reads(office, *days)

    assert lines_of(office.presses("feed_off", "1")) == [f"Diesen Kalender lese ich nicht mehr.{said}"]
    assert (feeds(office), absences(office)) == ([], [])
    assert lines_of(office.presses("feed_off", "1"))[0] == "Das gibt es hier nicht mehr."


#           who, whose calendar (None: the company's), and whether they may touch it
RIGHTS = [
    ("Otto", "Otto", True),
    ("Gast", "Gast", True),
    ("Dora", "Otto", False),
    ("Gast", "Otto", False),
    ("Otto", None, False),
    ("Gast", None, False),
    ("Clara", "Otto", True),
    ("Clara", None, True),
    ("Max", None, True),
]


@pytest.mark.parametrize(("who", "whose", "may"), RIGHTS)
def test_who_may_touch_a_calendar(sqlite_database: Database, who: str, whose: str | None, may: bool) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    scope = {"scope": "company"} if whose is None else {}
    office.submits("absence_calendar", "", {**scope, "address": ADDRESS}, whose or "Clara")
    seen = lines_of(office.says("weg kalender", who))[0] == "Aus diesen Kalendern übernehme ich Abwesenheiten:"
    assert seen is may

    if not may:
        with pytest.raises(Refused):
            office.opens("absence_calendar", "1", who)
    other = {"address": "https://cloud.example.org/x"}
    changed = lines_of(office.sends("absence_calendar", "1", other, who))[0]
    removed = lines_of(office.presses("feed_off", "1", who))[0]
    gone = "Das gibt es hier nicht mehr."
    assert ((changed != gone), (removed != gone), not feeds(office)) == (may, may, may)


@pytest.mark.parametrize("ref", ["2", "x", "99999999999"])
def test_a_forged_key_touches_nothing(sqlite_database: Database, ref: str) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.submits("absence_calendar", "", {"address": ADDRESS})

    assert lines_of(office.sends("absence_calendar", ref, {"address": ADDRESS}))[0] == "Das gibt es hier nicht mehr."
    assert lines_of(office.presses("feed_off", ref))[0] == "Das gibt es hier nicht mehr."
    assert len(feeds(office)) == 1


@pytest.mark.parametrize(
    ("who", "fields", "places"),
    [
        ("Otto", {}, {"address"}),
        ("Otto", {"address": "http://calendar.example.com/x"}, {"address"}),
        ("Otto", {"address": "mein Kalender"}, {"address"}),
        ("Otto", {"address": ADDRESS, "scope": "company"}, {"scope"}),
        ("Otto", {"address": ADDRESS, "scope": "person", "person": "U2"}, {"person"}),
        ("Clara", {"address": ADDRESS, "scope": "person"}, {"person"}),
        ("Clara", {"scope": "person", "person": "UNOBODY"}, {"person", "address"}),
    ],
)
def test_faults_stand_beside_the_fields(
    sqlite_database: Database, who: str, fields: dict[str, str], places: set[str]
) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    with pytest.raises(FieldErrors) as raised:
        office.submits("absence_calendar", "", fields, who)

    assert set(raised.value.errors) == places
    assert feeds(office) == []


def worded(notice: CalendarUnreadable, language: str = "de", formality: str = "du") -> Card:
    return card_for(Composed(notice, Reader(language, formality, "Europe/Berlin"), NOW))


def test_a_calendar_that_cannot_be_read_is_told_with_what_to_do() -> None:
    what = (
        "Unter der Adresse ist nichts mehr zu finden. Meist wurde sie im Kalender erneuert, "
        "dann gehört die neue hierher."
    )
    assert worded(CalendarUnreadable(OTTO, 1, OTTO, "calendar.example.com", "not_found")) == Card(
        f"Deinen Kalender kann ich gerade nicht lesen\n{what}\n"
        "Es geht um calendar.example.com. Was ich schon übernommen habe, gilt weiter.",
        (
            Heading("Deinen Kalender kann ich gerade nicht lesen"),
            Paragraph((what,)),
            Aside(("Es geht um ", "calendar.example.com", ". Was ich schon übernommen habe, gilt weiter.")),
            about_feed("1"),
        ),
    )


@pytest.mark.parametrize(
    ("whose", "fault", "language", "formality", "lines"),
    [
        (
            OTTO,
            "unreachable",
            "de",
            "sie",
            ["Ihren Kalender kann ich gerade nicht lesen", "Mehrmals nacheinander kam keine"],
        ),
        (
            CLARA,
            "forbidden",
            "de",
            "du",
            ["Den Kalender von Clara kann ich gerade nicht lesen", "Die Adresse öffnet sich nur nach einer"],
        ),
        (
            None,
            "too_large",
            "en",
            "du",
            ["I can't read the company's calendar at the moment", "The calendar is too large. One that holds"],
        ),
        (
            CLARA,
            None,
            "de",
            "du",
            ["Den Kalender von Clara kann ich wieder lesen", "Bei cloud.example.org ist alles in Ordnung"],
        ),
        (None, None, "en", "du", ["I can read the company's calendar again", "All is well at cloud.example.org"]),
    ],
)
def test_in_other_words(
    whose: PersonRef | None, fault: CalendarFault | None, language: str, formality: str, lines: list[str]
) -> None:
    said = worded(CalendarUnreadable(OTTO, 1, whose, "cloud.example.org", fault), language, formality)
    assert [line[: len(start)] for line, start in zip(said.summary.splitlines(), lines, strict=False)] == lines


def test_every_fault_has_its_words() -> None:
    from typing import get_args

    assert set(FAULTS) == set(get_args(CalendarFault))
