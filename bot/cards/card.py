"""The shape of everything said: text in spans, buttons by intent, free of any messenger's markup.

`summary` is the whole message in plain words; screen readers and notifications have nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from jobs.facts import PersonRef

SUMMARY_LIMIT = 3_500
"""Messengers take a little more; the rest is room for what escaping adds."""


@dataclass(frozen=True)
class Bold:
    text: str


@dataclass(frozen=True)
class Mention:
    person: PersonRef


@dataclass(frozen=True)
class Link:
    text: str
    url: str


Span = str | Bold | Mention | Link
Rich = tuple[Span, ...]


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: Rich


@dataclass(frozen=True)
class Aside:
    """Small print: context, origin, what was answered."""

    text: Rich


@dataclass(frozen=True)
class Divider:
    pass


@dataclass(frozen=True)
class Button:
    """An intent and the key of what it is about; the key is untrusted when it comes back."""

    label: str
    intent: str
    ref: str
    primary: bool = False
    description: str | None = None


@dataclass(frozen=True)
class Actions:
    """Buttons, and the rarer choices behind a menu. `ref` names the group uniquely within its card."""

    ref: str
    buttons: tuple[Button, ...]
    menu: tuple[Button, ...] = ()


Part = Heading | Paragraph | Aside | Divider | Actions


@dataclass(frozen=True)
class Card:
    summary: str
    parts: tuple[Part, ...]


def cut(text: str, limit: int) -> str:
    """The text, or as much of it as fits with a sign that more follows."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def plain(text: Rich) -> str:
    """The words of a rich text alone."""
    return "".join(_words(span) for span in text)


def _words(span: Span) -> str:
    match span:
        case str():
            return span
        case Bold(text) | Link(text, _):
            return text
        case Mention(person):
            return person.name


def joined(texts: Iterable[Rich], separator: str) -> Rich:
    """Rich texts one after the other with a separator between them."""
    out: list[Span] = []
    for text in texts:
        if out:
            out.append(separator)
        out.extend(text)
    return tuple(out)


def card_of_parts(parts: Iterable[Part]) -> Card:
    """A card with the summary that its own words make, a line for each of its parts; buttons are left out."""
    shown = tuple(parts)
    lines = (_line(part) for part in shown)
    summary = "\n".join(line for line in lines if line)
    return Card(cut(summary, SUMMARY_LIMIT), shown)


def _line(part: Part) -> str:
    match part:
        case Heading(text):
            return text
        case Paragraph(text) | Aside(text):
            return "".join(_spoken(span) for span in text)
        case Divider() | Actions():
            return ""


def _spoken(span: Span) -> str:
    if isinstance(span, Link) and span.text != span.url:
        return f"{span.text} ({span.url})"
    return _words(span)
