"""The table of everything that can be said, for the README: made from the registry, so that it can't go out of date."""

from bot.commands.command import Command, Who
from bot.commands.registry import COMMANDS
from bot.translations.phrases import Phrases

BEGINS, ENDS = "<!-- words: made by `taktgeber words` -->", "<!-- /words -->"

_ENGLISH = Phrases("en", "du", "UTC")
_GERMAN = Phrases("de", "du", "UTC")
_WHO: dict[Who, str] = {"everyone": "everyone", "members": "everyone but guests", "coordinator": "coordinator"}


def words_table() -> str:
    """The table in Markdown, between the marks where it stands."""
    rows = ("| English | German | What happens | Who |", "|---|---|---|---|", *map(_row, COMMANDS))
    return "\n".join((BEGINS, *rows, ENDS))


def _row(command: Command) -> str:
    # A bar would end the cell, even within code.
    usages = (f"`{phrases.say(command.usage)}`".replace("|", "\\|") for phrases in (_ENGLISH, _GERMAN))
    return f"| {' | '.join(usages)} | {_ENGLISH.say(command.does)} | {_WHO[command.who]} |"
