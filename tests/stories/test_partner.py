"""An agency without a seat in Slack: mail arrives, a link is opened in a browser, and Otto sees in Slack what was said.

And what a link does not do: when it is only looked at, forged, used before or over.
"""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.mail.server import MailRoute, parse_sender
from storage.database import Database
from tests.bot.mail.post_office import PostOffice, opened
from tests.bot.web.visitor import served
from tests.stories.office import Member, Office

PLAN = """
company: {language: de, zone: Europe/Berlin, country: DE, region: BY, coordinator: "@clara", conversation: "#marketing"}
partners:
  - {name: Agentur Blau, email: foto@blau.example, contact: "@otto"}
activities:
  - title: Fotos für den Newsletter
    owner: "@clara"
    partner: Agentur Blau
    cadence: monthly on day 15
    starts: 2026-09-01
    lead: 1
    instructions: |
      Fünf Bilder quer, je höchstens 2 MB.
      Bitte mit einem Satz, wer darauf zu sehen ist.
    material: https://drive.example.org/newsletter/fotos
  - title: Banner für die Herbstmesse
    owner: "@clara"
    partner: Agentur Blau
    cadence: monthly on day 16
    starts: 2026-09-01
    lead: 2
"""
WAYS = ("Ist erledigt", "Es fehlt noch etwas", "Es wird später")


class Agency:
    """Its mailbox, its browser, and the company that writes to it."""

    def __init__(self, office: Office, post: PostOffice, browser: Browser) -> None:
        self.office = office
        self.post = post
        self.page = browser.new_page(viewport={"width": 1000, "height": 760}, locale="de-DE")

    @property
    def otto(self) -> Member:
        return self.office.person("otto")

    def link(self, label: str, title: str = "Fotos für den Newsletter") -> str:
        """A link of the newest mail, below the title it belongs to."""
        said = text_of(self.post.mails[-1])
        found = re.search(rf"{re.escape(label)}:\n(\S+)", said[said.index(title) :])
        assert found is not None, said
        return found[1]

    def opens(self, address: str) -> Page:
        self.page.goto(address)
        return self.page

    def reads(self) -> list[str]:
        """The page, line by line."""
        return [line for line in self.page.locator("main").inner_text().split("\n") if line.strip()]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


@pytest.fixture
def agency(sqlite_database: Database, tmp_path: Path, browser: Browser) -> Iterator[Agency]:
    """Monday at nine: the photos are due tomorrow, the banner the day after."""
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    url, post = f"sqlite:///{tmp_path / 'taktgeber.db'}", PostOffice()
    office = Office(sqlite_database, url, "2026-09-14 08:00", plan)
    with opened(post) as server, served(sqlite_database, office.clock) as visitor:
        office.mail = MailRoute(server, parse_sender("takt@example.org"), visitor.url)
        with office:
            office.time_is("2026-09-14 09:00")
            there = Agency(office, post, browser)
            yield there
            there.page.close()


def test_the_agency_reports_it_as_done(agency: Agency, shots: Path) -> None:
    [mail] = agency.post.mails
    company = mail["From"].addresses[0].display_name
    assert (str(mail["To"]), str(mail["Subject"])) == ("foto@blau.example", f"{company}: zwei Termine für Sie")

    page = agency.opens(agency.link("Ist erledigt"))
    seen(page, shots, "partner-done")
    page.get_by_role("button", name="Ja, erledigt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Danke")
    seen(page, shots, "partner-thanks")
    assert agency.reads() == [
        "Danke",
        f"Fotos für den Newsletter ist als erledigt gemeldet. {company} weiß Bescheid.",
        "Was sonst noch offen ist",
        "Banner für die Herbstmesse · bis Mi., 16. September",
    ]

    agency.office.round()
    assert "Agentur Blau" in agency.otto.last().text
    assert "Fotos für den Newsletter" in agency.otto.last().text

    page.get_by_role("link", name="Banner für die Herbstmesse").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ist „Banner für die Herbstmesse“ erledigt?")
    agency.office.time_is("2026-09-15 09:00")
    agency.office.time_is("2026-09-16 09:00")
    assert [str(one["Subject"]) for one in agency.post.mails[1:]] == [
        f"{company}: Banner für die Herbstmesse ist heute dran"
    ]


def test_the_agency_needs_something(agency: Agency, shots: Path) -> None:
    page = agency.opens(agency.link("Es fehlt noch etwas"))
    seen(page, shots, "partner-needs")
    page.get_by_label("Ihre Nachricht").fill("Wer ist auf dem dritten Bild? <b>Bitte</b> den Namen.")
    page.get_by_role("button", name="Nachricht senden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Danke")

    agency.office.round()
    assert "Wer ist auf dem dritten Bild? <b>Bitte</b> den Namen." in plain(agency.otto.last().text)


def test_the_agency_needs_more_time(agency: Agency, shots: Path) -> None:
    page = agency.opens(agency.link("Es wird später"))
    seen(page, shots, "partner-later")
    page.get_by_label("Neuer Tag").fill("2026-09-18")
    page.get_by_role("button", name="Tag mitteilen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Danke")

    agency.office.round()
    assert "18. September" in agency.otto.last().text
    agency.office.time_is("2026-09-15 09:00")
    assert len(agency.post.mails) == 1
    for day in (16, 17, 18):
        agency.office.time_is(f"2026-09-{day} 09:00")
    assert "heute dran" in str(agency.post.mails[-1]["Subject"])
    assert "Fotos für den Newsletter" in str(agency.post.mails[-1]["Subject"])


