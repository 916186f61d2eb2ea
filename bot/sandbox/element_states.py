"""What stands in interactive elements: from the beginning, by a choice, and after the view around them changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.sandbox.elements import CHOSEN, Placed, placed_elements
from bot.sandbox.records import JsonObject
from bot.sandbox.refusal import ImpossibleError

_INITIAL = {
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_user": "initial_user",
    "selected_users": "initial_users",
    "selected_conversation": "initial_conversation",
    "selected_conversations": "initial_conversations",
    "selected_channel": "initial_channel",
    "selected_channels": "initial_channels",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
    "value": "initial_value",
    "rich_text_value": "initial_value",
    "files": "initial_files",
}


@dataclass(frozen=True, slots=True)
class Here:
    """The conversation a modal was opened in, as `default_to_current_conversation` and a filter look at it.

    Every direct message there is here is one with a bot, the app's.
    """

    id: str
    kind: Literal["im", "private", "public"]
    shared: bool

    def passes(self, wanted: JsonObject) -> bool:
        """Whether it belongs to the list (docs.slack.dev, conversation filter object)."""
        if self.kind not in wanted.get("include", (self.kind,)):
            return False
        if wanted.get("exclude_bot_users") and self.kind == "im":
            return False
        return not (wanted.get("exclude_external_shared_channels") and self.shared)


def state_of(element: JsonObject, chosen: Any) -> JsonObject:
    """What `state.values` says of an element in which `chosen` stands, in the short form the page uses:
    an option's value, a list of them, a date, a text. Raises ImpossibleError for an option that is not offered.
    """
    kind = element["type"]
    if kind not in CHOSEN:
        raise ImpossibleError("element_not_found", f"Nothing can be chosen in a {kind}.")
    return {"type": kind, CHOSEN[kind]: _full_form(element, CHOSEN[kind], chosen)}


def initial_state(element: JsonObject, here: Here | None = None) -> JsonObject:
    """What `state.values` says of an element nobody has touched. An initial conversation precedes the one `here`."""
    name = CHOSEN[element["type"]]
    several = name.endswith("s")
    value = element.get(_INITIAL[name], [] if several else None)
    current = here if element.get("default_to_current_conversation") else None
    if not value and current is not None and current.passes(element.get("filter", {})):
        value = [current.id] if several else current.id
    return {"type": element["type"], name: value}


def chosen_in(state: JsonObject) -> Any:
    """What stands in a state: an option, a date, a text …; None or empty if nothing does."""
    return state.get(CHOSEN[state["type"]])


def values_of(blocks: Sequence[JsonObject], chosen: JsonObject, here: Here | None = None) -> JsonObject:
    """`state.values` of a message or a view, given what was chosen so far (block → action → state).

    What stands in an element stays as long as the ids stay, whatever initial value a new view gives it
    (docs.slack.dev, views.update: preserving input entry). A choice that is no longer offered goes; Slack
    doesn't say what becomes of it.
    """
    values: JsonObject = {}
    for placed in placed_elements(blocks):
        kind = placed.element["type"]
        if kind not in CHOSEN or kind == "overflow":
            continue
        block_id, action_id = placed.block["block_id"], placed.element["action_id"]
        state = chosen.get(block_id, {}).get(action_id)
        kept = state is not None and state["type"] == kind and _is_offered(placed.element, state)
        values.setdefault(block_id, {})[action_id] = state if kept else initial_state(placed.element, here)
    return values


def with_choice(chosen: JsonObject, placed: Placed, state: JsonObject) -> JsonObject:
    """`chosen` with one more choice, the old one left as it is."""
    block_id = placed.block["block_id"]
    return {**chosen, block_id: {**chosen.get(block_id, {}), placed.element["action_id"]: state}}


def entered(
    blocks: Sequence[JsonObject], chosen: JsonObject, values: JsonObject, *, forgiving: bool = False
) -> JsonObject:
    """`chosen` with what somebody typed or chose: `{block_id: {action_id: value}}` in the page's short form.

    Raises ImpossibleError for an element or option that is not there; `forgiving` passes over it.
    """
    elements = {(p.block["block_id"], p.element["action_id"]): p for p in placed_elements(blocks)}
    for block_id, actions in values.items():
        for action_id, value in actions.items():
            placed = elements.get((block_id, action_id))
            try:
                chosen = _with_entry(chosen, placed, value, f"{block_id} / {action_id}")
            except ImpossibleError:
                if not forgiving:
                    raise
    return chosen


def _with_entry(chosen: JsonObject, placed: Placed | None, value: Any, name: str) -> JsonObject:
    if placed is None:
        raise ImpossibleError("element_not_found", f"There is no input {name} here.")
    return with_choice(chosen, placed, state_of(placed.element, value))


def _is_offered(element: JsonObject, state: JsonObject) -> bool:
    """Whether every option chosen in a state is still among those of its element."""
    chosen = chosen_in(state) or []
    if not element["type"].endswith(("static_select", "radio_buttons", "checkboxes")):
        return True
    values = {option["value"] for option in _options(element)}
    return all(one["value"] in values for one in (chosen if isinstance(chosen, list) else [chosen]))


def _full_form(element: JsonObject, name: str, chosen: Any) -> Any:
    if name == "selected_option":
        return None if chosen in (None, "") else _option(element, chosen)
    if name == "selected_options":
        return [_option(element, value) for value in _listed(chosen)]
    if name == "selected_date_time":
        return None if chosen in (None, "") else int(chosen)
    if name.endswith("s"):
        return _listed(chosen)
    return chosen if chosen != "" else None


def _options(element: JsonObject) -> list[JsonObject]:
    groups = element.get("option_groups", [])
    return [*element.get("options", []), *(option for group in groups for option in group["options"])]


def _option(element: JsonObject, value: Any) -> JsonObject:
    for option in _options(element):
        if option["value"] == value:
            return dict(option)
    raise ImpossibleError("option_not_found", f"{element.get('action_id')} offers no option {value}.")


def _listed(chosen: Any) -> list[Any]:
    return [] if chosen is None else list(chosen) if isinstance(chosen, list | tuple) else [chosen]
