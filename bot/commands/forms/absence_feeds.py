"""The form that names a calendar. What was entered as its address is never shown again, not even to refill the form."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from bot.cards.absence_feeds import rules
from bot.cards.answers import card_of
from bot.cards.card import Card
from bot.cards.form import Choice, ChoiceInput, Field, Form, FormPart, PersonInput, TextInput
from bot.commands.ask import Ask
from bot.commands.forms.entry import FormEntry
from bot.commands.forms.reading import Fields, FormReading
from bot.commands.openable import key_of
from bot.translations.phrases import PhraseId, Phrases, phrases_for
from jobs.use_cases import absence_feeds
from jobs.use_cases.refusals import Refusal, Refused

_SCOPES: dict[str, PhraseId] = {
    "own": "modal.feed.scope.own",
    "company": "modal.feed.scope.company",
    "person": "modal.feed.scope.person",
}


def _build(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    """About a calendar that is known only its address is asked for."""
    del entered
    phrases = phrases_for(ask.reader)
    if ref:
        absence_feeds.whose(session, ask.actor, _key(ref))
    return Form(
        phrases.say("modal.feed.title"),
        phrases.say("modal.feed.submit"),
        (
            *rules(phrases),
            *(_scope(phrases) if ask.actor.coordinates and not ref else ()),
            Field(
                "address",
                phrases.say("modal.feed.address"),
                TextInput(limit=absence_feeds.ADDRESS_LIMIT),
                phrases.say("modal.feed.address.hint"),
            ),
        ),
    )


def _scope(phrases: Phrases) -> Iterator[FormPart]:
    choices = tuple(Choice(value, phrases.say(id_)) for value, id_ in _SCOPES.items())
    yield Field("scope", phrases.say("modal.feed.scope"), ChoiceInput(choices, "own"))
    hint = phrases.say("modal.feed.person.hint")
    yield Field("person", phrases.say("modal.feed.person"), PersonInput(), hint, optional=True)


def _key(ref: str) -> int:
    key = key_of(ref)
    if key is None:
        raise Refused("gone")
    return key


def _submit(form: FormReading) -> Card:
    ask = form.ask
    scope, person = _chosen(form)
    address = form.text("address")
    if not address:
        form.fault("address", Refusal("address_unknown"))
    form.check()
    of_company = scope == "company"
    connected = absence_feeds.connect(form.session, ask.actor, person, address, ask.now, of_company=of_company)
    return card_of(connected, ask.actor)


def _chosen(form: FormReading) -> tuple[str, int | None]:
    """Whose calendar is meant; nobody but the coordinator has a choice."""
    if form.ref:
        known = absence_feeds.whose(form.session, form.ask.actor, _key(form.ref))
        return ("person", known.id) if known else ("company", None)
    scope = form.text("scope") or "own"
    if scope != "person":
        return scope, None
    return scope, form.person("person").id


FEED_FORMS: dict[str, FormEntry] = {
    "absence_calendar": FormEntry(
        _build, _submit, {"address": "address", "person": "person", "absence": "person", "coordinator": "scope"}
    ),
}
