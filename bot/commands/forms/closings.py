"""The forms of company closing days: entering, changing and taking them back, with what follows shown first."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.cards.card import Aside, Card, Part
from bot.cards.closings import foreseen, would_be_over
from bot.cards.form import DayInput, Field, Form, TextInput
from bot.cards.refusals import refusal_words
from bot.commands.ask import Ask
from bot.commands.closing_keys import name_of, wish_of
from bot.commands.forms.entry import FormEntry
from bot.commands.forms.reading import FieldErrors, Fields, FormReading
from bot.commands.openable import key_of
from bot.commands.spans import read_spans
from bot.translations.phrases import Phrases, phrases_for
from jobs.rules.availability import Span
from jobs.use_cases import closings
from jobs.use_cases.closing_answers import ClosingWish
from jobs.use_cases.refusals import Refusal, Refused


def _build(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    """About an entry, about days that were typed, or empty."""
    phrases = phrases_for(ask.reader)
    given = _given(session, ask, ref)
    if given is None and not ask.actor.coordinates:
        raise Refused("coordinator_only")
    editing = given is not None and given.id is not None
    return Form(
        phrases.say("closing.form.edit.title" if editing else "closing.form.new.title"),
        phrases.say("closing.form.submit"),
        (
            *_fields(given, phrases),
            *_preview(FormReading(session, ask, ref, _entered(given) if entered is None else entered), phrases),
        ),
    )


def _given(session: Session, ask: Ask, ref: str) -> ClosingWish | None:
    return wish_of(ref) or (closings.wish_for(session, ask.actor, key_of(ref), ask.now) if ref else None)


def _entered(given: ClosingWish | None) -> Fields:
    if given is None:
        return {}
    return {"from": str(given.span.first), "to": str(given.span.last or given.span.first), "name": given.name}


def _fields(given: ClosingWish | None, phrases: Phrases) -> tuple[Field, ...]:
    first, last = (given.span.first, given.span.last) if given else (None, None)
    name = TextInput(given.name if given else "", limit=closings.NAME_LIMIT)
    hint = phrases.say("closing.form.to.hint")
    return (
        Field("from", phrases.say("closing.form.from"), DayInput(first), previews=True),
        Field("to", phrases.say("closing.form.to"), DayInput(last), hint, optional=True, previews=True),
        Field("name", phrases.say("closing.form.name"), name, optional=True),
    )


def _preview(form: FormReading, phrases: Phrases) -> Iterator[Part]:
    """What would follow, or what is still in the way; nothing as long as no day is chosen."""
    if not form.text("from"):
        return
    try:
        answer = closings.foresee(form.session, form.ask.actor, _wish(form), form.ask.now)
    except FieldErrors as faults:
        yield from (Aside((words,)) for words in faults.errors.values())
    except Refused as refused:
        yield Aside((refusal_words(refused.refusal, phrases),))
    else:
        yield from foreseen(answer, phrases)


def _wish(form: FormReading) -> ClosingWish:
    span = _span(form)
    form.check()
    typed = wish_of(form.ref)
    return ClosingWish(span, name_of(form.text("name")), typed.id if typed else key_of(form.ref))


def _span(form: FormReading) -> Span:
    """Without a last day it is a single one."""
    first, last = form.text("from"), form.text("to")
    if not first:
        form.fault("from", Refusal("date_missing"))
    words = f"{first} - {last or first}"
    someday = Span(form.ask.now.date())
    return form.attempt("to" if last else "from", lambda: read_spans(form.session, form.ask, words)[0], someday)


def _submit(form: FormReading) -> Card:
    noted = closings.close(form.session, form.ask.actor, _wish(form), form.ask.now, form.ask.door)
    return card_of(noted, form.ask.actor)


def _build_off(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    del entered
    phrases = phrases_for(ask.reader)
    answer = closings.foresee_reopening(session, ask.actor, key_of(ref), ask.now)
    title, submit = phrases.say("closing.off.title"), phrases.say("closing.off.submit")
    return Form(title, submit, tuple(would_be_over(answer, phrases)))


def _submit_off(form: FormReading) -> Card:
    over = closings.reopen(form.session, form.ask.actor, key_of(form.ref), form.ask.now, form.ask.door)
    return card_of(over, form.ask.actor)


CLOSING_FORMS: dict[str, FormEntry] = {
    "closing": FormEntry(_build, _submit, {"date": "to", "absence": "to", "closing": "to"}),
    "closing_off": FormEntry(_build_off, _submit_off),
}
