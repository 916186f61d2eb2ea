"""The eve of an absence, word by word, and everything that can become of the message."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cards.card import Actions, Aside, Bold, Button, Card, Heading, Link, Mention, Paragraph
from bot.cards.handover import handover_card
from bot.slack.blocks import MESSAGE_BLOCKS, blocks_of
from bot.translations.phrases import Phrases
from jobs.cover_notices import HandedTask, HandingOver
from jobs.rules.availability import Span
from tests.bot.cards.readers import CLARA, DORA, ENGLISH, GERMAN, LINKEDIN, NEWSLETTER, OTTO, POLITE

WEEK = Span(date(2026, 12, 14), date(2026, 12, 18))
EVE = date(2026, 12, 11)
TUESDAY, THURSDAY = date(2026, 12, 15), date(2026, 12, 17)
LETTER = replace(NEWSLETTER, due_on=TUESDAY, planned_on=TUESDAY)
POST = replace(LINKEDIN, due_on=THURSDAY, planned_on=THURSDAY, promised_until=date(2026, 12, 16))
NOTICE = HandingOver(
    reader=OTTO,
    on=EVE,
    first=WEEK.first,
    span=WEEK,
    tasks=(HandedTask(LETTER, DORA, material_link="https://example.org/n"), HandedTask(POST, CLARA, last_resort=True)),
)


def test_everything_that_falls_into_it_with_whoever_stands_in() -> None:
    assert handover_card(NOTICE, GERMAN) == Card(
        summary=(
            "Passt die Übergabe so?\n"
            "Du bist von Mo., 14. Dezember bis Fr., 18. Dezember nicht da. Das fällt in diese Zeit:\n"
            "Newsletter · #12 · fällig Di., 15. Dezember\n"
            "Vertretung: Dora\n"
            "Material: öffnen (https://example.org/n)\n"
            "LinkedIn · #15 · fällig Do., 17. Dezember\n"
            "Noch ohne Vertretung, bis dahin bei Clara\n"
            "Otto ist dran, bis Mi., 16. Dezember"
        ),
        parts=(
            Heading("Passt die Übergabe so?"),
            Paragraph(
                (
                    "Du bist ",
                    "von Mo., 14. Dezember bis Fr., 18. Dezember",
                    " nicht da. Das fällt in diese Zeit:",
                )
            ),
            Paragraph(
                (
                    *(Bold("Newsletter"), " · #", "12", " · fällig ", "Di., 15. Dezember", "\n"),
                    *("Vertretung: ", Mention(DORA)),
                )
            ),
            Aside(("Material: ", Link("öffnen", "https://example.org/n"))),
            Actions("12", (change("12", "Newsletter"),)),
            Paragraph(
                (
                    *(Bold("LinkedIn"), " · #", "15", " · fällig ", "Do., 17. Dezember", "\n"),
                    *("Noch ohne Vertretung, bis dahin bei ", Mention(CLARA)),
                )
            ),
            Aside((Mention(OTTO), " ist dran, bis ", "Mi., 16. Dezember")),
            Actions("15", (change("15", "LinkedIn"),)),
            Actions("handover", (Button("Passt so", "confirm_handover", "1/2026-12-14", primary=True),)),
        ),
    )


def change(task: str, title: str) -> Button:
    label = "Andere Vertretung"
    return Button(label, "form-stand_in", f"1/2026-12-14/{task}", description=f"{label}: {title}")


DONE = replace(LETTER, ended="done", ended_on=EVE, ended_by=OTTO)


@pytest.mark.parametrize(
    ("notice", "phrases", "lines"),
    [
        (
            replace(NOTICE, tasks=NOTICE.tasks[:1]),
            POLITE,
            [
                "Passt die Übergabe so?",
                "Sie sind von Mo., 14. Dezember bis Fr., 18. Dezember nicht da. Das fällt in diese Zeit:",
                "Newsletter · #12 · fällig Di., 15. Dezember",
                "Vertretung: Dora",
                "Material: öffnen (https://example.org/n)",
            ],
        ),
        (
            replace(NOTICE, tasks=(HandedTask(LETTER, None, last_resort=True),), span=Span(WEEK.first)),
            ENGLISH,
            [
                "Does this hand-over work?",
                "You are away from Mon, 14 December until further notice. This is what comes up meanwhile:",
                "Newsletter · #12 · due Tue, 15 December",
                "Nobody is there for it yet, the coordinator will hear of it",
            ],
        ),
        (
            replace(NOTICE, confirmed=True, tasks=(HandedTask(LETTER, DORA, accepted=True),)),
            GERMAN,
            [
                "Die Übergabe ist geregelt",
                "Du bist von Mo., 14. Dezember bis Fr., 18. Dezember nicht da. Das fällt in diese Zeit:",
                "Newsletter · #12 · fällig Di., 15. Dezember",
                "Vertretung: Dora, hat schon zugesagt",
                "Danke. Wer einspringt, bekommt in der eigenen Arbeitszeit Bescheid.",
            ],
        ),
        (
            replace(NOTICE, begun=True, tasks=(HandedTask(DONE, DORA), HandedTask(POST, OTTO))),
            GERMAN,
            [
                "Die Übergabe ist geregelt",
                "Du bist von Mo., 14. Dezember bis Fr., 18. Dezember nicht da. Das fällt in diese Zeit:",
                "Newsletter · #12 · fällig Di., 15. Dezember",
                "Erledigt von Otto am Fr., 11. Dezember",
                "LinkedIn · #15 · fällig Do., 17. Dezember",
                "Liegt bei dir",
                "Otto ist dran, bis Mi., 16. Dezember",
            ],
        ),
        (
            replace(NOTICE, span=None),
            GERMAN,
            ["Keine Übergabe mehr nötig", "Ab Mo., 14. Dezember bist du doch da, deshalb bleibt alles bei dir."],
        ),
    ],
    ids=["politely", "without an end, and nobody there", "confirmed", "it has begun", "called off"],
)
def test_what_becomes_of_it(notice: HandingOver, phrases: Phrases, lines: list[str]) -> None:
    assert handover_card(notice, phrases).summary.splitlines() == lines


@pytest.mark.parametrize(
    "notice", [replace(NOTICE, confirmed=True), replace(NOTICE, begun=True), replace(NOTICE, span=None)]
)
def test_there_is_nothing_to_press_where_nothing_is_asked(notice: HandingOver) -> None:
    assert not [part for part in handover_card(notice, GERMAN).parts if isinstance(part, Actions)]


def test_the_fullest_message_fits() -> None:
    full = replace(NOTICE, tasks=tuple(replace(NOTICE.tasks[0], task=replace(POST, id=n)) for n in range(30)))
    card = handover_card(full, GERMAN)
    assert len(blocks_of(card, limit=10 * MESSAGE_BLOCKS)) <= MESSAGE_BLOCKS
    assert card.summary.splitlines()[-1] == "… und 22 weitere Termine: /takt liste"
