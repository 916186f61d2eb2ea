"""A page for one reader: what a card says, and perhaps something to send. Self-contained: nothing is fetched for it.

    page(card, phrases)                                 a message; status=404 and the like for errors
    page(card, phrases, Send("Erledigt"))               a button, which posts to the address of the page itself
    page(card, phrases, Send("Senden", (Entry("note", "Was fehlt?", long=True),)))
    nothing_here(phrases)                               the one page for every link that opens nothing

A card's first heading is the page's title. Its buttons are left out: a page sends what its forms say, as `Visit.form`,
where `act` is the `Send.act` that was pressed. Everything is escaped; links lead to pages of ours, and to http, https,
webcal and mail only.
It knows no company and no secret, and puts no words of its own on a page.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import assert_never
from urllib.parse import urlsplit

from markupsafe import Markup
from starlette.responses import Response

from bot.cards.card import (
    Actions,
    Aside,
    Bold,
    Card,
    Divider,
    Heading,
    Link,
    Mention,
    Paragraph,
    Part,
    Rich,
    Span,
    card_of_parts,
)
from bot.translations.phrases import PhraseId, Phrases

_OURS = re.compile(r"/[A-Za-z0-9][A-Za-z0-9/_.-]*")
_SCHEMES = frozenset({"http", "https", "webcal", "mailto"})
_STYLE = Markup((Path(__file__).parent / "page.css").read_text(encoding="utf-8"))  # noqa: S704  # a file of ours
_STYLE_HASH = b64encode(sha256(_STYLE.encode()).digest()).decode()
_HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
}
_PAGE = Markup(
    '<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n'
    "<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n{content}\n</main>\n</body>\n</html>\n"
)
_SHORT = Markup('<input {facts} value="{value}">')
_LONG = Markup('<textarea {facts} rows="4">\n{value}</textarea>')
_LINE = Markup("\n")


@dataclass(frozen=True)
class Entry:
    """Something to type, or with `days` a day to choose between two. `error` says what is wrong with what came before.

    `limit` counts characters.
    """

    name: str
    label: str
    hint: str = ""
    value: str = ""
    error: str = ""
    long: bool = False
    optional: bool = False
    limit: int = 2_000
    days: tuple[date, date] | None = None


@dataclass(frozen=True)
class Send:
    """A form with one button. Of several on a page, `act` tells which was pressed; the first is the main one."""

    label: str
    entries: tuple[Entry, ...] = ()
    act: str = ""


def page(card: Card, phrases: Phrases, *sends: Send, below: tuple[Part, ...] = (), status: int = 200) -> Response:
    """The card as a page in the language of the phrases; `below` stands under what can be sent."""
    forms = (_form(send, is_main=not at) for at, send in enumerate(sends))
    content = _LINE.join((*_parts(card.parts), *forms, *_parts(below, headed=True)))
    html = _PAGE.format(language=phrases.language, title=_title(card), style=_STYLE, content=content)
    return Response(html, status, headers=_HEADERS, media_type="text/html")


def nothing_here(phrases: Phrases) -> Response:
    """For a link that opens nothing, whatever the reason: why is nobody's business who doesn't have a valid one."""
    return told(phrases, "web.nothing", "web.nothing.why", status=404)


def told(phrases: Phrases, head: PhraseId, why: PhraseId, status: int, **facts: str) -> Response:
    """A page of one heading and one paragraph."""
    parts = (Heading(phrases.say(head)), Paragraph((phrases.say(why, None, **facts),)))
    return page(card_of_parts(parts), phrases, status=status)


def _title(card: Card) -> str:
    return next((part.text for part in card.parts if isinstance(part, Heading)), card.summary.partition("\n")[0])


def _parts(parts: Iterable[Part], *, headed: bool = False) -> Iterable[Markup]:
    for part in parts:
        if isinstance(part, Actions):
            continue
        yield _part(part, "h2" if headed else "h1")
        headed = headed or isinstance(part, Heading)


def _part(part: Heading | Paragraph | Aside | Divider, heading: str) -> Markup:
    match part:
        case Heading(text):
            return Markup("<{tag}>{text}</{tag}>").format(tag=heading, text=text)
        case Paragraph(text):
            return Markup("<p>{text}</p>").format(text=_rich(text))
        case Aside(text):
            return Markup('<p class="aside">{text}</p>').format(text=_rich(text))
        case Divider():
            return Markup("<hr>")
        case _ as never:
            assert_never(never)


def _rich(text: Rich) -> Markup:
    return Markup().join(_span(span) for span in text)


def _span(span: Span) -> Markup:
    match span:
        case str():
            return Markup("<br>\n").join(span.split("\n"))
        case Bold(text):
            return Markup("<strong>{text}</strong>").format(text=text)
        case Mention(person):
            return Markup.escape(person.name)
        case Link(text, url):
            return _link(text, url)
        case _ as never:
            assert_never(never)


def _link(text: str, url: str) -> Markup:
    if not _OURS.fullmatch(url) and urlsplit(url).scheme not in _SCHEMES:
        return Markup.escape(text)
    return Markup('<a href="{url}" rel="noopener noreferrer">{text}</a>').format(url=url, text=text)


def _form(send: Send, *, is_main: bool) -> Markup:
    button = Markup('<button class="{kind}" name="act" value="{act}">{label}</button>').format(
        kind="main" if is_main else "other", act=send.act, label=send.label
    )
    lines = _LINE.join((*(_entry(entry) for entry in send.entries), button))
    return Markup('<form method="post">\n{lines}\n</form>').format(lines=lines)


def _entry(entry: Entry) -> Markup:
    notes = ((f"{entry.name}-hint", "hint", entry.hint), (f"{entry.name}-error", "error", entry.error))
    shown = [(key, kind, text) for key, kind, text in notes if text]
    facts = _facts(entry, " ".join(key for key, *_ in shown))
    field = _LONG if entry.long else _SHORT
    label = Markup('<label for="{name}">{label}</label>').format(name=entry.name, label=entry.label)
    said = (Markup('<p id="{}" class="{}">{}</p>').format(*note) for note in shown)
    return _LINE.join((label, field.format(facts=facts, value=entry.value), *said))


def _facts(entry: Entry, described_by: str) -> Markup:
    known = {
        "id": entry.name,
        "name": entry.name,
        "maxlength": None if entry.days else str(entry.limit),
        "type": "date" if entry.days else None,
        "min": str(entry.days[0]) if entry.days else None,
        "max": str(entry.days[1]) if entry.days else None,
        "required": None if entry.optional else "",
        "aria-invalid": "true" if entry.error else None,
        "aria-describedby": described_by or None,
    }
    pair = Markup('{}="{}"')
    return Markup(" ").join(pair.format(name, value) for name, value in known.items() if value is not None)
