"""Otto subscribes to his calendar: what it shows while work changes hands, and when the link is dead.

And what somebody sees in a browser whose link opens nothing.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Page
from starlette.responses import Response

from bot.cards.card import Aside, Bold, Divider, Heading, Link, Paragraph, card_of_parts
from bot.web.app import RESOURCES
from bot.web.pages import Entry, Send, page
from bot.web.resource import Resource, Site, Visit
from storage.database import Database
from tests.bot.sandbox.test_sandbox_page_phone import wrong
from tests.bot.web.visitor import StandingClock, Visitor, served
from tests.stories.demo_visit import SECONDS, demo
from tests.stories.office import Member, Office, berlin
from tests.stories.test_newcomer import messages_of

ColourScheme = Literal["light", "dark"]

_ADDRESS = re.compile(r"https?://\S+/calendar/\S+\.ics")
_SECRET = re.compile(r"[0-9]+-[A-Za-z0-9_-]{43}")


@pytest.fixture
def office(database: Database, database_url: str) -> Iterator[Office]:
    """With a web process beside the bot. Otto posts on LinkedIn every Tuesday; Dora stands in for him."""
    opened = Office(database, database_url, "2026-09-14 08:00")
    with served(database, opened.clock) as visitor:
        opened.public_url = visitor.url
        with opened:
            opened.time_is("2026-09-14 09:00")
            yield opened


def address_in(said: str) -> str:
    found = _ADDRESS.search(said)
    assert found is not None, said
    return found[0]


def posts_in(address: str) -> list[str]:
    """The titles of the next LinkedIn posts in a calendar, with their days."""
    parts = urlsplit(address)
    answer = Visitor(f"{parts.scheme}://{parts.netloc}").opens(parts.path)
    assert answer.status == 200, answer.text
    events = Calendar.from_ical(answer.text).walk("VEVENT")
    told = [f"{event.decoded('dtstart'):%d.%m.} {event['summary']}" for event in events]
    return [line for line in told if "LinkedIn" in line][:2]


def status_of(address: str) -> int:
    parts = urlsplit(address)
    return Visitor(f"{parts.scheme}://{parts.netloc}").opens(parts.path).status


def subscribes(member: Member) -> str:
    return address_in(member.says("/takt kalender")["text"])


def presses(member: Member, intent: str, block_id: str) -> str:
    """A button below the last answer of a command, which only they see; answers what they are told then."""
    place = {"conversation": member.conversation, "block_id": block_id, "action_id": intent}
    member.act("press", ts=member.office.posts(member.id, member.conversation)[-1].ts, **place)
    member.office.comes_to_rest()
    return member.office.posts(member.id, member.conversation)[-1].text


def test_a_calendar_follows_the_work_and_its_link_can_be_withdrawn(office: Office) -> None:
    otto, dora = office.person("otto"), office.person("dora")
    his, hers = subscribes(otto), subscribes(dora)
    first, second = posts_in(his)
    assert [line.split(" (")[0] for line in (first, second)] == ["15.09. LinkedIn-Beitrag", "22.09. LinkedIn-Beitrag"]
    assert posts_in(hers) == []

    number = re.findall(r"#(\d+)", first)[0]
    office.person("clara").says(f"/takt übergeben {number} @dora")
    assert posts_in(hers) == [first]
    assert posts_in(his)[0] == second

    dora.says(f"/takt verschieben {number} 17.9.")
    dora.says(f"/takt erledigt {number}")
    assert posts_in(hers) == [first.replace("15.09. ", "17.09. Erledigt: ")]

    otto.says("/takt weg 21.9. 25.9.")
    assert posts_in(hers)[1] == second
    assert second not in posts_in(his)

    assert subscribes(otto) == his
    told = presses(otto, "calendar_new", "answer:calendar-own")
    assert "Der alte öffnet nichts mehr." in told
    assert (status_of(his), status_of(address_in(told))) == (404, 200)
    assert "Der Kalender ist abgeschaltet." in presses(otto, "calendar_off", "answer:calendar-own")
    assert (status_of(address_in(told)), status_of(hers)) == (404, 200)


def test_only_the_person_themselves_ever_sees_their_link(office: Office) -> None:
    otto = office.person("otto")
    token = _SECRET.findall(subscribes(otto))[0]

    everyone = [office.person(name) for name in ("clara", "dora", "emma", "max", "olga")]
    seen = [post.text for member in everyone for post in member.reads()]
    seen += [post.text for conversation in ("CMARKETING",) for post in office.channel(conversation)]
    assert [text for text in seen if token in text] == []


# In a browser


def everything(site: Site, visit: Visit) -> Response:
    """A page with all that a page can have."""
    del site
    text = "Ein Absatz, der über mehrere Zeilen geht, mit einem "
    card = card_of_parts(
        (
            Heading("Newsletter für die Messe Holzhandwerk"),
            Paragraph((text, Link("Link", "https://example.org/"), " und etwas ", Bold("Wichtigem"), ".")),
            Divider(),
            Heading("Rückfrage"),
            Aside(("Kleingedrucktes",)),
        )
    )
    note = Entry("note", "Was fehlt noch?", "Kurz genügt.", error="Bitte noch ausfüllen.", long=True)
    sends = (Send("Senden", (note, Entry("name", "Wer fragt?", optional=True))), Send("Später", act="later"))
    return page(card, visit.phrases, *sends)


@pytest.fixture
def site(sqlite_database: Database) -> Iterator[Visitor]:
    clock = StandingClock(berlin("2026-12-01 10:00"))
    with served(sqlite_database, clock, (*RESOURCES, Resource("/everything", everything))) as visitor:
        yield visitor


@contextmanager
def seen(browser: Browser, url: str, accepted: str, scheme: ColourScheme) -> Iterator[Page]:
    """The page at an address on a phone; in the end nothing may have gone wrong in it."""
    with browser.new_context(locale=accepted, viewport={"width": 390, "height": 700}, color_scheme=scheme) as context:
        opened = context.new_page()
        troubles: list[str] = []
        opened.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
        opened.on("pageerror", lambda error: troubles.append(str(error)))
        opened.goto(url)
        yield opened
        assert [line for line in troubles if "404" not in line] == []


HEADINGS = {"de-DE": "Dieser Link öffnet nichts", "en-GB": "This link opens nothing"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("accepted", HEADINGS)
def test_the_page_for_a_dead_link(
    browser: Browser, site: Visitor, shots: Path, accepted: str, scheme: ColourScheme
) -> None:
    with seen(browser, f"{site.url}/calendar/1-gone.ics", accepted, scheme) as page:
        page.screenshot(path=shots / f"dead-link-{accepted}-{scheme}.png")
        assert page.get_by_role("heading", level=1).inner_text() == HEADINGS[accepted]
        assert (page.title(), page.locator("html").get_attribute("lang")) == (HEADINGS[accepted], accepted[:2])
        assert wrong(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_that_a_page_can_have_is_read_and_hit_easily(
    browser: Browser, site: Visitor, shots: Path, scheme: ColourScheme
) -> None:
    with seen(browser, f"{site.url}/everything", "de-DE", scheme) as page:
        page.screenshot(path=shots / f"page-{scheme}.png", full_page=True)
        within_text = "a is "
        assert [line for line in wrong(page) if not line.startswith(within_text)] == []
        field = page.get_by_label("Was fehlt noch?")
        assert field.get_attribute("aria-describedby") == "note-hint note-error"
        assert page.evaluate("getComputedStyle(document.querySelector('main')).borderRadius") == "12px"


def test_in_the_demo_the_link_works(browser: Browser) -> None:
    with demo() as address, browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        opened = context.new_page()
        opened.goto(f"{address}/?lang=de")
        messages_of(opened, "UOTTO")
        opened.get_by_test_id("composer").fill("/takt kalender")
        opened.get_by_test_id("composer").press("Enter")
        link = opened.locator("a[href$='.ics']").last
        link.wait_for(timeout=SECONDS)
        assert posts_in(str(link.get_attribute("href")))[0].startswith("27.10. Erledigt: LinkedIn-Beitrag")
