"""The form in which somebody who goes names somebody else for one task."""

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.cards.card import Aside, Card, Mention, Paragraph
from bot.cards.form import Choice, ChoiceInput, Field, Form, FormPart
from bot.cards.task import task_rich
from bot.commands.ask import Ask
from bot.commands.forms.entry import FormEntry
from bot.commands.forms.reading import Fields, FormReading
from bot.commands.handing_over import read_leave
from bot.commands.openable import key_of
from bot.translations.phrases import Phrases, phrases_for
from jobs.use_cases import handovers
from jobs.use_cases.handovers import StandInChoice
from jobs.use_cases.refusals import Refusal


def _build(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    """With nobody to hand the task to, it says so instead of asking."""
    del entered
    phrases = phrases_for(ask.reader)
    leave, task_id = read_leave(ref)
    found = handovers.choices(session, ask.actor, leave, task_id, ask.now)
    title = phrases.say("modal.stand_in.title")
    if not found.candidates:
        return Form(title, None, (*_about(found, phrases), Paragraph(phrases.rich("modal.nobody"))))
    people = tuple(Choice(str(person.id), person.name) for person in found.candidates)
    field = Field("person", phrases.say("modal.stand_in.person"), ChoiceInput(people))
    return Form(title, phrases.say("modal.stand_in.submit"), (*_about(found, phrases), field))


def _about(found: StandInChoice, phrases: Phrases) -> tuple[FormPart, ...]:
    task = Aside(task_rich(found.task, phrases))
    if found.now_with is None:
        return (task,)
    return (task, Aside(phrases.rich("modal.stand_in.now", who=Mention(found.now_with))))


def _submit(form: FormReading) -> Card:
    leave, task_id = read_leave(form.ref)
    if not form.text("person"):
        form.fault("person", Refusal("person_missing"))
    form.check()
    ask, person_id = form.ask, key_of(form.text("person"))
    changed = handovers.change_stand_in(form.session, ask.actor, leave, task_id, person_id, ask.now, ask.door)
    return card_of(changed, ask.actor)


HANDOVER_FORMS: dict[str, FormEntry] = {"stand_in": FormEntry(_build, _submit, {"person": "person"})}
