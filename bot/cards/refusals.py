"""What stands in the way, and what to do next with an example that works."""

from collections.abc import Iterator

from bot.cards.card import Aside, Card, Paragraph, Part, Rich, card_of_parts, cut, joined
from bot.cards.task import outcome, task_rich
from bot.translations.phrases import PhraseId, Phrases, phrases_for
from jobs.facts import PersonRef, Reader
from jobs.use_cases.answers import Actor
from jobs.use_cases.refusals import Refusal, RefusalCode

SHOWN_CANDIDATES = 10
QUOTED = 60
EXAMPLE_VALUE = 1250

WHATS: dict[RefusalCode, PhraseId] = {
    "stranger": "refusal.stranger",
    "deactivated": "refusal.deactivated",
    "guest": "refusal.guest",
    "no_such_task": "refusal.no_such_task",
    "no_open_task": "refusal.no_open_task",
    "which_task": "refusal.which_task",
    "ambiguous_task": "refusal.ambiguous_task",
    "not_yours": "refusal.not_yours",
    "already_ended": "refusal.already_ended",
    "went_on": "refusal.went_on",
    "date_missing": "refusal.date_missing",
    "date_unknown": "refusal.date_unknown",
    "date_impossible": "refusal.date_impossible",
    "date_past": "refusal.date_past",
    "date_too_far": "refusal.date_too_far",
    "reason_missing": "refusal.reason_missing",
    "reason_unknown": "refusal.reason_unknown",
    "person_missing": "refusal.person_missing",
    "person_unknown": "refusal.person_unknown",
    "nobody_decides": "refusal.nobody_decides",
    "month_unknown": "refusal.month_unknown",
    "unknown_word": "refusal.unknown_word",
    "coordinator_only": "refusal.coordinator_only",
    "absence_words": "refusal.absence_words",
    "absence_of_others": "refusal.absence_of_others",
    "absence_backwards": "refusal.absence_backwards",
    "address_unknown": "refusal.address_unknown",
    "absence_changed": "refusal.absence_changed",
    "own_deputy": "refusal.own_deputy",
    "not_away": "refusal.not_away",
    "no_such_activity": "refusal.no_such_activity",
    "ambiguous_activity": "refusal.ambiguous_activity",
    "not_paused": "refusal.not_paused",
    "nothing_paused": "refusal.nothing_paused",
    "reserved": "refusal.reserved",
    "not_set_up": "refusal.not_set_up",
    "title_missing": "refusal.title_missing",
    "title_used": "refusal.title_used",
    "person_guest": "refusal.person_guest",
    "person_outside": "refusal.person_outside",
    "person_left": "refusal.person_left",
    "deputy_is_owner": "refusal.deputy_is_owner",
    "link_unknown": "refusal.link_unknown",
    "nothing_planned": "refusal.nothing_planned",
    "choice_missing": "refusal.choice_missing",
    "metric_unknown": "refusal.metric_unknown",
    "no_metrics": "refusal.no_metrics",
    "number_missing": "refusal.number_missing",
    "number_unknown": "refusal.number_unknown",
    "number_ambiguous": "refusal.number_ambiguous",
    "number_too_large": "refusal.number_too_large",
    "unit_other": "refusal.unit_other",
    "month_ahead": "refusal.month_ahead",
    "month_long_ago": "refusal.month_long_ago",
    "not_measuring": "refusal.not_measuring",
    "not_deciding": "refusal.not_deciding",
    "not_your_decision": "refusal.not_your_decision",
    "words_missing": "refusal.words_missing",
    "activity_unknown": "refusal.activity_unknown",
    "decision_closed": "refusal.decision_closed",
    "coordination_open": "refusal.coordination_open",
    "holder_missing": "refusal.holder_missing",
    "role_twice": "refusal.role_twice",
    "closing_words": "refusal.closing_words",
    "closing_open": "refusal.closing_open",
    "closing_long": "refusal.closing_long",
    "no_partner": "refusal.no_partner",
    "party_unknown": "refusal.party_unknown",
    "partner_unnamed": "refusal.partner_unnamed",
    "partner_known": "refusal.partner_known",
    "partner_in_use": "refusal.partner_in_use",
    "email_unknown": "refusal.email_unknown",
    "not_reported": "refusal.not_reported",
    "gone": "refusal.gone",
}
NEXTS: dict[RefusalCode, PhraseId] = {
    "stranger": "refusal.stranger.next",
    "deactivated": "refusal.deactivated.next",
    "guest": "refusal.guest.next",
    "no_such_task": "refusal.no_such_task.next",
    "no_open_task": "refusal.no_open_task.next",
    "which_task": "refusal.which_task.next",
    "ambiguous_task": "refusal.ambiguous_task.next",
    "not_yours": "refusal.not_yours.next",
    "already_ended": "refusal.already_ended.next",
    "went_on": "refusal.went_on.next",
    "date_missing": "refusal.date_missing.next",
    "date_unknown": "refusal.date_unknown.next",
    "date_impossible": "refusal.date_impossible.next",
    "date_past": "refusal.date_past.next",
    "date_too_far": "refusal.date_too_far.next",
    "reason_missing": "refusal.reason_missing.next",
    "reason_unknown": "refusal.reason_unknown.next",
    "person_missing": "refusal.person_missing.next",
    "person_unknown": "refusal.person_unknown.next",
    "nobody_decides": "refusal.nobody_decides.next",
    "month_unknown": "refusal.month_unknown.next",
    "unknown_word": "refusal.unknown_word.next",
    "coordinator_only": "refusal.coordinator_only.next",
    "absence_words": "refusal.absence_words.next",
    "absence_of_others": "refusal.absence_of_others.next",
    "absence_backwards": "refusal.absence_backwards.next",
    "address_unknown": "refusal.address_unknown.next",
    "absence_changed": "refusal.absence_changed.next",
    "own_deputy": "refusal.own_deputy.next",
    "not_away": "refusal.not_away.next",
    "no_such_activity": "refusal.no_such_activity.next",
    "ambiguous_activity": "refusal.ambiguous_activity.next",
    "not_paused": "refusal.not_paused.next",
    "nothing_paused": "refusal.nothing_paused.next",
    "reserved": "refusal.reserved.next",
    "not_set_up": "refusal.not_set_up.next",
    "title_missing": "refusal.title_missing.next",
    "title_used": "refusal.title_used.next",
    "person_guest": "refusal.person_guest.next",
    "person_outside": "refusal.person_outside.next",
    "person_left": "refusal.person_left.next",
    "deputy_is_owner": "refusal.deputy_is_owner.next",
    "link_unknown": "refusal.link_unknown.next",
    "nothing_planned": "refusal.nothing_planned.next",
    "choice_missing": "refusal.choice_missing.next",
    "metric_unknown": "refusal.metric_unknown.next",
    "no_metrics": "refusal.no_metrics.next",
    "number_missing": "refusal.number_missing.next",
    "number_unknown": "refusal.number_unknown.next",
    "number_ambiguous": "refusal.number_ambiguous.next",
    "number_too_large": "refusal.number_too_large.next",
    "unit_other": "refusal.unit_other.next",
    "month_ahead": "refusal.month_ahead.next",
    "month_long_ago": "refusal.month_long_ago.next",
    "not_measuring": "refusal.not_measuring.next",
    "not_deciding": "refusal.not_deciding.next",
    "not_your_decision": "refusal.not_your_decision.next",
    "words_missing": "refusal.words_missing.next",
    "activity_unknown": "refusal.activity_unknown.next",
    "decision_closed": "refusal.decision_closed.next",
    "coordination_open": "refusal.coordination_open.next",
    "holder_missing": "refusal.holder_missing.next",
    "role_twice": "refusal.role_twice.next",
    "closing_words": "refusal.closing.next",
    "closing_open": "refusal.closing.next",
    "closing_long": "refusal.closing.next",
    "no_partner": "refusal.no_partner.next",
    "party_unknown": "refusal.party_unknown.next",
    "partner_unnamed": "refusal.partner_unnamed.next",
    "partner_known": "refusal.partner_known.next",
    "partner_in_use": "refusal.partner_in_use.next",
    "email_unknown": "refusal.email_unknown.next",
    "not_reported": "refusal.not_reported.next",
    "gone": "refusal.gone.next",
}
FIXES: dict[RefusalCode, PhraseId] = {
    "date_missing": "refusal.fix.day",
    "date_unknown": "refusal.fix.day",
    "date_impossible": "refusal.fix.day",
    "date_past": "refusal.fix.coming_day",
    "date_too_far": "refusal.fix.nearer_day",
    "reason_missing": "refusal.fix.few_words",
    "reason_unknown": "refusal.fix.from_list",
    "person_missing": "refusal.fix.from_list",
    "person_unknown": "refusal.fix.from_list",
    "person_guest": "refusal.fix.somebody_else",
    "person_outside": "refusal.fix.somebody_else",
    "person_left": "refusal.fix.somebody_else",
    "deputy_is_owner": "refusal.fix.somebody_else",
    "title_missing": "refusal.fix.few_words",
    "title_used": "refusal.fix.other_title",
    "link_unknown": "refusal.fix.link",
    "choice_missing": "refusal.fix.from_list",
    "absence_words": "refusal.fix.day",
    "absence_backwards": "refusal.fix.later_day",
    "address_unknown": "refusal.fix.address",
    "own_deputy": "refusal.fix.somebody_else",
    "month_unknown": "refusal.fix.from_list",
    "words_missing": "refusal.fix.few_words",
    "activity_unknown": "refusal.fix.from_list",
    "coordination_open": "refusal.fix.from_list",
    "holder_missing": "refusal.fix.from_list",
    "role_twice": "refusal.fix.from_list",
    "partner_unnamed": "refusal.fix.few_words",
    "partner_known": "refusal.fix.other_name",
    "email_unknown": "refusal.fix.email",
    "closing_words": "refusal.fix.day",
    "closing_open": "refusal.fix.last_day",
    "closing_long": "refusal.fix.nearer_day",
}
"""What to do beside the field of a form, where a line to type would lead away."""


