"""Prints how the tables are read: python -m tests.bot.commands.freetext.figures"""

import sys

from tests.bot.commands.freetext.scoring import score
from tests.bot.commands.freetext.tables import TABLES

if __name__ == "__main__":
    for table in TABLES:
        scored = score(table.rows, table.tasks)
        sys.stdout.write(f"{table.name}: {scored}\n")
        sys.stdout.writelines(f"    unsure: {text}\n" for text in scored.unsure)
        sys.stdout.writelines(f"    wrong: {text!r} {reading} {expected}\n" for text, reading, expected in scored.wrong)
