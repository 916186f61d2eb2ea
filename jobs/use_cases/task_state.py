"""The changeable state of a task: as plain values, so that a reply can be taken back exactly, and how it is ended."""

from datetime import date, datetime
from typing import Any

from jobs.rules.cadence_forms import AfterCompletion
from jobs.rules.cadence_text import parse_cadence
from storage.tables import Task

NOTE_LIMIT = 2000

_PLAIN = (
    "holder_id",
    "waiting_for",
    "stall_reason",
    "postponements",
    "step",
    "asked_id",
    "policy",
    "ended",
    "ended_by_id",
    "by_deputy",
    "small_agreed",
    "note",
)
_DAYS = ("due_on", "promised_until", "snoozed_until", "ended_on")
_INSTANTS = ("asked_at",)


def state_of(task: Task) -> dict[str, Any]:
    """What a reply may change, as JSON keeps it; when the engine looks next is left out, it will look at once."""
    state = {name: getattr(task, name) for name in _PLAIN}
    for name in (*_DAYS, *_INSTANTS):
        value = getattr(task, name)
        state[name] = value.isoformat() if value else None
    return state


def calm(task: Task, now: datetime) -> None:
    """Forgets what was promised or stood in the way; the engine looks at the task again at once.

    Whom a stall was waiting for goes with it. Where somebody said so apart from a stall, the ball stays.
    """
    if task.stall_reason is not None:
        task.waiting_for = None
    task.promised_until = None
    task.snoozed_until = None
    task.stall_reason = None
    task.next_at = now


def end(task: Task, ending: str, on: date, by_id: int | None, note: str = "") -> None:
    """Ends a task; the engine has nothing more to do with it, and nobody has the ball any more."""
    task.ended = ending
    task.ended_on = on
    task.ended_by_id = by_id
    task.waiting_for = None
    task.note = note.strip()[:NOTE_LIMIT] or None
    task.next_at = None
    if isinstance(parse_cadence(task.activity.cadence), AfterCompletion):
        task.activity.made_until = None


def restore(task: Task, state: dict[str, Any]) -> None:
    """Puts a task back into an earlier state."""
    for name in _PLAIN:
        setattr(task, name, state.get(name))
    for name in _DAYS:
        text = state.get(name)
        setattr(task, name, date.fromisoformat(text) if text else None)
    for name in _INSTANTS:
        text = state.get(name)
        setattr(task, name, datetime.fromisoformat(text) if text else None)
