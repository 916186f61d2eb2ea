"""The form of an agreed pause: for the activity of a task, or for one that is chosen from a list."""

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.cards.card import Aside, Card, Paragraph
from bot.cards.form import Choice, ChoiceInput, DayInput, Field, Form, FormPart, TextInput
from bot.commands.ask import Ask
from bot.commands.forms.entry import FormEntry
from bot.commands.forms.reading import Fields, FormReading
from bot.commands.openable import key_of, seen_task
from bot.translations.phrases import Phrases, phrases_for
from jobs.facts import TaskLine
from jobs.use_cases import finding, pauses
from jobs.use_cases.refusals import Refusal


def _build(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    """Without anything that could be paused it says so instead of asking."""
    del entered
    phrases = phrases_for(ask.reader)
    task = seen_task(session, ask, ref) if ref else None
    titles = pauses.choices(session, ask.actor)
    title = phrases.say("modal.pause.title")
    if not titles:
        return Form(title, None, (Paragraph(phrases.rich("modal.pause.nothing")),))
    today, workdays = finding.today(session, ask.actor, ask.now)
    until = DayInput(workdays.next(today))
    reason = TextInput(lines=True, limit=pauses.REASON_LIMIT)
    return Form(
        title,
        phrases.say("modal.pause.submit"),
        (
            _about(task, phrases) if task else _choice(titles, phrases),
            Field("until", phrases.say("modal.pause.until"), until, phrases.say("modal.pause.hint")),
            Field("reason", phrases.say("modal.pause.reason"), reason),
        ),
    )


def _about(task: TaskLine, phrases: Phrases) -> FormPart:
    return Aside(phrases.rich("task.line", title=task.title, number=task.number, day=phrases.day(task.due_on)))


def _choice(titles: dict[int, str], phrases: Phrases) -> FormPart:
    choices = tuple(Choice(str(key), title) for key, title in titles.items())
    return Field("activity", phrases.say("modal.pause.activity"), ChoiceInput(choices))


def _submit(form: FormReading) -> Card:
    activity_id = _activity(form)
    until, reason = form.day("until"), form.written("reason")
    form.check()
    paused = pauses.pause(form.session, form.ask.actor, activity_id, until, reason, form.ask.now, form.ask.door)
    return card_of(paused, form.ask.actor, reason)


def _activity(form: FormReading) -> int:
    if form.ref:
        return pauses.activity_of(form.session, form.ask.actor, seen_task(form.session, form.ask, form.ref).id)
    key = key_of(form.text("activity"))
    if key is None or key not in pauses.choices(form.session, form.ask.actor):
        form.fault("activity", Refusal("activity_unknown"))
        return 0
    return key


PAUSE_FORMS: dict[str, FormEntry] = {
    "pause": FormEntry(_build, _submit, {"date": "until", "reason": "reason"}),
}
