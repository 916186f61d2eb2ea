"""A sandbox for each test; tests written as coroutines are run."""

import asyncio
import inspect
from collections.abc import Iterator

import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.timing import Timing
from tests.bot.sandbox.page_visit import app, browser, company, visit  # noqa: F401 - fixtures of the page


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names}))
    return True


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A fresh workspace, whose patience is short so that tests of silence do not take long."""
    with Sandbox(timing=Timing(ack=1.0, retry_delays=(0.0, 0.05, 0.1), file_ready=0.05)) as running:
        yield running


@pytest.fixture(scope="module")
def hall() -> Iterator[Sandbox]:
    """One workspace for a whole table of cases that do not touch each other."""
    with Sandbox() as running:
        yield running
