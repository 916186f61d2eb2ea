"""Activities in words: what an accepted cadence means in dates, what one that isn't understood may have meant, and
what was changed from what to what.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.cards.card import (
    Actions,
    Aside,
    Bold,
    Button,
    Card,
    Heading,
    Mention,
    Paragraph,
    Part,
    Rich,
    card_of_parts,
    cut,
    joined,
)
from bot.translations.phrases import PhraseId, Phrases
from jobs.facts import PersonRef
from jobs.rules.cadence import AfterCompletion, Cadence, CadenceError, CadenceFault, parse_cadence
from jobs.rules.cadence_format import cadence_in_words
from jobs.rules.turns import Every
from jobs.use_cases.activities import ActivitySaved, Ending
from jobs.use_cases.planned import ActivityFacts

QUOTED = 80

NON_WORKING: dict[str, PhraseId] = {
    "before": "activity.non_working.before",
    "after": "activity.non_working.after",
    "nearest": "activity.non_working.nearest",
    "keep": "activity.non_working.keep",
    "skip": "activity.non_working.skip",
}
_FAULTS: dict[CadenceFault, PhraseId] = {
    "empty": "cadence.empty",
    "unknown_word": "cadence.unknown_word",
    "sub_daily": "cadence.sub_daily",
    "time_of_day": "cadence.time_of_day",
    "every_day": "cadence.every_day",
    "several_times": "cadence.several_times",
    "ambiguous": "cadence.ambiguous",
    "bad_interval": "cadence.bad_interval",
    "fifth_weekday": "cadence.fifth_weekday",
    "impossible_day": "cadence.impossible_day",
    "ceiling_below_floor": "cadence.ceiling_below_floor",
    "missing_day": "cadence.missing_day",
    "missing_period": "cadence.missing_period",
    "not_understood": "cadence.not_understood",
}
_LABELS: dict[str, PhraseId] = {
    "title": "activity.title",
    "cadence": "activity.cadence",
    "owner": "activity.said.owner",
    "deputies": "activity.said.deputies",
    "channel": "activity.channel",
    "small_version": "activity.small",
    "instructions": "activity.said.instructions",
    "material": "activity.said.material",
    "lead": "activity.said.lead",
    "tolerance": "activity.tolerance",
    "non_working": "activity.non_working",
    "goal": "activity.goal",
    "starts": "activity.said.starts",
    "partner": "activity.said.partner",
    "turns": "activity.said.turns",
}
EVERY_WORDS: dict[Every, PhraseId] = {
    "task": "activity.turns.every.task",
    "week": "activity.turns.every.week",
    "month": "activity.turns.every.month",
    "quarter": "activity.turns.every.quarter",
}
_ALWAYS_TOLD = ("cadence", "owner", "deputies")


def cadence_fault(fault: CadenceError, phrases: Phrases) -> str:
    """Why a text is no cadence, and the nearest one that is."""
    offer = cadence_in_words(fault.offer, phrases.language)
    return phrases.say(_FAULTS[fault.code], word=cut(fault.word or "", QUOTED), offer=offer)


def cadence_echo(cadence: Cadence, days: Sequence[date], today: date, phrases: Phrases) -> str:
    """How a cadence was understood, with the days it comes to."""
    facts = {"cadence": cadence_in_words(cadence, phrases.language), "days": _days(days, today, phrases)}
    if isinstance(cadence, AfterCompletion):
        return phrases.say("activity.echo.supposing", None, **facts)
    return phrases.say("activity.echo", None, **facts)


def lead_words(days: int, phrases: Phrases) -> str:
    return phrases.say("activity.lead.days", n=days) if days else phrases.say("activity.lead.none")


def tolerance_words(days: int, phrases: Phrases) -> str:
    return phrases.say("activity.tolerance.days", n=days) if days else phrases.say("activity.tolerance.none")


def turns_words(turns: Sequence[tuple[date, PersonRef]], today: date, phrases: Phrases) -> Rich:
    """Who comes first and next, each from which day on."""
    told: list[Rich] = [
        phrases.rich("activity.turn", who=Mention(who), day=phrases.day(day, today)) for day, who in turns
    ]
    return phrases.rich("activity.turns", turns=joined(told, " · "))


def saved_card(saved: ActivitySaved, phrases: Phrases) -> Card:
    """An activity that was begun, or what of it was changed from what to what; and its next days."""
    return card_of_parts(_saved(saved, phrases))


def ended_card(ending: Ending, phrases: Phrases) -> Card:
    return card_of_parts(_ended(ending, phrases))


def ending_parts(ending: Ending, phrases: Phrases) -> Iterator[Part]:
    """What ending an activity would mean, before it is done."""
    yield Paragraph(phrases.rich("activity.end", title=Bold(ending.activity.title)))
    if ending.open_tasks:
        yield Paragraph(phrases.rich("activity.end.open", n=ending.open_tasks))
    yield Aside(phrases.rich("activity.end.pause"))


def activity_buttons(activity_id: int, phrases: Phrases, *, ends: bool = True) -> Actions:
    """The ways from an activity to everything else that can be said about it, and to its end."""
    ref = str(activity_id)
    more = Button(phrases.say("button.activity_more"), "form-activity_details", ref)
    turns = Button(phrases.say("button.activity_turns"), "form-activity_turns", ref)
    end = Button(phrases.say("button.activity_end"), "form-activity_end", ref)
    return Actions(f"activity {ref}", (more, turns, end) if ends else (more, turns))


def _ended(ending: Ending, phrases: Phrases) -> Iterator[Part]:
    yield Heading(phrases.say("activity.ended", title=ending.activity.title))
    yield Paragraph(phrases.rich("activity.ended.next"))
    if ending.open_tasks:
        yield Aside(phrases.rich("activity.ended.closed", n=ending.open_tasks))


def _saved(saved: ActivitySaved, phrases: Phrases) -> Iterator[Part]:
    now = _facts(saved.activity, phrases)
    title = saved.activity.title
    if saved.before is None:
        yield Heading(phrases.say("activity.created", title=title))
        told = {name: value for name, value in now.items() if name in _ALWAYS_TOLD and value}
        yield Paragraph(joined((_fact(name, value, phrases) for name, value in told.items()), "\n"))
    else:
        old = _facts(saved.before, phrases)
        changed = [name for name in now if now[name] != old[name]]
        yield Heading(phrases.say("activity.changed" if changed else "activity.unchanged", title=title))
        if changed:
            yield Paragraph(joined((_change(name, old[name], now[name], phrases) for name in changed), "\n"))
    if saved.next_due:
        days = _days(saved.next_due, saved.today, phrases)
        yield Paragraph(phrases.rich("activity.next", n=len(saved.next_due), days=days))
    if saved.next_turns:
        yield Paragraph(turns_words(saved.next_turns, saved.today, phrases))
    if saved.staying:
        days = phrases.listed([phrases.day(day, saved.today) for day in saved.staying])
        yield Aside(phrases.rich("activity.staying", n=len(saved.staying), days=days))
    if saved.before is None:
        yield activity_buttons(saved.activity.id, phrases, ends=False)


def _fact(name: str, value: Rich, phrases: Phrases) -> Rich:
    return phrases.rich("activity.fact", what=phrases.say(_LABELS[name]), value=value)


def _change(name: str, before: Rich, after: Rich, phrases: Phrases) -> Rich:
    nobody = name in ("owner", "deputies", "turns")
    nothing: Rich = (phrases.say("activity.nobody" if nobody else "activity.nothing"),)
    what = phrases.say(_LABELS[name])
    return phrases.rich("activity.change", what=what, before=before or nothing, after=after or nothing)


def _facts(activity: ActivityFacts, phrases: Phrases) -> dict[str, Rich]:
    """Everything that is told of an activity, by the names of the labels; nothing is the empty text."""
    plan = activity.plan
    return {
        "title": (plan.title,),
        "cadence": (cadence_in_words(parse_cadence(plan.cadence), phrases.language),),
        "owner": _people((activity.owner,) if activity.owner else (), phrases),
        "deputies": _people(activity.deputies, phrases),
        "channel": _text(plan.channel),
        "small_version": _text(plan.small_version),
        "instructions": _text(plan.instructions),
        "material": _text(plan.material),
        "lead": (lead_words(plan.lead, phrases),),
        "tolerance": (tolerance_words(plan.tolerance, phrases),),
        "non_working": (phrases.say(NON_WORKING[plan.non_working]),),
        "goal": _text(plan.goal),
        "starts": (phrases.long_day(plan.starts),),
        "partner": _text(plan.partner),
        "turns": _turns(activity, phrases),
    }


def _turns(activity: ActivityFacts, phrases: Phrases) -> Rich:
    if activity.plan.turn_every is None:
        return ()
    return (*_people(activity.turns, phrases), ", ", phrases.say(EVERY_WORDS[activity.plan.turn_every]))


def _people(people: Sequence[PersonRef], phrases: Phrases) -> Rich:
    return phrases.listed_rich([(Mention(person),) for person in people]) if people else ()


def _text(text: str | None) -> Rich:
    return (cut(" ".join(text.split()), QUOTED),) if text else ()


def _days(days: Sequence[date], today: date, phrases: Phrases) -> str:
    return " · ".join(phrases.day(day, today) for day in days)
