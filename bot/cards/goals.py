"""Goals with what was measured, and a reading that was entered."""

from collections.abc import Iterator
from datetime import date

from bot.cards.card import Actions, Aside, Bold, Button, Card, Heading, Paragraph, Part, Rich, card_of_parts, joined
from bot.translations.phrases import Phrases
from jobs.rules.numbers import format_number
from jobs.rules.retrospective import previous_month
from jobs.use_cases.learning_answers import Goals, MeasuredGoal, MeasuredMetric, MetricLine, Recorded, WhichMetric

SHOWN_GOALS = 15
SHOWN_CHOICES = 10


def goals_card(goals: Goals, phrases: Phrases) -> Card:
    """Every goal with its metrics month by month; whoever may record a reading finds a button for it."""
    return card_of_parts(_goals(goals, phrases))


def recorded_card(recorded: Recorded, phrases: Phrases) -> Card:
    """What was entered for which month, in words, and what stood there before."""
    return card_of_parts(_recorded(recorded, phrases))


def which_metric_card(which: WhichMetric, phrases: Phrases) -> Card:
    """A button for each metric that may be meant; its form knows already what else was said."""
    return card_of_parts(_which(which, phrases))


def amount_words(value: float, metric: MetricLine, phrases: Phrases) -> str:
    """A value with its unit."""
    number = phrases.number(value)
    return phrases.say("goals.amount", value=number, unit=metric.unit) if metric.unit else number


def entry_key(metric_id: int | None, value: float | None = None, month: date | None = None) -> str:
    """The key of the form for a reading: what is known of it already."""
    known = (str(metric_id or ""), format_number(value) if value is not None else "", f"{month:%Y-%m}" if month else "")
    return "/".join(known)


def _goals(goals: Goals, phrases: Phrases) -> Iterator[Part]:
    yield Heading(phrases.say("goals.head"))
    if not goals.goals:
        yield Paragraph(phrases.rich("goals.none"))
    for goal in goals.goals[:SHOWN_GOALS]:
        yield Paragraph(joined(_goal(goal, phrases), "\n"))
    if len(goals.goals) > SHOWN_GOALS:
        yield Aside(phrases.rich("goals.more", n=len(goals.goals) - SHOWN_GOALS))
    if goals.may_record and any(goal.metrics for goal in goals.goals):
        yield Actions("goals", (Button(phrases.say("button.record_reading"), "form-metric", "", primary=True),))


def _goal(goal: MeasuredGoal, phrases: Phrases) -> Iterator[Rich]:
    yield (Bold(phrases.say("goals.goal", priority=goal.priority, name=goal.name)),)
    if not goal.metrics:
        yield (phrases.say("goals.without_metric"),)
    for measured in goal.metrics:
        yield (_metric(measured.metric, phrases),)
        yield (_readings(measured, phrases),)
        if measured.missing is not None and measured.readings:
            yield (phrases.say("goals.missing", month=phrases.month_name(measured.missing)),)


def _metric(metric: MetricLine, phrases: Phrases) -> str:
    if metric.target is not None:
        target = amount_words(metric.target, metric, phrases)
        return phrases.say("goals.metric", metric=metric.name, target=target)
    return phrases.say("goals.metric.unit", metric=metric.name, unit=metric.unit) if metric.unit else metric.name


def _readings(measured: MeasuredMetric, phrases: Phrases) -> str:
    words = (
        phrases.say("goals.reading", month=phrases.month_name(one.month), value=phrases.number(one.value))
        for one in measured.readings
    )
    return " · ".join(words) or phrases.say("goals.unmeasured")


def _recorded(recorded: Recorded, phrases: Phrases) -> Iterator[Part]:
    metric, reading = recorded.metric, recorded.reading
    yield Paragraph(joined(_entered(recorded, phrases), " "))
    if metric.target is not None:
        yield Aside(phrases.rich("goals.target", amount=amount_words(metric.target, metric, phrases)))
    if recorded.by_default:
        other = phrases.month_name(previous_month(reading.month))
        value = phrases.typed(reading.value)
        yield Aside(phrases.rich("goals.other_month", metric=metric.name, value=value, month=other))


def _entered(recorded: Recorded, phrases: Phrases) -> Iterator[Rich]:
    metric, reading, before = recorded.metric, recorded.reading, recorded.before
    amount = amount_words(reading.value, metric, phrases)
    month = phrases.month(reading.month)
    yield phrases.rich("goals.recorded", metric=Bold(metric.name), month=month, amount=amount)
    if before == reading.value:
        yield phrases.rich("goals.unchanged")
    elif before is not None:
        yield phrases.rich("goals.before", amount=amount_words(before, metric, phrases))


def _which(which: WhichMetric, phrases: Phrases) -> Iterator[Part]:
    yield Paragraph(phrases.rich("goals.which", text=which.text))
    yield Actions("metric", tuple(_choice(metric, which, phrases) for metric in which.metrics[:SHOWN_CHOICES]))
    if len({metric.name for metric in which.metrics}) > 1:
        value = phrases.typed(which.value)
        yield Aside(phrases.rich("goals.which.next", metric=which.metrics[0].name, value=value))


def _choice(metric: MetricLine, which: WhichMetric, phrases: Phrases) -> Button:
    label = phrases.say("goals.choice", metric=metric.name, goal=metric.goal)
    return Button(label, "form-metric", entry_key(metric.id, which.value, which.month))
