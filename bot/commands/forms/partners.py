"""The forms about a partner: a new one, a changed one, and one to be removed."""

from pydantic_core import PydanticCustomError
from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.cards.card import Card
from bot.cards.form import Choice, ChoiceInput, Field, Form, PersonInput, TextInput
from bot.cards.partner import NEW, removal_parts
from bot.commands.ask import Ask
from bot.commands.forms.activity_fields import TITLE_LIMIT
from bot.commands.forms.entry import FormEntry
from bot.commands.forms.reading import Fields, FormReading
from bot.commands.forms.setup import SPEECHES
from bot.commands.openable import key_of
from bot.plan_file import values
from bot.translations.phrases import Phrases, phrases_for
from jobs.use_cases import partner_list
from jobs.use_cases.partner_answers import PartnerLine
from jobs.use_cases.partner_list import Wanted
from jobs.use_cases.refusals import Refusal

EMAIL_LIMIT = 254


def _known(session: Session, ask: Ask, ref: str) -> PartnerLine | None:
    """Whom the form is about; nobody yet for a new partner."""
    partner_list.check_keeper(ask.actor)
    return None if ref == NEW else partner_list.partner(session, ask.actor, key_of(ref), ask.now)


def _build(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    del entered
    phrases, known = phrases_for(ask.reader), _known(session, ask, ref)
    name, email = (known.name, known.email or "") if known else ("", "")
    hint = phrases.say("modal.partner.email.hint")
    contact = PersonInput(known.contact if known else None)
    return Form(
        phrases.say("modal.partner.title" if known else "modal.partner.new"),
        phrases.say("modal.partner.submit"),
        (
            Field("name", phrases.say("modal.partner.name"), TextInput(name, limit=TITLE_LIMIT)),
            Field("email", phrases.say("modal.partner.email"), TextInput(email, limit=EMAIL_LIMIT), hint, True),
            Field("speech", phrases.say("modal.partner.speech"), _speeches(known, phrases), optional=True),
            Field(
                "contact",
                phrases.say("modal.partner.contact"),
                contact,
                phrases.say("modal.partner.contact.hint"),
                optional=True,
            ),
        ),
    )


def _speeches(known: PartnerLine | None, phrases: Phrases) -> ChoiceInput:
    """The company's own language goes without saying."""
    choices = tuple(Choice(key, phrases.say(words)) for key, words in SPEECHES.items())
    if known is None or known.language is None:
        return ChoiceInput(choices)
    return ChoiceInput(choices, "en" if known.language == "en" else f"{known.language}-{known.formality}")


def _save(form: FormReading) -> Card:
    known = _known(form.session, form.ask, form.ref)
    language, _, formality = form.text("speech").partition("-") if form.text("speech") in SPEECHES else ("", "", "")
    contact = form.person_if_any("contact", guests=False)
    wanted = Wanted(
        name=values.one_line(form.text("name"))[:TITLE_LIMIT],
        email=_email(form),
        language=language or None,
        formality=formality or "sie",
        contact_id=contact.id if contact else None,
    )
    form.check()
    saved = partner_list.save(form.session, form.ask.actor, known.id if known else None, wanted, form.ask.now)
    return card_of(saved, form.ask.actor)


def _email(form: FormReading) -> str | None:
    text = values.one_line(form.text("email"))[:EMAIL_LIMIT]
    if not text:
        return None
    try:
        return values.email(text)
    except PydanticCustomError:
        form.fault("email", Refusal("email_unknown", text=text))
        return None


def _build_removal(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    """What activities still name can't go: the form says what to do instead of asking."""
    del entered
    phrases = phrases_for(ask.reader)
    known = partner_list.partner(session, ask.actor, key_of(ref), ask.now)
    submit = None if known.activities else phrases.say("modal.partner_remove.submit")
    return Form(phrases.say("modal.partner_remove.title"), submit, tuple(removal_parts(known, phrases)))


def _remove(form: FormReading) -> Card:
    removed = partner_list.remove(form.session, form.ask.actor, key_of(form.ref), form.ask.now)
    return card_of(removed, form.ask.actor)


PARTNER_FORMS: dict[str, FormEntry] = {
    "partner": FormEntry(_build, _save, {"partner": "name"}),
    "partner_remove": FormEntry(_build_removal, _remove),
}
