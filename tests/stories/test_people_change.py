"""People of a company change while the rhythm goes on, and Slack tells of it: what everybody sees then."""

from collections.abc import Iterator
from time import monotonic, sleep
from typing import Any

import pytest
from sqlalchemy import select

from storage.database import Database
from storage.tables import Address, Person
from tests.stories.diary import heard
from tests.stories.office import Member, Office, Post
from tests.stories.test_day import actions, group, name_of, task_of

BUTTONS = ["done", "on_it", "blocked", "later", "small", "menu"]
PATIENCE = 60.0
WHY = "Das Konto ist abgeschaltet. Bis etwas neu zugeteilt ist, wird die Vertretung gefragt. Wer soll was übernehmen?"


@pytest.fixture
def office(database: Database, database_url: str) -> Iterator[Office]:
    """Otto has just been asked for the LinkedIn post of Tuesday, 15 September."""
    with Office(database, database_url, "2026-09-14 08:00") as opened:
        opened.time_is("2026-09-14 09:00")
        opened.time_is("2026-09-15 09:00")
        yield opened


def changes(office: Office, member_id: str, expected: dict[str, Any], **facts: Any) -> None:
    """Slack's directory changes; the bot has heard of it when this returns."""
    office.post("members", id=member_id, **facts)
    person = select(Person).join(Address).where(Address.external_id == member_id)
    give_up = monotonic() + PATIENCE
    while True:
        known = office.database.read(lambda session: session.scalars(person).one_or_none())
        if known is not None and {name: getattr(known, name) for name in expected} == expected:
            return
        assert monotonic() < give_up, f"nothing was heard of {member_id}: {expected}"
        sleep(0.02)


def leaves(office: Office, name: str) -> None:
    changes(office, f"U{name.upper()}", {"standing": "deactivated"}, deleted=True)


def returns(office: Office, name: str) -> None:
    changes(office, f"U{name.upper()}", {"standing": "member"}, deleted=False)


def becomes_a_guest(office: Office, name: str) -> None:
    changes(office, f"U{name.upper()}", {"standing": "guest"}, is_restricted=True)


def becomes_a_member(office: Office, name: str) -> None:
    changes(office, f"U{name.upper()}", {"standing": "member"}, is_restricted=False)


def since(office: Office, moment: str, about: str) -> list[str]:
    """What the bot wrote to anybody from a moment on, as far as it is about this; without the year."""
    return [line.removeprefix("2026-") for line in heard(office) if line >= moment and about in line]


def again(member: Member, post: Post) -> Post:
    """A message as it looks now."""
    [found] = [one for one in member.reads() if one.ts == post.ts]
    return found


# --- names -----------------------------------------------------------------------------------------------------------


def test_a_new_name_stands_in_open_messages_and_in_the_next_ones(office: Office) -> None:
    clara = office.person("clara")
    for day in ("16", "17", "18"):
        office.time_is(f"2026-09-{day} 09:00")
    card = clara.last()
    assert "Gefragt: Otto Brandt und Dora Klein." in card.text
    changes(office, "UDORA", {"name": "Dora Klein-Hofer"}, real_name="Dora Klein-Hofer")
    office.round()
    assert "Gefragt: Otto Brandt und Dora Klein-Hofer." in again(clara, card).text
    assert "Dora Klein-Hofer" in clara.says("/takt team")["text"]


def test_somebody_is_found_by_the_handle_they_have_now(office: Office) -> None:
    otto, task = office.person("otto"), task_of(office)
    changes(office, "UDORA", {"name": "Dorothea Klein"}, name="dorothea", real_name="Dorothea Klein")
    unknown = otto.writes(f"übergeben {task.number} @dora")
    assert unknown.text.startswith("Wer gemeint ist, ist nicht eindeutig, nicht bekannt oder gerade nicht da.")
    given = otto.writes(f"übergeben {task.number} @dorothea")
    assert given.text.startswith("Notiert: LinkedIn-Beitrag liegt jetzt bei Dorothea Klein.")


# --- zones and languages ---------------------------------------------------------------------------------------------


def test_who_moves_is_asked_in_their_morning_and_not_twice_on_one_day(office: Office) -> None:
    otto = office.person("otto")
    changes(office, "UOTTO", {"messenger_zone": "America/New_York"}, tz="America/New_York")
    asked = len(otto.reads())
    for moment in ("15 15:00", "15 17:59", "16 09:00", "16 14:59"):
        office.time_is(f"2026-09-{moment}")
        assert len(otto.reads()) == asked, moment
    office.time_is("2026-09-16 15:00")
    assert since(office, "2026-09-15 09:01", "otto") == ["09-16 15:00 otto nudge: LinkedIn-Beitrag=again"]


