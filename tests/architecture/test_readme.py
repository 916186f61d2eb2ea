"""What the README says of commands and settings is what the program knows."""

from pathlib import Path

from bot.commands.documenting import BEGINS, ENDS, words_table

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_the_table_of_words_is_the_registry() -> None:
    """`taktgeber words` prints it anew."""
    shown = README[README.index(BEGINS) : README.index(ENDS) + len(ENDS)]
    assert shown == words_table()
