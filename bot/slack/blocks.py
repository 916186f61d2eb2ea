"""A card as Block Kit, within the limits of docs.slack.dev, reference/block-kit.

`action_id` is the intent, `value` the key of what a button is about. A menu's choice carries both in its value, because
only the value comes back. `block_id` names the group, and whether the message is kept up to date by the outbox.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    InteractiveElement,
    Option,
    OverflowMenuElement,
    PlainTextObject,
    RichTextBlock,
)

from bot.cards.card import Actions, Aside, Button, Card, Divider, Heading, Paragraph, Part
from bot.slack.escaping import clean, cut, escape_and_cut
from bot.slack.rich_text import context_elements, sections

T = TypeVar("T")

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
SUMMARY_LIMIT = 3_900  # chat.update refuses text above 4,000
HEADING_LIMIT = 150
LABEL_LIMIT = 75
ELEMENTS_LIMIT = 25
MENU_LIMIT = 5
MENU = "menu"
KEPT = "task"
SAID = "answer"
FOLDED = "…"


@dataclass(frozen=True)
class Choice:
    """What was pressed: the intent, and the untrusted key of what it is about."""

    intent: str
    ref: str


def blocks_of(card: Card, limit: int = MESSAGE_BLOCKS, folded: str = FOLDED, group: str = KEPT) -> list[Block]:
    """The card's blocks; beyond `limit` the rest is folded into a last line of small print."""
    naming = _Naming()
    blocks = [block for part in card.parts for block in _blocks(part, naming, group)]
    if len(blocks) <= limit:
        return blocks
    return [*blocks[: limit - 1], ContextBlock(elements=[PlainTextObject(text=clean(folded) or FOLDED)])]


def message_of(card: Card, folded: str = FOLDED, group: str = KEPT) -> dict[str, Any]:
    """`text` and `blocks` of a message. The text is the whole card in plain words: screen readers read only that."""
    summary = escape_and_cut(card.summary, SUMMARY_LIMIT) or FOLDED
    return {"text": summary, "blocks": [block.to_dict() for block in blocks_of(card, folded=folded, group=group)]}


def is_kept(action: dict[str, Any]) -> bool:
    """Whether the message somebody pressed in will show by itself what came of it."""
    return str(action.get("block_id", "")).startswith(f"{KEPT}:")


def read_choice(action: dict[str, Any]) -> Choice | None:
    """The choice in one entry of a block_actions payload; None when it is no button or menu of ours."""
    option = action.get("selected_option")
    if isinstance(option, dict):
        intent, separator, ref = str(option.get("value", "")).partition(":")
        return Choice(intent, ref) if separator else None
    if action.get("type") != "button":
        return None
    return Choice(str(action.get("action_id", "")).partition(":")[0], str(action.get("value", "")))


class _Naming:
    """Keeps block ids unique within a message and action ids within a block, as Slack demands."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def unique(self, name: str) -> str:
        chosen, number = name, 1
        while chosen in self._used:
            number += 1
            chosen = f"{name}:{number}"
        self._used.add(chosen)
        return chosen


def _blocks(part: Part, naming: _Naming, group: str) -> Iterator[Block]:
    match part:
        case Heading(text):
            if words := clean(text).replace("\n", " ").strip():
                yield HeaderBlock(text=PlainTextObject(text=cut(words, HEADING_LIMIT)))
        case Paragraph(text):
            yield from (RichTextBlock(elements=[section]) for section in sections(text))
        case Aside(text):
            if elements := context_elements(text):
                yield ContextBlock(elements=elements)
        case Divider():
            yield DividerBlock()
        case Actions():
            yield from _actions(part, naming, group)


def _actions(part: Actions, naming: _Naming, group: str) -> Iterator[Block]:
    ids = _Naming()
    elements = [*(_button(button, ids) for button in part.buttons), *_menus(part.menu, ids)]
    for some in _groups(elements, ELEMENTS_LIMIT):
        yield ActionsBlock(block_id=naming.unique(f"{group}:{part.ref}"), elements=some)


def _button(button: Button, ids: _Naming) -> ButtonElement:
    return ButtonElement(
        text=PlainTextObject(text=_label(button.label)),
        action_id=ids.unique(button.intent),
        value=button.ref,
        style="primary" if button.primary else None,
        accessibility_label=_label(button.description) if button.description else None,
    )


def _menus(menu: tuple[Button, ...], ids: _Naming) -> Iterator[InteractiveElement]:
    """A menu holds one to five choices; a single one is better off as a button."""
    for group in _groups(menu, MENU_LIMIT):
        if len(group) == 1:
            yield _button(group[0], ids)
        else:
            yield OverflowMenuElement(action_id=ids.unique(MENU), options=[_option(choice) for choice in group])


def _option(choice: Button) -> Option:
    return Option(
        text=PlainTextObject(text=_label(choice.label)),
        value=f"{choice.intent}:{choice.ref}",
        description=PlainTextObject(text=_label(choice.description)) if choice.description else None,
    )


def _label(text: str) -> str:
    return cut(" ".join(clean(text).split()), LABEL_LIMIT) or FOLDED


def _groups(items: Iterable[T], size: int) -> Iterator[list[T]]:
    group: list[T] = []
    for item in items:
        group.append(item)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group
