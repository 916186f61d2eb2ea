"""One round of the engine: look, decide, write down. A list of steps in fixed order; sending comes after it.

Every step is a set of short transactions whose results are unique by civil keys, so rounds may overlap, repeat, be
killed, or run in several processes.
"""

from collections.abc import Callable
from datetime import datetime

import structlog

from jobs.deciding import decide_due
from jobs.forecasts import tell_coverage
from jobs.handovers import tell_handovers
from jobs.making import make_tasks
from jobs.partner_mail import mail_partners
from jobs.pauses import resume_paused
from jobs.retrospectives import post_due
from storage import heartbeats, schema
from storage.database import Database

log = structlog.get_logger(__name__)

STEPS: tuple[Callable[[Database, datetime], None], ...] = (
    resume_paused,
    make_tasks,
    decide_due,
    tell_handovers,
    mail_partners,
    tell_coverage,
    post_due,
)


def tick(database: Database, now: datetime) -> None:
    """Runs every step at this instant. A step that fails doesn't stop the others; its fault is raised at the end.

    Raises SchemaMismatch before doing anything when the database belongs to another version of the program.
    """
    database.read(schema.require_current)
    faults: list[Exception] = []
    for step in STEPS:
        try:
            step(database, now)
        except Exception as fault:
            log.exception("a step failed; the others go on", action="tick.failed", step=step.__name__)
            faults.append(fault)
    if faults:
        raise ExceptionGroup("steps of the round failed", faults)
    database.write(lambda session: heartbeats.beat(session, now))
