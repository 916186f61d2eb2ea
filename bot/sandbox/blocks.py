"""Block Kit, as strict as Slack: the rules beyond the form of a single block."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, TypeAlias

from bot.sandbox.block_shapes import SURFACES
from bot.sandbox.checks import Check, Fields, Problems, anything, flag, listing, problem, shape, string, typed
from bot.sandbox.element_shapes import IDENTIFIER, plain
from bot.sandbox.elements import placed_elements
from bot.sandbox.records import JsonObject

Surface: TypeAlias = Literal["message", "home", "modal"]

# Cell text over all tables of a message, and charts in one (docs.slack.dev, block reference pages).
CELL_LIMITS = {"table": 10_000, "data_table": 20_000}
COUNT_LIMITS = {"table": 1, "data_visualization": 2}
MARKDOWN_LIMIT = 12_000

_COMMON: dict[str, Check] = {"private_metadata": string(3000, 0), "callback_id": IDENTIFIER, "external_id": IDENTIFIER}
_MESSAGE_BLOCKS = listing(SURFACES["message"], 50, 0)


def _view(kind: str, required: Fields, optional: Fields) -> Check:
    """A view of exactly this kind."""
    return typed({kind: shape({"type": anything, **required}, optional)})


_VIEWS: dict[str, Check] = {
    "modal": _view(
        "modal",
        {"title": plain(24), "blocks": listing(SURFACES["modal"], 100)},
        {
            **_COMMON,
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": flag,
            "notify_on_close": flag,
            "submit_disabled": flag,
        },
    ),
    "home": _view("home", {"blocks": listing(SURFACES["home"], 100)}, _COMMON),
}


class BlockRules:
    """Checks blocks and views. `file_usable` tells whether an uploaded file can be shown yet."""

    def __init__(self, file_usable: Callable[[str], bool]) -> None:
        self._file_usable = file_usable

    def in_message(self, blocks: Any, pointer: str = "/blocks") -> list[str]:
        """What is wrong with the blocks of a message, each with its JSON pointer."""
        return list(_MESSAGE_BLOCKS(blocks, pointer)) or list(self._together(blocks, pointer, "message"))

    def in_view(self, view: JsonObject, kind: str) -> list[str]:
        """What is wrong with a view that must be a `modal` or a `home`."""
        found = list(_VIEWS[kind](view, "/view"))
        if found:
            return found
        if kind == "modal" and "submit" not in view and any(b["type"] == "input" for b in view["blocks"]):
            found.append(problem("submit is required when there are input blocks", "/view"))
        surface: Surface = "modal" if kind == "modal" else "home"
        return [*found, *self._together(view["blocks"], "/view/blocks", surface)]

    def _together(self, blocks: Sequence[JsonObject], pointer: str, surface: Surface) -> Iterator[str]:
        """What blocks must not do beside each other. Their form is sound already."""
        yield from _repeated_block_ids(blocks, pointer)
        for place, block in enumerate(blocks):
            yield from _repeated_action_ids(block, f"{pointer}/{place}")
            yield from self._files(block, f"{pointer}/{place}")
            element = block.get("element", {})
            if surface != "modal" and element.get("type") == "file_input":
                yield problem("unsupported type: file_input", f"{pointer}/{place}/element/type")
        yield from _too_many(blocks, pointer)

    def _files(self, block: JsonObject, pointer: str) -> Problems:
        """A picture from an upload is refused until Slack has digested it."""
        pictures = [block, block.get("accessory", {}), *block.get("elements", [])]
        for picture in pictures:
            file = picture.get("slack_file") if isinstance(picture, dict) else None
            if file is not None and not self._file_usable(_file_id(file)):
                yield problem("invalid slack file", f"{pointer}/slack_file")


def _file_id(file: JsonObject) -> str:
    """A file is named by its id, or by its `url_private`, which holds the id."""
    if "id" in file:
        return str(file["id"])
    parts = str(file["url"]).split("/files/")
    return parts[-1].split("/")[0]


def _repeated_block_ids(blocks: Sequence[JsonObject], pointer: str) -> Problems:
    counts = Counter(block["block_id"] for block in blocks if "block_id" in block)
    for place, block in enumerate(blocks):
        if counts[block.get("block_id", "")] > 1:
            yield problem(f"block_id {block['block_id']} already exists", f"{pointer}/{place}/block_id")


def _repeated_action_ids(block: JsonObject, pointer: str) -> Problems:
    counts = Counter(placed.element["action_id"] for placed in placed_elements([block]))
    for action_id, count in counts.items():
        if count > 1:
            yield problem(f"action_id {action_id} already exists", f"{pointer}/elements")


def _too_many(blocks: Sequence[JsonObject], pointer: str) -> Problems:
    """Limits on all blocks of a kind together."""
    counts = Counter(block["type"] for block in blocks)
    for kind, most in COUNT_LIMITS.items():
        if counts[kind] > most:
            yield problem(f"no more than {most} {kind} blocks allowed", pointer)
    for kind, most in CELL_LIMITS.items():
        tables = (block["rows"] for block in blocks if block["type"] == kind)
        if sum(_cell_length(cell) for rows in tables for row in rows for cell in row) > most:
            yield problem(f"cells of {kind} must be less than {most + 1} characters together", pointer)
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > MARKDOWN_LIMIT:
        yield problem(f"markdown must be less than {MARKDOWN_LIMIT + 1} characters together", pointer)


def _cell_length(cell: Any) -> int:
    """The characters a reader sees in a cell."""
    if isinstance(cell, list):
        return sum(_cell_length(one) for one in cell)
    if not isinstance(cell, dict):
        return 0
    own = cell.get("text", cell.get("value", ""))
    inner = cell.get("elements", cell.get("element", []))
    return (len(own) if isinstance(own, str) else _cell_length(own) or len(str(own))) + _cell_length(inner)
