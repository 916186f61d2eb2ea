"""Reads what people answer in their own words, by tables and rules that can be looked up. Nothing is guessed.

What isn't certain is Unsure, and the caller asks back: a question costs a tap, a wrong answer costs trust. A mention of
the bot itself is cut by the caller.
"""

from collections.abc import Sequence
from datetime import date

from bot.commands.freetext.clauses import clauses_of
from bot.commands.freetext.deciding import decide
from bot.commands.freetext.meanings import Meaning, Reading, Titled, Unsure
from bot.commands.freetext.outcomes import outcomes_of
from bot.commands.freetext.pieces import pieces_of
from bot.commands.freetext.weeks import Seen
from jobs.rules.workdays import Workdays

__all__ = ["Meaning", "Reading", "Titled", "Unsure", "read_reply"]

LONGEST = 600
"""Characters; a longer text tells a story, and a story is for people to read."""


def read_reply(
    text: str, tasks: Sequence[Titled], names: Sequence[str], today: date, workdays: Workdays
) -> Reading | Unsure:
    """What a reply means, or what it may mean.

    `tasks` are the open tasks that can be meant, the nearest first; `names` those of the colleagues.
    """
    if len(text) > LONGEST:
        return Unsure((), None, None, None)
    pieces = pieces_of(text, tasks, names, Seen(today, workdays))
    return decide(outcomes_of(clauses_of(pieces)), text, today)
