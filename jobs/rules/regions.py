"""Which days are public holidays where. The data are those of the `holidays` package.

That package fills the years of a shared object lazily and marks a year before it has filled it, so that a second
thread can read an empty year. Here each year is built whole in an object of its own, and only then published.
"""

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from jobs.rules.calendar_words import fold

if TYPE_CHECKING:
    from holidays import HolidayBase

_GERMAN_NAMES = {"Deutschland": "DE", "Österreich": "AT", "Schweiz": "CH"}


@dataclass(frozen=True, slots=True)
class Region:
    """Whose holidays count: an ISO 3166 country, a part of it, and the kinds of holiday kept there.

    `public` always counts, named or not. Some places need more: 15 August in most of Bavaria and Corpus Christi in
    parts of Saxony and Thuringia are only reached by `catholic`; the city of Augsburg is a subdivision of its own.
    """

    country: str
    subdivision: str | None = None
    categories: tuple[str, ...] = ("public",)


class UnknownRegion(ValueError):
    """There is no such country, subdivision or kind of holiday; `nearest` lists the most similar that exist."""

    def __init__(self, part: str, given: str, nearest: tuple[str, ...]) -> None:
        super().__init__(f"unknown {part} {given!r}; nearest: {', '.join(nearest)}")
        self.part = part
        self.given = given
        self.nearest = nearest


@lru_cache(maxsize=256)
def check_region(region: Region) -> Region:
    """The same region in the package's own spelling (`de`, `Bayern` → `DE`, `BY`); raises UnknownRegion."""
    country = _country(region.country)
    table = _table(Region(country))
    subdivision = _subdivision(table, region.subdivision) if region.subdivision else None
    kinds = {kind: kind for kind in sorted(table.supported_categories)}
    categories = {_code("category", category, kinds, tuple(kinds)) for category in region.categories}
    return Region(country, subdivision, tuple(sorted({"public", *categories})))


@lru_cache(maxsize=4096)
def public_holidays(region: Region, year: int) -> frozenset[date]:
    """Every holiday of that civil year; empty where the data have ended (see `last_known_year`).

    Raises UnknownRegion, a ValueError, for a place that does not exist.
    """
    return frozenset(_names(region, year, None))


@lru_cache(maxsize=256)
def last_known_year(region: Region) -> int:
    """The last year all kinds of holiday of this region have data for; whoever plans beyond it must be warned.

    A kind that never occurs in the region says nothing about the end of its data.
    """
    checked = check_region(region)
    end = int(_table(checked).end_year)
    ends = [_last_year_with_days(checked, category, end) for category in checked.categories]
    return min((year for year in ends if year is not None), default=end)


def _last_year_with_days(region: Region, category: str, end: int) -> int | None:
    table = _table(region, categories=(category,))
    years = range(end, max(table.start_year, end - 100) - 1, -1)
    return next((year for year in years if _table(region, categories=(category,), year=year)), None)


@lru_cache(maxsize=4096)
def _names(region: Region, year: int, language: str | None) -> dict[date, str]:
    checked = check_region(region)
    spoken = _spoken(_table(checked), language) if language else None
    table = _table(checked, categories=checked.categories, year=year, language=spoken)
    return {day: str(name) for day, name in table.items()}


def _table(
    region: Region,
    *,
    categories: tuple[str, ...] = ("public",),
    year: int | None = None,
    language: str | None = None,
) -> "HolidayBase":
    from holidays import country_holidays

    return country_holidays(
        region.country,
        subdiv=region.subdivision,
        years=year,
        expand=False,  # only the year asked for: a table must never grow while others read it
        language=language,
        categories=categories,
    )


def _spoken(table: "HolidayBase", language: str) -> str | None:
    # Left to itself, the package would take the language of the environment the process was started in.
    known = (name for name in table.supported_languages if name.split("_")[0] == language)
    return next(known, table.default_language)


def _country(given: str) -> str:
    from holidays.registry import COUNTRIES

    codes = dict(_GERMAN_NAMES)
    for name, alpha2, alpha3, *_ in COUNTRIES.values():
        codes |= {name: alpha2, alpha3: alpha2, alpha2: alpha2}
    return _code("country", given, codes, ("DE", "AT", "CH"))


def _subdivision(table: "HolidayBase", given: str) -> str:
    codes = dict(table.subdivisions_aliases) | {code: code for code in table.subdivisions}
    return _code(f"subdivision of {table.country}", given, codes, tuple(table.subdivisions))


def _code(part: str, given: str, codes: dict[str, str], fallback: tuple[str, ...]) -> str:
    spellings = {fold(spelling): spelling for spelling in codes}
    known = spellings.get(fold(given))
    if known is None:
        similar = get_close_matches(fold(given), spellings, n=3, cutoff=0.6)
        raise UnknownRegion(part, given, tuple(spellings[spelling] for spelling in similar) or fallback)
    return codes[known]
