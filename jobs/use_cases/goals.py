"""Measures: what marketing should achieve, and what its metrics were month by month."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from math import isfinite

from sqlalchemy.orm import Session

from jobs.rules.numbers import MAX_AMOUNT
from jobs.rules.retrospective import previous_month
from jobs.rules.slots import local_day
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor
from jobs.use_cases.learning_answers import (
    Goals,
    MeasuredGoal,
    MeasuredMetric,
    MetricLine,
    ReadingLine,
    Recorded,
)
from jobs.use_cases.refusals import Refused
from jobs.use_cases.roles import check_role, has_role
from storage import goals as readings
from storage import plans

MONTHS_SHOWN = 6
YEARS_BACK = 3
"""How old a reading may be that is still entered, so that a company can bring its past along."""
LOOKS_BACK_UNTIL = 10
"""Up to this day of a month people enter what the last one came to."""


def default_month(today: date) -> date:
    """The month that is meant where none is named: last month in the first days of a month, else the current one."""
    first = today.replace(day=1)
    return previous_month(first) if today.day <= LOOKS_BACK_UNTIL else first


def months_shown(today: date) -> tuple[date, ...]:
    """The current month and those before it, latest first."""
    months = [today.replace(day=1)]
    while len(months) < MONTHS_SHOWN:
        months.append(previous_month(months[-1]))
    return tuple(months)


def goals(session: Session, actor: Actor, now: datetime) -> Goals:
    """Every goal with its metrics, their last readings, and whether last month's is still missing."""
    today = local_day(now, actor.zone)
    company = company_of(session, actor)
    measured: dict[str, list[MeasuredMetric]] = defaultdict(list)
    for metric, lines in _with_readings(session, metrics(session, actor), actor, today):
        measured[metric.goal].append(MeasuredMetric(metric, lines, _missing(lines, today)))
    found = plans.goals_of(session, actor.workspace_id)
    return Goals(
        tuple(MeasuredGoal(name, goal.priority, tuple(measured[name])) for name, goal in found.items()),
        has_role(company, actor, "measure"),
    )


def metrics(session: Session, actor: Actor) -> tuple[MetricLine, ...]:
    """All metrics, those of the most important goal first."""
    if actor.is_guest:
        raise Refused("guest")
    order = list(plans.goals_of(session, actor.workspace_id))
    found = plans.metrics_of(session, actor.workspace_id).items()
    lines = (MetricLine(one.id, name, goal, one.unit, one.target) for (goal, name), one in found)
    return tuple(sorted(lines, key=lambda line: (order.index(line.goal), line.id)))


def recordable(session: Session, actor: Actor) -> tuple[MetricLine, ...]:
    """The same for whoever may record readings; Refused for everybody else, and where there is nothing to measure."""
    found = metrics(session, actor)
    check_role(company_of(session, actor), actor, "measure", "not_measuring")
    if not found:
        raise Refused("no_metrics")
    return found


def last_readings(session: Session, actor: Actor, metric: MetricLine, now: datetime) -> tuple[ReadingLine, ...]:
    """The last readings of one metric, oldest first."""
    [(_, lines)] = _with_readings(session, (metric,), actor, local_day(now, actor.zone))
    return lines


def record(
    session: Session, actor: Actor, metric_id: int, value: float, now: datetime, month: date | None = None
) -> Recorded:
    """Writes down what a metric was in a month; a correction replaces the value and says what it was before."""
    metric = next((one for one in recordable(session, actor) if one.id == metric_id), None)
    if metric is None:
        raise Refused("gone")
    today = local_day(now, actor.zone)
    of = (month or default_month(today)).replace(day=1)
    _check(value, of, today)
    before = readings.record(session, metric.id, of, value, actor.person.id, now)
    return Recorded(metric, ReadingLine(of, value), before, by_default=month is None)


def _check(value: float, month: date, today: date) -> None:
    if not isfinite(value) or abs(value) > MAX_AMOUNT:
        raise Refused("number_too_large")
    if month > today:
        raise Refused("month_ahead", on=month)
    if month < today.replace(year=today.year - YEARS_BACK, day=1):
        raise Refused("month_long_ago", on=month)


def _with_readings(
    session: Session, lines: Sequence[MetricLine], actor: Actor, today: date
) -> Iterator[tuple[MetricLine, tuple[ReadingLine, ...]]]:
    """One month more than is shown is looked through: the current one often has no reading yet."""
    first = previous_month(months_shown(today)[-1])
    found = readings.readings_since(session, actor.workspace_id, first)
    for line in lines:
        rows = found.get(line.id, [])[-MONTHS_SHOWN:]
        yield line, tuple(ReadingLine(row.month, row.value) for row in rows)


def _missing(lines: Sequence[ReadingLine], today: date) -> date | None:
    last = previous_month(today)
    return None if last in {line.month for line in lines} else last
