"""The form that gives an activity to somebody else, and changes nothing beside it."""

from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.activities import saved_card
from bot.cards.card import Aside, Card
from bot.cards.form import Field, Form, PersonInput
from bot.commands.ask import Ask
from bot.commands.forms.entry import FormEntry
from bot.commands.forms.reading import Fields, FormReading
from bot.commands.openable import key_of
from bot.translations.phrases import phrases_for
from jobs.use_cases import activities
from jobs.use_cases.planned import planned


def _build(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    """Whoever stands in first is suggested."""
    del entered
    phrases, activity = phrases_for(ask.reader), planned(session, ask.actor, ask.now).find(key_of(ref))
    suggested = PersonInput(next(iter(activity.deputies), None))
    return Form(
        phrases.say("left.give.title"),
        phrases.say("left.give.submit"),
        (Aside((activity.title,)), Field("owner", phrases.say("modal.reassign.person"), suggested)),
    )


def _give(form: FormReading) -> Card:
    """A new owner who was a deputy stands in no longer."""
    session, ask = form.session, form.ask
    activity = planned(session, ask.actor, ask.now).find(key_of(form.ref))
    owner = form.person("owner").external_id
    form.check()
    deputies = tuple(one for one in activity.plan.deputies if one != owner)
    wanted = replace(activity.plan, owner=owner, deputies=deputies)
    saved = activities.change(session, ask.actor, activity.id, wanted, ask.now, ask.door)
    return saved_card(saved, phrases_for(ask.reader))


OWNER = FormEntry(_build, _give)
