"""The forms about activities and the set-up as Slack takes them: nothing is too long for it, and nothing is cut."""

import json

import pytest

from bot.commands.ask import FormName, OpenForm
from bot.sandbox.blocks import BlockRules
from bot.slack.forms import form_view
from bot.translations.phrases import Phrases
from storage.database import Database
from tests.bot.commands.newcomers import SET_UP, Newcomers
from tests.bot.commands.office import LINKEDIN, NEWSLETTER, Office

FORMS: tuple[tuple[FormName, str], ...] = (
    ("activity", "new"),
    ("activity", "1"),
    ("activity_details", "1"),
    ("activity_turns", "1"),
    ("activity_choose", ""),
    ("activity_end", "1"),
)
STEPS: tuple[tuple[FormName, str], ...] = (
    ("setup", "setup"),
    ("starter", "setup"),
    ("owners", "website newsletter linkedin instagram reviews partner figures photos fair"),
    ("switch_on", "setup"),
)


def is_taken_whole(office: Office, form: FormName, ref: str, language: str) -> None:
    phrases = Phrases(language, "du", "Europe/Berlin")
    opened = OpenForm(form, ref)
    view = form_view(opened, office.opens(form, ref, "Clara"), phrases).to_dict()
    assert BlockRules(lambda _: True).in_view(view, "modal") == []
    assert "…" not in json.dumps(view, ensure_ascii=False)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("form", "ref"), FORMS)
def test_forms_about_an_activity(sqlite_database: Database, form: FormName, ref: str, language: str) -> None:
    is_taken_whole(Office(sqlite_database, NEWSLETTER, LINKEDIN, language=language), form, ref, language)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_steps_of_the_set_up(sqlite_database: Database, language: str) -> None:
    office = Newcomers(sqlite_database, language)
    for form, ref in STEPS:
        is_taken_whole(office, form, ref, language)
        if form == "setup":
            office.sends("setup", "setup", {**SET_UP, "speech": "en" if language == "en" else "de-sie"}, "Clara")
        if form == "owners":
            owners = {f"owner_{key}": "U1" for key in ref.split()}
            office.sends("owners", ref, owners, "Clara")
