"""A pause has ended by itself: what goes on, whose it is, and a button for whoever coordinates."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cards.card import Actions, Bold, Button, Card, Heading, Mention, Paragraph
from bot.cards.pause_over import pause_over_card
from bot.slack.blocks import MESSAGE_BLOCKS, blocks_of
from bot.translations.phrases import Phrases
from jobs.facts import PersonRef
from jobs.pause_notices import PauseOver, RunsAgain
from tests.bot.cards.readers import CLARA, ENGLISH, GERMAN, LINKEDIN, NEWSLETTER, OTTO, POLITE

AGAIN = RunsAgain("Newsletter", NEWSLETTER, OTTO)


def test_the_coordinator_can_let_it_rest_longer() -> None:
    assert pause_over_card(PauseOver(CLARA, (AGAIN,), coordinates=True), GERMAN) == Card(
        summary=(
            "Ab heute läuft wieder: Newsletter\n"
            "Die vereinbarte Pause ist vorbei.\n"
            "Newsletter · nächster Termin Di., 1. Dezember\n"
            "Zuständig ist dann Otto."
        ),
        parts=(
            Heading("Ab heute läuft wieder: Newsletter"),
            Paragraph(("Die vereinbarte Pause ist vorbei.",)),
            Paragraph(
                (
                    *(Bold("Newsletter"), " · nächster Termin ", "Di., 1. Dezember", "\n"),
                    *("Zuständig ist dann ", Mention(OTTO), "."),
                )
            ),
            Actions("12", (Button("Länger pausieren", "pause", "12", description="Länger pausieren: Newsletter"),)),
        ),
    )


@pytest.mark.parametrize(
    ("again", "reader", "phrases", "summary"),
    [
        (
            (AGAIN,),
            OTTO,
            GERMAN,
            (
                "Ab heute läuft wieder: Newsletter\n"
                "Die vereinbarte Pause ist vorbei.\n"
                "Newsletter · nächster Termin Di., 1. Dezember\n"
                "Der Termin liegt bei dir."
            ),
        ),
        (
            (AGAIN,),
            OTTO,
            POLITE,
            (
                "Ab heute läuft wieder: Newsletter\n"
                "Die vereinbarte Pause ist vorbei.\n"
                "Newsletter · nächster Termin Di., 1. Dezember\n"
                "Der Termin liegt bei Ihnen."
            ),
        ),
        (
            (AGAIN, RunsAgain("LinkedIn", LINKEDIN, None), RunsAgain("Plakat", None, None)),
            CLARA,
            ENGLISH,
            (
                "From today on three activities are running again\n"
                "The agreed pause is over.\n"
                "Newsletter · next due Tue, 1 December\n"
                "Otto will take care of it.\n"
                "LinkedIn · next due Tue, 1 December\n"
                "Nobody is there for it right now.\n"
                "Plakat"
            ),
        ),
        (
            (AGAIN, RunsAgain("LinkedIn", LINKEDIN, OTTO, paused_until=date(2026, 12, 4))),
            OTTO,
            GERMAN,
            (
                "Ab heute läuft wieder: Newsletter\n"
                "Die vereinbarte Pause ist vorbei.\n"
                "Newsletter · nächster Termin Di., 1. Dezember\n"
                "Der Termin liegt bei dir.\n"
                "LinkedIn pausiert nun bis Fr., 4. Dezember."
            ),
        ),
        (
            (replace(AGAIN, paused_until=date(2026, 12, 4)),),
            CLARA,
            GERMAN,
            "Die Pause geht weiter\nNewsletter pausiert nun bis Fr., 4. Dezember.",
        ),
    ],
)
def test_what_is_told(again: tuple[RunsAgain, ...], reader: PersonRef, phrases: Phrases, summary: str) -> None:
    card = pause_over_card(PauseOver(reader, again, coordinates=False), phrases)

    assert card.summary == summary
    assert not any(isinstance(part, Actions) for part in card.parts)


def test_what_rests_again_has_no_button() -> None:
    again = (replace(AGAIN, paused_until=date(2026, 12, 4)), RunsAgain("Plakat", None, None))
    card = pause_over_card(PauseOver(CLARA, again, coordinates=True), GERMAN)

    assert not any(isinstance(part, Actions) for part in card.parts)


def test_many_fit_a_message() -> None:
    again = tuple(RunsAgain(f"Nr. {number}", replace(NEWSLETTER, id=number), OTTO) for number in range(40))
    card = pause_over_card(PauseOver(CLARA, again, coordinates=True), GERMAN)

    assert len(blocks_of(card, limit=1000)) <= MESSAGE_BLOCKS
    assert card.summary.splitlines()[-1] == "… und 20 weitere"
