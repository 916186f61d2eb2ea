"""The value of a metric, as people type it: a number and perhaps its unit. What may mean two things is refused."""

import re
from collections.abc import Sequence

from jobs.rules.numbers import NumberError, parse_number
from jobs.use_cases.learning_answers import MetricLine
from jobs.use_cases.refusals import Refused

PERCENT = ("%", "prozent", "percent", "per cent")

_BEHIND_A_UNIT = " ,;:."
_NUMBER = re.compile(r"([+\N{MINUS SIGN}-]?[0-9](?:[0-9.,]*[0-9])?)[.,]?\s*")


def read_amount(text: str, metrics: Sequence[MetricLine]) -> tuple[float, str]:
    """The number that a text begins with, and the words behind it and its unit; one of these metrics is meant."""
    found = _NUMBER.match(text)
    if found is None:
        raise Refused("number_unknown", text=text.split(maxsplit=1)[0], names=_names(metrics))
    try:
        value = parse_number(found[1])
    except NumberError as fault:
        if fault.code == "ambiguous":
            raise Refused("number_ambiguous", text=found[1], names=_names(metrics), values=fault.offers) from fault
        raise Refused("number_unknown", text=found[1], names=_names(metrics)) from fault
    return value, _without_unit(text[found.end() :].strip(), metrics)


def read_only_amount(text: str, metrics: Sequence[MetricLine]) -> float:
    """The number that a text is, with its unit at the most."""
    if not text.strip():
        raise Refused("number_missing", names=_names(metrics))
    value, rest = read_amount(text.strip(), metrics)
    if rest:
        raise Refused("number_unknown", text=text, names=_names(metrics))
    return value


def _names(metrics: Sequence[MetricLine]) -> tuple[str, ...]:
    return tuple(metric.name for metric in metrics)


def _without_unit(words: str, metrics: Sequence[MetricLine]) -> str:
    for unit in sorted({metric.unit for metric in metrics if metric.unit}, key=len, reverse=True):
        if _begins(words, unit):
            return words[len(unit) :].lstrip(_BEHIND_A_UNIT)
    percent = next((word for word in PERCENT if _begins(words, word)), None)
    if percent is None:
        return words
    other = next((metric for metric in metrics if metric.unit and metric.unit.casefold() not in PERCENT), None)
    if other is not None:
        raise Refused("unit_other", text=other.unit, names=(other.name,))
    return words[len(percent) :].lstrip(_BEHIND_A_UNIT)


def _begins(words: str, unit: str) -> bool:
    """Whether the unit stands there as a word of its own."""
    behind = words[len(unit) : len(unit) + 1]
    return words.casefold().startswith(unit.casefold()) and not (unit[-1].isalnum() and behind.isalnum())
