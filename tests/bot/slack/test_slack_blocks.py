"""A card becomes blocks that Slack takes, whatever people wrote."""

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from bot.cards.card import (
    Actions,
    Aside,
    Bold,
    Button,
    Card,
    Divider,
    Heading,
    Link,
    Mention,
    Paragraph,
    Part,
    Rich,
)
from bot.sandbox.blocks import BlockRules
from bot.slack.blocks import KEPT, SAID, Choice, blocks_of, is_kept, message_of, read_choice
from jobs.facts import PersonRef

OTTO = PersonRef(1, "Otto Brandt", "UOTTO")
AGENCY = PersonRef(2, "Agentur *Blau*")
NOBODY = PersonRef(3, "Niemand", "!channel> <@UOTTO")


def shown(*parts: Part) -> list[dict[str, Any]]:
    return [block.to_dict() for block in blocks_of(Card("", parts))]


def paragraph(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def context(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "context", "elements": list(elements)}


def words(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


def plain_text(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        (("<!channel> *fett* _schräg_ `Code` :tada:",), [words("<!channel> *fett* _schräg_ `Code` :tada:")]),
        (("Hallo ", Mention(OTTO)), [words("Hallo "), {"type": "user", "user_id": "UOTTO"}]),
        ((Mention(AGENCY),), [words("Agentur *Blau*")]),
        ((Mention(NOBODY),), [words("Niemand")]),
        ((Bold("Newsletter"),), [{"type": "text", "text": "Newsletter", "style": {"bold": True}}]),
        (
            (Link("Ma<terial", "https://müller.de/Ordner/Köln 1|2"),),
            [{"type": "link", "text": "Ma<terial", "url": "https://müller.de/Ordner/Köln%201%7C2"}],
        ),
        (
            (Link("", "mailto:otto@firma.de"),),
            [{"type": "link", "text": "mailto:otto@firma.de", "url": "mailto:otto@firma.de"}],
        ),
        ((Link("Klick", "javascript:alert(1)"),), [words("Klick (javascript:alert(1))")]),
        ((Link("Klick", "https:///ohne-host"),), [words("Klick (https:///ohne-host)")]),
        ((Link("Klick", "https://[kaputt"),), [words("Klick (https://[kaputt)")]),
        (("", "a", ""), [words("a")]),
    ],
)
def test_a_paragraph_is_never_parsed(text: Rich, elements: list[dict[str, Any]]) -> None:
    assert shown(Paragraph(text)) == [paragraph(*elements)]


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        (("Von letztem Mal: *kürzer* <!here>",), [plain_text("Von letztem Mal: *kürzer* <!here>")]),
        (("Erledigt von ", Mention(OTTO), " & Team"), [mrkdwn("Erledigt von <@UOTTO> &amp; Team")]),
        (
            (Link("Vorlage", "https://x.de/a?b&c"), " ", Bold("neu")),
            [mrkdwn("<https://x.de/a?b&amp;c|Vorlage> *neu*")],
        ),
        (
            ("a_b_c ", Mention(OTTO), " `x`"),
            [plain_text("a_b_c "), mrkdwn("<@UOTTO>"), plain_text(" `x`")],
        ),
        (("> Zitat ", Mention(OTTO)), [plain_text("> Zitat "), mrkdwn("<@UOTTO>")]),
        ((Link("*x*", "https://x.de"),), [plain_text("*x*")]),
        (("von ", Mention(AGENCY)), [plain_text("von Agentur *Blau*")]),
        (tuple(["a_b ", Mention(OTTO)] * 6), [plain_text("a_b Otto Brandt" * 6)]),
    ],
)
def test_small_print_mentions_people_but_formats_no_user_text(text: Rich, elements: list[dict[str, Any]]) -> None:
    assert shown(Aside(text)) == [context(*elements)]


@pytest.mark.parametrize("part", [Heading(" \u200b\n"), Paragraph(("\x00 ",)), Aside(("",)), Actions("1", ())])
def test_what_shows_nothing_makes_no_block(part: Part) -> None:
    assert shown(part) == []


def test_headings_are_one_line_of_at_most_150_characters() -> None:
    assert shown(Heading("Zwei\nZeilen"), Divider(), Heading("x" * 151)) == [
        {"type": "header", "text": plain_text("Zwei Zeilen")},
        {"type": "divider"},
        {"type": "header", "text": plain_text("x" * 149 + "…")},
    ]


