"""The form with which a company is set up; later the same one changes its settings.

What follows it the first time, the starter plan and the look ahead, stands in `setup_steps`.
"""

from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.cards.form import Choice, ChoiceInput, ConversationInput, Field, Form, PersonInput
from bot.cards.regions import region_choices, region_key, zone_choices
from bot.cards.setup import settings_card
from bot.commands.ask import Answer, Ask, OpenForm
from bot.commands.forms.entry import FormEntry
from bot.commands.forms.reading import Fields, FormReading
from bot.commands.forms.setup_steps import OWNERS, STARTER, SWITCH_ON
from bot.translations.phrases import PhraseId, Phrases, phrases_for
from jobs.use_cases import settings
from jobs.use_cases.refusals import Refusal
from jobs.use_cases.settings import Settings, SettingsSaved, SettingsShown

SPEECHES: dict[str, PhraseId] = {
    "de-du": "setup.speech.de-du",
    "de-sie": "setup.speech.de-sie",
    "en": "setup.speech.en",
}


def _build(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    del ref, entered
    phrases, shown = phrases_for(ask.reader), settings.shown(session, ask.actor)
    speeches = tuple(Choice(key, phrases.say(words)) for key, words in SPEECHES.items())
    first, on = shown.stage == "new", shown.stage == "on"
    region = region_key(shown.country, shown.region)
    return Form(
        phrases.say("setup.title" if first else "setup.settings"),
        phrases.say("setup.save" if on else "setup.next"),
        (
            Field(
                "coordinator",
                phrases.say("setup.coordinator"),
                PersonInput(shown.coordinator),
                phrases.say("setup.coordinator.hint"),
            ),
            Field("deputy", phrases.say("setup.deputy"), PersonInput(shown.deputy), optional=True),
            Field(
                "conversation",
                phrases.say("setup.conversation"),
                ConversationInput(shown.conversation),
                phrases.say("setup.conversation.hint"),
                optional=True,
            ),
            Field(
                "region",
                phrases.say("setup.region"),
                ChoiceInput(region_choices(region, phrases), None if first else region),
            ),
            Field("zone", phrases.say("setup.zone"), ChoiceInput(_zones(shown, ask), shown.zone)),
            Field("speech", phrases.say("setup.speech"), ChoiceInput(speeches, _speech(shown))),
        ),
    )


def _zones(shown: SettingsShown, ask: Ask) -> tuple[Choice, ...]:
    return zone_choices((shown.own_zone, shown.zone), phrases_for(ask.reader))


def _regions(shown: SettingsShown, phrases: Phrases) -> set[str]:
    groups = region_choices(region_key(shown.country, shown.region), phrases)
    return {choice.value for group in groups for choice in group.choices}


def _speech(shown: SettingsShown) -> str:
    return "en" if shown.language == "en" else f"{shown.language}-{shown.formality}"


def _save(form: FormReading) -> Answer:
    session, ask = form.session, form.ask
    shown = settings.shown(session, ask.actor)
    coordinator = form.person("coordinator", guests=False)
    deputy = form.person_if_any("deputy", guests=False)
    if deputy is not None and deputy.external_id == form.text("coordinator"):
        form.fault("deputy", Refusal("deputy_is_owner", person=deputy))
    region = _offered(form, "region", _regions(shown, phrases_for(ask.reader)), "DE")
    zone = _offered(form, "zone", {one.value for one in _zones(shown, ask)}, "Europe/Berlin")
    speech = _offered(form, "speech", set(SPEECHES), "de-du")
    form.check()
    country, _, part = region.partition("-")
    language, _, formality = speech.partition("-")
    wanted = Settings(
        coordinator=coordinator.external_id or "",
        deputy=deputy.external_id if deputy else None,
        conversation=form.text("conversation") or None,
        zone=ZoneInfo(zone).key,
        country=country,
        region=part or None,
        language=language,
        formality=formality or "du",
    )
    return _next(settings.save(session, ask.actor, wanted, ask.now, ask.door), form)


def _offered(form: FormReading, name: str, offered: set[str], otherwise: str) -> str:
    text = form.text(name)
    if text in offered:
        return text
    form.fault(name, Refusal("choice_missing"))
    return otherwise


def _next(saved: SettingsSaved, form: FormReading) -> Answer:
    """The first time it goes on to the starter plan; a company that has a plan looks ahead."""
    if saved.stage == "on":
        return settings_card(saved, phrases_for(form.ask.reader))
    return OpenForm("switch_on" if saved.activities else "starter", "setup")


SETUP_FORMS: dict[str, FormEntry] = {
    "setup": FormEntry(_build, _save),
    "starter": STARTER,
    "owners": OWNERS,
    "switch_on": SWITCH_ON,
}
