"""A page says what a card says, escaped throughout, and fetches nothing."""

import re
from base64 import b64encode
from hashlib import sha256

from bot.cards.card import Actions, Aside, Bold, Button, Divider, Heading, Link, Mention, Paragraph, card_of_parts
from bot.translations.phrases import Phrases
from bot.web.pages import Entry, Send, page
from jobs.facts import PersonRef

GERMAN = Phrases("de", "sie", "Europe/Berlin")


def body_of(html: bytes) -> str:
    found = re.search(r"<main>\n(.*)\n</main>", html.decode(), re.DOTALL)
    assert found is not None
    return found[1]


def test_a_card_as_a_page() -> None:
    shown = page(
        card_of_parts(
            (
                Heading("Newsletter <2>"),
                Paragraph(("Von ", Mention(PersonRef(1, "Otto & Söhne")), " bis ", Bold("<heute>"), ".\nDanke")),
                Divider(),
                Heading("Was noch?"),
                Aside((Link("Plan", "https://example.org/?a=1&b=2"), " ", Link("Böse", "javascript:alert(1)"))),
                Actions("done", (Button("Erledigt", "done", "1"),)),
            )
        ),
        GERMAN,
        status=201,
    )

    assert shown.status_code == 201
    assert body_of(bytes(shown.body)) == (
        "<h1>Newsletter &lt;2&gt;</h1>\n"
        "<p>Von Otto &amp; Söhne bis <strong>&lt;heute&gt;</strong>.<br>\nDanke</p>\n"
        "<hr>\n"
        "<h2>Was noch?</h2>\n"
        '<p class="aside"><a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer">Plan</a> Böse</p>'
    )
    assert "<title>Newsletter &lt;2&gt;</title>" in bytes(shown.body).decode()


def test_what_can_be_sent() -> None:
    shown = page(
        card_of_parts((Heading("Rückfrage"),)),
        GERMAN,
        Send(
            "Senden",
            (
                Entry("note", "Was fehlt?", "Kurz genügt.", 'a "b" <c>', error="Bitte ausfüllen", long=True, limit=300),
                Entry("mail", "Wohin?", optional=True),
            ),
            "needs",
        ),
        Send("Später", act="later"),
    )

    assert body_of(bytes(shown.body)) == (
        "<h1>Rückfrage</h1>\n"
        '<form method="post">\n'
        '<label for="note">Was fehlt?</label>\n'
        '<textarea id="note" name="note" maxlength="300" required="" aria-invalid="true" '
        'aria-describedby="note-hint note-error" rows="4">\na &#34;b&#34; &lt;c&gt;</textarea>\n'
        '<p id="note-hint" class="hint">Kurz genügt.</p>\n'
        '<p id="note-error" class="error">Bitte ausfüllen</p>\n'
        '<label for="mail">Wohin?</label>\n'
        '<input id="mail" name="mail" maxlength="2000" value="">\n'
        '<button class="main" name="act" value="needs">Senden</button>\n'
        "</form>\n"
        '<form method="post">\n'
        '<button class="other" name="act" value="later">Später</button>\n'
        "</form>"
    )


def test_nothing_but_its_own_style_is_allowed() -> None:
    shown = page(card_of_parts((Paragraph(("Hallo",)),)), GERMAN)
    html = bytes(shown.body).decode()
    [style] = re.findall(r"<style>(.*)</style>", html, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()

    assert shown.headers["Content-Security-Policy"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert re.findall(r"(?:src|href|url\(|@import|style=)", html) == []
    assert "<title>Hallo</title>" in html
