"""What the tests of the page stand on: a small company at a fixed time, an app, and a browser that looks at them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TypeAlias

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from bot.sandbox.clock import SandboxClock
from bot.sandbox.sample import sample_workspace
from bot.sandbox.server import Sandbox
from bot.sandbox.timing import Timing
from tests.bot.sandbox.page_app import PageApp
from tests.browser import ARGUMENTS, chromium

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TOUR = {
    "de": [
        {"title": "Erinnerung bekommen", "hint": "Stell die Uhr weiter.", "as": "UDORA", "conversation": "bot"},
        {"title": "Rückblick lesen", "hint": "Im Kanal.", "as": "UMAX", "conversation": "#marketing"},
    ]
}

PATIENCE = 15_000
"""Milliseconds; far more than anything takes, as the machine may be busy with other things."""

Visit: TypeAlias = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ends with its module: while it lives, no other event loop can run in the main thread."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        expect.set_options(timeout=PATIENCE)
        yield opened
        opened.close()


@pytest.fixture
def company() -> Iterator[Sandbox]:
    clock = SandboxClock(START)
    with Sandbox(sample_workspace(clock), clock, timing=Timing(file_ready=0.05), tour=TOUR) as running:
        yield running


@pytest.fixture
def app(company: Sandbox) -> Iterator[PageApp]:
    connected = PageApp(company)
    connected.connect()
    yield connected
    connected.close()


@pytest.fixture
def visit(browser: Browser, company: Sandbox) -> Iterator[Visit]:
    """Opens the page as a member. In the end nothing may have gone wrong in it or been fetched from elsewhere."""
    visits = Visits(browser, company.url)
    yield visits.open
    visits.close()
    assert visits.troubles == []


class Visits:
    """Each page in a browser profile of its own; `troubles` are script errors and requests to anywhere else."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.troubles: list[str] = []
        self._browser = browser
        self._address = address
        self._contexts: list[BrowserContext] = []

    def open(self, member: str = "UOTTO", *, width: int = 1280, height: int = 800, **query: str) -> Page:
        context = self._browser.new_context(viewport={"width": width, "height": height}, locale="de-DE")
        self._contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda line: self.troubles.append(line.text) if line.type == "error" else None)
        page.on("request", lambda sent: None if sent.url.startswith(self._address) else self.troubles.append(sent.url))
        page.goto(f"{self._address}/?as={member}" + "".join(f"&{name}={value}" for name, value in query.items()))
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()


def say(page: Page, text: str) -> None:
    page.get_by_test_id("composer").fill(text)
    page.get_by_test_id("composer").press("Enter")


def message(page: Page, ts: str) -> Locator:
    return page.get_by_test_id(f"message-{ts}")
