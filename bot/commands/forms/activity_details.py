"""The second page of an activity: whatever it runs well without."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import get_args

from pydantic_core import PydanticCustomError
from sqlalchemy.orm import Session

from bot.cards.activities import NON_WORKING, lead_words, saved_card, tolerance_words
from bot.cards.card import Aside, Card
from bot.cards.form import Choice, ChoiceInput, DayInput, Field, Form, TextInput
from bot.commands.ask import Ask
from bot.commands.forms.activity_fields import belonging, chosen, kept, long_text
from bot.commands.forms.activity_partner import chosen_partner, partner_fields
from bot.commands.forms.entry import FormEntry
from bot.commands.forms.reading import Fields, FormReading
from bot.commands.openable import key_of
from bot.plan_file import values
from bot.translations.phrases import Phrases, phrases_for
from jobs.rules.cadence import ShiftPolicy
from jobs.use_cases import activities
from jobs.use_cases.plan import ActivityPlan
from jobs.use_cases.planned import planned
from jobs.use_cases.refusals import Refusal

LINK_LIMIT = 2_000
_USUAL_DAYS = 10
_MOST_DAYS = 60


def _build(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    del entered
    phrases, running = phrases_for(ask.reader), planned(session, ask.actor, ask.now)
    plan = running.find(key_of(ref)).plan
    steps, hint = phrases.say("activity.instructions"), phrases.say("activity.instructions.hint")
    material = TextInput(plan.material or "", limit=LINK_LIMIT)
    return Form(
        phrases.say("activity.details.title"),
        phrases.say("activity.edit.submit"),
        (
            Aside((plan.title,)),
            long_text("instructions", steps, plan.instructions, hint),
            Field("material", phrases.say("activity.material"), material, optional=True),
            *_timing(plan, phrases),
            *belonging("goal", phrases.say("activity.goal"), running.goals, plan.goal),
            Field("starts", phrases.say("activity.starts"), DayInput(plan.starts)),
            *partner_fields(running, plan.partner, phrases),
        ),
    )


def _timing(plan: ActivityPlan, phrases: Phrases) -> tuple[Field, ...]:
    leads = _days(plan.lead, lambda days: lead_words(days, phrases))
    tolerances = _days(plan.tolerance, lambda days: tolerance_words(days, phrases))
    shifts = tuple(Choice(policy, phrases.say(words)) for policy, words in NON_WORKING.items())
    return (
        Field("lead", phrases.say("activity.lead"), ChoiceInput(leads, str(plan.lead))),
        Field("tolerance", phrases.say("activity.tolerance"), ChoiceInput(tolerances, str(plan.tolerance))),
        Field("non_working", phrases.say("activity.non_working"), ChoiceInput(shifts, plan.non_working)),
    )


def _days(now: int, words: Callable[[int], str]) -> tuple[Choice, ...]:
    """The usual numbers of working days, and the one that holds now."""
    return tuple(Choice(str(days), words(days)) for days in sorted({*range(_USUAL_DAYS + 1), now}))


def _save(form: FormReading) -> Card:
    session, ask = form.session, form.ask
    running = planned(session, ask.actor, ask.now)
    activity = running.find(key_of(form.ref))
    plan = activity.plan
    wanted = replace(
        plan,
        instructions=kept(form, "instructions", plan.instructions),
        material=_link(form, plan.material),
        lead=_working_days(form, "lead", plan.lead),
        tolerance=_working_days(form, "tolerance", plan.tolerance),
        non_working=_policy(form, plan.non_working),
        goal=chosen(form, "goal", running.goals),
        starts=_start(form, plan.starts),
        partner=chosen_partner(form, running),
    )
    form.check()
    saved = activities.change(session, ask.actor, activity.id, wanted, ask.now, ask.door)
    return saved_card(saved, phrases_for(ask.reader))


def _link(form: FormReading, stored: str | None) -> str | None:
    text = form.text("material")
    if text in ("", stored):
        return text or None
    try:
        return values.link(text[:LINK_LIMIT])
    except PydanticCustomError:
        form.fault("material", Refusal("link_unknown", text=text))
        return None


def _working_days(form: FormReading, name: str, stored: int) -> int:
    """A choice of the list; whatever else comes back leaves things as they are."""
    days = key_of(form.text(name))
    return days if days is not None and days <= _MOST_DAYS else stored


def _policy(form: FormReading, stored: str) -> str:
    text = form.text("non_working")
    return text if text in get_args(ShiftPolicy) else stored


def _start(form: FormReading, stored: date) -> date:
    """A day to come, or the one that stands there already."""
    with suppress(ValueError):
        if date.fromisoformat(form.text("starts")) == stored:
            return stored
    return form.day("starts")


DETAILS = FormEntry(_build, _save)
