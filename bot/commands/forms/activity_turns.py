"""The page of an activity that people own in turns: who, in which order, and for how long each time."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.activities import EVERY_WORDS, saved_card, turns_words
from bot.cards.card import Aside, Card, Paragraph, Rich
from bot.cards.form import Choice, ChoiceInput, Field, Form, PeopleInput
from bot.commands.ask import Ask
from bot.commands.forms.entry import FormEntry
from bot.commands.forms.reading import Fields, FormReading
from bot.commands.openable import key_of
from bot.translations.phrases import Phrases, phrases_for
from jobs.rules.turns import EVERY, FEWEST, Every
from jobs.use_cases import activities
from jobs.use_cases.plan import ActivityPlan
from jobs.use_cases.planned import Planned, planned

_USUAL: Every = "month"


def _build(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    """Whoever has left isn't offered again."""
    phrases, running = phrases_for(ask.reader), planned(session, ask.actor, ask.now)
    activity = running.find(key_of(ref))
    every = activity.plan.turn_every or _USUAL
    here = tuple(one for one in activity.turns if running.company.is_here(one.id))
    wanted = activity.plan
    if entered is not None:
        wanted = _with_turns(wanted, entered.get("people", "").split(","), entered.get("every", ""))
    label, choices = phrases.say("activity.turns.every"), _choices(phrases)
    return Form(
        phrases.say("activity.turns.title"),
        phrases.say("activity.edit.submit"),
        (
            Aside((activity.title,)),
            Field(
                "people",
                phrases.say("activity.turns.people"),
                PeopleInput(here),
                phrases.say("activity.turns.hint"),
                optional=True,
                previews=True,
            ),
            Field("every", label, ChoiceInput(choices, every), previews=True),
            Paragraph(_echo(running, wanted, phrases)),
        ),
    )


def _choices(phrases: Phrases) -> tuple[Choice, ...]:
    return tuple(Choice(every, phrases.say(EVERY_WORDS[every])) for every in EVERY)


def _with_turns(plan: ActivityPlan, people: Sequence[str], every: str) -> ActivityPlan:
    """Without anybody who takes turns one person owns the activity all the time."""
    turns = tuple(one for one in people if one)
    found: Every = next((one for one in EVERY if one == every), plan.turn_every or _USUAL)
    return replace(plan, turns=turns, turn_every=found if turns else None)


def _echo(running: Planned, wanted: ActivityPlan, phrases: Phrases) -> Rich:
    """Who comes first and next, as it stands in the form now."""
    turns = running.next_turns(wanted)
    return turns_words(turns, running.today, phrases) if turns else phrases.rich("activity.turns.nothing")


def _save(form: FormReading) -> Card:
    session, ask = form.session, form.ask
    activity = planned(session, ask.actor, ask.now).find(key_of(form.ref))
    people = [person.external_id for person in form.people("people") if person.external_id]
    _check(form, people)
    form.check()
    wanted = _with_turns(activity.plan, people, form.text("every"))
    saved = activities.change(session, ask.actor, activity.id, wanted, ask.now, ask.door)
    return saved_card(saved, phrases_for(ask.reader))


def _check(form: FormReading, people: Sequence[str]) -> None:
    phrases = phrases_for(form.ask.reader)
    if len(set(people)) < len(people):
        form.complain("people", phrases.say("activity.turns.twice"))
    if 0 < len(people) < FEWEST:
        form.complain("people", phrases.say("activity.turns.alone"))


TURNS = FormEntry(_build, _save)
