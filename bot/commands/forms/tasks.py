"""The forms about one task: blocked, move, skip, later, on it, hand over."""

from datetime import date
from typing import get_args

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.cards.card import Aside, Card, Paragraph
from bot.cards.form import Choice, ChoiceInput, DayInput, Field, Form, TextInput
from bot.cards.task import reason_words
from bot.commands.ask import Ask
from bot.commands.forms.entry import FormEntry
from bot.commands.forms.reading import Fields, FormReading
from bot.commands.openable import key_of, seen_task
from bot.commands.reasons import REASONS
from bot.translations.phrases import PhraseId, Phrases, phrases_for
from jobs.facts import StallReason, TaskLine
from jobs.use_cases import finding, reply, steer
from jobs.use_cases.changing import NOTE_LIMIT
from jobs.use_cases.refusals import Refusal

_TITLES: dict[str, PhraseId] = {
    "blocked": "modal.blocked.title",
    "move": "modal.move.title",
    "skip": "modal.skip.title",
    "later": "modal.later.title",
    "on_it": "modal.on_it.title",
    "reassign": "modal.reassign.title",
}
_SUBMITS: dict[str, PhraseId] = {
    "blocked": "modal.blocked.submit",
    "move": "modal.move.submit",
    "skip": "modal.skip.submit",
    "later": "modal.later.submit",
    "on_it": "modal.on_it.submit",
    "reassign": "modal.reassign.submit",
}


def _form(kind: str, task: TaskLine, phrases: Phrases, *fields: Field) -> Form:
    about = phrases.rich("task.line", title=task.title, number=task.number, day=phrases.day(task.due_on))
    return Form(phrases.say(_TITLES[kind]), phrases.say(_SUBMITS[kind]), (Aside(about), *fields))


def _tomorrow(session: Session, ask: Ask) -> date:
    today, workdays = finding.today(session, ask.actor, ask.now)
    return workdays.next(today)


def _words(name: str, label: str, *, optional: bool = False) -> Field:
    return Field(name, label, TextInput(lines=True, limit=NOTE_LIMIT), optional=optional)


def _build_blocked(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    """The hint helps to choose; what would help is for the coordinator's card."""
    del entered
    phrases, task = phrases_for(ask.reader), seen_task(session, ask, ref)
    reasons = tuple(Choice(reason, reason_words(reason, phrases)) for reason in get_args(StallReason))
    return _form(
        "blocked",
        task,
        phrases,
        Field("reason", phrases.say("modal.blocked.reason"), ChoiceInput(reasons)),
        _words("note", phrases.say("modal.blocked.note"), optional=True),
    )


def _blocked(form: FormReading) -> Card:
    task = seen_task(form.session, form.ask, form.ref)
    reason, note = _stall_reason(form, "reason"), form.text("note")
    form.check()
    replied = reply.blocked(form.session, form.ask.actor, task.id, form.ask.now, form.ask.door, reason, note)
    return card_of(replied, form.ask.actor, note)


def _stall_reason(form: FormReading, name: str) -> StallReason:
    text = form.text(name)
    for reason in REASONS.values():
        if reason == text:
            return reason
    form.fault(name, Refusal("reason_unknown" if text else "reason_missing", text=text))
    return "topic"


def _build_move(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    del entered
    phrases, task = phrases_for(ask.reader), seen_task(session, ask, ref)
    today, workdays = finding.today(session, ask.actor, ask.now)
    suggested = DayInput(workdays.next(max(today, task.due_on)))
    return _form(
        "move", task, phrases, Field("to", phrases.say("modal.move.to"), suggested, phrases.say("modal.move.hint"))
    )


def _move(form: FormReading) -> Card:
    task, day = seen_task(form.session, form.ask, form.ref), form.day("to")
    form.check()
    moved = steer.move(form.session, form.ask.actor, task.id, form.ask.now, form.ask.door, day)
    return card_of(moved, form.ask.actor)


def _build_skip(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    del entered
    phrases, task = phrases_for(ask.reader), seen_task(session, ask, ref)
    return _form("skip", task, phrases, _words("reason", phrases.say("modal.skip.reason")))


def _skip(form: FormReading) -> Card:
    task, reason = seen_task(form.session, form.ask, form.ref), form.written("reason")
    form.check()
    skipped = steer.skip(form.session, form.ask.actor, task.id, form.ask.now, form.ask.door, reason)
    return card_of(skipped, form.ask.actor, reason)


def _build_later(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    del entered
    phrases, task = phrases_for(ask.reader), seen_task(session, ask, ref)
    day = DayInput(_tomorrow(session, ask))
    return _form(
        "later", task, phrases, Field("on", phrases.say("modal.later.on"), day, phrases.say("modal.later.hint"))
    )


def _later(form: FormReading) -> Card:
    task, day = seen_task(form.session, form.ask, form.ref), form.day("on")
    form.check()
    replied = reply.later(form.session, form.ask.actor, task.id, form.ask.now, form.ask.door, day)
    return card_of(replied, form.ask.actor)


def _build_on_it(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    del entered
    phrases, task = phrases_for(ask.reader), seen_task(session, ask, ref)
    day = DayInput(max(_tomorrow(session, ask), task.due_on))
    return _form("on_it", task, phrases, Field("until", phrases.say("modal.on_it.until"), day))


def _on_it(form: FormReading) -> Card:
    task, day = seen_task(form.session, form.ask, form.ref), form.day("until")
    form.check()
    replied = reply.on_it(form.session, form.ask.actor, task.id, form.ask.now, form.ask.door, day)
    return card_of(replied, form.ask.actor)


def _build_reassign(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    """With nobody to hand the task to, it says so instead of asking."""
    del entered
    phrases, task = phrases_for(ask.reader), seen_task(session, ask, ref)
    people = finding.candidates(session, ask.actor, task.id, ask.now)
    choices = tuple(Choice(str(person.id), person.name) for person in people)
    form = _form("reassign", task, phrases, Field("person", phrases.say("modal.reassign.person"), ChoiceInput(choices)))
    if choices:
        return form
    return Form(form.title, None, (form.parts[0], Paragraph(phrases.rich("modal.nobody"))))


def _reassign(form: FormReading) -> Card:
    task = seen_task(form.session, form.ask, form.ref)
    person_id = _candidate(form, task.id, "person")
    form.check()
    given = steer.reassign(form.session, form.ask.actor, task.id, form.ask.now, form.ask.door, person_id)
    return card_of(given, form.ask.actor)


def _candidate(form: FormReading, task_id: int, name: str) -> int:
    key = key_of(form.text(name))
    people = finding.candidates(form.session, form.ask.actor, task_id, form.ask.now)
    if key is None or key not in {person.id for person in people}:
        form.fault(name, Refusal("person_unknown"))
        return 0
    return key


TASK_FORMS: dict[str, FormEntry] = {
    "blocked": FormEntry(_build_blocked, _blocked, {"reason": "reason"}),
    "move": FormEntry(_build_move, _move, {"date": "to"}),
    "skip": FormEntry(_build_skip, _skip, {"reason": "reason"}),
    "later": FormEntry(_build_later, _later, {"date": "on"}),
    "on_it": FormEntry(_build_on_it, _on_it, {"date": "until"}),
    "reassign": FormEntry(_build_reassign, _reassign, {"person": "person"}),
}
