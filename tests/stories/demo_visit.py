"""The demo in a process of its own, and how somebody moves about in its page."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page

SECONDS = 30_000


@contextmanager
def demo(*options: str) -> Iterator[str]:
    """The address of a demo as `make demo` starts it; ended by SIGTERM, it must end cleanly."""
    command = [sys.executable, "-m", "bot.cli", "demo", *options, "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    lines = iter(process.stdout.readline, "")
    try:
        yield next(line.split("open at ")[1].split("/?")[0] for line in lines if "open at " in line)
    finally:
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=15)
        process.stdout.close()
    assert code == 0


def become(page: Page, member: str) -> None:
    page.get_by_test_id(f"member-{member}").click()


def last_message(page: Page) -> Locator:
    return page.locator("[data-testid^='message-']").last
