"""What a message is made of, read from a call, an acknowledgement or a post to a response_url, and checked."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.blocks import BlockRules
from bot.sandbox.records import JsonObject
from bot.sandbox.refusal import Refused

TEXT_LIMIT = 40_000
MARKDOWN_LIMIT = 12_000
ATTACHMENT_LIMIT = 100
# Slack names an error for metadata that is too large, but publishes no number; this one is generous.
METADATA_LIMIT = 8_000
NOTHING_TO_READ = "This content can't be displayed."


@dataclass(frozen=True, slots=True)
class Content:
    """None means: not given. For an update that is another thing than empty."""

    text: str | None = None
    blocks: list[JsonObject] | None = None
    attachments: list[JsonObject] | None = None
    metadata: JsonObject | None = None
    warnings: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.text or self.blocks or self.attachments)


def read_content(given: JsonObject, rules: BlockRules) -> Content:
    """The checked content of one message. Raises Refused with Slack's name for what is wrong."""
    text, blocks = given.get("text"), _blocks(given.get("blocks"), rules)
    if markdown := given.get("markdown_text"):
        if text or blocks:
            raise Refused("markdown_text_conflict")
        if len(markdown) > MARKDOWN_LIMIT:
            raise Refused("msg_too_long")
        text, blocks = markdown, [{"type": "markdown", "text": markdown}]
    attachments = _attachments(given.get("attachments"), rules)
    metadata = None if given.get("metadata") is None else checked_metadata(given["metadata"])
    too_long = text is not None and len(text) > TEXT_LIMIT
    return Content(
        text[:TEXT_LIMIT] if text is not None else None,
        blocks,
        attachments,
        metadata,
        ("message_truncated",) if too_long else (),
    )


def readable(content: Content) -> Content:
    """Content of a new message: something must be there to read. Raises Refused `no_text`."""
    if content.empty:
        raise Refused("no_text")
    if content.text or not content.blocks:
        return content
    return Content(NOTHING_TO_READ, content.blocks, content.attachments, content.metadata, content.warnings)


def checked_metadata(metadata: Any) -> JsonObject:
    """Message metadata; an empty object takes away what was there."""
    if metadata == {}:
        return {}
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_type"), str):
        raise Refused("invalid_metadata_format")
    payload = metadata.get("event_payload")
    if not isinstance(payload, dict) or not all(_shallow(value) for value in payload.values()):
        raise Refused("invalid_metadata_format")
    if set(metadata) - {"event_type", "event_payload", "entities"}:
        raise Refused("invalid_metadata_schema")
    if len(str(metadata)) > METADATA_LIMIT:
        raise Refused("metadata_too_large")
    return metadata


def _shallow(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
    return all(isinstance(one, str | int | float | bool) for one in inner)


def _blocks(blocks: Any, rules: BlockRules) -> list[JsonObject] | None:
    if blocks is None:
        return None
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    if problems := rules.in_message(blocks):
        raise Refused("invalid_blocks", problems)
    return blocks


def _attachments(attachments: Any, rules: BlockRules) -> list[JsonObject] | None:
    if attachments is None:
        return None
    if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
        raise Refused("invalid_attachments")
    if len(attachments) > ATTACHMENT_LIMIT:
        raise Refused("too_many_attachments")
    for place, attachment in enumerate(attachments):
        if problems := rules.in_message(attachment.get("blocks", []), f"/attachments/{place}/blocks"):
            raise Refused("invalid_attachments", problems)
    return attachments