def test_a_zone_that_the_plan_names_stays(office: Office) -> None:
    def fix(session: Any) -> None:
        session.query(Person).filter_by(name="Otto Brandt").one().zone = "Europe/Berlin"

    office.database.write(fix)
    changes(office, "UOTTO", {"messenger_zone": "America/New_York"}, tz="America/New_York")
    office.time_is("2026-09-16 09:00")
    assert since(office, "2026-09-16", "otto") == ["09-16 09:00 otto nudge: LinkedIn-Beitrag=again"]


def test_messages_speak_the_language_that_is_chosen_in_slack(office: Office) -> None:
    otto, asked = office.person("otto"), office.person("otto").last()
    assert asked.text.startswith("Heute dran: LinkedIn-Beitrag")
    changes(office, "UOTTO", {"messenger_language": "en"}, locale="en-GB")
    office.round()
    assert again(otto, asked).text.startswith("Due today: LinkedIn-Beitrag")
    assert otto.says("/takt plan")["text"].startswith("Plan for September 2026")
    office.time_is("2026-09-16 09:00")
    assert otto.last().text.startswith("Still open: LinkedIn-Beitrag")


# --- leaving ---------------------------------------------------------------------------------------------------------


def test_the_work_of_somebody_who_leaves_is_covered_at_once_and_offered_once(office: Office) -> None:
    clara, dora, task = office.person("clara"), office.person("dora"), task_of(office)
    office.time_is("2026-09-15 10:00")
    for _ in range(3):  # however often Slack says so
        leaves(office, "otto")
        office.round()
    assert since(office, "2026-09-15 10:00", "LinkedIn") == ["09-15 10:00 dora nudge: LinkedIn-Beitrag=cover"]
    assert since(office, "2026-09-15 10:00", "clara") == [f"09-15 10:00 clara left: {task.asked_id} / 2026-09-15"]
    assert actions(dora.last(), task) == BUTTONS
    assert clara.last().text.splitlines() == [
        "Otto Brandt ist nicht mehr dabei",
        WHY,
        "LinkedIn-Beitrag · nächster Termin Di., 15. September",
        "Vorerst zuständig: Dora Klein",
        "Newsletter · nächster Termin Fr., 25. September",
        "Vorerst zuständig: Dora Klein",
    ]


def test_each_activity_is_given_to_somebody_else_from_the_same_message(office: Office) -> None:
    clara = office.person("clara")
    leaves(office, "otto")
    office.round()
    told = clara.last()
    for title, due, member_id in (("LinkedIn-Beitrag", "2026-09-15", "UMAX"), ("Newsletter", "2026-09-25", "UOLGA")):
        activity = task_of(office, due, title).activity_id
        clara.presses("form-activity_owner", again(clara, told), f"task:activity-{activity}")
        assert clara.form()["callback_id"] == "activity_owner"
        clara.submits(owner={"value": member_id})
        clara.closes()
        office.round()
    assert again(clara, told).text.splitlines() == [
        "Alles von Otto Brandt ist neu verteilt",
        "LinkedIn-Beitrag · nächster Termin Di., 15. September",
        "Liegt jetzt bei Max Hofer",
        "Newsletter · nächster Termin Fr., 25. September",
        "Liegt jetzt bei Olga Petrenko",
    ]
    assert again(clara, told).buttons() == {}
    office.time_is("2026-09-21 09:00")
    office.time_is("2026-09-22 09:00")
    assert actions(office.person("max").last(), task_of(office, "2026-09-22")) == BUTTONS


def test_nobody_writes_to_somebody_who_has_left(office: Office) -> None:
    otto = office.person("otto")
    leaves(office, "otto")
    before = len(otto.reads())
    for day in ("16", "17", "18", "21", "22", "23", "24", "25"):
        office.time_is(f"2026-09-{day} 09:00")
    assert len(otto.reads()) == before


def test_who_decides_coordinates_when_the_only_coordinator_has_left(office: Office) -> None:
    max_, task = office.person("max"), task_of(office)
    leaves(office, "clara")
    office.round()
    told = max_.last().text.splitlines()
    assert (told[0], told[2:4]) == (
        "Clara Sommer ist nicht mehr dabei",
        ["Agenturgespräch · nächster Termin Di., 13. Oktober", "Vorerst zuständig: Max Hofer"],
    )
    for day in ("16", "17", "18"):
        office.time_is(f"2026-09-{day} 09:00")
    assert actions(max_.last(), task) == ["reassign", "shrink", "move", "menu"]
    assert max_.says("/takt probe morgen")["text"].startswith("Probe für Samstag, 19. September 2026")


# --- guests ----------------------------------------------------------------------------------------------------------


