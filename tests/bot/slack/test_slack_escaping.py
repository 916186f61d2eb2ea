"""Other people's words can't do anything in Slack."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.escaping import clean, cut, escape, escape_and_cut, pieces, unescape

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


@pytest.mark.parametrize(
    ("given_text", "cleaned"),
    [
        ("Newsletter für März", "Newsletter für März"),
        ("eins\r\nzwei\rdrei\u2028vier\u2029fünf", "eins\nzwei\ndrei\nvier\nfünf"),
        ("Spalte\tSpalte", "Spalte Spalte"),
        ("a\x00b\x07c\x1b[31m\x7fd\x9fe", "abc[31mde"),
        (f"rechts{BIDI}links", "rechtslinks"),
        ("un\u200bsicht\u2060bar\ufeff", "unsichtbar"),
        ("halb\ud83d", "halb"),
        ("Familie 👨\u200d👩\u200d👧", "Familie 👨\u200d👩\u200d👧"),
    ],
)
def test_control_and_direction_characters_go(given_text: str, cleaned: str) -> None:
    assert clean(given_text) == cleaned


@pytest.mark.parametrize(
    ("given_text", "escaped"),
    [
        ("<!channel>", "&lt;!channel&gt;"),
        ("<@UOTTO> & <https://x.de|y>", "&lt;@UOTTO&gt; &amp; &lt;https://x.de|y&gt;"),
        ("&lt;", "&amp;lt;"),
        ("<\u202e!here>", "&lt;!here&gt;"),
    ],
)
def test_every_mention_link_and_alert_becomes_words(given_text: str, escaped: str) -> None:
    assert escape(given_text) == escaped


@settings(deadline=None)
@given(st.text())
def test_escaping_leaves_no_bracket_and_can_be_undone(text: str) -> None:
    escaped = escape(text)
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", escaped)
    assert unescape(escaped) == clean(text)


@settings(deadline=None)
@given(st.text(alphabet="a&<> \n", max_size=60), st.integers(5, 40))
def test_a_cut_counts_entities_in_full_and_breaks_none(text: str, limit: int) -> None:
    shown = escape_and_cut(text, limit)
    assert len(shown) <= limit
    assert not re.search(r"&(?!amp;|lt;|gt;)", shown)
    assert len(escape(text)) > limit or shown == escape(text)


def test_a_cut_shows_that_something_is_missing() -> None:
    assert cut("Rückblick", 9) == "Rückblick"
    assert cut("Rückblick Dezember", 11) == "Rückblick…"


@settings(deadline=None)
@given(st.text(alphabet="ab \n", max_size=80), st.integers(1, 20))
def test_pieces_are_short_and_lose_nothing(text: str, limit: int) -> None:
    parts = pieces(text, limit)
    assert "".join(parts) == text
    assert all(0 < len(part) <= limit for part in parts)


def test_pieces_break_between_words() -> None:
    assert pieces("eins zwei drei", 10) == ["eins zwei ", "drei"]
