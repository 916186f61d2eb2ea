"""Somebody has left: what was theirs, who acts meanwhile, and a button for each that gives it to somebody else."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cards.card import Actions, Aside, Bold, Button, Card, Heading, Mention, Paragraph
from bot.cards.left import left_card
from bot.slack.blocks import MESSAGE_BLOCKS, blocks_of
from bot.translations.phrases import Phrases
from jobs.facts import PersonRef, TaskLine
from jobs.notices import Left, LeftActivity, LeftRole, LeftTurns
from tests.bot.cards.readers import CLARA, DORA, DUE, ENGLISH, GERMAN, OTTO

MAX = PersonRef(4, "Max", "U4")
NEWSLETTER = LeftActivity(7, "Newsletter", owner=OTTO, next_on=DUE, by=DORA)
POSTER = LeftActivity(8, "Plakat", owner=OTTO, next_on=None, by=None)
FAIR = TaskLine(12, 12, "Messe", due_on=DUE, planned_on=DUE, owner=CLARA, holder=OTTO)
DECIDES = LeftRole("decide", OTTO)
LEFT = Left(CLARA, OTTO, (NEWSLETTER, POSTER), (FAIR,), (DECIDES,))


WHY = "Das Konto ist abgeschaltet. Bis etwas neu zugeteilt ist, wird die Vertretung gefragt. Wer soll was übernehmen?"
WHY_IN_ENGLISH = (
    "The account is deactivated. Until something is reassigned, its deputy is asked. Who should take over what?"
)


def test_everything_with_a_button() -> None:
    assert left_card(LEFT, GERMAN) == Card(
        summary=(
            "Otto ist nicht mehr dabei\n"
            f"{WHY}\n"
            "Newsletter · nächster Termin Di., 1. Dezember\n"
            "Vorerst zuständig: Dora\n"
            "Plakat\n"
            "Noch steht kein Termin fest.\n"
            "Messe · #12 · fällig Di., 1. Dezember\n"
            "Entscheiden: Otto\n"
            "Neu besetzen:"
        ),
        parts=(
            Heading("Otto ist nicht mehr dabei"),
            Paragraph((WHY,)),
            Paragraph(
                (
                    *(Bold("Newsletter"), " · nächster Termin ", "Di., 1. Dezember", "\n"),
                    *("Vorerst zuständig: ", Mention(DORA)),
                )
            ),
            Actions(
                "activity-7",
                (
                    Button(
                        "Neu zuteilen",
                        "form-activity_owner",
                        "7",
                        primary=True,
                        description="Neu zuteilen: Newsletter",
                    ),
                ),
            ),
            Paragraph((Bold("Plakat"), "\n", "Noch steht kein Termin fest.")),
            Actions(
                "activity-8",
                (Button("Neu zuteilen", "form-activity_owner", "8", description="Neu zuteilen: Plakat"),),
            ),
            Paragraph((Bold("Messe"), " · #", "12", " · fällig ", "Di., 1. Dezember")),
            Actions("12", (Button("Neu zuteilen", "reassign", "12", description="Neu zuteilen: Messe"),)),
            Paragraph((Bold("Entscheiden"), ": ", Mention(OTTO))),
            Aside(("Neu besetzen:",)),
            Actions("roles", (Button("Entscheiden", "form-role", "decide"),)),
        ),
    )


def summary(notice: Left, phrases: Phrases = GERMAN) -> list[str]:
    return left_card(notice, phrases).summary.splitlines()


SETTLED = Left(
    CLARA,
    OTTO,
    (replace(NEWSLETTER, owner=DORA), replace(POSTER, ended=True)),
    (replace(FAIR, holder=MAX),),
    (LeftRole("decide", None),),
)


@pytest.mark.parametrize(
    ("notice", "phrases", "lines"),
    [
        (
            replace(LEFT, activities=(replace(NEWSLETTER, by=None),), tasks=(), roles=()),
            GERMAN,
            [
                "Otto ist nicht mehr dabei",
                WHY,
                "Newsletter · nächster Termin Di., 1. Dezember",
                "Dafür ist gerade niemand da.",
            ],
        ),
        (
            SETTLED,
            GERMAN,
            [
                "Alles von Otto ist neu verteilt",
                "Newsletter · nächster Termin Di., 1. Dezember",
                "Liegt jetzt bei Dora",
                "Plakat",
                "Beendet",
                "Messe · #12 · fällig Di., 1. Dezember",
                "Liegt jetzt bei Max",
                "Entscheiden: noch offen",
            ],
        ),
        (
            replace(LEFT, activities=(NEWSLETTER,), back=True),
            GERMAN,
            [
                "Otto ist wieder da",
                "Das Konto ist wieder offen. Was nicht neu zugeteilt ist, liegt wieder bei Otto.",
                "Newsletter · nächster Termin Di., 1. Dezember",
                "Liegt jetzt bei Otto",
                "Messe · #12 · fällig Di., 1. Dezember",
                "Liegt jetzt bei Otto",
                "Entscheiden: Otto",
            ],
        ),
        (
            replace(LEFT, activities=(NEWSLETTER,), tasks=()),
            ENGLISH,
            [
                "Otto has left",
                WHY_IN_ENGLISH,
                "Newsletter · next due Tue, 1 December",
                "Responsible for now: Dora",
                "Decide: Otto",
                "Give to somebody else:",
            ],
        ),
    ],
    ids=["nobody stands in", "everything given to others", "back again", "in English"],
)
def test_what_became_of_it(notice: Left, phrases: Phrases, lines: list[str]) -> None:
    assert summary(notice, phrases) == lines


@pytest.mark.parametrize("notice", [SETTLED, replace(LEFT, back=True)])
def test_there_is_no_button_where_nothing_waits(notice: Left) -> None:
    assert not [part for part in left_card(notice, GERMAN).parts if isinstance(part, Actions)]


def test_the_longest_list_fits_and_says_what_it_leaves_out() -> None:
    names = ("coordinate", "plan", "prioritise", "decide", "measure", "learn")
    full = Left(
        CLARA,
        OTTO,
        tuple(replace(NEWSLETTER, id=number) for number in range(20)),
        tuple(replace(FAIR, id=number, due_on=date(2026, 12, 1 + number)) for number in range(20)),
        tuple(LeftRole(name, OTTO) for name in names),
    )
    card = left_card(full, GERMAN)
    assert len(blocks_of(card, limit=10 * MESSAGE_BLOCKS)) <= MESSAGE_BLOCKS
    left_out = ("… und 8 weitere Maßnahmen: /takt ändern", "… und 14 weitere")
    assert [line for line in card.summary.splitlines() if line.startswith("…")] == list(left_out)


def test_rotations_that_still_name_them_can_be_changed() -> None:
    turns = (LeftTurns(7, "Newsletter", still=True), LeftTurns(8, "Plakat", still=False))

    assert left_card(Left(CLARA, OTTO, (), (), turns=turns), GERMAN) == Card(
        summary=(
            "Otto ist nicht mehr dabei\n"
            f"{WHY}\n"
            "Newsletter: Otto steht noch im Wechsel und wird übersprungen\n"
            "Plakat: der Wechsel läuft ohne Otto"
        ),
        parts=(
            Heading("Otto ist nicht mehr dabei"),
            Paragraph((WHY,)),
            Paragraph(
                (
                    *(Bold("Newsletter"), ": ", Mention(OTTO), " steht noch im Wechsel und wird übersprungen"),
                    "\n",
                    *(Bold("Plakat"), ": der Wechsel läuft ohne ", Mention(OTTO)),
                )
            ),
            Actions("turns", (Button("Abwechseln: Newsletter", "form-activity_turns", "7"),)),
        ),
    )


def test_with_every_rotation_changed_nothing_waits() -> None:
    settled = Left(CLARA, OTTO, (), (), turns=(LeftTurns(7, "Newsletter", still=False),))

    assert left_card(settled, ENGLISH).summary == (
        "Everything Otto had is with others now\nNewsletter: the rotation goes on without Otto"
    )
