"""Which activity is meant, and whether it is to end."""

from sqlalchemy.orm import Session

from bot.cards.activities import ended_card, ending_parts
from bot.cards.card import Actions, Aside, Button, Card, Paragraph
from bot.cards.form import Choice, ChoiceInput, Field, Form
from bot.commands.ask import Ask, OpenForm
from bot.commands.forms.entry import FormEntry
from bot.commands.forms.reading import Fields, FormReading
from bot.commands.openable import key_of
from bot.translations.phrases import phrases_for
from jobs.use_cases import activities
from jobs.use_cases.planned import planned
from jobs.use_cases.refusals import Refusal

MOST_CHOICES = 100


def _build_choose(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    """The key is the beginning of a title that fits several; where it fits none, all are shown."""
    del entered
    phrases = phrases_for(ask.reader)
    title = phrases.say("activity.choose.title")
    running = planned(session, ask.actor, ask.now)
    found = running.beginning_with(ref) or running.activities
    if not found:
        new = Button(phrases.say("button.activity_new"), "form-activity", "new", primary=True)
        return Form(title, None, (Paragraph(phrases.rich("activity.choose.none")), Actions("new", (new,))))
    choices = tuple(Choice(str(one.id), one.title) for one in found[:MOST_CHOICES])
    field = Field("activity", phrases.say("activity.choose"), ChoiceInput(choices))
    more = (Aside(phrases.rich("activity.choose.more")),) if len(found) > MOST_CHOICES else ()
    return Form(title, phrases.say("activity.choose.submit"), (field, *more))


def _choose(form: FormReading) -> OpenForm:
    if not form.text("activity"):
        form.fault("activity", Refusal("gone"))
    form.check()
    found = planned(form.session, form.ask.actor, form.ask.now).find(key_of(form.text("activity")))
    return OpenForm("activity", str(found.id))


def _build_end(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    del entered
    phrases = phrases_for(ask.reader)
    ending = activities.foresee_end(session, ask.actor, key_of(ref), ask.now)
    parts = tuple(ending_parts(ending, phrases))
    return Form(phrases.say("activity.end.title"), phrases.say("activity.end.submit"), parts)


def _end(form: FormReading) -> Card:
    ask = form.ask
    ended = activities.end(form.session, ask.actor, key_of(form.ref), ask.now, ask.door)
    return ended_card(ended, phrases_for(ask.reader))


CHOOSE = FormEntry(_build_choose, _choose)
END = FormEntry(_build_end, _end)
