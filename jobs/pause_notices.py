"""What is said about agreed pauses, as data."""

from dataclasses import dataclass
from datetime import date

from jobs.facts import PersonRef, TaskLine


@dataclass(frozen=True)
class RunsAgain:
    """An activity whose pause is over: what comes next, and who acts then.

    `paused_until` is there where it rests again meanwhile.
    """

    title: str
    next: TaskLine | None
    by: PersonRef | None
    paused_until: date | None = None


@dataclass(frozen=True)
class PauseOver:
    """Told on the day on which activities go on by themselves; whoever `coordinates` may let them rest longer."""

    reader: PersonRef
    activities: tuple[RunsAgain, ...]
    coordinates: bool

    @property
    def running(self) -> tuple[RunsAgain, ...]:
        return tuple(one for one in self.activities if one.paused_until is None)
