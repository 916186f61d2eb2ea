"""The forms behind buttons and commands that need more than a press.

A field's name is its block_id, so that errors find their way back. What a form was opened for stands in its
private_metadata, which is visible to the person and looked at again by the use case.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    DatePickerElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RichTextBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View
from sqlalchemy.orm import Session

from bot.cards.task import reason_words
from bot.commands.ask import Ask, OpenForm
from bot.slack.escaping import clean, cut
from bot.slack.rich_text import context_elements, sections
from bot.translations.phrases import PhraseId, Phrases, phrases_for
from jobs.notices import PersonRef, StallReason, TaskLine
from jobs.use_cases import finding
from jobs.use_cases.changing import NOTE_LIMIT

FIELD = "value"
TITLE_LIMIT = 24
OPTIONS_LIMIT = 100
OPTION_LIMIT = 75
LABEL_LIMIT = 2_000


@dataclass(frozen=True)
class Field:
    """One input: what it is called in the submission, what kind it is, what stands above and below it."""

    name: str
    kind: Literal["stall_reason", "text", "day", "person"]
    label: PhraseId
    hint: PhraseId | None = None
    optional: bool = False


@dataclass(frozen=True)
class Form:
    title: PhraseId
    submit: PhraseId
    fields: tuple[Field, ...]


FORMS: dict[str, Form] = {
    "blocked": Form(
        "modal.blocked.title",
        "modal.blocked.submit",
        (
            Field("reason", "stall_reason", "modal.blocked.reason"),
            Field("note", "text", "modal.blocked.note", optional=True),
        ),
    ),
    "move": Form("modal.move.title", "modal.move.submit", (Field("to", "day", "modal.move.to", "modal.move.hint"),)),
    "skip": Form("modal.skip.title", "modal.skip.submit", (Field("reason", "text", "modal.skip.reason"),)),
    "later": Form(
        "modal.later.title", "modal.later.submit", (Field("on", "day", "modal.later.on", "modal.later.hint"),)
    ),
    "on_it": Form("modal.on_it.title", "modal.on_it.submit", (Field("until", "day", "modal.on_it.until"),)),
    "reassign": Form(
        "modal.reassign.title", "modal.reassign.submit", (Field("person", "person", "modal.reassign.person"),)
    ),
    "pause": Form(
        "modal.pause.title",
        "modal.pause.submit",
        (
            Field("until", "day", "modal.pause.until", "modal.pause.hint"),
            Field("reason", "text", "modal.pause.reason"),
        ),
    ),
}
REASONS: tuple[StallReason, ...] = get_args(StallReason)


@dataclass(frozen=True)
class FormFacts:
    """What a form shows beside its fields."""

    task: TaskLine
    suggested: date
    candidates: tuple[PersonRef, ...]


def form_for(session: Session, ask: Ask, form: OpenForm) -> View:
    """The form for one task, ready to be opened. Refused("gone") for a task that isn't the actor's to see."""
    phrases = phrases_for(ask.reader)
    return form_view(form, _facts(session, ask, form), phrases)


def form_view(form: OpenForm, facts: FormFacts, phrases: Phrases) -> View:
    """The modal; with nobody to hand a task to, it says so instead of asking."""
    shape = FORMS[form.form]
    about = phrases.say(
        "task.line", title=facts.task.title, number=facts.task.number, day=phrases.day(facts.task.due_on)
    )
    head: list[Block] = [ContextBlock(elements=context_elements((about,)))]
    nobody = form.form == "reassign" and not facts.candidates
    inputs = [_input(field, facts, phrases) for field in shape.fields] if not nobody else []
    if nobody:
        head.append(RichTextBlock(elements=sections((phrases.say("modal.nobody"),))))
    return View(
        type="modal",
        callback_id=form.form,
        title=_title(phrases.say(shape.title)),
        submit=None if nobody else _title(phrases.say(shape.submit)),
        close=_title(phrases.say("modal.cancel")),
        private_metadata=json.dumps({"form": form.form, "task": form.task_id}),
        blocks=[*head, *inputs],
    )


def errors_of(form: str, faults: dict[str, str]) -> dict[str, str]:
    """The faults by the inputs they belong to. One that fits no input goes to the first: Slack refuses unknown keys."""
    names = [field.name for field in FORMS[form].fields]
    placed: dict[str, str] = {}
    for name, words in faults.items():
        at = name if name in names else names[0]
        placed[at] = f"{placed[at]} {words}" if at in placed else words
    return placed


def _facts(session: Session, ask: Ask, form: OpenForm) -> FormFacts:
    task = finding.task_line(session, ask.actor, form.task_id)
    today, workdays = finding.today(session, ask.actor, ask.now)
    suggested = workdays.next(today)
    if form.form == "on_it":
        suggested = max(suggested, task.due_on)
    elif form.form == "move":
        suggested = workdays.next(max(today, task.due_on))
    people = finding.candidates(session, ask.actor, form.task_id, ask.now) if form.form == "reassign" else ()
    return FormFacts(task, suggested, people)


def _input(field: Field, facts: FormFacts, phrases: Phrases) -> InputBlock:
    return InputBlock(
        block_id=field.name,
        label=PlainTextObject(text=cut(phrases.say(field.label), LABEL_LIMIT)),
        hint=PlainTextObject(text=cut(phrases.say(field.hint), LABEL_LIMIT)) if field.hint else None,
        optional=field.optional,
        element=_element(field, facts, phrases),
    )


def _element(field: Field, facts: FormFacts, phrases: Phrases) -> InputInteractiveElement:
    match field.kind:
        case "stall_reason":
            reasons = [_option(reason_words(reason, phrases), reason) for reason in REASONS]
            return StaticSelectElement(action_id=FIELD, options=reasons)
        case "person":
            people = [_option(person.name, str(person.id)) for person in facts.candidates[:OPTIONS_LIMIT]]
            return StaticSelectElement(action_id=FIELD, options=people)
        case "day":
            return DatePickerElement(action_id=FIELD, initial_date=facts.suggested.isoformat())
        case "text":
            return PlainTextInputElement(action_id=FIELD, multiline=True, max_length=NOTE_LIMIT)


def _option(words: str, value: str) -> Option:
    shown = " ".join(clean(words).split()) or value
    return Option(text=PlainTextObject(text=cut(shown[:1].upper() + shown[1:], OPTION_LIMIT)), value=value)


def _title(words: str) -> PlainTextObject:
    return PlainTextObject(text=cut(words, TITLE_LIMIT))
