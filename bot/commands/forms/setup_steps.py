"""From the settings to the first nudge: a plan to begin with, who owns what, and a look at the first four weeks."""

from sqlalchemy.orm import Session

from bot.cards.card import Aside, Card, Paragraph
from bot.cards.form import Choice, ChoicesInput, Field, Form, PersonInput
from bot.cards.setup import empty_weeks_parts, switched_on_card, weeks_parts
from bot.cards.starter import starter_about, starter_channels, starter_plan, starter_title
from bot.commands.ask import Ask, OpenForm
from bot.commands.forms.entry import FormEntry
from bot.commands.forms.reading import Fields, FormReading
from bot.translations.phrases import Phrases, phrases_for
from jobs.rules.cadence import parse_cadence
from jobs.rules.cadence_format import cadence_in_words
from jobs.rules.calendar_words import fold
from jobs.use_cases import settings, setup, starter
from jobs.use_cases.starter import STARTERS, Starter

FIELD = "owner_"


def _company_phrases(session: Session, ask: Ask) -> Phrases:
    """What becomes part of the plan is said in the company's language."""
    return phrases_for(settings.company_reader(session, ask.actor))


def _build_starter(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    del ref, entered
    phrases, company = phrases_for(ask.reader), _company_phrases(session, ask)
    title = phrases.say("starter.form")
    offered = _offered(session, ask, company)
    if not offered:
        return Form(title, None, (Paragraph(phrases.rich("starter.form.none")),))
    choices = tuple(Choice(one.key, starter_title(one, company), _about(one, phrases)) for one in offered)
    chosen = tuple(one.key for one in offered if one.usual)
    field = Field("activities", phrases.say("starter.form.field"), ChoicesInput(choices, chosen), optional=True)
    return Form(title, phrases.say("setup.next"), (Paragraph(phrases.rich("starter.form.what")), field))


def _offered(session: Session, ask: Ask, company: Phrases) -> tuple[Starter, ...]:
    running = starter.titles_in_use(session, ask.actor)
    return tuple(one for one in STARTERS if fold(starter_title(one, company)) not in running)


def _about(one: Starter, phrases: Phrases) -> str:
    cadence = cadence_in_words(parse_cadence(one.cadence), phrases.language)
    return phrases.say("starter.every", about=starter_about(one, phrases), cadence=cadence)


def _choose(form: FormReading) -> OpenForm:
    """Nothing chosen is an answer, too: the plan can be made by hand."""
    chosen = [one for one in form.texts("activities") if one in {starter.key for starter in STARTERS}]
    return OpenForm("owners", " ".join(chosen)) if chosen else OpenForm("switch_on", "setup")


def _chosen(session: Session, ask: Ask, ref: str, company: Phrases) -> tuple[Starter, ...]:
    keys = ref.split()
    return tuple(one for one in _offered(session, ask, company) if one.key in keys)


def _build_owners(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    del entered
    phrases, company = phrases_for(ask.reader), _company_phrases(session, ask)
    coordinator = PersonInput(settings.coordinator(session, ask.actor))
    fields = tuple(
        Field(f"{FIELD}{one.key}", starter_title(one, company), coordinator, _about(one, phrases), optional=True)
        for one in _chosen(session, ask, ref, company)
    )
    what = Aside(phrases.rich("starter.owners.what"))
    return Form(phrases.say("starter.owners"), phrases.say("setup.next"), (what, *fields))


def _adopt(form: FormReading) -> OpenForm:
    session, ask = form.session, form.ask
    company = _company_phrases(session, ask)
    chosen = _chosen(session, ask, form.ref, company)
    owners = {one: form.person_if_any(f"{FIELD}{one.key}", guests=False) for one in chosen}
    form.check()
    starts = settings.today(session, ask.actor, ask.now)
    wanted = [
        starter_plan(one, owner.external_id, starts, company)
        for one, owner in owners.items()
        if owner is not None and owner.external_id
    ]
    starter.adopt(session, ask.actor, wanted, starter_channels(company), ask.now, ask.door)
    return OpenForm("switch_on", "setup")


def _build_switch_on(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    del ref, entered
    phrases = phrases_for(ask.reader)
    title, weeks = phrases.say("weeks.title"), setup.first_weeks(session, ask.actor, ask.now)
    if not weeks.activities:
        return Form(title, None, tuple(empty_weeks_parts(phrases)))
    return Form(title, phrases.say("weeks.submit"), tuple(weeks_parts(weeks, phrases)))


def _switch_on(form: FormReading) -> Card:
    switched = setup.switch_on(form.session, form.ask.actor, form.ask.now)
    return switched_on_card(switched, phrases_for(form.ask.reader))


STARTER = FormEntry(_build_starter, _choose)
OWNERS = FormEntry(_build_owners, _adopt)
SWITCH_ON = FormEntry(_build_switch_on, _switch_on)