def test_long_texts_are_split_at_3000_characters_between_words() -> None:
    sentence = "Wort " * 1_300
    parts = shown(Paragraph((Bold("Lang: "), sentence)))
    texts = ["".join(e["text"] for e in block["elements"][0]["elements"]) for block in parts]
    assert "".join(texts) == "Lang: " + sentence
    assert [len(text) <= 3_000 and text.endswith(" ") for text in texts] == [True, True, True, True]


def test_buttons_carry_intent_key_and_group() -> None:
    part = Actions(
        "12",
        (Button("Erledigt", "done", "12", primary=True), Button("Bin dran", "on_it", "12", description="Bis Freitag")),
        (Button("Verschieben", "move", "12"), Button("Auslassen", "skip", "12", description="Nur diesmal")),
    )
    assert shown(part) == [
        {
            "type": "actions",
            "block_id": "task:12",
            "elements": [
                {
                    "type": "button",
                    "text": plain_text("Erledigt"),
                    "action_id": "done",
                    "value": "12",
                    "style": "primary",
                },
                {
                    "type": "button",
                    "text": plain_text("Bin dran"),
                    "action_id": "on_it",
                    "value": "12",
                    "accessibility_label": "Bis Freitag",
                },
                {
                    "type": "overflow",
                    "action_id": "menu",
                    "options": [
                        {"text": plain_text("Verschieben"), "value": "move:12"},
                        {
                            "text": plain_text("Auslassen"),
                            "value": "skip:12",
                            "description": plain_text("Nur diesmal"),
                        },
                    ],
                },
            ],
        }
    ]


@pytest.mark.parametrize(
    ("choices", "elements"),
    [
        (1, ["button"]),
        (2, ["overflow"]),
        (5, ["overflow"]),
        (6, ["overflow", "button"]),
        (7, ["overflow", "overflow"]),
    ],
)
def test_a_menu_has_two_to_five_choices_and_a_single_one_is_a_button(choices: int, elements: list[str]) -> None:
    menu = tuple(Button(f"Wahl {n}", f"choice{n}", "12") for n in range(choices))
    (actions,) = shown(Actions("12", (), menu))
    assert [element["type"] for element in actions["elements"]] == elements


def test_ids_stay_unique_when_groups_and_intents_repeat() -> None:
    twice = Actions("12", (Button("An Dora", "hand_over", "12/2"), Button("An Max", "hand_over", "12/3")))
    blocks = shown(twice, twice)
    assert [block["block_id"] for block in blocks] == ["task:12", "task:12:2"]
    assert [e["action_id"] for e in blocks[0]["elements"]] == ["hand_over", "hand_over:2"]
    assert [read_choice(e) for e in blocks[0]["elements"]] == [
        Choice("hand_over", "12/2"),
        Choice("hand_over", "12/3"),
    ]


def test_an_answer_is_told_from_a_message_that_is_kept_up_to_date() -> None:
    card = Card("", (Actions("12", (Button("Erledigt", "done", "12"),)),))
    assert [message_of(card, group=group)["blocks"][0]["block_id"] for group in (KEPT, SAID)] == [
        "task:12",
        "answer:12",
    ]
    assert [
        is_kept({"block_id": block_id}) for block_id in ("task:12", "task:12:2", "answer:12", "", "taskless:1")
    ] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_more_than_25_buttons_go_on_in_another_block() -> None:
    blocks = shown(Actions("12", tuple(Button(f"{n}", f"i{n}", "12") for n in range(30))))
    assert [(block["block_id"], len(block["elements"])) for block in blocks] == [("task:12", 25), ("task:12:2", 5)]


def test_labels_are_one_line_of_at_most_75_characters_and_never_empty() -> None:
    (actions,) = shown(
        Actions("1", (Button("Sehr " * 20, "a", "1"), Button("\u200b", "b", "1"), Button("x\ny", "c", "1")))
    )
    assert [e["text"]["text"] for e in actions["elements"]] == [("Sehr " * 15).strip() + "…", "…", "x y"]


