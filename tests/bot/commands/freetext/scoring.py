"""How many replies of a table are read right, left open, and read wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.commands.freetext.reading import Reading, Titled, Unsure, read_reply
from tests.bot.commands.freetext.replies import NAMES, TODAY, Row, Understood
from tests.rules.calendars import BAVARIA


@dataclass(frozen=True)
class Score:
    """`unsure` were clear to a colleague and asked about nevertheless; `open` were rightly asked about."""

    right: int
    unsure: tuple[str, ...]
    open: int
    wrong: tuple[tuple[str, Reading, Understood | None], ...]

    @property
    def share(self) -> float:
        return self.right / (self.right + len(self.unsure))

    def __str__(self) -> str:
        return (
            f"{self.right} right, {len(self.unsure)} unsure ({self.share:.0%} of the clear ones), "
            f"{self.open} rightly unsure, {len(self.wrong)} wrong"
        )


def read(text: str, tasks: Sequence[Titled], names: Sequence[str] = NAMES) -> Reading | Unsure:
    return read_reply(text, tasks, names, TODAY, BAVARIA)


def score(rows: Iterable[Row], tasks: Sequence[Titled]) -> Score:
    right, unsure, left_open = 0, [], 0
    wrong = []
    for text, expected in rows:
        reading = read(text, tasks)
        if isinstance(reading, Unsure):
            left_open += expected is None
            unsure += [text] if expected else []
        elif understood(reading, tasks) == expected:
            right += 1
        else:
            wrong.append((text, reading, expected))
    return Score(right, tuple(unsure), left_open, tuple(wrong))


def understood(reading: Reading, tasks: Sequence[Titled]) -> Understood:
    task = next((task for task in tasks if task.task_id == reading.task_id), None)
    return Understood(reading.meaning, task, reading.day, reading.reason, reading.person)
