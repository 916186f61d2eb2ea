"""Who may do what: a table of standing × action."""

import pytest

from jobs.rules.rights import Action, Standing, Verdict, may

OWN = Standing(own=True, coordinates=False, is_guest=False)
COLLEAGUE = Standing(own=False, coordinates=False, is_guest=False)
COORDINATOR = Standing(own=False, coordinates=True, is_guest=False)
GUEST = Standing(own=False, coordinates=False, is_guest=True)
OWN_GUEST = Standing(own=True, coordinates=False, is_guest=True)

ANSWERS: tuple[Action, ...] = ("done", "small", "on_it", "blocked", "later", "move", "skip", "reassign", "shrink")
RIGHTS: dict[Standing, dict[tuple[Action, ...], Verdict]] = {
    OWN: {ANSWERS: "allowed", ("take_over", "see"): "allowed", ("pause", "ask_decider"): "coordinator_only"},
    COLLEAGUE: {ANSWERS: "not_yours", ("take_over", "see"): "allowed", ("pause", "ask_decider"): "coordinator_only"},
    COORDINATOR: {ANSWERS: "allowed", ("take_over", "see"): "allowed", ("pause", "ask_decider"): "allowed"},
    GUEST: {ANSWERS: "not_yours", ("take_over", "see"): "not_yours", ("pause", "ask_decider"): "coordinator_only"},
    OWN_GUEST: {ANSWERS: "allowed", ("take_over", "see"): "allowed", ("pause", "ask_decider"): "coordinator_only"},
}


@pytest.mark.parametrize(
    ("standing", "action", "verdict"),
    [
        (standing, action, verdict)
        for standing, rows in RIGHTS.items()
        for actions, verdict in rows.items()
        for action in actions
    ],
)
def test_rights(standing: Standing, action: Action, verdict: Verdict) -> None:
    assert may(standing, action) == verdict
