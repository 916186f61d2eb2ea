"""The form of an absence: days, a deputy, and at once what falls into the days. It has no field for a cause."""

from collections.abc import Callable, Iterator

from sqlalchemy.orm import Session

from bot.cards.absence import falling
from bot.cards.answers import card_of
from bot.cards.card import Aside, Card, Mention, Part
from bot.cards.form import DayInput, Field, Form, FormPart, PersonInput
from bot.cards.refusals import refusal_words
from bot.commands.ask import Ask
from bot.commands.forms.entry import FormEntry
from bot.commands.forms.reading import FieldErrors, Fields, FormReading
from bot.commands.openable import key_of
from bot.commands.spans import read_spans
from bot.translations.phrases import Phrases, phrases_for
from jobs.facts import PersonRef
from jobs.rules.availability import Span
from jobs.use_cases import absence_list, absences, finding
from jobs.use_cases.absence_foresight import AbsenceWish
from jobs.use_cases.cover_answers import AbsenceNoted
from jobs.use_cases.refusals import Refusal, Refused


def _build(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    """It begins with somebody who is away from today on, so that it shows right away what an open end means."""
    phrases = phrases_for(ask.reader)
    person = absences.whose(session, ask.actor, key_of(ref))
    today, _ = finding.today(session, ask.actor, ask.now)
    given = {"from": str(today), "person": person.external_id or ""} if entered is None else entered
    form = FormReading(session, ask, ref, given)
    who = Field("person", phrases.say("modal.away.person"), PersonInput(person), previews=True)
    return Form(
        phrases.say("modal.away.title"),
        phrases.say("modal.away.submit"),
        (
            Aside(phrases.rich("modal.away.about")),
            *((who,) if ask.actor.coordinates else ()),
            *_fields(Span(today), None, phrases),
            *_preview(lambda: absences.foresee(session, ask.actor, _wish(form), ask.now), phrases),
        ),
    )


def _build_change(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    """It begins with the absence as it is known."""
    phrases = phrases_for(ask.reader)
    known = absence_list.in_hand(session, ask.actor, key_of(ref), ask.now)
    deputy = known.deputy.external_id if known.deputy else None
    given = {"from": str(known.span.first), "to": str(known.span.last or ""), "deputy": deputy or ""}
    form = FormReading(session, ask, ref, given if entered is None else entered)
    return Form(
        phrases.say("modal.absence.title"),
        phrases.say("modal.absence.submit"),
        (
            *(() if known.own else (Aside(phrases.rich("modal.absence.about", who=Mention(known.who))),)),
            *_fields(known.span, known.deputy, phrases),
            *_preview(
                lambda: absences.foresee_change(session, ask.actor, known.id, _wish_of(known.who.id, form), ask.now),
                phrases,
            ),
        ),
    )


def _fields(span: Span, deputy: PersonRef | None, phrases: Phrases) -> Iterator[FormPart]:
    yield Field("from", phrases.say("modal.away.from"), DayInput(span.first), previews=True)
    yield Field(
        "to",
        phrases.say("modal.away.to"),
        DayInput(span.last),
        phrases.say("modal.away.to.hint"),
        optional=True,
        previews=True,
    )
    yield Field(
        "deputy",
        phrases.say("modal.away.deputy"),
        PersonInput(deputy),
        phrases.say("modal.away.deputy.hint"),
        optional=True,
        previews=True,
    )


def _preview(foresee: Callable[[], AbsenceNoted], phrases: Phrases) -> Iterator[Part]:
    """What would follow, or what is still in the way."""
    try:
        foreseen = foresee()
    except FieldErrors as faults:
        yield from (Aside((words,)) for words in faults.errors.values())
    except Refused as refused:
        yield Aside((refusal_words(refused.refusal, phrases),))
    else:
        yield from falling(foreseen, phrases)


def _wish(form: FormReading) -> AbsenceWish:
    person = form.person_if_any("person") if form.ask.actor.coordinates else None
    return _wish_of(person.id if person else None, form)


def _wish_of(person_id: int | None, form: FormReading) -> AbsenceWish:
    deputy = form.person_if_any("deputy")
    spans = _spans(form)
    form.check()
    return AbsenceWish(spans, person_id, deputy.id if deputy else None)


def _spans(form: FormReading) -> tuple[Span, ...]:
    first, last = form.text("from"), form.text("to")
    if not first:
        form.fault("from", Refusal("date_missing"))
        return ()
    words = f"{first} - {last}" if last else f"ab {first}"
    return form.attempt("to" if last else "from", lambda: read_spans(form.session, form.ask, words), ())


def _submit(form: FormReading) -> Card:
    noted = absences.away(form.session, form.ask.actor, _wish(form), form.ask.now, form.ask.door)
    return card_of(noted, form.ask.actor)


def _submit_change(form: FormReading) -> Card:
    ask, key = form.ask, key_of(form.ref)
    known = absence_list.in_hand(form.session, ask.actor, key, ask.now)
    wish = _wish_of(known.who.id, form)
    return card_of(absences.change(form.session, ask.actor, key, wish, ask.now, ask.door), ask.actor)


ABSENCE_FORMS: dict[str, FormEntry] = {
    "away": FormEntry(_build, _submit, {"date": "from", "own": "deputy", "person": "person"}),
    "absence": FormEntry(_build_change, _submit_change, {"date": "from", "own": "deputy", "person": "deputy"}),
}
