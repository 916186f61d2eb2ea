"""How an activity's latest occurrences went, as beats of its rhythm."""

from collections.abc import Iterable
from typing import Literal

Beat = Literal["kept", "partly", "paused", "lapsed", "open"]
"""Partly is kept all the same, in the small version or by somebody else; paused is silence that was agreed."""

_OF_ENDINGS: dict[str | None, Beat] = {
    "done": "kept",
    "small": "partly",
    "skipped": "paused",
    "paused": "paused",
    "lapsed": "lapsed",
    None: "open",
}


def beat_of(ended: str | None, *, by_deputy: bool) -> Beat:
    """The beat of one occurrence by how it ended, None while it is open."""
    return "partly" if by_deputy and ended == "done" else _OF_ENDINGS[ended]


def kept_of(beats: Iterable[Beat]) -> tuple[int, int]:
    """How many were kept, of how many that were to be: without agreed pauses and without what is still open."""
    counted = [beat for beat in beats if beat not in ("paused", "open")]
    return sum(beat != "lapsed" for beat in counted), len(counted)
