"""Measuring, typed: the goals with what was measured, and a reading for one of their metrics."""

import re
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.cards.goals import entry_key
from bot.commands.amounts import read_amount
from bot.commands.ask import Answer, Ask, OpenForm
from bot.commands.command import Command
from bot.commands.grammar import read_month
from bot.commands.naming import named
from jobs.rules.calendar_words import fold
from jobs.use_cases import goals
from jobs.use_cases.learning_answers import MetricLine, WhichMetric
from jobs.use_cases.refusals import Refused

_BEFORE_A_MONTH = ("im", "in", "fuer", "for", "of", "vom")
_BEHIND_A_NAME = ":=,;"


def _goals(session: Session, ask: Ask, words: str) -> Answer:
    del words
    return card_of(goals.goals(session, ask.actor, ask.now), ask.actor)


def _metric(session: Session, ask: Ask, words: str) -> Answer:
    """A reading. What is missing is asked in the form, and so is which metric is meant where several fit."""
    known = goals.recordable(session, ask.actor)
    if not words:
        return OpenForm("metric")
    meant, rest = _named(known, words)
    if not rest:
        return OpenForm("metric", entry_key(meant[0].id if len(meant) == 1 else None))
    value, behind = read_amount(rest, meant)
    month = read_month(session, ask, _without_connective(behind), ahead=False) if behind else None
    if len(meant) > 1:
        text = words.removesuffix(rest).rstrip(f" {_BEHIND_A_NAME}")
        return card_of(WhichMetric(text, meant, value, month), ask.actor)
    return card_of(goals.record(session, ask.actor, meant[0].id, value, ask.now, month), ask.actor)


def _named(known: Sequence[MetricLine], words: str) -> tuple[tuple[MetricLine, ...], str]:
    meant, rest = named(known, lambda metric: metric.name, words, _BEHIND_A_NAME)
    if not meant:
        name = re.split(r"\s[+-]?[0-9]", words, maxsplit=1)[0]
        raise Refused("metric_unknown", text=name, names=tuple(metric.name for metric in known))
    return meant, rest


def _without_connective(text: str) -> str:
    """The month behind "im", "for" and their kind."""
    first, _, rest = text.partition(" ")
    return rest.strip() if rest and fold(first) in _BEFORE_A_MONTH else text


GOALS = (
    Command(("ziele",), ("goals",), "command.goals.usage", "command.goals", _goals, "members", alone=True),
    Command(
        ("kennzahl", "messwert"),
        ("metric",),
        "command.metric.usage",
        "command.metric",
        _metric,
        "members",
        opens_form=True,
        example="command.metric.example",
    ),
)
