"""A text cut into words, numbers, mentions, emoji and marks. What is quoted or struck through isn't the writer's."""

import re
from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize

from jobs.rules.calendar_words import fold

Kind = Literal["word", "number", "mention", "link", "emoji", "mark", "quote"]


@dataclass(frozen=True)
class Token:
    """As it was typed, and in the one spelling everything is compared in."""

    kind: Kind
    typed: str
    word: str


_QUOTED_LINE = re.compile(r"^\s*(?:>|&gt;).*$", re.MULTILINE)
_PIECES: tuple[tuple[Kind, str], ...] = (
    ("quote", r"```.*?```|`[^`\n]+`|~[^~\n]+~|[\"„“”«»][^\"„“”«»\n]*[\"“”«»]"),
    ("mention", r"<@[^>\s]+>|(?<![\w.])@[^\W\d_](?:[\w.-]*\w)?"),
    ("link", r"<[^>\n]*>|https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.\w+"),
    ("emoji", r":(?=[a-z+-][\w+-]*:|\+1:|-1:)[\w+-]+:"),
    ("number", r"#[0-9]+|\+ ?[0-9]+|[0-9]+(?:[.:/-][0-9]+)*\.?"),
    ("word", r"(?:nr|no|ca|evtl|ggf|bzw|inkl|vllt)\.(?=\s*[\w#])|[^\W\d_]+(?:['’´`][^\W\d_]+)*"),
    ("mark", r"[,;.!?…:\n()|/&•–—¿]|(?<=\s)-+(?=\s)"),
    ("emoji", r"[^\w\s\x00-\x7f]"),
)
_PIECE = re.compile(
    "|".join(f"(?P<k{n}>{pattern})" for n, (_, pattern) in enumerate(_PIECES)), re.DOTALL | re.IGNORECASE
)
_INVISIBLE = re.compile(
    "[\N{VARIATION SELECTOR-16}\N{VARIATION SELECTOR-15}\N{ZERO WIDTH JOINER}\N{ZERO WIDTH SPACE}\U0001f3fb-\U0001f3ff]"
)
_APOSTROPHE = re.compile("['’´`]")
_SWALLOWED = frozenset({"s", "m", "re"})
_KEPT = frozenset({"ll", "ve", "d"})


def tokens_of(text: str) -> list[Token]:
    """The pieces of a text in their order."""
    own = _QUOTED_LINE.sub("\n", _INVISIBLE.sub("", normalize("NFC", text)))
    return [token for found in _PIECE.finditer(own) for token in _tokens(found)]


def _tokens(found: re.Match[str]) -> list[Token]:
    kind, typed = _PIECES[int((found.lastgroup or "")[1:])][0], found[0]
    if kind == "word":
        return [Token("word", part, fold(part)) for part in _apart(typed.rstrip("."))]
    if kind == "quote":
        return [Token("quote", typed, fold(typed.strip('"„“”«»`~ ')))]
    return [Token(kind, typed, fold(typed) if kind != "mark" else typed.strip(" -") or typed.strip())]


def _apart(word: str) -> list[str]:
    """What an apostrophe separates: "I'll" is two words, "hab's" and "newsletter's" are one, "can't" is "cant"."""
    first, *rest = _APOSTROPHE.split(word)
    if len(rest) != 1 or not first:
        return ["".join((first, *rest))]
    if fold(rest[0]) in _KEPT:
        return [first, rest[0]]
    return [first] if fold(rest[0]) in _SWALLOWED else [first + rest[0]]
