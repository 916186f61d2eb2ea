"""The changeable state of a task as plain values, so that a reply can be taken back exactly."""

from datetime import date, datetime
from typing import Any

from storage.tables import Task

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
