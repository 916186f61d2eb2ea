"""The interactive elements inside blocks: finding them, and what an act on them says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.sandbox.ids import Ids
from bot.sandbox.records import JsonObject
from bot.sandbox.refusal import ImpossibleError

CHOSEN = {
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
_BUTTONS = ("button", "workflow_button", "icon_button", "feedback_buttons")
_ENTERED = {"enter": "on_enter_pressed", "character": "on_character_entered"}


@dataclass(frozen=True, slots=True)
class Placed:
    """An element and the block it stands in."""

    element: JsonObject
    block: JsonObject

    def dispatches(self, by: str | None = None) -> bool:
        """Whether touching it tells the app at once; an input of a form usually waits for the submission.

        `by` says how a text was entered: by a `character` or by `enter`, to which a field listens if it names
        nothing else (docs.slack.dev, dispatch action configuration object). Without it the field hears in any case.
        """
        if self.block["type"] != "input":
            return True
        if not self.block.get("dispatch_action"):
            return False
        listens_to = self.element.get("dispatch_action_config", {}).get("trigger_actions_on", ["on_enter_pressed"])
        return by is None or _ENTERED.get(by) in listens_to


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
        interactive = nameless and (element.get("type") in _BUTTONS or element.get("type") in CHOSEN)
        return {**element, "action_id": ids.block()} if interactive else element

    changed = dict(block)
    for key in ("accessory", "element"):
        if key in block:
            changed[key] = named(block[key])
    if block["type"] in ("actions", "context_actions"):
        changed["elements"] = [named(element) for element in block["elements"]]
    return changed


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
