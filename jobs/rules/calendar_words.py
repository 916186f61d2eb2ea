"""The names of days and months that people type, German and English, whatever language the screen has."""

from collections.abc import Iterable
from difflib import get_close_matches

WEEKDAY_CODES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH_CODES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of each month in a leap year."""

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "\N{COMBINING DIAERESIS}": "e"})


def fold(text: str) -> str:
    """One spelling for all: lower case, umlauts written out, single spaces. `März`, `MAERZ` → `maerz`."""
    return " ".join(text.casefold().translate(_UMLAUTS).split())


def nearest_word(word: str, known: Iterable[str]) -> str | None:
    """The known word most like a misspelt one, or None where nothing is similar enough to offer."""
    if len(word) < 3:  # two letters are similar to nearly everything
        return None
    return next(iter(get_close_matches(fold(word), list(known), n=1, cutoff=0.7)), None)


def _numbered(names: Iterable[str], first: int) -> dict[str, int]:
    return {name: number for number, group in enumerate(names, first) for name in group.split()}


WEEKDAYS = _numbered(
    (
        "mon mo monday montag",
        "tue di tues tuesday dienstag",
        "wed mi weds wednesday mittwoch",
        "thu do thur thurs thursday donnerstag",
        "fri fr friday freitag",
        "sat sa saturday samstag sonnabend",
        "sun so sunday sonntag",
    ),
    0,
)
"""Folded name → weekday, 0 for Monday."""

REPEATED_WEEKDAYS = _numbered(
    (
        "mondays montags",
        "tuesdays dienstags",
        "wednesdays mittwochs",
        "thursdays donnerstags",
        "fridays freitags",
        "saturdays samstags sonnabends",
        "sundays sonntags",
    ),
    0,
)
"""The forms that mean every such day, and so never a single one."""

MONTHS = _numbered(
    (
        "jan january januar jaenner jaen",
        "feb february februar feber",
        "mar march maerz mrz",
        "apr april",
        "may mai",
        "jun june juni",
        "jul july juli",
        "aug august",
        "sep sept september",
        "oct okt october oktober",
        "nov november",
        "dec dez december dezember",
    ),
    1,
)
"""Folded name → month, 1 for January."""
