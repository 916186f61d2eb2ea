"""A card's rich texts in Slack's two forms: rich_text for paragraphs, context elements for small print.

rich_text is never parsed, so user text can't become a mention or formatting there. A context block knows only
plain_text and mrkdwn. mrkdwn is used where a mention or a link asks for it, and only as long as no text in it holds
a formatting character; otherwise the words go out as plain_text beside the mentions.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from slack_sdk.models.blocks import (
    MarkdownTextObject,
    PlainTextObject,
    RichTextElementParts,
    RichTextSectionElement,
    TextObject,
)
from slack_sdk.models.blocks.block_elements import RichTextElement

from bot.cards.card import Bold, Link, Mention, Rich, Span, plain
from bot.slack.escaping import clean, cut, escape, pieces

TEXT_LIMIT = 3_000  # of a section's text, and used for every text that has no limit of its own
URL_LIMIT = 3_000
CONTEXT_ELEMENTS_LIMIT = 10
_USER_ID = re.compile(r"[UW][A-Z0-9]{1,30}")
_FORMATTING = re.compile(r"[*_~`>]")  # a `>` at the start of a line quotes even when it is escaped
_UNSAFE_IN_URL = re.compile(r'[\s<>|"\\^`{}]')
_SCHEMES = {"http": True, "https": True, "mailto": False}


def sections(text: Rich) -> list[RichTextSectionElement]:
    """The text as rich_text sections of at most 3,000 characters each; none when nothing is left to show."""
    spans = list(_shortened(text))
    if not _shows(spans):
        return []
    found: list[list[RichTextElement]] = [[]]
    room = TEXT_LIMIT
    for span in spans:
        length = len(_words(span))
        if length > room:
            found.append([])
            room = TEXT_LIMIT
        found[-1].append(_part(span))
        room -= length
    return [RichTextSectionElement(elements=parts) for parts in found]


def context_elements(text: Rich) -> list[TextObject]:
    """The text as elements of one context block; none when nothing is left to show."""
    spans = list(_shortened(text))
    if not _shows(spans):
        return []
    if not any(_needs_markup(span) for span in spans):
        return [_plain(spans)]
    marked = "".join(_marked(span) for span in spans)
    if len(marked) <= TEXT_LIMIT and not any(_FORMATTING.search(_free_text(span)) for span in spans):
        return [MarkdownTextObject(text=marked, verbatim=True)]
    apart = list(_apart(spans))
    return apart if len(apart) <= CONTEXT_ELEMENTS_LIMIT else [_plain(spans)]


def user_id(mention: Mention) -> str | None:
    """The id by which Slack can mention this person."""
    found = mention.person.external_id or ""
    return found if _USER_ID.fullmatch(found) else None


def safe_url(url: str) -> str | None:
    """The address in the form in which Slack takes it, None if it is no web or mail address."""
    cleaned = _UNSAFE_IN_URL.sub(lambda found: quote(found[0]), clean(url).strip())
    try:
        parts = urlsplit(cleaned)
    except ValueError:
        return None
    needs_host = _SCHEMES.get(parts.scheme)
    if needs_host is None or (needs_host and not parts.hostname) or len(cleaned) > URL_LIMIT:
        return None
    return cleaned


def _shortened(text: Rich) -> Iterator[Span]:
    """Cleaned spans that show something, long ones in parts; what can't be linked or mentioned becomes words."""
    for span in text:
        match span:
            case Mention() if user_id(span):
                yield span
            case Mention(person):
                yield from _in_pieces(person.name)
            case Link(label, url) if (address := safe_url(url)) is not None:
                yield Link(cut(clean(label), TEXT_LIMIT) or address, address)
            case Link(label, url):
                yield from _in_pieces(f"{label} ({url})" if label else url)
            case Bold(words):
                yield from (Bold(piece) for piece in _in_pieces(words))
            case str():
                yield from _in_pieces(span)


def _in_pieces(text: str) -> list[str]:
    return pieces(clean(text), TEXT_LIMIT)


def _part(span: Span) -> RichTextElement:
    match span:
        case Mention():
            return RichTextElementParts.User(user_id=user_id(span) or "")
        case Link(label, url):
            return RichTextElementParts.Link(url=url, text=label)
        case Bold(words):
            return RichTextElementParts.Text(text=words, style={"bold": True})
        case str():
            return RichTextElementParts.Text(text=span)


def _needs_markup(span: Span) -> bool:
    return isinstance(span, Mention | Link)


def _free_text(span: Span) -> str:
    return "" if isinstance(span, Mention) else _words(span)


def _marked(span: Span) -> str:
    match span:
        case Mention():
            return f"<@{user_id(span)}>"
        case Link(label, url):
            return f"<{escape(url)}|{escape(label)}>"
        case Bold(words):
            # Slack sees no bold where the star touches a space or breaks off at a line.
            return f"*{escape(words)}*" if words == words.strip() and "\n" not in words else escape(words)
        case str():
            return escape(span)


def _apart(spans: list[Span]) -> Iterator[TextObject]:
    """Mentions alone as mrkdwn, all the words between them as plain text."""
    words: list[Span] = []
    for span in spans:
        if not isinstance(span, Mention):
            words.append(span)
            continue
        if _shows(words):
            yield _plain(words)
        words = []
        yield MarkdownTextObject(text=_marked(span), verbatim=True)
    if _shows(words):
        yield _plain(words)


def _plain(spans: list[Span]) -> PlainTextObject:
    return PlainTextObject(text=cut("".join(_words(span) for span in spans), TEXT_LIMIT))


def _shows(spans: list[Span]) -> bool:
    return bool(plain(tuple(spans)).strip())


def _words(span: Span) -> str:
    return plain((span,))
