"""What is said about calendars from which absences are read, as data: only that one can't be read any more."""

from dataclasses import dataclass

from jobs.facts import PersonRef
from jobs.rules.feeds import CalendarFault


@dataclass(frozen=True)
class CalendarUnreadable:
    """To whoever named a calendar; `whose` is None for the company's own. Without a fault it can be read again.

    `address` is shortened: the whole of it is a secret.
    """

    reader: PersonRef
    id: int
    whose: PersonRef | None
    address: str
    fault: CalendarFault | None
