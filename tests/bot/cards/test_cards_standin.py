"""What whoever stands in reads, and what the message says once they have answered or things have changed."""

from dataclasses import replace

import pytest

from bot.cards.card import Actions, Aside, Bold, Button, Card, Heading, Link, Mention, Paragraph
from bot.cards.standin import standin_card
from bot.slack.blocks import MESSAGE_BLOCKS, blocks_of
from bot.translations.phrases import Phrases
from jobs.cover_notices import StandingIn, StandInTask
from tests.bot.cards.readers import CLARA, DORA, ENGLISH, GERMAN, OTTO, POLITE
from tests.bot.cards.test_cards_handover import DONE, EVE, LETTER, POST, WEEK

NOTICE = StandingIn(
    reader=DORA,
    on=EVE,
    who=OTTO,
    first=WEEK.first,
    span=WEEK,
    tasks=(StandInTask(LETTER, "asked", DORA, "https://example.org/n"), StandInTask(POST, "asked", DORA)),
)
AWAY = "Otto ist von Mo., 14. Dezember bis Fr., 18. Dezember nicht da. Das fällt in diese Zeit:"


def test_every_task_with_where_it_stands() -> None:
    assert standin_card(NOTICE, GERMAN) == Card(
        summary=(
            "Kannst du Otto vertreten?\n"
            f"{AWAY}\n"
            "Newsletter · #12 · fällig Di., 15. Dezember\n"
            "Material: öffnen (https://example.org/n)\n"
            "LinkedIn · #15 · fällig Do., 17. Dezember\n"
            "Otto ist dran, bis Mi., 16. Dezember"
        ),
        parts=(
            Heading("Kannst du Otto vertreten?"),
            Paragraph(
                (
                    *(Mention(OTTO), " ist ", "von Mo., 14. Dezember bis Fr., 18. Dezember"),
                    " nicht da. Das fällt in diese Zeit:",
                )
            ),
            Paragraph((Bold("Newsletter"), " · #", "12", " · fällig ", "Di., 15. Dezember")),
            Aside(("Material: ", Link("öffnen", "https://example.org/n"))),
            Actions("12", (Button("Geht nicht", "decline_standin", "12", description="Geht nicht: Newsletter"),)),
            Paragraph((Bold("LinkedIn"), " · #", "15", " · fällig ", "Do., 17. Dezember")),
            Aside((Mention(OTTO), " ist dran, bis ", "Mi., 16. Dezember")),
            Actions("15", (Button("Geht nicht", "decline_standin", "15", description="Geht nicht: LinkedIn"),)),
            Actions("standin", (Button("Übernehme ich", "accept_standin", "1/2026-12-14", primary=True),)),
        ),
    )


@pytest.mark.parametrize(
    ("notice", "phrases", "lines"),
    [
        (
            replace(NOTICE, tasks=NOTICE.tasks[:1]),
            POLITE,
            [
                "Können Sie Otto vertreten?",
                AWAY,
                "Newsletter · #12 · fällig Di., 15. Dezember",
                "Material: öffnen (https://example.org/n)",
            ],
        ),
        (
            replace(NOTICE, tasks=(StandInTask(LETTER, "accepted", DORA), StandInTask(POST, "declined", CLARA))),
            GERMAN,
            [
                "Danke, du vertrittst Otto",
                AWAY,
                "Newsletter · #12 · fällig Di., 15. Dezember",
                "Von dir zugesagt",
                "LinkedIn · #15 · fällig Do., 17. Dezember",
                "Von dir abgesagt, liegt jetzt bei Clara",
            ],
        ),
        (
            replace(NOTICE, tasks=(StandInTask(LETTER, "declined"), StandInTask(POST, "elsewhere"))),
            GERMAN,
            [
                "Vertretung für Otto ist geregelt",
                AWAY,
                "Newsletter · #12 · fällig Di., 15. Dezember",
                "Von dir abgesagt, die Koordination weiß Bescheid",
                "LinkedIn · #15 · fällig Do., 17. Dezember",
                "Dafür ist gerade niemand da.",
            ],
        ),
        (
            replace(NOTICE, tasks=(StandInTask(DONE, "accepted", DORA), StandInTask(POST, "elsewhere", OTTO))),
            ENGLISH,
            [
                "Cover for Otto is settled",
                "Otto is away from Mon, 14 December to Fri, 18 December. This is what comes up meanwhile:",
                "Newsletter · #12 · due Tue, 15 December",
                "Done by Otto on Fri, 11 December",
                "LinkedIn · #15 · due Thu, 17 December",
                "Now with Otto",
            ],
        ),
        (
            replace(NOTICE, span=None),
            GERMAN,
            ["Otto ist doch da", "Otto ist ab Mo., 14. Dezember doch da und behält die Termine."],
        ),
    ],
    ids=["politely", "yes and no", "nobody left", "done, and given back", "called off"],
)
def test_what_becomes_of_it(notice: StandingIn, phrases: Phrases, lines: list[str]) -> None:
    assert standin_card(notice, phrases).summary.splitlines() == lines


def test_whoever_has_said_yes_can_still_say_that_it_can_not_be() -> None:
    taken = replace(NOTICE, tasks=(StandInTask(LETTER, "accepted", DORA),))
    assert [part for part in standin_card(taken, GERMAN).parts if isinstance(part, Actions)] == [
        Actions("12", (Button("Geht doch nicht", "decline_standin", "12", description="Geht doch nicht: Newsletter"),))
    ]


def test_the_fullest_message_fits() -> None:
    full = replace(NOTICE, tasks=tuple(replace(NOTICE.tasks[0], task=replace(POST, id=n)) for n in range(30)))
    card = standin_card(full, GERMAN)
    assert len(blocks_of(card, limit=10 * MESSAGE_BLOCKS)) <= MESSAGE_BLOCKS
    assert card.summary.splitlines()[-1] == "… und 22 weitere Termine: /takt liste"
