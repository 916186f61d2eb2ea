"""The one-minute tour of the demo in a real browser, as a newcomer takes it.

TAKTGEBER_SHOTS names a folder for screenshots; they are made in any case, so that what can't be drawn fails.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.stories.demo_visit import SECONDS, become, demo, last_message


@pytest.fixture(scope="module")
def demo_url() -> Iterator[str]:
    """The demo with its three months of history."""
    with demo() as address:
        yield address


def next_morning(page: Page, day: str) -> None:
    page.get_by_test_id("next-morning").click()
    expect(page.get_by_test_id("clock")).to_contain_text(day, timeout=SECONDS)


def test_the_tour_takes_a_minute(demo_url: str, browser: Browser, shots: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="de-DE")
    page.set_default_timeout(SECONDS)
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(f"{demo_url}/?lang=de")

    become(page, "UOTTO")
    expect(last_message(page)).to_contain_text("Zwei Termine brauchen dich")
    page.screenshot(path=shots / "nudge.png")

    last_message(page).get_by_role("button", name="Erledigt").first.click()
    expect(last_message(page)).to_contain_text("Erledigt von @Otto Brandt am Di., 24. November")
    expect(last_message(page).get_by_role("button", name="Erledigt")).to_have_count(1)
    page.screenshot(path=shots / "answered.png")

    last_message(page).get_by_role("button", name="Blockiert").click()
    expect(page.get_by_test_id("modal")).to_be_visible()
    page.screenshot(path=shots / "blocked-form.png")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("modal")).to_be_hidden()

    for day in ("24. November", "25. November", "26. November", "27. November"):
        next_morning(page, day)
    next_morning(page, "30. November")
    next_morning(page, "1. Dezember")

    become(page, "UCLARA")
    helping = page.locator("[data-testid^='message-']").filter(has_text="deine Hilfe").last
    expect(helping).to_contain_text("Newsletter")
    expect(helping.get_by_role("button", name="Neu zuteilen").first).to_be_visible()
    page.screenshot(path=shots / "coordinator.png")

    page.get_by_test_id("conversation-CMARKETING").click()
    expect(last_message(page)).to_contain_text("November 2026")
    expect(last_message(page)).to_contain_text("längste Stille")
    page.screenshot(path=shots / "retrospective.png")

    become(page, "UDORA")
    page.locator("[data-testid^='conversation-D']").first.click()
    handing_over = page.locator("[data-testid^='message-']").filter(has_text="Passt so").last
    expect(handing_over).to_contain_text("Website-Neuigkeit")
    page.screenshot(path=shots / "handing-over.png")
    handing_over.get_by_role("button", name="Passt so").click()
    expect(handing_over.get_by_role("button", name="Passt so")).to_be_hidden()

    become(page, "UCLARA")
    page.get_by_test_id("home-tab").click()
    expect(page.get_by_test_id("home")).to_contain_text("Der Rhythmus im Team")
    page.screenshot(path=shots / "home.png")
    page.close()
    assert faults == []


def test_the_demo_speaks_english_too(demo_url: str, browser: Browser, shots: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, locale="en-GB")
    page.set_default_timeout(SECONDS)
    page.goto(f"{demo_url}/?lang=en")
    expect(page.get_by_test_id("next-morning")).to_be_visible()
    expect(page.get_by_test_id("home-tab")).to_have_text("Home")
    page.screenshot(path=shots / "phone.png")
    page.close()
