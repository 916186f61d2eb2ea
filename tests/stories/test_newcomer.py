"""A newcomer's way from the first look at the app to the first nudge, in a real browser and without any file.

TAKTGEBER_SHOTS names a folder for screenshots; they are made in any case, so that what can't be drawn fails.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.stories.demo_visit import SECONDS, become, demo, last_message


@pytest.fixture(scope="module")
def demo_url() -> Iterator[str]:
    """The demo of a company that nobody has set up."""
    with demo("--empty") as address:
        yield address


def choose(page: Page, field: str, value: str) -> None:
    page.get_by_test_id(f"field-{field}").locator("select").select_option(value)


def messages_of(page: Page, member: str) -> Locator:
    """What somebody reads in their direct message with the bot."""
    become(page, member)
    page.locator("[data-testid^='conversation-D']").first.click()
    return page.locator("[data-testid^='message-']")


def test_from_the_first_look_to_the_first_nudge(demo_url: str, browser: Browser, shots: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="de-DE")
    page.set_default_timeout(SECONDS)
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(f"{demo_url}/?lang=de")

    become(page, "UCLARA")
    page.get_by_test_id("home-tab").click()
    expect(page.get_by_test_id("home")).to_contain_text("Noch ist nichts eingerichtet")
    page.screenshot(path=shots / "newcomer-home.png")

    expect(messages_of(page, "UCLARA")).to_have_count(1)
    expect(last_message(page)).to_contain_text("Hallo, ich bin Taktgeber")
    page.screenshot(path=shots / "newcomer-greeting.png")

    last_message(page).get_by_role("button", name="Einrichten").click()
    modal = page.get_by_test_id("modal")
    expect(modal).to_contain_text("Wer koordiniert?")
    choose(page, "region", "DE-BY")
    choose(page, "conversation", "CMARKETING")
    page.screenshot(path=shots / "newcomer-setup.png")
    page.get_by_test_id("modal-submit").click()

    expect(modal).to_contain_text("Was soll regelmäßig laufen?")
    page.screenshot(path=shots / "newcomer-starter.png")
    page.get_by_test_id("modal-submit").click()

    expect(modal).to_contain_text("Vorgeschlagen ist immer die Koordination")
    choose(page, "owner_linkedin", "UOTTO")
    page.screenshot(path=shots / "newcomer-owners.png")
    page.get_by_test_id("modal-submit").click()

    expect(modal).to_contain_text("Die erste Erinnerung geht am Di., 24. November um 09:00 Uhr hinaus")
    expect(modal).to_contain_text("Di., 24. November · LinkedIn-Beitrag · @Otto Brandt")
    page.screenshot(path=shots / "newcomer-weeks.png")

    page.keyboard.press("Escape")
    page.get_by_test_id("home-tab").click()
    expect(page.get_by_test_id("home")).to_contain_text("Eingerichtet, aber noch nicht eingeschaltet")
    page.screenshot(path=shots / "newcomer-held.png")
    for member in ("UOTTO", "UDORA", "UMAX", "UOLGA", "UEMMA"):
        expect(messages_of(page, member)).to_have_count(0)
    page.get_by_test_id("conversation-CMARKETING").click()
    expect(page.locator("[data-testid^='message-']")).to_have_count(0)

    become(page, "UCLARA")
    page.get_by_test_id("home-tab").click()
    page.get_by_test_id("home").get_by_role("button", name="Die ersten vier Wochen").click()
    expect(modal).to_contain_text("Passt der Plan so?")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("Der Takt läuft")
    page.screenshot(path=shots / "newcomer-on.png")
    page.keyboard.press("Escape")

    page.get_by_test_id("next-morning").click()
    expect(page.get_by_test_id("clock")).to_contain_text("09:30", timeout=SECONDS)
    expect(messages_of(page, "UOTTO")).to_have_count(1, timeout=SECONDS)
    expect(last_message(page)).to_contain_text("LinkedIn-Beitrag")
    page.screenshot(path=shots / "newcomer-first-nudge.png")
    last_message(page).get_by_role("button", name="Erledigt").first.click()
    expect(last_message(page)).to_contain_text("Erledigt von @Otto Brandt am Di., 24. November")
    page.screenshot(path=shots / "newcomer-answered.png")
    page.close()
    assert faults == []


def test_an_activity_is_added_with_its_dates_in_sight(demo_url: str, browser: Browser, shots: Path) -> None:
    """Goes on where the first story has ended: Clara coordinates, the rhythm is on."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="de-DE")
    page.set_default_timeout(SECONDS)
    page.goto(f"{demo_url}/?lang=de")
    messages_of(page, "UCLARA")
    page.get_by_test_id("composer").fill("/takt neu Kundenabend")
    page.get_by_test_id("composer").press("Enter")

    modal = page.get_by_test_id("modal")
    expect(modal).to_contain_text("Hier stehen gleich die nächsten Termine.")
    cadence = page.get_by_test_id("field-cadence").get_by_role("textbox")
    cadence.press_sequentially("alle 2 Wochen")
    expect(modal).to_contain_text("Der Tag fehlt noch. Zum Beispiel: alle 2 Wochen am Dienstag")
    page.screenshot(path=shots / "activity-offer.png")
    cadence.press_sequentially(" am Do")
    expect(modal).to_contain_text("Verstanden: alle 2 Wochen am Donnerstag")
    expect(modal).to_contain_text("Nächste Termine: Do., 26. November · Do., 10. Dezember · Do., 24. Dezember")
    choose(page, "owner", "UOTTO")
    page.screenshot(path=shots / "activity-new.png")
    page.get_by_test_id("modal-submit").click()

    expect(modal).to_contain_text("Angelegt: Kundenabend")
    page.screenshot(path=shots / "activity-added.png")
    modal.get_by_role("button", name="Mehr angeben").click()
    expect(modal).to_contain_text("Wenn der Tag frei ist")
    page.screenshot(path=shots / "activity-details.png")
    page.keyboard.press("Escape")
    expect(modal).to_be_hidden()

    page.get_by_test_id("composer").fill("/takt ändern kundenabend")
    page.get_by_test_id("composer").press("Enter")
    expect(modal).to_contain_text("Maßnahme ändern")
    cadence.fill("monatlich am 3. Werktag")
    expect(modal).to_contain_text("Verstanden: monatlich am 3. Werktag")
    page.screenshot(path=shots / "activity-edit.png")
    page.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("Rhythmus: alle 2 Wochen am Donnerstag → monatlich am 3. Werktag")
    page.screenshot(path=shots / "activity-changed.png")
    page.close()