def refusal_card(refusal: Refusal, actor: Actor, hint: str | None = None, example: PhraseId | None = None) -> Card:
    """The refusal in the actor's language.

    `hint` is the word or date that would have been understood, `example` a whole line that would have worked.
    """
    phrases = phrases_for(Reader(actor.language, actor.formality, actor.zone))
    if refusal.code == "not_yours" and actor.is_guest:
        refusal = Refusal("guest")  # a guest doesn't learn which tasks others have
    return card_of_parts(_parts(refusal, actor.person, hint, example, phrases))


def refusal_words(refusal: Refusal, phrases: Phrases) -> str:
    """What stands in the way and what to do about it, as it fits beside a field of a form."""
    what = phrases.say(WHATS[refusal.code], None, **_facts(refusal, None, phrases))
    fix = FIXES.get(refusal.code)
    return f"{what} {phrases.say(fix)}" if fix else what


def _parts(
    refusal: Refusal, reader: PersonRef, hint: str | None, example: PhraseId | None, phrases: Phrases
) -> Iterator[Part]:
    yield Paragraph(_what(refusal, reader, phrases))
    if refusal.candidates:
        shown = (task_rich(task, phrases) for task in refusal.candidates[:SHOWN_CANDIDATES])
        yield Paragraph(joined(shown, "\n"))
    if len(refusal.candidates) > SHOWN_CANDIDATES:
        yield Aside(phrases.rich("answer.more", n=len(refusal.candidates) - SHOWN_CANDIDATES))
    if refusal.code == "unknown_word" and hint:
        yield Paragraph(phrases.rich("refusal.nearest", word=hint))
    if example and refusal.code in FIXES:
        yield Aside(phrases.rich("refusal.example", example=phrases.say(example)))
    else:
        yield Aside(phrases.rich(NEXTS[refusal.code], None, **_facts(refusal, hint, phrases)))


