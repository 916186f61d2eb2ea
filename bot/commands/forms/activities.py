"""The form for a new activity and for changing one, with the next dates that its cadence comes to.

Its key is the activity's, or "new" with the title that was typed behind the word.
"""

from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.activities import activity_buttons, cadence_echo, cadence_fault, saved_card
from bot.cards.card import Card, Paragraph, cut
from bot.cards.form import Field, Form, FormPart, PeopleInput, PersonInput, TextInput
from bot.commands.ask import Ask
from bot.commands.forms.activity_details import DETAILS
from bot.commands.forms.activity_fields import TITLE_LIMIT, belonging, chosen, kept, long_text
from bot.commands.forms.activity_owner import OWNER
from bot.commands.forms.activity_steps import CHOOSE, END
from bot.commands.forms.activity_turns import TURNS
from bot.commands.forms.entry import FormEntry
from bot.commands.forms.reading import Fields, FormReading
from bot.commands.openable import key_of
from bot.plan_file import values
from bot.translations.phrases import PhraseId, Phrases, phrases_for
from jobs.rules.cadence import CadenceError, format_cadence, parse_cadence
from jobs.rules.cadence_format import cadence_in_words
from jobs.use_cases import activities
from jobs.use_cases.plan import ActivityPlan
from jobs.use_cases.planned import ActivityFacts, Planned, planned
from jobs.use_cases.refusals import Refusal

NEW = "new"
_TITLES: dict[str, PhraseId] = {"new": "activity.new.title", "edit": "activity.edit.title"}
_SUBMITS: dict[str, PhraseId] = {"new": "activity.new.submit", "edit": "activity.edit.submit"}


def _meant(running: Planned, ref: str) -> ActivityFacts | None:
    """The activity that the form is about; none for a new one."""
    return None if ref.startswith(NEW) else running.find(key_of(ref))


def _plan(running: Planned, ask: Ask, ref: str, activity: ActivityFacts | None) -> ActivityPlan:
    """What stands in the form at first."""
    if activity is not None:
        return activity.plan
    title = cut(values.one_line(ref.removeprefix(NEW)), TITLE_LIMIT)
    return ActivityPlan(title, owner=ask.actor.person.external_id, cadence="", starts=running.first_start)


def _build(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    phrases, running = phrases_for(ask.reader), planned(session, ask.actor, ask.now)
    activity = _meant(running, ref)
    plan = _plan(running, ask, ref, activity)
    parts: tuple[FormPart, ...] = (
        Field("title", phrases.say("activity.title"), TextInput(plan.title, limit=TITLE_LIMIT)),
        *_rhythm(running, plan, entered, phrases),
        Field(
            "owner",
            phrases.say("activity.owner"),
            PersonInput(activity.owner if activity else ask.actor.person),
            previews=True,
        ),
        Field(
            "deputies",
            phrases.say("activity.deputies"),
            PeopleInput(activity.deputies if activity else ()),
            optional=True,
        ),
        *belonging("channel", phrases.say("activity.channel"), running.channels, plan.channel),
        long_text("small", phrases.say("activity.small"), plan.small_version, phrases.say("activity.small.hint")),
        *((activity_buttons(activity.id, phrases),) if activity else ()),
    )
    kind = "edit" if activity else "new"
    return Form(phrases.say(_TITLES[kind]), phrases.say(_SUBMITS[kind]), parts)


def _rhythm(running: Planned, plan: ActivityPlan, entered: Fields | None, phrases: Phrases) -> tuple[FormPart, ...]:
    """The cadence, and below it what it comes to as it stands there now, or what is wrong with it."""
    words = cadence_in_words(parse_cadence(plan.cadence), phrases.language) if plan.cadence else ""
    field = Field(
        "cadence",
        phrases.say("activity.cadence"),
        TextInput(words, limit=TITLE_LIMIT),
        phrases.say("activity.cadence.hint"),
        previews=True,
    )
    if entered is not None:
        words, plan = entered.get("cadence", ""), replace(plan, owner=entered.get("owner"))
    return field, Paragraph((_echo(running, plan, words, phrases),))


def _echo(running: Planned, plan: ActivityPlan, words: str, phrases: Phrases) -> str:
    if not words.strip():
        return phrases.say("activity.echo.nothing")
    try:
        cadence = parse_cadence(words)
    except CadenceError as fault:
        return cadence_fault(fault, phrases)
    wanted = replace(plan, cadence=format_cadence(cadence))
    return cadence_echo(cadence, running.next_due(wanted), running.today, phrases)


def _save(form: FormReading) -> Card:
    session, ask = form.session, form.ask
    running = planned(session, ask.actor, ask.now)
    activity = _meant(running, form.ref)
    key = activity.id if activity else None
    plan = _plan(running, ask, form.ref, activity)
    title = values.one_line(form.text("title"))[:TITLE_LIMIT]
    form.attempt("title", lambda: running.check_title(title, key), None)
    wanted = replace(
        plan,
        title=title,
        cadence=_cadence(form),
        owner=form.person("owner").external_id,
        deputies=_deputies(form),
        channel=chosen(form, "channel", running.channels),
        small_version=kept(form, "small", plan.small_version) or None,
    )
    form.check()
    if key is None:
        saved = activities.create(session, ask.actor, wanted, ask.now, ask.door)
    else:
        saved = activities.change(session, ask.actor, key, wanted, ask.now, ask.door)
    return saved_card(saved, phrases_for(ask.reader))


def _cadence(form: FormReading) -> str:
    """The cadence in the text form of plans."""
    try:
        return format_cadence(parse_cadence(form.text("cadence")))
    except CadenceError as fault:
        form.complain("cadence", cadence_fault(fault, phrases_for(form.ask.reader)))
        return ""


def _deputies(form: FormReading) -> tuple[str, ...]:
    people = form.people("deputies")
    for person in people:
        if person.external_id == form.text("owner"):
            form.fault("deputies", Refusal("deputy_is_owner", person=person))
    return tuple(person.external_id for person in people if person.external_id)


ACTIVITY_FORMS: dict[str, FormEntry] = {
    "activity": FormEntry(_build, _save, {"title": "title"}),
    "activity_details": DETAILS,
    "activity_owner": OWNER,
    "activity_turns": TURNS,
    "activity_choose": CHOOSE,
    "activity_end": END,
}
