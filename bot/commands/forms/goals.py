"""The form for a reading: which metric, how much, in which month."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.cards.card import Aside, Card, Rich, joined
from bot.cards.form import Choice, ChoiceGroup, ChoiceInput, Field, Form, FormPart, TextInput
from bot.cards.goals import amount_words
from bot.commands.amounts import read_only_amount
from bot.commands.ask import Ask
from bot.commands.forms.entry import FormEntry
from bot.commands.forms.reading import Fields, FormReading
from bot.commands.grammar import read_month
from bot.commands.openable import key_of
from bot.translations.phrases import Phrases, phrases_for
from jobs.rules.numbers import NumberError, parse_number
from jobs.use_cases import finding, goals
from jobs.use_cases.learning_answers import MetricLine
from jobs.use_cases.refusals import Refusal

VALUE_LIMIT = 60


@dataclass(frozen=True)
class _Known:
    """What the form's key tells already; whatever it doesn't say properly is simply asked."""

    metric: MetricLine | None
    value: str
    month: date


def _known(session: Session, ask: Ask, ref: str, metrics: Sequence[MetricLine], phrases: Phrases) -> _Known:
    metric, value, month = (*ref.split("/"), "", "", "")[:3]
    today, _ = finding.today(session, ask.actor, ask.now)
    return _Known(
        next((one for one in metrics if one.id == key_of(metric)), None),
        _typed(value, phrases),
        _month(month) or goals.default_month(today),
    )


def _typed(value: str, phrases: Phrases) -> str:
    try:
        return phrases.typed(parse_number(value))
    except NumberError:
        return ""


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def _build(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    """What was measured last is shown for the metric that is chosen."""
    phrases, metrics = phrases_for(ask.reader), goals.recordable(session, ask.actor)
    known = _known(session, ask, ref, metrics, phrases)
    chosen = known.metric or (metrics[0] if len(metrics) == 1 else None)
    if entered is not None:
        chosen = next((one for one in metrics if str(one.id) == entered.get("metric")), None)
    return Form(
        phrases.say("modal.metric.title"),
        phrases.say("modal.metric.submit"),
        (
            Field("metric", phrases.say("modal.metric.metric"), _choices(metrics, chosen), previews=True),
            *_last(session, ask, chosen, phrases),
            Field(
                "value",
                phrases.say("modal.metric.value"),
                TextInput(known.value, limit=VALUE_LIMIT),
                phrases.say("modal.metric.hint"),
            ),
            Field("month", phrases.say("modal.metric.month"), _months(session, ask, known.month, phrases)),
        ),
    )


def _choices(metrics: Sequence[MetricLine], chosen: MetricLine | None) -> ChoiceInput:
    groups = tuple(
        ChoiceGroup(goal, tuple(Choice(str(metric.id), metric.name) for metric in some))
        for goal, some in groupby(metrics, key=lambda metric: metric.goal)
    )
    return ChoiceInput(groups, str(chosen.id) if chosen else None)


def _months(session: Session, ask: Ask, known: date, phrases: Phrases) -> ChoiceInput:
    today, _ = finding.today(session, ask.actor, ask.now)
    shown = goals.months_shown(today)
    months = shown if known in shown else (*shown, known)
    choices = tuple(Choice(f"{month:%Y-%m}", phrases.month(month)) for month in months)
    return ChoiceInput(choices, f"{known:%Y-%m}")


def _last(session: Session, ask: Ask, metric: MetricLine | None, phrases: Phrases) -> Iterator[FormPart]:
    if metric is not None:
        yield Aside(joined(_facts(session, ask, metric, phrases), " · "))


def _facts(session: Session, ask: Ask, metric: MetricLine, phrases: Phrases) -> Iterator[Rich]:
    readings = goals.last_readings(session, ask.actor, metric, ask.now)
    if readings:
        amount = amount_words(readings[-1].value, metric, phrases)
        yield phrases.rich("modal.metric.last", month=phrases.month_name(readings[-1].month), amount=amount)
    else:
        yield phrases.rich("goals.unmeasured")
    if metric.target is not None:
        yield phrases.rich("goals.target", amount=amount_words(metric.target, metric, phrases))


def _submit(form: FormReading) -> Card:
    metrics = goals.recordable(form.session, form.ask.actor)
    metric = next((one for one in metrics if str(one.id) == form.text("metric")), None)
    if metric is None:
        form.fault("metric", Refusal("metric_unknown", text=form.text("metric")))
    meant = (metric,) if metric else metrics
    value = form.attempt("value", lambda: read_only_amount(form.text("value"), meant), 0.0)
    month = form.attempt("month", lambda: read_month(form.session, form.ask, form.text("month"), ahead=False), date.min)
    form.check()
    recorded = goals.record(form.session, form.ask.actor, metric.id if metric else 0, value, form.ask.now, month)
    return card_of(recorded, form.ask.actor)


GOAL_FORMS: dict[str, FormEntry] = {"metric": FormEntry(_build, _submit, {"number": "value", "month": "month"})}
