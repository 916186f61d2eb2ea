"""Which of some names a line of words begins with: in full, or by a beginning of it that fits no other."""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from jobs.rules.calendar_words import fold

T = TypeVar("T")


def named(
    known: Sequence[T], name: Callable[[T], str], words: str, separators: str, shortest: int = 1
) -> tuple[tuple[T, ...], str]:
    """Those that the longest beginning of the words may mean, and the words behind it; none, and all the words.

    Whatever is called exactly so stands alone. A beginning is at least `shortest` letters long.
    """
    meant: tuple[T, ...] = ()
    rest = words
    for found in re.finditer(r"\S+", words):
        beginning = words[: found.end()].rstrip(separators)
        if len(beginning) < shortest:
            continue
        fitting = _fitting(known, name, beginning)
        if not fitting:
            break
        meant, rest = fitting, words[found.end() :].lstrip(f" \n{separators}")
    return meant, rest


def _fitting(known: Sequence[T], name: Callable[[T], str], beginning: str) -> tuple[T, ...]:
    wanted = fold(beginning)
    begun = tuple(one for one in known if wanted and fold(name(one)).startswith(wanted))
    return tuple(one for one in begun if fold(name(one)) == wanted) or begun
