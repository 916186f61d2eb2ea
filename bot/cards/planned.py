"""The plan of a month, week by week."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from bot.cards.card import Aside, Bold, Card, Heading, Mention, Paragraph, Part, Rich, Span, card_of_parts, joined
from bot.translations.phrases import PhraseId, Phrases
from jobs.facts import Ending
from jobs.use_cases.answers import MonthPlan, PlannedTask

SHOWN_PLANNED = 40

_ENDINGS: dict[Ending, PhraseId] = {
    "done": "answer.plan.done",
    "small": "answer.plan.small",
    "skipped": "answer.plan.skipped",
    "paused": "answer.plan.paused",
    "lapsed": "answer.plan.lapsed",
}


def plan_card(plan: MonthPlan, phrases: Phrases) -> Card:
    """Every task of a month with who has it; tasks that nobody covers are marked."""
    return card_of_parts(_parts(plan, phrases))


def _parts(plan: MonthPlan, phrases: Phrases) -> Iterator[Part]:
    yield Heading(phrases.say("answer.plan", month=phrases.month(plan.month)))
    if not plan.tasks:
        yield Paragraph(phrases.rich("answer.plan.empty"))
        return
    ordered = sorted(plan.tasks, key=lambda one: (one.task.due_on, one.task.number))
    for monday, week in groupby(ordered[:SHOWN_PLANNED], key=lambda one: _monday(one.task.due_on)):
        head: tuple[Span, ...] = (Bold(phrases.say("answer.plan.week", day=phrases.day(monday))),)
        yield Paragraph(joined((head, *(_line(one, phrases) for one in week)), "\n"))
    if len(ordered) > SHOWN_PLANNED:
        yield Aside(phrases.rich("answer.more", n=len(ordered) - SHOWN_PLANNED))
    uncovered = sum(_is_uncovered(one) for one in ordered)
    if uncovered:
        yield Aside(phrases.rich("answer.plan.uncovered", n=uncovered))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _is_uncovered(planned: PlannedTask) -> bool:
    return planned.task.is_open and planned.responsible is None


def _line(planned: PlannedTask, phrases: Phrases) -> Rich:
    task = planned.task
    line: Rich = (f"#{task.number} {task.title} · {phrases.day(task.due_on)} · ", *_who(planned, phrases))
    if planned.shifted_from is None:
        return line
    return (*line, " · ", phrases.say("answer.plan.shifted", day=phrases.day(planned.shifted_from)))


def _who(planned: PlannedTask, phrases: Phrases) -> Rich:
    if planned.task.ended is not None:
        return (phrases.say(_ENDINGS[planned.task.ended]),)
    if planned.responsible is None:
        return (Bold(phrases.say("answer.plan.nobody")),)
    return (Mention(planned.responsible),)
