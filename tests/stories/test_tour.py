"""The one-minute tour of the demo in a real browser, as a newcomer takes it.

TAKTGEBER_SHOTS names a folder for screenshots; they are made in any case, so that what can't be drawn fails.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.browser import ARGUMENTS, chromium

SECONDS = 30_000


@pytest.fixture(scope="module")
def demo_url() -> Iterator[str]:
    """The demo as `make demo` starts it, in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "demo", "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    lines = iter(process.stdout.readline, "")
    try:
        yield next(line.split("open at ")[1].split("/?")[0] for line in lines if "open at " in line)
    finally:
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=15)
        process.stdout.close()
    assert code == 0


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(os.environ.get("TAKTGEBER_SHOTS") or tmp_path_factory.mktemp("shots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def become(page: Page, member: str) -> None:
    page.get_by_test_id(f"member-{member}").click()


def last_message(page: Page) -> Locator:
    return page.locator("[data-testid^='message-']").last


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
