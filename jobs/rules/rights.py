"""Who may do what to a task. Roles live in our own database; a messenger's admin flags count for nothing."""

from dataclasses import dataclass
from typing import Literal

Action = Literal[
    "done",
    "small",
    "on_it",
    "blocked",
    "later",
    "move",
    "skip",
    "reassign",
    "take_over",
    "shrink",
    "pause",
    "ask_decider",
    "ball",
    "reopen",
    "see",
]
Verdict = Literal["allowed", "not_yours", "coordinator_only"]

_COORDINATION = frozenset({"pause", "ask_decider"})
_OPEN_TO_ALL = frozenset({"take_over", "see"})


@dataclass(frozen=True)
class Standing:
    """How somebody stands to a task: theirs as owner, holder, deputy or responsible; or by coordinating."""

    own: bool
    coordinates: bool
    is_guest: bool


def may(standing: Standing, action: Action) -> Verdict:
    """Owners and deputies answer for their tasks, anyone may take over, the coordinator may do everything.

    A guest has a say in their own tasks only.
    """
    if standing.coordinates:
        return "allowed"
    if action in _COORDINATION:
        return "coordinator_only"
    if standing.own or (action in _OPEN_TO_ALL and not standing.is_guest):
        return "allowed"
    return "not_yours"
