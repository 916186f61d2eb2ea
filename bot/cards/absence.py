"""When somebody is away or there again, and what that means for tasks. Never why."""

from collections.abc import Iterator
from datetime import date

from bot.cards.card import Actions, Aside, Button, Card, Mention, Paragraph, Part, Rich, card_of_parts, joined
from bot.cards.task import task_rich
from bot.translations.phrases import PhraseId, Phrases
from jobs.rules.availability import Span
from jobs.use_cases.cover_answers import AbsenceNoted, AbsenceOver, CoveredTask, WhichAbsence

SHOWN_COVERED = 8
SHOWN_ABSENCES = 10
CHANGE = "form-absence"
_NOTED: dict[tuple[bool, bool], PhraseId] = {
    (False, True): "absence.noted.own",
    (False, False): "absence.noted",
    (True, True): "absence.changed.own",
    (True, False): "absence.changed",
}
"""By whether it was changed, and whether it is the reader's own."""


def absence_card(answer: AbsenceNoted, phrases: Phrases) -> Card:
    """The days, every task that falls into them with whoever is there for it, and a way to take it all back."""
    return card_of_parts(_noted(answer, phrases))


def over_card(answer: AbsenceOver, phrases: Phrases) -> Card:
    """The person is there again, with the tasks that are theirs again."""
    return card_of_parts(_over(answer, phrases))


def which_absence_card(answer: WhichAbsence, phrases: Phrases) -> Card:
    """Several absences are to come: a button for each."""
    return card_of_parts(_which(answer, phrases))


def when(span: Span, today: date, phrases: Phrases) -> str:
    """The days of an absence, as they stand in a sentence."""
    first = phrases.day(span.first, today)
    if span.last is None:
        return phrases.say("absence.open", first=first)
    if span.last == span.first:
        return phrases.say("absence.day", day=first)
    return phrases.say("absence.span", first=first, last=phrases.day(span.last, today))


def falling(answer: AbsenceNoted, phrases: Phrases) -> Iterator[Part]:
    """What falls into the days, and who is there for it."""
    yield Paragraph((_count(answer, phrases),))
    yield from _tasks(answer, phrases)


def _noted(answer: AbsenceNoted, phrases: Phrases) -> Iterator[Part]:
    days = phrases.listed([when(span, answer.on, phrases) for span in answer.spans])
    said: Rich = phrases.rich(_NOTED[answer.changed, answer.own], who=Mention(answer.who), when=days)
    yield Paragraph((*said, " ", _count(answer, phrases)))
    yield from _tasks(answer, phrases)
    yield from _came_back(answer, phrases)
    if answer.joined:
        yield Aside(phrases.rich("absence.joined"))
    if not answer.own:
        yield Aside(phrases.rich("absence.not_told", who=Mention(answer.who)))
    if answer.id is not None:
        yield absence_actions(answer.id, phrases)
    else:
        yield Actions("absences", (Button(phrases.say("button.absence_change"), "absences", str(answer.who.id)),))


def absence_actions(absence_id: int, phrases: Phrases, days: str | None = None) -> Actions:
    """What can be done about an absence; `days` tell it from others beside it."""

    def button(label: str, intent: str) -> Button:
        about = phrases.say("button.about", label=label, title=days) if days else None
        return Button(label, intent, str(absence_id), description=about)

    change, back = phrases.say("button.absence_change"), phrases.say("button.absence_back")
    return Actions(f"absence-{absence_id}", (button(change, CHANGE), button(back, "back")))


def _count(answer: AbsenceNoted, phrases: Phrases) -> str:
    """How many tasks fall into it; where it goes on beyond the tasks that are known, how far that is."""
    n = len(answer.tasks)
    if all(span.last is not None and span.last <= answer.known_until for span in answer.spans):
        return phrases.say("absence.tasks", n) if n else phrases.say("absence.tasks.none")
    return phrases.say("absence.known_tasks", n) if n else phrases.say("absence.known_tasks.none")


def _tasks(answer: AbsenceNoted, phrases: Phrases) -> Iterator[Part]:
    covered = [one for one in answer.tasks if one.by is not None]
    alone = [one for one in answer.tasks if one.by is None]
    yield from _listed(covered, (), phrases)
    if alone:
        yield from _listed(alone, (phrases.say("absence.nobody"),), phrases)
        yield Aside(phrases.rich("absence.hand_over", number=alone[0].task.number))


def _listed(tasks: list[CoveredTask], head: Rich, phrases: Phrases) -> Iterator[Part]:
    lines = [_line(one, phrases) for one in tasks[:SHOWN_COVERED]]
    if lines:
        yield Paragraph(joined([head, *lines] if head else lines, "\n"))
    if len(tasks) > SHOWN_COVERED:
        yield Aside(phrases.rich("answer.more", n=len(tasks) - SHOWN_COVERED))


def _line(one: CoveredTask, phrases: Phrases) -> Rich:
    task = task_rich(one.task, phrases)
    if one.by is not None:
        return phrases.rich("absence.covered", task=task, who=Mention(one.by))
    if not one.deputies:
        return phrases.rich("absence.alone", task=task)
    deputies: Rich = phrases.listed_rich([(Mention(deputy),) for deputy in one.deputies])
    return phrases.rich("absence.deputies_away", task=task, who=deputies)


def _over(answer: AbsenceOver, phrases: Phrases) -> Iterator[Part]:
    yield Paragraph(is_there(answer, phrases))
    yield from _came_back(answer, phrases)


def _came_back(answer: AbsenceNoted | AbsenceOver, phrases: Phrases) -> Iterator[Part]:
    if answer.returned:
        head = phrases.rich("absence.returned.own" if answer.own else "absence.returned", who=Mention(answer.who))
        shown = [task_rich(task, phrases) for task in answer.returned[:SHOWN_COVERED]]
        yield Paragraph(joined((head, *shown), "\n"))
    if len(answer.returned) > SHOWN_COVERED:
        yield Aside(phrases.rich("answer.more", n=len(answer.returned) - SHOWN_COVERED))
    if answer.stayed:
        yield from _listed(list(answer.stayed), (phrases.say("absence.stayed"),), phrases)


def is_there(answer: AbsenceOver, phrases: Phrases) -> Rich:
    """That somebody is there again, or after all; or that they aren't, because that is taken back."""
    if answer.restored:
        days = when(answer.span, answer.on, phrases)
        own = "absence.restored.own" if answer.own else "absence.restored"
        return phrases.rich(own, who=Mention(answer.who), when=days)
    if answer.running:
        return phrases.rich("absence.over.own" if answer.own else "absence.over", who=Mention(answer.who))
    days = when(answer.span, answer.on, phrases)
    return phrases.rich("absence.dropped.own" if answer.own else "absence.dropped", who=Mention(answer.who), when=days)


def _which(answer: WhichAbsence, phrases: Phrases) -> Iterator[Part]:
    yield Paragraph(phrases.rich("absence.which.own" if answer.own else "absence.which", who=Mention(answer.who)))
    buttons = (
        Button(label(one.span, answer.on, phrases), "back", str(one.id)) for one in answer.absences[:SHOWN_ABSENCES]
    )
    yield Actions("back", tuple(buttons))


def label(span: Span, today: date, phrases: Phrases) -> str:
    """The days of an absence, as they stand alone."""
    first = phrases.day(span.first, today)
    if span.last is None:
        return phrases.say("absence.choice.open", first=first)
    if span.last == span.first:
        return first
    return phrases.say("absence.choice", first=first, last=phrases.day(span.last, today))
