"""What a new plan would change about the one that holds: pure comparison, told by the names people know."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from itertools import chain
from typing import Any, Literal

from jobs.use_cases.plan import Plan

Kind = Literal["created", "changed", "ended"]
Noun = Literal[
    "company", "person", "role", "goal", "metric", "channel", "partner", "activity", "closing_day", "absence"
]
Display = Callable[[str], str]


@dataclass(frozen=True)
class FieldChange:
    """One value, before and after, as text; nothing is the empty text."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class PlanChange:
    """One thing in the plan that begins, is different or ends. What has ended is remembered with its history."""

    kind: Kind
    noun: Noun
    name: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Kept:
    """Channels and goals that activities of the past belong to: they stay, whether a plan names them or not."""

    channels: frozenset[str] = frozenset()
    goals: frozenset[str] = frozenset()


def compare(before: Plan, after: Plan, kept: Kept, display: Display, today: date) -> tuple[PlanChange, ...]:
    """Every change from one plan to the other. `before` holds everyone's settings; a past closing never ends."""
    told = _Telling(display)
    people = {one.external_id: one for one in before.people}
    return tuple(
        chain(
            told.changed("company", {"": before.company}, {"": after.company}),
            told.changed(
                "person",
                {display(one): settings for one, settings in people.items()},
                {display(one.external_id): one for one in after.people},
            ),
            told.all("role", _named(before.roles), _named(after.roles)),
            told.all("goal", _named(before.goals), _named(after.goals), kept.goals),
            told.all("metric", _metrics(before), _metrics(after), _metrics_kept(before, after, kept)),
            told.all("channel", _named(before.channels), _named(after.channels), kept.channels),
            told.changed("partner", _named(before.partners), _named(after.partners)),
            told.all("activity", _titled(before), _titled(after)),
            told.all("closing_day", _closings(before), _closings(after), _past(before, today)),
            told.changed("absence", _absences(before, display), _absences(after, display)),
        )
    )


class _Telling:
    """Tells differences between entries that are found by name."""

    def __init__(self, display: Display) -> None:
        self._display = display

    def all(
        self, noun: Noun, before: Mapping[str, Any], after: Mapping[str, Any], kept: Iterable[str] = ()
    ) -> Iterator[PlanChange]:
        """What begins, is different, and ends."""
        yield from self.changed(noun, before, after)
        gone = [name for name in before if name not in after and name not in kept]
        yield from (PlanChange("ended", noun, name) for name in gone)

    def changed(self, noun: Noun, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[PlanChange]:
        """What begins and what is different."""
        for name, entry in after.items():
            old = before.get(name)
            different = tuple(self._differences(old, entry))
            if old is None or different:
                yield PlanChange("created" if old is None else "changed", noun, name, different)

    def _differences(self, before: Any, after: Any) -> Iterator[FieldChange]:
        for field in fields(after):
            if field.metadata.get("identity") or field.metadata.get("nested"):
                continue
            display = self._display if field.metadata.get("person") else str
            old = _text(getattr(before, field.name, None), display)
            new = _text(getattr(after, field.name), display)
            if old != new:
                yield FieldChange(field.name, old, new)


def _text(value: Any, display: Display) -> str:
    match value:
        case None:
            return ""
        case tuple():
            return ", ".join(_text(one, display) if isinstance(one, str) else f"{one[0]} {one[1]}" for one in value)
        case float():
            return f"{value:.15g}"
        case time():
            return f"{value:%H:%M}"
        case str():
            return display(value)
        case _:
            return str(value)


def _named(entries: Iterable[Any]) -> dict[str, Any]:
    return {entry.name: entry for entry in entries}


def _titled(plan: Plan) -> dict[str, Any]:
    return {activity.title: activity for activity in plan.activities}


def metric_name(goal: str, metric: str) -> str:
    """A metric is only unique within its goal."""
    return f"{goal}: {metric}"


def _metrics(plan: Plan) -> dict[str, Any]:
    return {metric_name(goal.name, metric.name): metric for goal in plan.goals for metric in goal.metrics}


def _metrics_kept(before: Plan, after: Plan, kept: Kept) -> set[str]:
    """A goal of the past keeps its metrics, unless the plan names it and says otherwise."""
    named = {goal.name for goal in after.goals}
    past = [goal for goal in before.goals if goal.name in kept.goals and goal.name not in named]
    return {metric_name(goal.name, metric.name) for goal in past for metric in goal.metrics}


def _closings(plan: Plan) -> dict[str, Any]:
    return {str(closing.first_on): closing for closing in plan.closing_days}


def _past(plan: Plan, today: date) -> set[str]:
    return {str(closing.first_on) for closing in plan.closing_days if closing.last_on < today}


def _absences(plan: Plan, display: Display) -> dict[str, Any]:
    return {f"{display(absence.person)} {absence.first_on}": absence for absence in plan.absences}
