"""The words that name a stall reason, German and English."""

from jobs.facts import StallReason
from jobs.rules.calendar_words import fold

_WORDS: dict[StallReason, str] = {
    "approval": "freigabe approval abnahme",
    "material": "material unterlagen",
    "time": "zeit time keine-zeit no-time",
    "partner": "partner agentur agency",
    "topic": "thema topic unklar unclear",
    "absence": "abwesend abwesenheit absence absent away",
    "priority": "prioritaet priority vorrang",
    "technology": "technik technology technical",
}
REASONS: dict[str, StallReason] = {word: reason for reason, words in _WORDS.items() for word in words.split()}
"""Folded word → reason."""


def split_reason(text: str) -> tuple[StallReason | None, str]:
    """The reason that the words begin with, and the note behind it; (None, text) if they begin with none."""
    first, _, rest = text.strip().partition(" ")
    reason = REASONS.get(fold(first).strip(",:;."))
    return (reason, rest.strip()) if reason else (None, text.strip())
