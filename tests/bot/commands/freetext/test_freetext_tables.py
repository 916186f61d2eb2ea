"""What is read right, what is asked about, and that nothing is read wrong."""

import pytest

from tests.bot.commands.freetext.scoring import score
from tests.bot.commands.freetext.tables import TABLES, Table


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_nothing_is_read_wrong(table: Table) -> None:
    assert score(table.rows, table.tasks).wrong == ()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_nine_of_ten_clear_replies_are_read_right(table: Table) -> None:
    scored = score(table.rows, table.tasks)

    assert scored.share >= 0.9, f"{scored}: {scored.unsure}"


def test_no_reply_stands_in_the_tables_twice() -> None:
    for tasks in {table.tasks for table in TABLES}:
        texts = [text for table in TABLES if table.tasks == tasks for text, _ in table.rows]

        assert [text for text in texts if texts.count(text) > 1] == []


def test_the_tables_are_large_enough_to_tell_anything() -> None:
    sizes = [len(table.rows) for table in TABLES]

    assert sizes[0] >= 90
    assert sizes[1] >= 70
    assert sum(sizes[2:]) >= 60