def test_a_day_that_can_t_be_is_asked_again(agency: Agency, shots: Path) -> None:
    page = agency.opens(agency.link("Es wird später"))
    page.locator("form").evaluate("form => { form.noValidate = true }")
    page.get_by_label("Neuer Tag").fill("2026-09-10")
    page.get_by_role("button", name="Tag mitteilen").click()
    expect(page.locator(".error")).to_have_text("Dieser Tag ist schon vorbei.")
    seen(page, shots, "partner-later-error")
    agency.office.round()
    assert "Agentur Blau" not in agency.otto.last().text or "10. September" not in agency.otto.last().text


def test_the_agency_wants_no_more_mail(agency: Agency, shots: Path) -> None:
    page = agency.opens(agency.link("Keine E-Mails mehr bekommen"))
    seen(page, shots, "partner-stop")
    page.get_by_role("button", name="Keine E-Mails mehr").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Das war die letzte E-Mail")
    for day in (15, 16, 17):
        agency.office.time_is(f"2026-09-{day} 09:00")
    assert len(agency.post.mails) == 1


def test_only_looking_changes_nothing(agency: Agency) -> None:
    before = agency.otto.reads()
    for way in (*WAYS, "Keine E-Mails mehr bekommen"):
        agency.opens(agency.link(way))
        agency.page.reload()
    agency.office.round()
    assert agency.otto.reads() == before


def test_a_link_works_once_even_in_two_tabs(agency: Agency, browser: Browser, shots: Path) -> None:
    address = agency.link("Ist erledigt")
    other = browser.new_page(viewport={"width": 1000, "height": 760})
    other.goto(address)
    agency.opens(address).get_by_role("button", name="Ja, erledigt").click()
    expect(agency.page.get_by_role("heading", level=1)).to_have_text("Danke")
    other.get_by_role("button", name="Ja, erledigt").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Das ist schon angekommen")
    seen(other, shots, "partner-used")
    other.close()
    agency.office.round()
    assert [one.text.count("Agentur Blau") for one in agency.otto.reads()][-1] >= 1


def test_a_forged_and_an_expired_link_open_nothing(agency: Agency, shots: Path) -> None:
    before = agency.otto.reads()
    address = agency.link("Ist erledigt")
    agency.opens(address[:-1] + ("A" if address[-1] != "A" else "B"))
    assert agency.reads()[0] == "Dieser Link öffnet nichts"
    seen(agency.page, shots, "partner-forged")
    agency.office.sandbox.clock.move_to(agency.office.clock.now().replace(month=10, day=20))
    agency.opens(address)
    assert agency.reads()[0] == "Dieser Link ist abgelaufen"
    seen(agency.page, shots, "partner-expired")
    assert agency.otto.reads() == before


def test_a_server_that_falters_delivers_once_and_one_that_hangs_up_twice_at_most(agency: Agency) -> None:
    agency.post.to_recipient = ["450 4.2.0 greylisted", "450 4.2.0 greylisted"]
    agency.office.time_is("2026-09-15 09:00")
    assert len(agency.post.mails) == 2

    agency.post.tricks = ["hangs up"]
    agency.office.time_is("2026-09-16 09:00")
    assert [mail["Message-ID"] for mail in agency.post.mails[2:]] == [agency.post.mails[-1]["Message-ID"]] * 2

    agency.post.tricks = ["hangs up"] * 9
    agency.office.time_is("2026-09-17 09:00")
    assert [mail["Message-ID"] for mail in agency.post.mails[4:]] == [agency.post.mails[-1]["Message-ID"]] * 2
    told = [post.text.partition("\n")[0] for post in agency.otto.reads()]
    assert told.count("Nicht zugestellt: E-Mail an Agentur Blau") == 1


def test_an_address_that_does_not_exist_is_told_inside(agency: Agency) -> None:
    agency.post.to_recipient = ["550 5.1.1 no such user"]
    agency.office.time_is("2026-09-15 09:00")
    [told] = [post.text for post in agency.otto.reads() if post.text.startswith("Nicht zugestellt")]
    assert told.split("\n")[:2] == [
        "Nicht zugestellt: E-Mail an Agentur Blau",
        (
            "Die E-Mail ließ sich nicht zustellen (recipient refused: 550 5.1.1). "
            "Bitte prüfe die Adresse mit /takt partner und sag Agentur Blau selbst Bescheid."
        ),
    ]
    assert len(agency.post.mails) == 1


def test_the_mail_as_it_is_seen(agency: Agency, shots: Path) -> None:
    body = agency.post.mails[-1].get_body(("html",))
    assert body is not None
    agency.page.set_content(str(body.get_content()))
    agency.page.screenshot(path=shots / "partner-mail-1000.png", full_page=True)
    agency.page.set_viewport_size({"width": 390, "height": 844})
    agency.page.screenshot(path=shots / "partner-mail-390.png", full_page=True)
    assert agency.page.evaluate("document.documentElement.scrollWidth") <= 390


def seen(page: Page, shots: Path, name: str) -> None:
    """A picture on a desk and one on a phone; nothing may stick out or be too small to touch."""
    for width in (1000, 390):
        page.set_viewport_size({"width": width, "height": 760})
        page.screenshot(path=shots / f"{name}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1000, "height": 760})


def plain(text: str) -> str:
    """A message's summary without the messenger's escaping."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
