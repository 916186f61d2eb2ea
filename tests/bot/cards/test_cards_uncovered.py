"""What of an absence nobody covers, with the means to help it on; and what the return tells."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cards.card import Actions, Bold, Button, Card, Heading, Mention, Paragraph
from bot.cards.returned import returned_card
from bot.cards.uncovered import uncovered_card
from bot.slack.blocks import MESSAGE_BLOCKS, blocks_of
from bot.translations.phrases import Phrases
from jobs.cover_notices import HandedTask, Returned, Uncovered
from tests.bot.cards.readers import CLARA, DORA, ENGLISH, GERMAN, OTTO, POLITE
from tests.bot.cards.test_cards_handover import EVE, LETTER, POST, WEEK

ALONE = HandedTask(LETTER, CLARA, last_resort=True)
NOTICE = Uncovered(CLARA, EVE, OTTO, WEEK, (ALONE,))
DAYS = "von Mo., 14. Dezember bis Fr., 18. Dezember"


def test_one_task_with_its_means() -> None:
    assert uncovered_card(NOTICE, GERMAN) == Card(
        summary=(
            "Noch ohne Vertretung: Newsletter\n"
            f"Otto ist {DAYS} nicht da. Wer kann das übernehmen, oder soll es warten?\n"
            "Newsletter · #12 · fällig Di., 15. Dezember\n"
            "Bis sich jemand findet, liegt es bei dir."
        ),
        parts=(
            Heading("Noch ohne Vertretung: Newsletter"),
            Paragraph(
                (Mention(OTTO), " ist ", DAYS, " nicht da. Wer kann das übernehmen, oder soll es warten?"),
            ),
            Paragraph(
                (
                    *(Bold("Newsletter"), " · #", "12", " · fällig ", "Di., 15. Dezember", "\n"),
                    "Bis sich jemand findet, liegt es bei dir.",
                )
            ),
            Actions(
                "12",
                (
                    Button("Neu zuteilen", "reassign", "12", primary=True, description="Neu zuteilen: Newsletter"),
                    Button("Verschieben", "move", "12", description="Verschieben: Newsletter"),
                ),
                (Button("Auslassen", "skip", "12"), Button("Pausieren", "pause", "12")),
            ),
        ),
    )


NOBODY = HandedTask(POST, None, last_resort=True)
SKIPPED = replace(LETTER, ended="skipped", ended_on=EVE, ended_by=CLARA, note="Messe")


@pytest.mark.parametrize(
    ("notice", "phrases", "lines"),
    [
        (
            replace(NOTICE, tasks=(ALONE, NOBODY)),
            POLITE,
            [
                "Zwei Termine sind noch ohne Vertretung",
                f"Otto ist {DAYS} nicht da. Wer kann was übernehmen, und was darf warten?",
                "Newsletter · #12 · fällig Di., 15. Dezember",
                "Bis sich jemand findet, liegt es bei Ihnen.",
                "LinkedIn · #15 · fällig Do., 17. Dezember",
                "Dafür ist gerade niemand da.",
            ],
        ),
        (
            replace(NOTICE, tasks=(replace(ALONE, by=OTTO),)),
            ENGLISH,
            [
                "Nobody stands in yet: Newsletter",
                "Otto is away from Mon, 14 December to Fri, 18 December. Who can take this over, or can it wait?",
                "Newsletter · #12 · due Tue, 15 December",
                "Until somebody is found, it is with Otto.",
            ],
        ),
        (
            replace(NOTICE, tasks=(HandedTask(SKIPPED, CLARA, last_resort=True), HandedTask(LETTER, DORA))),
            GERMAN,
            [
                "Alles geklärt",
                "Newsletter · #12 · fällig Di., 15. Dezember",
                "Diesmal ausgelassen von Clara am Fr., 11. Dezember (Messe)",
                "Newsletter · #12 · fällig Di., 15. Dezember",
                "Liegt jetzt bei Dora",
            ],
        ),
        (
            replace(NOTICE, span=None, tasks=(HandedTask(LETTER, OTTO),)),
            GERMAN,
            ["Alles geklärt", "Newsletter · #12 · fällig Di., 15. Dezember", "Liegt jetzt bei Otto"],
        ),
    ],
    ids=["several", "with somebody else for now", "settled", "called off"],
)
def test_what_becomes_of_it(notice: Uncovered, phrases: Phrases, lines: list[str]) -> None:
    assert uncovered_card(notice, phrases).summary.splitlines() == lines


def test_the_fullest_message_fits() -> None:
    full = replace(NOTICE, tasks=tuple(replace(ALONE, task=replace(LETTER, id=n)) for n in range(30)))
    assert len(blocks_of(uncovered_card(full, GERMAN), limit=10 * MESSAGE_BLOCKS)) <= MESSAGE_BLOCKS


BACK = date(2026, 12, 21)
DONE = replace(LETTER, ended="done", ended_on=date(2026, 12, 15), ended_by=DORA)
LAPSED = replace(POST, ended="lapsed", ended_on=date(2026, 12, 17), promised_until=None)


@pytest.mark.parametrize(
    ("notice", "phrases", "lines"),
    [
        (
            Returned(OTTO, BACK, (DONE, LAPSED), (replace(POST, promised_until=None, holder=DORA),), (DORA, CLARA)),
            GERMAN,
            [
                "Willkommen zurück",
                "Dank Dora und Clara ist es inzwischen weitergegangen.",
                "Das ist inzwischen passiert:",
                "Newsletter · #12 · fällig Di., 15. Dezember",
                "Erledigt von Dora am Di., 15. Dezember",
                "LinkedIn · #15 · fällig Do., 17. Dezember",
                "Ausgefallen, weiter geht es mit dem nächsten Termin",
                "Noch offen:",
                "LinkedIn · #15 · fällig Do., 17. Dezember",
                "Liegt jetzt bei Dora",
            ],
        ),
        (
            Returned(OTTO, BACK, (DONE,), (), (DORA,)),
            ENGLISH,
            [
                "Welcome back",
                "Thanks to Dora, things kept going.",
                "What happened meanwhile:",
                "Newsletter · #12 · due Tue, 15 December",
                "Done by Dora on Tue, 15 December",
                "Nothing is left open from that time.",
            ],
        ),
        (
            Returned(OTTO, BACK, (), (DONE,), ()),
            GERMAN,
            [
                "Willkommen zurück",
                "War noch offen und ist inzwischen geklärt:",
                "Newsletter · #12 · fällig Di., 15. Dezember",
                "Erledigt von Dora am Di., 15. Dezember",
            ],
        ),
    ],
    ids=["what ran and what is open", "nothing open", "done since"],
)
def test_the_return(notice: Returned, phrases: Phrases, lines: list[str]) -> None:
    card = returned_card(notice, phrases)
    assert card.summary.splitlines() == lines
    assert not [part for part in card.parts if isinstance(part, Actions)]
