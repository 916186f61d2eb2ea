"""When a partner is written to about a task: ahead of time, on the due day, and once more the working day after.

Counted are the company's working days. What the partner has put off themselves counts from their own day.
"""

from dataclasses import dataclass
from datetime import date, time

from jobs.rules.workdays import Workdays

MAIL_AT = time(9, 0)
"""By the company's clocks; all mail of a day goes out from then on."""

HEADS_UP, DUE, AGAIN = 0, 1, 2


@dataclass(frozen=True)
class Expected:
    """What is expected of a partner: by when, how many working days ahead they hear of it, until when they put it off.

    A task that was moved or put off is expected anew.
    """

    due_on: date
    lead: int
    put_off_until: date | None = None

    @property
    def day(self) -> date:
        """The day that counts: the due day, or the partner's own where that is later."""
        return max(self.due_on, self.put_off_until or self.due_on)


def stage_on(expected: Expected, today: date, workdays: Workdays) -> int | None:
    """How far a task has come by that day; None before its time."""
    due = workdays.at_or_after(expected.day)
    if today >= workdays.next(due):
        return AGAIN
    if today >= due:
        return DUE
    quiet = expected.put_off_until is not None and today < expected.put_off_until
    ahead = workdays.previous(due, expected.lead) if expected.lead else due
    return HEADS_UP if today >= ahead and not quiet else None
