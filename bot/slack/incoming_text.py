"""What somebody typed, out of the marked-up form in which Slack passes it on.

With `should_escape` and in message events, people arrive as `<@U1>`, conversations as `<#C1|name>`, addresses as
`<https://…|shown>`, and the three special characters as entities (docs.slack.dev, formatting message text).
"""

import re

from bot.slack.escaping import clean, unescape

_MARKED = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_SPACES = re.compile(r"[^\S\n]+")


def typed_text(text: str) -> str:
    """Plain text in which only people stay marked, as `<@U1>`."""
    return _SPACES.sub(" ", clean(unescape(_MARKED.sub(_as_typed, text)))).strip()


def _as_typed(match: re.Match[str]) -> str:
    sign, target, label = match.groups()
    if sign == "@":
        return f"<@{target}>"
    if sign == "#":
        return f"#{label or target}"
    if sign == "!":
        return label or f"@{target.partition('^')[0]}"
    return label if label and target.startswith(("mailto:", "tel:")) else target
