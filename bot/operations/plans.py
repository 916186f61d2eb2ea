"""`taktgeber plan check|import|export`: the company's rhythm as a file."""

from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from bot.operations.failures import OperationFailed
from bot.plan_file.change_texts import change_line
from bot.plan_file.describing import NobodyCoordinates, describe
from bot.plan_file.echo import echo
from bot.plan_file.faults import Language, PlanFaults
from bot.plan_file.reading import read
from bot.plan_file.resolving import resolve
from bot.plan_file.writing import write
from jobs.use_cases import planning, setup
from jobs.use_cases.plan import KnownPerson, Plan
from storage.database import Database


class PlanRefused(OperationFailed):
    """The file can't be used; holds every fault, worded."""

    def __init__(self, messages: tuple[str, ...]) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


def check(file: Path, today: date, language: Language) -> tuple[str, ...]:
    """The next due days of every activity, a line each; raises PlanRefused with all faults at once."""
    parsed = read(_bytes(file))
    if isinstance(parsed, PlanFaults):
        raise PlanRefused(parsed.messages(language))
    return echo(parsed, today, language)


def load(file: Path, known: dict[str, KnownPerson], language: Language) -> Plan:
    """The file's plan with persons for names; raises PlanRefused."""
    parsed = read(_bytes(file), known)
    plan = parsed if isinstance(parsed, PlanFaults) else resolve(parsed, known)
    if isinstance(plan, PlanFaults):
        raise PlanRefused(plan.messages(language))
    return plan


def changes(database: Database, workspace_id: int, plan: Plan, now: datetime, language: Language) -> tuple[str, ...]:
    """What importing the plan would change, a line each; none means that it is in force already."""
    found = database.read(lambda session: planning.changes(session, workspace_id, plan, now))
    return tuple(change_line(change, language) for change in found)


def apply(database: Database, workspace_id: int, plan: Plan, now: datetime) -> int:
    """Puts the plan into force; answers how many changes that took."""
    return len(database.write(lambda session: planning.apply(session, workspace_id, plan, now)))


def switch_on(database: Database, workspace_id: int, now: datetime) -> bool:
    """A plan from a file is meant to hold: True if this switched on a company that was still being set up."""
    return database.write(lambda session: setup.switch_on_by_file(session, workspace_id, now))


def export(database: Database, workspace_id: int) -> str:
    """The plan in force as a file's text."""

    def work(session: Session) -> str:
        known = planning.known_people(session, workspace_id)
        try:
            return write(describe(planning.export(session, workspace_id), known))
        except NobodyCoordinates as fault:
            raise OperationFailed(str(fault)) from None

    return database.read(work)


def known_people(database: Database, workspace_id: int) -> dict[str, KnownPerson]:
    """Everyone the workspace knows, by the messenger's id."""
    return database.read(lambda session: planning.known_people(session, workspace_id))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise PlanRefused((f"{file} can't be read: {fault.strerror}. Check the name and the folder.",)) from None
