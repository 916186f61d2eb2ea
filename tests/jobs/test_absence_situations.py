"""Whom the bot turns to when people are away: a table of situations, written from the design, on both databases."""

from pathlib import Path

import pytest

from storage.database import Database
from tests.conftest import emptied
from tests.jobs.situations import Situation, Told, situations

SITUATIONS = tuple(situations((Path(__file__).parent / "absence_situations.txt").read_text(encoding="utf-8")))


@pytest.mark.parametrize("situation", SITUATIONS, ids=[one.title for one in SITUATIONS])
def test_whom_the_bot_turns_to(module_database: Database, situation: Situation) -> None:
    said, history = Told(emptied(module_database), situation).live()
    assert (said, history) == (situation.expected, situation.history)


def test_there_are_enough_of_them_and_each_has_a_title_of_its_own() -> None:
    assert len({one.title for one in SITUATIONS}) == len(SITUATIONS) >= 60
