"""The month in one sentence, what ran, gaps, what comes, and the bot about itself. No person, no ranking."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cards.card import Aside, Bold, Card, Heading, Paragraph
from bot.cards.retrospective import retrospective_card
from jobs.notices import ChannelSilence, NextTask, RetrospectiveFigures
from tests.bot.cards.readers import ENGLISH, GERMAN

QUIET = RetrospectiveFigures(
    month=date(2026, 10, 1),
    planned=0,
    kept_in_time=0,
    expected=0,
    done=0,
    by_deputy=0,
    small=0,
    moved=0,
    skipped=0,
    paused=0,
    lapsed=0,
    still_open=0,
    silences=(),
    stall_reasons=(),
    next_month=(),
    nudges_sent=0,
    nudges_answered=0,
    nudges_undelivered=0,
)
OCTOBER = replace(
    QUIET,
    planned=22,
    expected=21,
    kept_in_time=18,
    done=19,
    by_deputy=3,
    small=2,
    moved=1,
    paused=1,
    lapsed=2,
    silences=(ChannelSilence("Newsletter", 1, 35), ChannelSilence("LinkedIn", 12, 10), ChannelSilence("Blog", 4, None)),
    stall_reasons=(("time", 1), ("approval", 3), ("topic", 1)),
    next_month=(NextTask(date(2026, 11, 3), "Newsletter", True), NextTask(date(2026, 11, 5), "LinkedIn", False)),
    nudges_sent=42,
    nudges_answered=38,
    nudges_undelivered=1,
)
OCTOBERS_SENTENCE = (
    "Im Oktober lief der Takt zu 86\N{NO-BREAK SPACE}% (18 von 21), die längste Stille war 12 Tage (LinkedIn)."
)
DEFINITIONS = (
    "Im Takt heißt: bis zum Termin samt Spielraum erledigt, gemessen an allem Geplanten ohne vereinbarte Pausen. "
    "Längste Stille: Kalendertage zwischen zwei Veröffentlichungen eines Kanals."
)


def test_a_month_from_its_sentence_to_its_definitions() -> None:
    card = retrospective_card(OCTOBER, "Muster GmbH", GERMAN)

    assert card.parts == (
        Heading("Muster GmbH: Rückblick auf Oktober 2026"),
        Paragraph((OCTOBERS_SENTENCE,)),
        Paragraph(
            (
                *(Bold("Was lief"), "\n", "18 im Takt erledigt", "\n", "1 später erledigt", "\n"),
                *("3 durch die Vertretung erledigt, der Takt lief weiter", "\n", "2 in der Kurzversion erledigt", "\n"),
                *("1 verschoben", "\n", "1 vereinbart pausiert", "\n", "2 ausgefallen"),
            )
        ),
        Paragraph(
            (
                *(Bold("Lücken"), "\n", "Newsletter: längste Stille ein Tag (Grenze 35)", "\n"),
                *("LinkedIn: längste Stille 12 Tage (über der Grenze von 10)", "\n"),
                *("Blog: längste Stille 4 Tage", "\n"),
                "Häufigste Gründe für Stillstand: Freigabe fehlt (3-mal) und keine Zeit (einmal)",
            )
        ),
        Paragraph(
            (
                *(Bold("Im November"), "\n", "Di., 3. November: Newsletter", "\n"),
                "Do., 5. November: LinkedIn (noch niemand da)",
            )
        ),
        Paragraph(
            (
                *(Bold("Über mich"), "\n"),
                "42 Erinnerungen geschickt, 38 davon binnen eines Tages beantwortet und eine nicht zugestellt",
            )
        ),
        Aside((DEFINITIONS,)),
    )
    assert card.summary.splitlines()[:4] == [
        "Muster GmbH: Rückblick auf Oktober 2026",
        OCTOBERS_SENTENCE,
        "Was lief",
        "18 im Takt erledigt",
    ]


def test_a_month_without_anything_in_english() -> None:
    definitions = (
        "In rhythm means: done by the due date and its tolerance, out of everything planned without agreed pauses. "
        "Longest silence: calendar days between two outputs of a channel."
    )

    assert retrospective_card(QUIET, "Muster GmbH", ENGLISH) == Card(
        summary=(
            "Muster GmbH: looking back on October 2026\n"
            "Nothing was planned in October.\n"
            "About me\n"
            "no nudges sent\n"
            f"{definitions}"
        ),
        parts=(
            Heading("Muster GmbH: looking back on October 2026"),
            Paragraph(("Nothing was planned in October.",)),
            Paragraph((Bold("About me"), "\n", "no nudges sent")),
            Aside((definitions,)),
        ),
    )


LINKEDIN = (ChannelSilence("LinkedIn", 12, 10),)


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        (replace(QUIET, planned=2, paused=2), "Im Oktober war alles vereinbart pausiert."),
        (replace(QUIET, planned=4, expected=4, kept_in_time=3), "Im Oktober lief der Takt bei 3 von 4 Terminen."),
        (
            replace(QUIET, planned=6, paused=2, expected=4, kept_in_time=3, silences=LINKEDIN),
            "Im Oktober lief der Takt bei 3 von 4 Terminen, die längste Stille war 12 Tage (LinkedIn).",
        ),
        (
            replace(QUIET, planned=5, expected=5, kept_in_time=5, silences=(ChannelSilence("LinkedIn", 0, 10),)),
            "Im Oktober lief der Takt zu 100\N{NO-BREAK SPACE}% (5 von 5).",
        ),
    ],
)
def test_few_tasks_are_counted_and_many_are_a_percentage(figures: RetrospectiveFigures, sentence: str) -> None:
    assert retrospective_card(figures, "Muster GmbH", GERMAN).parts[1] == Paragraph((sentence,))


def test_at_most_twelve_of_the_coming_tasks_are_listed() -> None:
    coming = tuple(NextTask(date(2026, 11, day), f"Termin {day}", True) for day in range(1, 15))

    lines = retrospective_card(replace(QUIET, next_month=coming), "Muster GmbH", GERMAN).summary.splitlines()

    assert lines[2:3] + lines[14:16] == ["Im November", "Do., 12. November: Termin 12", "… und 2 weitere Termine"]