def test_a_guest_keeps_their_tasks_and_sees_no_others(office: Office) -> None:
    otto, asked = office.person("otto"), office.person("otto").last()
    becomes_a_guest(office, "otto")
    plan = otto.says("/takt plan")["text"]
    assert {line.split(" · ")[0].split(" ", 1)[1] for line in plan.splitlines() if line.startswith("#")} == {
        "LinkedIn-Beitrag",
        "Newsletter",
        "Website-Neuigkeit",
        "Bewertungen beantworten",
    }
    assert otto.says("/takt rückblick")["text"].startswith("Als Gast siehst du nur deine eigenen Termine.")
    otto.presses("done", asked, group(task_of(office)))
    assert task_of(office).ended == "done"


def test_the_coordination_of_a_guest_rests(office: Office) -> None:
    clara, max_ = office.person("clara"), office.person("max")
    becomes_a_guest(office, "clara")
    refused = clara.says("/takt probe morgen")["text"]
    assert refused.startswith("Das kann nur die Koordination.")
    assert max_.says("/takt probe morgen")["text"].startswith("Probe für Mittwoch, 16. September 2026")
    for day in ("16", "17", "18"):
        office.time_is(f"2026-09-{day} 09:00")
    assert since(office, "2026-09-18", "LinkedIn") == ["09-18 09:00 max escalation: LinkedIn-Beitrag=silence"]
    becomes_a_member(office, "clara")
    assert clara.says("/takt probe morgen")["text"].startswith("Probe für Samstag, 19. September 2026")


# --- coming back and joining -----------------------------------------------------------------------------------------


def test_who_comes_back_has_what_nobody_took_at_their_next_slot(office: Office) -> None:
    clara, dora, otto = office.person("clara"), office.person("dora"), office.person("otto")
    office.time_is("2026-09-15 10:00")
    leaves(office, "otto")
    office.round()
    told, before = clara.last(), len(otto.reads())
    office.time_is("2026-09-15 11:00")
    returns(office, "otto")
    office.round()
    assert len(otto.reads()) == before
    assert again(clara, told).text.splitlines()[0] == "Otto Brandt ist wieder da"
    assert again(clara, told).buttons() == {}
    office.time_is("2026-09-16 09:00")
    assert since(office, "2026-09-16", "LinkedIn") == ["09-16 09:00 otto nudge: LinkedIn-Beitrag=cover"]
    assert actions(otto.last(), task_of(office)) == BUTTONS
    assert "LinkedIn-Beitrag" not in dora.says("/takt liste")["text"]


def test_what_was_taken_over_meanwhile_stays_where_it_is(office: Office) -> None:
    dora, otto = office.person("dora"), office.person("otto")
    leaves(office, "otto")
    office.round()
    dora.says("/takt übernehmen LinkedIn")
    returns(office, "otto")
    before = len(otto.reads())
    office.time_is("2026-09-16 09:00")
    assert len(otto.reads()) == before
    assert name_of(office, task_of(office).holder_id) == "Dora Klein"


def test_a_newcomer_is_known_and_not_written_to(office: Office) -> None:
    otto, task = office.person("otto"), task_of(office)
    facts = {"name": "nina", "real_name": "Nina Neu", "channels": ["CMARKETING"]}
    changes(office, "UNINA", {"name": "Nina Neu", "standing": "member"}, **facts)
    office.time_is("2026-09-15 10:00")
    assert office.person("nina").reads() == []
    assert otto.writes(f"übergeben {task.number} @nina").text.startswith(
        "Notiert: LinkedIn-Beitrag liegt jetzt bei Nina"
    )
    office.round()
    assert actions(office.person("nina").last(), task) == BUTTONS


def test_somebody_of_another_company_never_gets_anything(office: Office) -> None:
    otto, task = office.person("otto"), task_of(office)
    stranger = {"name": "agentur", "real_name": "Agentur Lindner", "is_stranger": True, "team_id": "TOTHER"}
    office.post("members", id="UEXT", channels=["CMARKETING"], **stranger)
    changes(office, "UDORA", {"name": "Dora K."}, real_name="Dora K.")  # heard after the stranger
    office.post("act", **{"as": "UEXT", "do": "slash", "conversation": "CMARKETING", "text": "/takt erledigt 1"})
    refused = otto.writes(f"übergeben {task.number} <@UEXT>")
    assert refused.text.startswith("Wer gemeint ist, ist nicht eindeutig, nicht bekannt oder gerade nicht da.")
    for day in ("16", "17", "18"):
        office.time_is(f"2026-09-{day} 09:00")
    assert office.posts("UEXT", office.conversation_with("UEXT")) == []
    assert task_of(office).ended is None