def _what(refusal: Refusal, reader: PersonRef, phrases: Phrases) -> Rich:
    what: Rich = phrases.rich(WHATS[refusal.code], None, **_facts(refusal, None, phrases))
    ending = outcome(refusal.task, reader, phrases) if refusal.code == "already_ended" and refusal.task else None
    return (*what, " ", *ending, ".") if ending else what


def _facts(refusal: Refusal, hint: str | None, phrases: Phrases) -> dict[str, str | int]:
    """Whatever a phrase may speak of. Without a task an example names the first candidate, or a number at random."""
    example = refusal.task or next(iter(refusal.candidates), None)
    return {
        "text": _quoted(refusal.text),
        "title": refusal.task.title if refusal.task else "",
        "number": example.number if example else 12,
        "day": phrases.long_day(refusal.on) if refusal.on else refusal.text,
        "person": refusal.person.name if refusal.person else refusal.text,
        "people": phrases.listed([person.name for person in refusal.people]),
        "titles": phrases.listed(refusal.names),
        **_measured_facts(refusal, phrases),
        "example": hint or phrases.say("refusal.example_day"),
        "month": hint or phrases.say("refusal.example_month"),
    }


def _measured_facts(refusal: Refusal, phrases: Phrases) -> dict[str, str]:
    """What is said about metrics and their numbers, as it would have to be typed."""
    values = [phrases.typed(value) for value in refusal.values or (EXAMPLE_VALUE,)]
    return {
        "values": phrases.either(values),
        "value": values[0],
        "metric": refusal.names[0] if refusal.names else phrases.say("refusal.example_metric"),
        "when": phrases.month(refusal.on) if refusal.on else "",
    }


def _quoted(text: str) -> str:
    return cut(" ".join(text.split()), QUOTED)
