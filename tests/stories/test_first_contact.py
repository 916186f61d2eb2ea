"""The first hello in a company that nobody has set up: through whichever door, one person is greeted once."""

from collections.abc import Callable, Iterator
from time import monotonic, sleep

import pytest
from sqlalchemy import func, select

from storage.database import Database
from storage.outbox_tables import Outgoing
from tests.stories.office import Member, Office

HELLO = "Hallo, ich bin Taktgeber"
TO_BE_SET_UP = "Noch ist nichts eingerichtet"
PATIENCE = 60.0
"""Seconds."""


@pytest.fixture
def office(database: Database, database_url: str) -> Iterator[Office]:
    with Office(database, database_url, "2026-11-24 08:00", plan=None) as opened:
        yield opened


def heard(member: Member) -> list[str]:
    """How each message begins that the bot has sent somebody."""
    return [post.text.splitlines()[0] for post in member.reads() if post.by_bot]


def greets(office: Office, member: Member, door: str) -> None:
    """Comes through a door, and waits until the greeting was written down: an event is heard a moment later."""
    DOORS[door](member)
    give_up = monotonic() + PATIENCE
    while not office.database.read(lambda session: session.scalar(select(func.count(Outgoing.id)))):
        assert monotonic() < give_up, "nobody was greeted"
        sleep(0.01)
    office.comes_to_rest()


DOORS: dict[str, Callable[[Member], object]] = {
    "message": lambda one: one.act("write", conversation=one.conversation, text="hallo?"),
    "command": lambda one: one.says("/takt"),
    "home": lambda one: one.act("home"),
}


@pytest.mark.parametrize("door", DOORS)
def test_whoever_comes_first_is_greeted_through_every_door(office: Office, door: str) -> None:
    clara, otto = office.person("clara"), office.person("otto")
    for _ in range(2):
        greets(office, clara, door)
        DOORS["home"](otto)
        office.comes_to_rest()
        office.round()

    assert [text for text in heard(clara) if text != TO_BE_SET_UP] == [HELLO]
    assert heard(otto) == []


def test_the_first_words_are_answered_by_the_greeting_and_later_ones_with_the_way_to_begin(office: Office) -> None:
    clara = office.person("clara")
    greets(office, clara, "message")
    assert heard(clara) == []
    office.round()
    assert heard(clara) == [HELLO]
    assert clara.writes("und jetzt?").text.splitlines()[0] == TO_BE_SET_UP


def test_the_command_is_answered_at_once_with_the_way_to_begin(office: Office) -> None:
    assert office.person("clara").says("/takt")["text"].splitlines()[0] == TO_BE_SET_UP


def test_the_greeting_leads_to_the_form(office: Office) -> None:
    clara = office.person("clara")
    greets(office, clara, "home")
    office.round()
    [group] = clara.last().buttons()
    clara.presses("form-setup", clara.last(), group)
    assert clara.form()["title"]["text"] == "Taktgeber einrichten"
