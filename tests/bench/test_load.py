"""Sixteen people answer at once, through every door, while the engine works in the same process on SQLite.

No answer is lost and none counts twice. How long an acknowledgement takes and what an answer costs is compared with
plain Bolt apps that got the same envelopes in the same run: no bar here is a number of seconds. A short run is part of
the suite, with bars wide enough for a busy machine; `make load` makes a long one and prints its table.
"""

import asyncio
import os
import shutil
from pathlib import Path

import pytest

from tests.bench.company import DATABASE
from tests.bench.running import Outcome, run

ROUNDS = int(os.environ.get("TAKTGEBER_LOAD_ROUNDS", "1"))
IS_LONG = ROUNDS >= 5
COSTS = 1.25 if IS_LONG else 2.0
"""How far CPU may stray from what was measured; it hardly depends on what else the machine does."""
WAITS = 1.25 if IS_LONG else 4.0
"""How far waiting may; it does depend on that."""


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Outcome:
    folder = tmp_path_factory.mktemp("load")
    shutil.copy(sqlite_template, folder / DATABASE)
    found = asyncio.run(run(folder, ROUNDS, seconds=120))
    print(found.figures.table())  # noqa: T201  shown by `make load`, and when a test fails
    return found


def test_every_answer_takes_effect_exactly_once(outcome: Outcome) -> None:
    """Every envelope was acknowledged, or the run would have failed; every direct message was told of twice."""
    assert outcome.on_record == outcome.given


def test_nothing_goes_wrong(outcome: Outcome) -> None:
    assert outcome.faults == {"ours": [], "bare": [], "peer": []}
    assert outcome.notices <= {"sent", "stale", "pending", "sending"}


def test_an_answer_costs_a_bounded_multiple(outcome: Outcome) -> None:
    """CPU of everything that an answer entails: the messages that change, the App Homes, the engine beside it."""
    assert outcome.figures.cpu_ratio("ours", "peer") <= 9 * COSTS
    assert outcome.figures.cpu_ratio("ours", "bare") <= 95 * COSTS


def test_an_acknowledgement_takes_a_bounded_multiple(outcome: Outcome) -> None:
    assert outcome.figures.time_ratio("ours", "peer") <= 11 * WAITS


def test_nobody_waits_much_longer_than_the_others(outcome: Outcome) -> None:
    assert outcome.figures.tail("ours") <= 3 * WAITS
