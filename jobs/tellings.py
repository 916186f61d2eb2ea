"""Notices that tell somebody something and start no clock: which of the bot's doings words which kind of outbox row.

Each takes the facts of this very moment and answers None where nothing is left to say. `again` words a message that was
sent already: it keeps what it showed, with what became of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from jobs.calendar_telling import unreadable_notice
from jobs.company import Company
from jobs.cover_tellings import About, handing_over_notice, returned_notice, standing_in_notice, uncovered_notice
from jobs.facts import PersonRef
from jobs.forecasts import coverage_notice
from jobs.leaving import left_notice
from jobs.lines import task_line
from jobs.notices import Appointed, Greeting, Left, NobodyThere, Notice, RetrospectivePosted, Unreached
from jobs.partner_mail import partner_mail_notice
from jobs.partner_telling import partner_said_notice
from jobs.pause_notices import PauseOver
from jobs.pauses import pause_over_notice
from jobs.retrospectives import figures_from_json
from storage.outbox_tables import Outgoing
from storage.tables import Retrospective, Task


@dataclass(frozen=True)
class Telling:
    """A row that is about to be worded. `reader` is None in a conversation, and for a partner; `tasks` are wanted."""

    session: Session
    company: Company
    row: Outgoing
    reader: PersonRef | None
    tasks: list[Task]
    now: datetime
    again: bool

    @property
    def person(self) -> PersonRef:
        """Whoever reads it, where it is a person of the company."""
        if self.reader is None:
            raise ValueError(f"an outbox row of the kind {self.row.kind} has no reader")
        return self.reader


def _greeting(telling: Telling) -> Notice:
    return Greeting(telling.person)


def _appointed(telling: Telling) -> Notice | None:
    """Nothing for somebody who coordinates no longer."""
    company, reader = telling.company, telling.person
    return Appointed(reader, company.ref(telling.row.data.get("by"))) if company.coordinates(reader.id) else None


def _nobody(telling: Telling) -> Notice | None:
    lines = tuple(task_line(task, telling.company) for task in telling.tasks)
    return NobodyThere(telling.person, lines) if lines else None


def _unreached(telling: Telling) -> Notice:
    company, data = telling.company, telling.row.data
    lines = tuple(task_line(task, company) for task in telling.tasks)
    person, conversation = company.ref(data.get("person")), data.get("conversation")
    return Unreached(telling.person, person, conversation, lines, data["why"], data.get("partner"))


def _left(telling: Telling) -> Left | None:
    notice = left_notice(telling.session, telling.company, telling.row, telling.person, telling.tasks, telling.now)
    return notice if notice is not None and (notice.waiting or telling.again) else None


def _partner_mail(telling: Telling) -> Notice | None:
    about = (telling.session, telling.company, telling.row, telling.tasks, telling.now)
    return partner_mail_notice(*about, again=telling.again)


def _pause_over(telling: Telling) -> PauseOver | None:
    of = (telling.session, telling.company, telling.row, telling.person)
    return pause_over_notice(*of, telling.now, again=telling.again)


def _about(telling: Telling) -> About:
    of = (telling.session, telling.company, telling.row, telling.person)
    return About(*of, telling.now, telling.again)


def _retrospective(telling: Telling) -> Notice:
    posted = telling.session.get_one(Retrospective, telling.row.data["retrospective"])
    return RetrospectivePosted(telling.company.workspace.name, figures_from_json(posted.figures))


def _coverage(telling: Telling) -> Notice | None:
    """Nothing for somebody who coordinates no longer."""
    company, reader = telling.company, telling.person
    if not company.coordinates(reader.id):
        return None
    return coverage_notice(telling.session, company, telling.row, reader, telling.now, again=telling.again)


def _partner_said(telling: Telling) -> Notice | None:
    return partner_said_notice(telling.session, telling.company, telling.row, telling.person, again=telling.again)


def _calendar(telling: Telling) -> Notice | None:
    return unreadable_notice(telling.session, telling.company, telling.row, telling.person, again=telling.again)


TELLINGS: Mapping[str, Callable[[Telling], Notice | None]] = {
    "greeting": _greeting,
    "appointed": _appointed,
    "nobody": _nobody,
    "unreached": _unreached,
    "left": _left,
    "calendar": _calendar,
    "coverage": _coverage,
    "pause_over": _pause_over,
    "partner_mail": _partner_mail,
    "partner_said": _partner_said,
    "handover": lambda telling: handing_over_notice(_about(telling)),
    "standin": lambda telling: standing_in_notice(_about(telling)),
    "uncovered": lambda telling: uncovered_notice(_about(telling)),
    "returned": lambda telling: returned_notice(_about(telling)),
    "retrospective": _retrospective,
}
