"""What a person types, in the two forms in which Slack passes it on: marked-up text and a rich_text block."""

import re

from bot.sandbox.records import JsonObject
from bot.sandbox.workspace import Workspace

_REFERENCE = re.compile(r"(?<![\w<])([@#])([\w.\-äöüß]+)|(https?://[^\s<>|]+)", re.IGNORECASE)
_MARKED = re.compile(r"<@(?P<user>\w+)>|<#(?P<channel>\w+)(?:\|[^>]*)?>|<(?P<url>https?://[^>|]+)>")


def escaped(text: str) -> str:
    """The three characters that have a meaning in Slack's text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def encoded(text: str, workspace: Workspace) -> str:
    """Typed text as an app receives it: escaped, with `<@U…>`, `<#C…|name>` and `<https://…>` for what exists."""

    def reference(match: re.Match[str]) -> str:
        sign, name, url = match.groups()
        if url:
            return f"<{url}>"
        member = workspace.by_handle(name) if sign == "@" else None
        if member is not None:
            return f"<@{member.id}>"
        channel = workspace.named(name) if sign == "#" else None
        return f"<#{channel.id}|{channel.name}>" if channel is not None else match.group()

    return _REFERENCE.sub(reference, escaped(text))


def rich_text(sent: str, workspace: Workspace) -> JsonObject:
    """The block of a member's message for a text that is already encoded."""
    elements: list[JsonObject] = []
    end = 0
    for match in _MARKED.finditer(sent):
        if match.start() > end:
            elements.append({"type": "text", "text": unescaped(sent[end : match.start()])})
        elements.append(_element(match))
        end = match.end()
    if end < len(sent):
        elements.append({"type": "text", "text": unescaped(sent[end:])})
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "block_id": workspace.ids.block(), "elements": [section]}


def _element(match: re.Match[str]) -> JsonObject:
    if match["user"]:
        return {"type": "user", "user_id": match["user"]}
    if match["channel"]:
        return {"type": "channel", "channel_id": match["channel"]}
    return {"type": "link", "url": match["url"]}
