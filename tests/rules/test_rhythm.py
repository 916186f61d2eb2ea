"""How occurrences become beats, and which of them count."""

import pytest

from jobs.rules.rhythm import Beat, beat_of, kept_of


@pytest.mark.parametrize(
    ("ended", "by_deputy", "beat"),
    [
        ("done", False, "kept"),
        ("done", True, "partly"),
        ("small", False, "partly"),
        ("small", True, "partly"),
        ("skipped", False, "paused"),
        ("paused", False, "paused"),
        ("lapsed", False, "lapsed"),
        (None, False, "open"),
    ],
)
def test_every_ending_is_a_beat(ended: str | None, by_deputy: bool, beat: Beat) -> None:
    assert beat_of(ended, by_deputy=by_deputy) == beat


@pytest.mark.parametrize(
    ("beats", "kept"),
    [
        ([], (0, 0)),
        (["open"], (0, 0)),
        (["paused", "open"], (0, 0)),
        (["kept", "partly", "lapsed", "open"], (2, 3)),
        (["lapsed"], (0, 1)),
    ],
)
def test_agreed_silence_and_what_is_open_count_neither_way(beats: list[Beat], kept: tuple[int, int]) -> None:
    assert kept_of(beats) == kept
