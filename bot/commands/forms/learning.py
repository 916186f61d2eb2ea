"""The forms for a lesson and for a decision."""

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.cards.card import Card, Paragraph
from bot.cards.form import Choice, ChoiceInput, DayInput, Field, Form, PersonInput, TextInput
from bot.commands.ask import Ask
from bot.commands.forms.entry import FormEntry
from bot.commands.forms.reading import Fields, FormReading
from bot.commands.openable import key_of
from bot.translations.phrases import phrases_for
from jobs.use_cases import decisions, lessons
from jobs.use_cases.decisions import TEXT_LIMIT
from jobs.use_cases.lessons import LESSON_LIMIT
from jobs.use_cases.refusals import Refusal


def lesson_key(activity_id: int | None, text: str) -> str:
    """The key of the form for a lesson: what is known of it already."""
    return f"{activity_id or ''}/{text[:LESSON_LIMIT]}"


def _build_lesson(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    del entered
    phrases, known = phrases_for(ask.reader), lessons.activities(session, ask.actor)
    title = phrases.say("modal.lesson.title")
    if not known:
        return Form(title, None, (Paragraph(phrases.rich("modal.lesson.nothing")),))
    activity, _, text = ref.partition("/")
    choices = tuple(Choice(str(one.id), one.title) for one in known)
    return Form(
        title,
        phrases.say("modal.lesson.submit"),
        (
            Field("activity", phrases.say("modal.lesson.activity"), ChoiceInput(choices, activity or None)),
            Field(
                "text",
                phrases.say("modal.lesson.text"),
                TextInput(text, lines=True, limit=LESSON_LIMIT),
                phrases.say("modal.lesson.hint"),
            ),
        ),
    )


def _lesson(form: FormReading) -> Card:
    known = lessons.activities(form.session, form.ask.actor)
    activity_id = key_of(form.text("activity"))
    if activity_id not in {one.id for one in known}:
        form.fault("activity", Refusal("activity_unknown"))
    text = _written(form, "text")
    form.check()
    return card_of(lessons.add(form.session, form.ask.actor, activity_id or 0, text, form.ask.now), form.ask.actor)


def _written(form: FormReading, name: str) -> str:
    if not form.text(name):
        form.fault(name, Refusal("words_missing"))
    return form.text(name)


def _build_decision(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    """Whoever writes it down sees to it, in four weeks, unless they say otherwise."""
    del ref, entered
    decisions.check_may_add(session, ask.actor)
    phrases = phrases_for(ask.reader)
    due_on = decisions.default_due(session, ask.actor, ask.now)
    return Form(
        phrases.say("modal.decision.title"),
        phrases.say("modal.decision.submit"),
        (
            Field("text", phrases.say("modal.decision.text"), TextInput(lines=True, limit=TEXT_LIMIT)),
            Field("owner", phrases.say("modal.decision.owner"), PersonInput(ask.actor.person)),
            Field("until", phrases.say("modal.decision.until"), DayInput(due_on)),
        ),
    )


def _decision(form: FormReading) -> Card:
    decisions.check_may_add(form.session, form.ask.actor)
    text, owner, due_on = _written(form, "text"), form.person("owner", guests=False), form.day("until")
    form.check()
    return card_of(decisions.add(form.session, form.ask.actor, text, form.ask.now, owner, due_on), form.ask.actor)


LEARNING_FORMS: dict[str, FormEntry] = {
    "lesson": FormEntry(_build_lesson, _lesson, {"words": "text"}),
    "decision": FormEntry(_build_decision, _decision, {"words": "text", "person": "owner", "date": "until"}),
}
