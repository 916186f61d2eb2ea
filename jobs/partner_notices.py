"""What is said unasked about partners' work, as data: facts for one recipient, no wording."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from jobs.facts import PersonRef, TaskLine

Said = Literal["done", "needs", "later"]


@dataclass(frozen=True)
class PartnerSaid:
    """What a partner has said about a task, told once to whoever is responsible inside.

    `words` are the partner's own. `standing`: nothing has happened since, so that what was reported as done can still
    be said not to be.
    """

    reader: PersonRef
    partner: str
    said: Said
    task: TaskLine
    words: str = ""
    until: date | None = None
    standing: bool = True
