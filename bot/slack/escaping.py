"""Other people's words, made harmless for Slack: what is stripped, what is escaped, where a text is cut.

Slack parses `text` and mrkdwn objects, and there `&`, `<` and `>` carry every mention, channel alert and link
(docs.slack.dev, formatting message text). rich_text elements and plain_text objects are not parsed at all.
"""

import unicodedata

# Joiners hold emoji and some scripts together, tag characters spell the flags of regions.
_KEPT_FORMAT_CHARACTERS = {"\u200c", "\u200d", *map(chr, range(0xE0020, 0xE0080))}
_LINE_BREAKS = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n", "\t": " "})
_INVISIBLE = {"Cc", "Cf", "Cs"}
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def clean(text: str) -> str:
    """The text without control characters, direction overrides, invisible characters and lone surrogates."""
    return "".join(filter(_shows, text.replace("\r\n", "\n").translate(_LINE_BREAKS)))


def _shows(character: str) -> bool:
    return (
        character == "\n" or character in _KEPT_FORMAT_CHARACTERS or unicodedata.category(character) not in _INVISIBLE
    )


def escape(text: str) -> str:
    """Cleaned and with Slack's three entities. Never call it twice: `&amp;` would show."""
    return clean(text).translate(_ENTITIES)


def unescape(text: str) -> str:
    """What somebody typed, from the escaped form in which Slack passes it on."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, the last one an ellipsis if something is missing."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def escape_and_cut(text: str, limit: int) -> str:
    """The escaped text in at most `limit` characters, entities counted in full and never broken."""
    cleaned = clean(text)
    kept = cleaned
    while len(escaped := kept.translate(_ENTITIES)) > limit:
        # Every character too many costs at least one and at most five of the text's own.
        kept = cut(cleaned, max(1, len(kept) - max(1, (len(escaped) - limit) // 5)))
    return escaped


def pieces(text: str, limit: int) -> list[str]:
    """The text in parts of at most `limit` characters, broken at a line or a space where there is one."""
    parts = []
    while len(text) > limit:
        at = max(text.rfind("\n", 0, limit), text.rfind(" ", 0, limit)) + 1 or limit
        parts.append(text[:at])
        text = text[at:]
    return [*parts, text] if text else parts
