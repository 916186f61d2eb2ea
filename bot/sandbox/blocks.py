"""Block Kit, as strict as Slack."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.records import JsonObject


class BlockRules:
    """Checks blocks and views. `file_usable` tells whether an uploaded file can be shown yet."""

    def __init__(self, file_usable: Callable[[str], bool]) -> None:
        self._file_usable = file_usable

    def in_message(self, blocks: list[Any], pointer: str = "/blocks") -> list[str]:
        """What is wrong with the blocks of a message, each with its JSON pointer."""
        if len(blocks) > 50:
            return [f"[ERROR] no more than 50 items allowed [json-pointer:{pointer}]"]
        return []

    def in_view(self, view: JsonObject, *types: str) -> list[str]:
        """What is wrong with a view that must be of one of `types`."""
        if view.get("type") not in types:
            return ["[ERROR] must be a valid enum value [json-pointer:/view/type]"]
        return []
