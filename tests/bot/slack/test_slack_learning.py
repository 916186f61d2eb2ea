"""What is said and asked about measuring, learning, roles and one's own data is what Slack takes."""

from typing import Any

import pytest

from bot.cards.card import Card
from bot.commands.ask import Document, FormName, OpenForm
from bot.sandbox.blocks import BlockRules
from bot.slack.blocks import message_of
from bot.slack.forms import form_view
from bot.translations.phrases import Phrases
from storage.database import Database
from tests.bot.commands.office import LINKEDIN, NEWSLETTER, Office
from tests.jobs.measures import measured

RULES = BlockRules(lambda _: True)
LONG = "ÄÖÜ & <!channel> " * 60


@pytest.mark.parametrize(
    ("form", "ref"),
    [
        ("metric", ""),
        ("metric", "1/1250/2026-11"),
        ("lesson", ""),
        ("lesson", "1/" + LONG[:500]),
        ("decision", ""),
        ("role", "coordinate"),
        ("role", "learn"),
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_form_is_one_that_slack_takes(sqlite_database: Database, language: str, form: FormName, ref: str) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN, language=language)
    measured(sqlite_database, office.ids)

    asked = office.opens(form, ref, "Clara")

    view = form_view(OpenForm(form, ref), asked, Phrases(language, "du", "Europe/Berlin")).to_dict()
    assert RULES.in_view(view, "modal") == []
    assert max(len(asked.title), len(asked.submit or "")) <= 24


@pytest.mark.parametrize(
    "line",
    [
        "ziele",
        "kennzahl web 5200",
        "kennzahl anf 7",
        "erkenntnis",
        f"erkenntnis newsletter {LONG}",
        "beschluss",
        f"beschluss {LONG}",
        "rollen",
        "kalender",
        "meinedaten",
    ],
)
def test_a_card_is_one_that_slack_takes(sqlite_database: Database, line: str) -> None:
    office = Office(sqlite_database, {**NEWSLETTER, "owner": "Clara"}, LINKEDIN)
    measured(sqlite_database, office.ids)
    for number in range(3):
        office.says(f"beschluss {LONG} {number}", "Max")
        office.says(f"erkenntnis newsletter {LONG} {number}", "Max")

    answer = office.says(line, "Clara")

    card = answer.card if isinstance(answer, Document) else answer
    assert isinstance(card, Card)
    message: dict[str, Any] = message_of(card)
    assert RULES.in_message(message["blocks"]) == []
