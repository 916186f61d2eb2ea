"""A calendar file, byte for byte; and what other programs read in it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar as File

from bot.cards.calendar_file import calendar_file
from bot.translations.phrases import Phrases
from jobs.facts import PersonRef, TaskLine
from jobs.use_cases.own_answers import Calendar, CalendarEntry

OTTO = PersonRef(1, "Otto", "U1")
MADE_AT = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
GERMAN, ENGLISH = Phrases("de", "du", "Europe/Berlin"), Phrases("en", "du", "Europe/London")
LONG = "Ein sehr langer Titel für eine Maßnahme, die niemand kürzen will"


def line(number: int, title: str, due: date, **state: object) -> TaskLine:
    return replace(TaskLine(number + 100, number, title, due, due, OTTO, None), **state)  # type: ignore[arg-type]


ENTRIES = (
    CalendarEntry(
        line(1, "Newsletter", date(2026, 11, 30), ended="done", ended_on=date(2026, 11, 27), ended_by=OTTO), 7, OTTO
    ),
    CalendarEntry(line(2, "Beitrag; Foto, Text\nund \\ Größe", date(2026, 12, 3)), 0, OTTO),
    CalendarEntry(
        line(3, LONG, date(2027, 1, 4), stall_reason="approval"),
        2,
        None,
    ),
)
OWN = Calendar("T1", date(2026, 12, 1), date(2027, 3, 2), ENTRIES, MADE_AT)


def test_somebodys_own_calendar() -> None:
    assert calendar_file(OWN, GERMAN).decode().splitlines() == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Taktgeber//Taktgeber//EN",
        "METHOD:PUBLISH",
        "NAME:Taktgeber",
        "X-WR-CALNAME:Taktgeber",
        "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
        "X-PUBLISHED-TTL:PT15M",
        "X-WR-TIMEZONE:Europe/Berlin",
        "BEGIN:VEVENT",
        "SUMMARY:Erledigt: Newsletter (#1)",
        "DTSTART;VALUE=DATE:20261130",
        "DTEND;VALUE=DATE:20261201",
        "DTSTAMP:20261201T093000Z",
        "UID:task-101@T1.taktgeber",
        "SEQUENCE:7",
        "DESCRIPTION:Erledigt am Fr.\\, 27. November.",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "SUMMARY:Beitrag\\; Foto\\, Text\\nund \\\\ Größe (#2)",
        "DTSTART;VALUE=DATE:20261203",
        "DTEND;VALUE=DATE:20261204",
        "DTSTAMP:20261201T093000Z",
        "UID:task-102@T1.taktgeber",
        "SEQUENCE:0",
        "DESCRIPTION:Fällig am Do.\\, 3. Dezember.",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "SUMMARY:Ein sehr langer Titel für eine Maßnahme\\, die niemand kürzen wi",
        " ll (#3)",
        "DTSTART;VALUE=DATE:20270104",
        "DTEND;VALUE=DATE:20270105",
        "DTSTAMP:20261201T093000Z",
        "UID:task-103@T1.taktgeber",
        "SEQUENCE:2",
        "DESCRIPTION:Blockiert: Freigabe fehlt.",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_the_companys_calendar_says_who_is_responsible() -> None:
    shared = replace(OWN, company="Muster & Söhne, GmbH")

    file = File.from_ical(calendar_file(shared, ENGLISH))

    assert isinstance(file, File)
    assert (str(file["x-wr-calname"]), str(file["x-wr-timezone"])) == (
        "Taktgeber Muster & Söhne, GmbH",
        "Europe/London",
    )
    assert [(str(event["summary"]), str(event["description"])) for event in file.walk("VEVENT")] == [
        ("Done: Newsletter (#1) · Otto", "Done on Fri, 27 November."),
        ("Beitrag; Foto, Text\nund \\ Größe (#2) · Otto", "Due on Thu, 3 December."),
        (f"{LONG} (#3) · nobody there", "Blocked: approval is missing."),
    ]


@pytest.mark.parametrize(
    ("state", "german", "english"),
    [
        ({}, "Fällig am Do., 3. Dezember.", "Due on Thu, 3 December."),
        (
            {"promised_until": date(2026, 12, 4)},
            "In Arbeit, zugesagt bis Fr., 4. Dezember.",
            "In progress, promised until Fri, 4 December.",
        ),
        (
            {"snoozed_until": date(2026, 12, 2)},
            "Die nächste Erinnerung kommt am Mi., 2. Dezember.",
            "The next nudge comes on Wed, 2 December.",
        ),
        (
            {"ended": "small", "ended_on": date(2026, 12, 1), "note": "Otto hat geholfen"},
            "Als Kurzversion erledigt am Di., 1. Dezember.",
            "Done in its small version on Tue, 1 December.",
        ),
    ],
)
def test_the_text_is_how_things_stand_and_nobodys_name_or_note(
    state: dict[str, object], german: str, english: str
) -> None:
    task = line(2, "Beitrag", date(2026, 12, 3), **state)
    for phrases, text in ((GERMAN, german), (ENGLISH, english)):
        content = calendar_file(replace(OWN, entries=(CalendarEntry(task, 0, OTTO),)), phrases)
        [event] = File.from_ical(content).walk("VEVENT")
        assert str(event["description"]) == text
        assert b"Otto" not in content


def test_an_empty_calendar_is_one_too() -> None:
    content = calendar_file(replace(OWN, entries=()), GERMAN)
    assert content.endswith(b"X-WR-TIMEZONE:Europe/Berlin\r\nEND:VCALENDAR\r\n")
    assert File.from_ical(content).walk("VEVENT") == []