@pytest.mark.parametrize(
    ("action", "choice"),
    [
        ({"type": "button", "action_id": "done", "value": "12"}, Choice("done", "12")),
        ({"type": "button", "action_id": "done"}, Choice("done", "")),
        ({"type": "overflow", "action_id": "menu", "selected_option": {"value": "move:12"}}, Choice("move", "12")),
        ({"type": "overflow", "action_id": "menu", "selected_option": {"value": "ohne"}}, None),
        ({"type": "datepicker", "action_id": "on", "selected_date": "2026-12-01"}, None),
        ({}, None),
    ],
)
def test_what_was_pressed_is_read_from_its_value(action: dict[str, Any], choice: Choice | None) -> None:
    assert read_choice(action) == choice


def test_a_message_never_has_more_than_50_blocks() -> None:
    card = Card("lang", tuple(Paragraph((f"Termin {n}",)) for n in range(60)))
    blocks = message_of(card, folded="und 11 weitere")["blocks"]
    assert len(blocks) == 50
    assert blocks[48:] == [paragraph(words("Termin 48")), context(plain_text("und 11 weitere"))]
    assert len(message_of(Card("", card.parts[:50]))["blocks"]) == 50


@pytest.mark.parametrize(
    ("summary", "text"),
    [
        ("Newsletter ist fällig. <!channel> & Co.", "Newsletter ist fällig. &lt;!channel&gt; &amp; Co."),
        ("x" * 5_000, "x" * 3_899 + "…"),
        ("", "…"),
    ],
)
def test_the_text_is_the_plain_summary_within_what_an_update_takes(summary: str, text: str) -> None:
    assert message_of(Card(summary, ()))["text"] == text


ANY_TEXT = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("<>!@&|*_~`\n")), max_size=200)
ANY_PERSON = st.builds(PersonRef, st.just(1), ANY_TEXT, st.one_of(st.none(), st.just("UOTTO"), ANY_TEXT))
ANY_RICH = st.lists(
    st.one_of(
        ANY_TEXT,
        st.builds(Bold, ANY_TEXT),
        st.builds(Mention, ANY_PERSON),
        st.builds(Link, ANY_TEXT, st.one_of(ANY_TEXT, st.builds("https://x.de/{}".format, ANY_TEXT))),
    ),
    max_size=6,
).map(tuple)
ANY_BUTTONS = st.lists(
    st.builds(Button, ANY_TEXT, st.sampled_from(["done", "move", "skip"]), st.just("12"), st.booleans()), max_size=30
).map(tuple)
ANY_CARD = st.builds(
    Card,
    ANY_TEXT,
    st.lists(
        st.one_of(
            st.builds(Heading, ANY_TEXT),
            st.builds(Paragraph, ANY_RICH),
            st.builds(Aside, ANY_RICH),
            st.builds(Actions, st.sampled_from(["1", "2"]), ANY_BUTTONS, ANY_BUTTONS),
            st.just(Divider()),
        ),
        max_size=8,
    ).map(tuple),
)


@settings(deadline=None)
@given(ANY_CARD)
def test_whatever_people_write_slack_takes_the_blocks(card: Card) -> None:
    blocks = json.loads(json.dumps(message_of(card)["blocks"]))
    assert BlockRules(lambda _: True).in_message(blocks) == []
    assert [block.to_dict() for block in Block.parse_all(blocks)] == blocks


@settings(deadline=None)
@given(ANY_CARD)
def test_nothing_but_known_people_and_web_links_stands_in_brackets(card: Card) -> None:
    for text in _parsed_texts(message_of(card)):
        inside = [part.partition(">")[0] for part in text.split("<")[1:]]
        assert all(part == "@UOTTO" or part.startswith(("https://", "http://", "mailto:")) for part in inside), text


@settings(deadline=None)
@given(st.lists(st.one_of(ANY_TEXT, st.builds(Mention, ANY_PERSON)), max_size=6).map(tuple))
def test_user_text_never_formats_small_print(text: Rich) -> None:
    for marked in _parsed_texts(shown(Aside(text))):
        assert not re.search(r"[*_~`]", marked.replace("<@UOTTO>", ""))


def _parsed_texts(node: Any) -> list[str]:
    """Every text Slack would parse: mrkdwn objects and the top-level text."""
    if isinstance(node, list):
        return [text for item in node for text in _parsed_texts(item)]
    if not isinstance(node, dict):
        return []
    own = [node["text"]] if node.get("type") == "mrkdwn" or "blocks" in node else []
    return own + [text for value in node.values() for text in _parsed_texts(value)]
