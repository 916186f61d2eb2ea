"""Every test of the Slack room has a workspace of its own to talk to."""

from collections.abc import Iterator

import pytest

from bot.sandbox.server import Sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running
