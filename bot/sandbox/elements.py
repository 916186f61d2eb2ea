"""The interactive elements inside blocks: finding them, what is chosen in them, what an act on them says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.sandbox.ids import Ids
from bot.sandbox.records import JsonObject
from bot.sandbox.refusal import ImpossibleError

_CHOSEN = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "overflow": "selected_option",
    "radio_buttons": "selected_option",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "rich_text_input": "rich_text_value",
    "file_input": "files",
}
"""Under which name a state holds what was chosen, for each stateful element (docs.slack.dev, block elements)."""

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
_BUTTONS = ("button", "workflow_button", "icon_button", "feedback_buttons")


@dataclass(frozen=True, slots=True)
class Placed:
    """An element and the block it stands in."""

    element: JsonObject
    block: JsonObject

    @property
    def dispatches(self) -> bool:
        """Whether touching it tells the app at once; an input of a form usually waits for the submission."""
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))


def placed_elements(blocks: Sequence[JsonObject]) -> Iterator[Placed]:
    """Every element with an `action_id`, in reading order."""
    for block in blocks:
        for key in ("accessory", "element"):
            if isinstance(block.get(key), dict) and "action_id" in block[key]:
                yield Placed(block[key], block)
        for element in [*block.get("elements", []), *block.get("actions", [])]:
            if isinstance(element, dict) and "action_id" in element:
                yield Placed(element, block)
        for key in ("blocks", "child_blocks", "cards"):
            yield from placed_elements(block.get(key, []))


def find(blocks: Sequence[JsonObject], act: JsonObject) -> Placed:
    """The element that `action_id`, and `block_id` or a button's `value` where needed, point at."""
    fitting = [
        placed
        for placed in placed_elements(blocks)
        if placed.element["action_id"] == act.get("action_id")
        and act.get("block_id", placed.block.get("block_id")) == placed.block.get("block_id")
        and act.get("value", placed.element.get("value")) == placed.element.get("value")
    ]
    if not fitting:
        raise ImpossibleError("element_not_found", f"There is no element {act.get('action_id')} to act on here.")
    return fitting[0]


def with_ids(blocks: Sequence[JsonObject], ids: Ids) -> list[JsonObject]:
    """The blocks with a `block_id` each and an `action_id` in each interactive element, given where missing."""
    return [_with_action_ids(b if "block_id" in b else {**b, "block_id": ids.block()}, ids) for b in blocks]


def _with_action_ids(block: JsonObject, ids: Ids) -> JsonObject:
    def named(element: Any) -> Any:
        nameless = isinstance(element, dict) and "action_id" not in element
        interactive = nameless and (element.get("type") in _BUTTONS or element.get("type") in _CHOSEN)
        return {**element, "action_id": ids.block()} if interactive else element

    changed = dict(block)
    for key in ("accessory", "element"):
        if key in block:
            changed[key] = named(block[key])
    if block["type"] in ("actions", "context_actions"):
        changed["elements"] = [named(element) for element in block["elements"]]
    return changed


def state_of(element: JsonObject, chosen: Any) -> JsonObject:
    """What `state.values` says of an element in which `chosen` stands, in the short form the page uses:
    an option's value, a list of them, a date, a text. Raises ImpossibleError for an option that is not offered.
    """
    kind = element["type"]
    if kind not in _CHOSEN:
        raise ImpossibleError("element_not_found", f"Nothing can be chosen in a {kind}.")
    return {"type": kind, _CHOSEN[kind]: _full_form(element, _CHOSEN[kind], chosen)}


def initial_state(element: JsonObject) -> JsonObject:
    """What `state.values` says of an element nobody has touched."""
    name = _CHOSEN[element["type"]]
    return {"type": element["type"], name: element.get(_INITIAL[name], [] if name.endswith("s") else None)}


def chosen_in(state: JsonObject) -> Any:
    """What stands in a state: an option, a date, a text …; None or empty if nothing does."""
    return state.get(_CHOSEN[state["type"]])


def values_of(blocks: Sequence[JsonObject], chosen: JsonObject) -> JsonObject:
    """`state.values` of a message or a view, given what was chosen so far (block → action → state)."""
    values: JsonObject = {}
    for placed in placed_elements(blocks):
        kind = placed.element["type"]
        if kind not in _CHOSEN or kind == "overflow":
            continue
        block_id, action_id = placed.block["block_id"], placed.element["action_id"]
        state = chosen.get(block_id, {}).get(action_id)
        kept = state is not None and state["type"] == kind
        values.setdefault(block_id, {})[action_id] = state if kept else initial_state(placed.element)
    return values


def with_choice(chosen: JsonObject, placed: Placed, state: JsonObject) -> JsonObject:
    """`chosen` with one more choice, the old one left as it is."""
    block_id = placed.block["block_id"]
    return {**chosen, block_id: {**chosen.get(block_id, {}), placed.element["action_id"]: state}}


def entered(blocks: Sequence[JsonObject], chosen: JsonObject, values: JsonObject) -> JsonObject:
    """`chosen` with what somebody typed or chose: `{block_id: {action_id: value}}` in the page's short form."""
    elements = {(p.block["block_id"], p.element["action_id"]): p for p in placed_elements(blocks)}
    for block_id, actions in values.items():
        for action_id, value in actions.items():
            placed = elements.get((block_id, action_id))
            if placed is None:
                raise ImpossibleError("element_not_found", f"There is no input {block_id} / {action_id} here.")
            chosen = with_choice(chosen, placed, state_of(placed.element, value))
    return chosen


def action_of(placed: Placed, state: JsonObject | None, stamp: str) -> JsonObject:
    """The entry of `actions` in a block_actions payload: for a button, or for an element with a new state."""
    element = placed.element
    action: JsonObject = {
        "action_id": element["action_id"],
        "block_id": placed.block["block_id"],
        "type": element["type"],
        "action_ts": stamp,
    }
    copied = ("text", "value", "style", "url", "confirm") if state is None else ("placeholder", "confirm")
    action |= {name: element[name] for name in copied if name in element}
    action |= {name: value for name, value in element.items() if state is not None and name.startswith("initial_")}
    return action | {name: value for name, value in (state or {}).items() if name != "type"}


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


def _option(element: JsonObject, value: Any) -> JsonObject:
    groups = element.get("option_groups", [])
    offered = [*element.get("options", []), *(o for group in groups for o in group["options"])]
    for option in offered:
        if option["value"] == value:
            return dict(option)
    raise ImpossibleError("option_not_found", f"{element.get('action_id')} offers no option {value}.")


def _listed(chosen: Any) -> list[Any]:
    return [] if chosen is None else list(chosen) if isinstance(chosen, list | tuple) else [chosen]
