"""What the use cases about calendars answer from which absences are read, as data without wording."""

from dataclasses import dataclass

from jobs.facts import PersonRef
from jobs.rules.feeds import CalendarFault


@dataclass(frozen=True)
class FeedLine:
    """A calendar from which absences are read; `whose` is None for the company's own.

    `host` is all of its address that is shown. `read`: it has been read before. `ahead` are the absences it holds.
    """

    id: int
    whose: PersonRef | None
    host: str
    read: bool
    fault: CalendarFault | None
    ahead: int = 0


@dataclass(frozen=True)
class Feeds:
    """The calendars that the reader may see, the company's first; `may_all`: they may also name others'."""

    reader: PersonRef
    feeds: tuple[FeedLine, ...]
    may_all: bool


@dataclass(frozen=True)
class FeedConnected:
    """A calendar that will be read from now on."""

    reader: PersonRef
    feed: FeedLine


@dataclass(frozen=True)
class FeedRemoved:
    """A calendar that is read no more, and how many absences to come went with it."""

    reader: PersonRef
    whose: PersonRef | None
    dropped: int


FeedAnswer = Feeds | FeedConnected | FeedRemoved
