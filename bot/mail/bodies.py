"""The words of a card as the two bodies of an e-mail: plain text, and simple HTML that says the same.

The heading is the subject and stands in neither. A paragraph that is nothing but a link to a page of ours is a button.
Everything is escaped; links lead to pages of ours, to http and to https, and to nothing else.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import assert_never

from markupsafe import Markup

from bot.cards.card import Actions, Aside, Bold, Card, Divider, Heading, Link, Mention, Paragraph, Part, Rich, Span

_OPENS = ("https://", "http://")
_OURS = re.compile(r"/[A-Za-z0-9][A-Za-z0-9/_.-]*")
_LINE = "- - -"
_TEXT = "margin:0 0 16px;font:16px/1.5 Helvetica,Arial,sans-serif;overflow-wrap:anywhere"
_SMALL = "margin:0 0 8px;font:13px/1.5 Helvetica,Arial,sans-serif;opacity:.75"
_BUTTON = (
    "display:inline-block;margin:0 8px 8px 0;padding:9px 16px;border:1px solid #1b5e4b;border-radius:8px;"
    "font:bold 15px/1.3 Helvetica,Arial,sans-serif;text-decoration:none;"
)
_MAIN, _OTHER = "background:#1b5e4b;color:#ffffff", "background:#ffffff;color:#1b5e4b"
_HTML = Markup(
    '<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n</head>\n'
    '<body style="margin:0;padding:24px 16px">\n<div style="max-width:560px;margin:0 auto">\n{content}\n'
    "</div>\n</body>\n</html>\n"
)


def plain_text(card: Card, public_url: str) -> str:
    """In paragraphs; a link stands with its address, which no mail program hides."""
    paragraphs = (_plain_part(part, public_url) for part in card.parts)
    return "\n\n".join(text for text in paragraphs if text) + "\n"


def _plain_part(part: Part, public_url: str) -> str:
    match part:
        case Paragraph(text) | Aside(text):
            return "".join(_plain_span(span, public_url) for span in text)
        case Divider():
            return _LINE
        case Heading() | Actions():
            return ""
        case _ as never:
            assert_never(never)


def _plain_span(span: Span, public_url: str) -> str:
    match span:
        case str():
            return span
        case Bold(text):
            return text
        case Mention(person):
            return person.name
        case Link(text, url):
            address = _address(url, public_url)
            return text if address in (None, text) else f"{text}:\n{address}"
        case _ as never:
            assert_never(never)


def html_text(card: Card, public_url: str, language: str) -> str:
    """Without pictures and without anything that is fetched: opening it tells nobody."""
    runs = groupby(card.parts, key=_is_button)
    content = Markup("\n").join(
        _buttons(parts, public_url) if buttons else _html_parts(parts, public_url) for buttons, parts in runs
    )
    return _HTML.format(language=language, content=content)


def _is_button(part: Part) -> bool:
    return isinstance(part, Paragraph) and len(part.text) == 1 and _leads_home(part.text[0])


def _leads_home(span: Span) -> bool:
    return isinstance(span, Link) and _OURS.fullmatch(span.url) is not None


def _buttons(parts: Iterable[Part], public_url: str) -> Markup:
    """Next to each other, the first as the one that is meant to be pressed."""
    links = (span for part in parts if isinstance(part, Paragraph) for span in part.text if isinstance(span, Link))
    shown = (_button(link, public_url, _OTHER if number else _MAIN) for number, link in enumerate(links))
    return Markup('<p style="{}">{}</p>').format(_TEXT, Markup("\n").join(shown))


def _button(link: Link, public_url: str, colours: str) -> Markup:
    facts = (_address(link.url, public_url), f"{_BUTTON}{colours}", link.text)
    return Markup('<a href="{}" style="{}">{}</a>').format(*facts)


def _html_parts(parts: Iterable[Part], public_url: str) -> Markup:
    return Markup("\n").join(_html_part(part, public_url) for part in parts)


def _html_part(part: Part, public_url: str) -> Markup:
    match part:
        case Paragraph(text):
            return Markup('<p style="{}">{}</p>').format(_TEXT, _html_rich(text, public_url))
        case Aside(text):
            return Markup('<p style="{}">{}</p>').format(_SMALL, _html_rich(text, public_url))
        case Divider():
            return Markup('<hr style="margin:24px 0;border:0;border-top:1px solid #c9d3d0">')
        case Heading() | Actions():
            return Markup()
        case _ as never:
            assert_never(never)


def _html_rich(text: Rich, public_url: str) -> Markup:
    return Markup().join(_html_spans(text, public_url))


def _html_spans(text: Rich, public_url: str) -> Iterator[Markup]:
    for span in text:
        match span:
            case str():
                yield Markup("<br>\n").join(span.split("\n"))
            case Bold(words):
                yield Markup("<strong>{}</strong>").format(words)
            case Mention(person):
                yield Markup.escape(person.name)
            case Link(words, url):
                yield _html_link(words, _address(url, public_url))
            case _ as never:
                assert_never(never)


def _html_link(words: str, address: str | None) -> Markup:
    if address is None:
        return Markup.escape(words)
    return Markup('<a href="{}" style="color:#1b5e4b">{}</a>').format(address, words)


def _address(url: str, public_url: str) -> str | None:
    """Where a link leads; None for what is not to be opened."""
    if _OURS.fullmatch(url):
        return f"{public_url}{url}"
    return url if url.startswith(_OPENS) else None
