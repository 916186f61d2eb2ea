"""Absences that are known, each with what can be done about it, and the ways to enter others."""

from collections.abc import Iterator

from bot.cards.absence import absence_actions, label
from bot.cards.card import Actions, Aside, Button, Card, Mention, Paragraph, Part, Rich, card_of_parts
from bot.translations.phrases import Phrases
from jobs.use_cases.cover_answers import AbsenceList, KnownAbsence, PersonAway

SHOWN_OWN = 6
SHOWN_OTHERS = 12
"""Two parts for each: together with what stands around them this stays within a message of fifty blocks."""


def absence_list_card(answer: AbsenceList, phrases: Phrases) -> Card:
    """One person's absences first, then those of others that the reader may change."""
    return card_of_parts(_parts(answer, phrases))


def _parts(answer: AbsenceList, phrases: Phrases) -> Iterator[Part]:
    yield Paragraph(_head(answer, phrases))
    for own in answer.absences[:SHOWN_OWN]:
        yield from _known(own, answer, phrases)
    yield from _more(len(answer.absences) - SHOWN_OWN, phrases)
    if answer.others:
        yield Paragraph(phrases.rich("absence.list.others"))
    for other in answer.others[:SHOWN_OTHERS]:
        yield from _of_other(other, answer, phrases)
    yield from _more(len(answer.others) - SHOWN_OTHERS, phrases)
    about = "" if answer.own else str(answer.who.id)
    enter = Button(phrases.say("button.away"), "form-away", about)
    yield Actions("absences", (enter, Button(phrases.say("button.feeds"), "feeds", "")))


def _head(answer: AbsenceList, phrases: Phrases) -> Rich:
    if answer.absences:
        return phrases.rich("absence.list.own" if answer.own else "absence.list", who=Mention(answer.who))
    return phrases.rich("absence.list.none.own" if answer.own else "absence.list.none", who=Mention(answer.who))


def _known(one: KnownAbsence, answer: AbsenceList, phrases: Phrases) -> Iterator[Part]:
    days = label(one.span, answer.on, phrases)
    yield Paragraph(phrases.rich("absence.from_calendar", days=days) if one.from_calendar else (days,))
    yield absence_actions(one.id, phrases, days)


def _of_other(one: PersonAway, answer: AbsenceList, phrases: Phrases) -> Iterator[Part]:
    days = label(one.span, answer.on, phrases)
    yield Paragraph(phrases.rich("absence.list.entry", who=Mention(one.person), days=days))
    if one.id is not None:
        yield absence_actions(one.id, phrases, f"{one.person.name}, {days}")


def _more(n: int, phrases: Phrases) -> Iterator[Part]:
    if n > 0:
        yield Aside(phrases.rich("answer.more", n=n))
