"""Looks at the engine from outside: is anything due that nobody works on? For logs, for `doctor`, for an alarm."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from storage import audits, heartbeats
from storage.database import Database

_SLACK_ROUNDS = 3
_GRACE = timedelta(minutes=2)


@dataclass(frozen=True)
class Finding:
    """Something that ought not to be, and how often."""

    code: str
    count: int
    text: str


def audit(database: Database, now: datetime, tick_seconds: float) -> tuple[Finding, ...]:
    """Everything that waits longer than it should; empty when all is well."""
    patience = timedelta(seconds=_SLACK_ROUNDS * tick_seconds)
    return database.read(lambda session: tuple(_findings(session, now, patience)))


def _findings(session: Session, now: datetime, patience: timedelta) -> list[Finding]:
    findings = []
    last = heartbeats.last_beat(session)
    if last is None or now - last > patience + _GRACE:
        when = f"the last was at {last:%Y-%m-%d %H:%M} UTC" if last else "there was none yet"
        findings.append(
            Finding("no_rounds", 1, f"No round is being made: {when}. Is `taktgeber run` or `work` running?")
        )
    counts = (
        ("unclaimed", audits.unclaimed_tasks(session, now - patience), "tasks are due and nobody looks at them"),
        ("overdue", audits.overdue_messages(session, now - _GRACE), "messages wait although their time has come"),
        ("held", audits.held_messages(session, now - _GRACE), "messages are held by a sender that went silent"),
        ("unsettled", audits.unsettled_messages(session, now - _GRACE), "messages are of unknown outcome for too long"),
        ("forgotten", audits.forgotten_tasks(session), "open tasks have neither a next look nor a message on its way"),
    )
    findings += [Finding(code, count, f"{count} {text}.") for code, count, text in counts if count]
    return findings
