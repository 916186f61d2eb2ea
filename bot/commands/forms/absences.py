"""The form of an absence: days, a deputy, and at once what falls into the days. It has no field for a cause."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from bot.cards.absence import falling
from bot.cards.answers import card_of
from bot.cards.card import Aside, Card, Part
from bot.cards.form import DayInput, Field, Form, FormPart, PersonInput
from bot.cards.refusals import refusal_words
from bot.commands.ask import Ask
from bot.commands.forms.entry import FormEntry
from bot.commands.forms.reading import FieldErrors, Fields, FormReading
from bot.commands.openable import key_of
from bot.commands.spans import read_spans
from bot.translations.phrases import Phrases, phrases_for
from jobs.rules.availability import Span
from jobs.use_cases import absences, finding
from jobs.use_cases.absence_foresight import AbsenceWish
from jobs.use_cases.refusals import Refusal, Refused


def _build(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    """It begins with somebody who is away from today on, so that it shows right away what an open end means."""
    phrases = phrases_for(ask.reader)
    person = absences.whose(session, ask.actor, key_of(ref))
    today, _ = finding.today(session, ask.actor, ask.now)
    given = {"from": str(today), "person": person.external_id or ""} if entered is None else entered
    who = Field("person", phrases.say("modal.away.person"), PersonInput(person), previews=True)
    return Form(
        phrases.say("modal.away.title"),
        phrases.say("modal.away.submit"),
        (
            Aside(phrases.rich("modal.away.about")),
            *((who,) if ask.actor.coordinates else ()),
            *_fields(today, phrases),
            *_preview(FormReading(session, ask, ref, given), phrases),
        ),
    )


def _fields(today: date, phrases: Phrases) -> Iterator[FormPart]:
    yield Field("from", phrases.say("modal.away.from"), DayInput(today), previews=True)
    yield Field(
        "to",
        phrases.say("modal.away.to"),
        DayInput(),
        phrases.say("modal.away.to.hint"),
        optional=True,
        previews=True,
    )
    yield Field(
        "deputy",
        phrases.say("modal.away.deputy"),
        PersonInput(),
        phrases.say("modal.away.deputy.hint"),
        optional=True,
        previews=True,
    )


def _preview(form: FormReading, phrases: Phrases) -> Iterator[Part]:
    """What would follow, or what is still in the way."""
    try:
        wish = _wish(form)
        foreseen = absences.foresee(form.session, form.ask.actor, wish, form.ask.now)
    except FieldErrors as faults:
        yield from (Aside((words,)) for words in faults.errors.values())
    except Refused as refused:
        yield Aside((refusal_words(refused.refusal, phrases),))
    else:
        yield from falling(foreseen, phrases)


def _wish(form: FormReading) -> AbsenceWish:
    person = form.person_if_any("person") if form.ask.actor.coordinates else None
    deputy = form.person_if_any("deputy")
    spans = _spans(form)
    form.check()
    return AbsenceWish(spans, person.id if person else None, deputy.id if deputy else None)


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


ABSENCE_FORMS: dict[str, FormEntry] = {
    "away": FormEntry(_build, _submit, {"date": "from", "own": "deputy", "person": "person"}),
}
