"""A partner's mail as a card, in a dry run, and where it did not arrive."""

from datetime import UTC, datetime

import pytest

from bot.cards.card import Aside, Bold, Divider, Heading, Link, Paragraph
from bot.cards.foreseen import preview_card
from bot.cards.partner_mail import partner_mail_card
from bot.cards.unreached import unreached_card
from bot.translations.phrases import Phrases
from jobs.facts import Reader
from jobs.mail_notices import PartnerItem, PartnerLinks, PartnerMail
from jobs.notices import Unreached
from jobs.rehearsal import Foreseen
from jobs.use_cases.answers import Preview
from tests.bot.cards.readers import DUE, ENGLISH, GERMAN, NEWSLETTER, OTTO, POLITE

MAIL = PartnerMail(
    company="Muster GmbH",
    partner="Agentur Blau",
    contact="Otto",
    on=DUE,
    items=(PartnerItem("Fotos", DUE, "due", "Fünf Bilder", None, PartnerLinks("1-d", "2-n", "3-l")),),
    stop="4-s",
)


def test_a_mail_is_a_card_whose_links_lead_to_pages_of_ours() -> None:
    assert partner_mail_card(MAIL, POLITE).parts == (
        Heading("Muster GmbH: Fotos ist heute dran"),
        Paragraph(("Guten Tag,",)),
        Paragraph(("Muster GmbH", " hat Folgendes mit Ihnen geplant:")),
        Paragraph((Bold("Fotos"), "\n", "heute, Dienstag, 1. Dezember 2026")),
        Paragraph(("Fünf Bilder",)),
        Paragraph((Link("Ist erledigt", "/p/1-d"),)),
        Paragraph((Link("Es fehlt noch etwas", "/p/2-n"),)),
        Paragraph((Link("Es wird später", "/p/3-l"),)),
        Divider(),
        Aside(("Bei Fragen hilft ", "Otto", " weiter.")),
        Aside(
            (
                "Diese E-Mail hat Taktgeber im Auftrag von ",
                "Muster GmbH",
                " geschrieben. Antworten darauf liest niemand; was Sie über die Links sagen, kommt an.",
            )
        ),
        Aside((Link("Keine E-Mails mehr bekommen", "/p/4-s"),)),
    )


def test_a_dry_run_says_to_whom_and_how_it_goes() -> None:
    at = datetime(2026, 12, 1, 8, tzinfo=UTC)
    preview = Preview(DUE, (Foreseen(at, None, None, "Agentur Blau", MAIL.sealed(), "partner_mail / 1 / 2026-12-01"),))
    card = preview_card(preview, Reader("de", "du", "Europe/Berlin"), GERMAN)
    assert card.summary == (
        "Probe für Dienstag, 1. Dezember 2026\n"
        "09:00 an Agentur Blau, per E-Mail\n"
        "Muster GmbH: Fotos ist heute dran\n"
        "Weil dieser Partner etwas beiträgt und seine Zeit gekommen ist"
    )


@pytest.mark.parametrize(
    ("phrases", "summary"),
    [
        (
            GERMAN,
            (
                "Nicht zugestellt: E-Mail an Agentur Blau\n"
                "Die E-Mail ließ sich nicht zustellen (550). Bitte prüfe die Adresse mit /takt partner "
                "und sag Agentur Blau selbst Bescheid.\n"
            ),
        ),
        (
            ENGLISH,
            (
                "Not delivered: e-mail to Agentur Blau\n"
                "The e-mail could not be delivered (550). Please check the address with /takt partners, "
                "and tell Agentur Blau yourself.\n"
            ),
        ),
    ],
)
def test_a_mail_that_did_not_arrive(phrases: Phrases, summary: str) -> None:
    """The work goes on inside; there is nothing to reassign."""
    card = unreached_card(Unreached(OTTO, None, None, (NEWSLETTER,), "550", "Agentur Blau"), phrases)
    assert (card.summary[: len(summary)], [type(part).__name__ for part in card.parts]) == (
        summary,
        ["Heading", "Paragraph", "Paragraph"],
    )
