"""What a person does with a modal: send it off or close it, and what the app's answer makes of it."""

from dataclasses import replace
from typing import Any

from bot.sandbox.acts import Act, Outcome, outcome_of
from bot.sandbox.element_states import chosen_in
from bot.sandbox.elements import placed_elements
from bot.sandbox.envelopes import view_closed, view_submission
from bot.sandbox.records import JsonObject, View
from bot.sandbox.refusal import ImpossibleError, Refused
from bot.sandbox.socket_mode import Sockets
from bot.sandbox.view_methods import checked_view
from bot.sandbox.world import World

TROUBLE = "trouble_connecting"
"""Slack's client says: We had some trouble connecting. Try again?"""
REQUIRED = "Please complete this required field."


class Modals:
    """Submits and closes modals for their owners."""

    def __init__(self, world: World, sockets: Sockets) -> None:
        self._world = world
        self._sockets = sockets

    async def submit(self, act: Act) -> Outcome:
        """Send off the modal on top. What Slack's own client would not let pass never reaches the app."""
        view = act.modal()
        if view.content.get("submit") is None:
            raise ImpossibleError("no_submit", "This modal has no submit button.")
        self._world.views.enter(view, act.entered(view.content["blocks"], view.values))
        if missing := _incomplete(view):
            self._world.views.fail(view, missing)
            return Outcome(error="incomplete", errors=missing)
        trigger = self._world.triggers.issue(act.member.id, view.id, view.opened_in)
        payload = view_submission(self._world, act.member, view, trigger)
        outcome = outcome_of(await self._sockets.deliver("interactive", payload, answerable=True))
        if not outcome.acked:
            return outcome
        return self._obey(act, view, outcome)

    async def close(self, act: Act) -> Outcome:
        """Close the modal on top, or all of them if it says so. The app hears of it only if it asked to."""
        view = act.modal()
        cleared = bool(view.content.get("clear_on_close")) or bool(act.details.get("all"))
        if cleared:
            self._world.views.clear(act.member.id)
        else:
            self._world.views.close_top(act.member.id)
        if not view.content.get("notify_on_close"):
            return Outcome()
        payload = view_closed(self._world, act.member, view, cleared=cleared)
        return outcome_of(await self._sockets.deliver("interactive", payload, answerable=False))

    def _obey(self, act: Act, view: View, outcome: Outcome) -> Outcome:
        """Carry out the response_action. One that Slack cannot use is the person's `trouble connecting`."""
        answer: Any = outcome.ack or {}
        try:
            errors = self._respond(act, view, answer)
        except Refused as refusal:
            return replace(outcome, error=TROUBLE, errors={"app": "; ".join([refusal.error, *refusal.messages])})
        return replace(outcome, errors=errors) if errors else outcome

    def _respond(self, act: Act, view: View, answer: Any) -> dict[str, str] | None:
        views, user = self._world.views, act.member.id
        wish = answer.get("response_action") if isinstance(answer, dict) else "nothing"
        if wish is None:
            if view in views.stacks.get(user, []):
                views.close_top(user)
        elif wish == "clear":
            views.clear(user)
        elif wish == "update":
            views.replace(view, checked_view(answer.get("view"), self._world, "modal"))
        elif wish == "push":
            views.push(user, checked_view(answer.get("view"), self._world, "modal"))
        elif wish == "errors":
            views.fail(view, _fitting_errors(view, answer.get("errors")))
            return view.errors
        else:
            raise Refused("invalid_response_action")
        return None


def _fitting_errors(view: View, errors: Any) -> dict[str, str]:
    """Errors keyed by inputs of this view. Slack refuses all of them if one key is no input's block_id."""
    inputs = {block["block_id"] for block in view.content["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise Refused("invalid_errors", [f"inputs are: {', '.join(sorted(inputs))}"])
    if not all(isinstance(text, str) and text for text in errors.values()):
        raise Refused("invalid_errors", ["every error needs a text"])
    return dict(errors)


def _incomplete(view: View) -> dict[str, str]:
    """What Slack's client complains about by itself: required inputs left empty, texts too short or too long."""
    problems = {}
    for placed in placed_elements(view.content["blocks"]):
        if placed.block["type"] != "input":
            continue
        value = chosen_in(view.values[placed.block["block_id"]][placed.element["action_id"]])
        problem = _problem(placed.element, value, optional=bool(placed.block.get("optional")))
        if problem:
            problems[placed.block["block_id"]] = problem
    return problems


def _problem(element: JsonObject, value: Any, *, optional: bool) -> str | None:
    if value in (None, "", []):
        return None if optional else REQUIRED
    if element["type"] == "plain_text_input":
        if len(value) < element.get("min_length", 0):
            return f"Please enter at least {element['min_length']} characters."
        if len(value) > element.get("max_length", 3000):
            return f"Please enter at most {element.get('max_length', 3000)} characters."
    return _number_problem(element, str(value)) if element["type"] == "number_input" else None


def _number_problem(element: JsonObject, value: str) -> str | None:
    try:
        number = float(value)
    except ValueError:
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and not number.is_integer():
        return "Please enter a whole number."
    if not float(element.get("min_value", "-inf")) <= number <= float(element.get("max_value", "inf")):
        return f"Please enter a number from {element.get('min_value', '…')} to {element.get('max_value', '…')}."
    return None
