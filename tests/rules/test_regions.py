"""Public holidays: of every Land, of Austria and Switzerland, by name, and what is said of places that do not exist."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from jobs.rules import regions
from jobs.rules.regions import Region, UnknownRegion, check_region, last_known_year, public_holidays
from tests.rules.calendars import LAENDER

IN_ALL_OF_GERMANY_2026 = {
    date(2026, 1, 1),
    date(2026, 4, 3),
    date(2026, 4, 6),
    date(2026, 5, 1),
    date(2026, 5, 14),
    date(2026, 5, 25),
    date(2026, 10, 3),
    date(2026, 12, 25),
    date(2026, 12, 26),
}

ONLY_IN = [
    ("Epiphany", date(2026, 1, 6), {"BW", "BY", "ST"}),
    ("Women's Day", date(2026, 3, 8), {"BE", "MV"}),
    ("Easter Sunday", date(2026, 4, 5), {"BB"}),
    ("Whit Sunday", date(2026, 5, 24), {"BB"}),
    ("Corpus Christi", date(2026, 6, 4), {"BW", "BY", "HE", "NW", "RP", "SL"}),
    ("Assumption", date(2026, 8, 15), {"SL"}),
    ("World Children's Day", date(2026, 9, 20), {"TH"}),
    ("Reformation Day", date(2026, 10, 31), {"BB", "HB", "HH", "MV", "NI", "SH", "SN", "ST", "TH"}),
    ("All Saints", date(2026, 11, 1), {"BW", "BY", "NW", "RP", "SL"}),
    ("Repentance Day", date(2026, 11, 18), {"SN"}),
]


@pytest.mark.parametrize("land", LAENDER)
def test_a_land_has_the_nine_common_holidays_and_its_own(land: str) -> None:
    own = {day for _, day, lands in ONLY_IN if land in lands}

    assert public_holidays(Region("DE", land), 2026) == IN_ALL_OF_GERMANY_2026 | own


@pytest.mark.parametrize(
    ("region", "day", "off"),
    [
        (Region("DE", "BY"), date(2026, 8, 15), False),
        (Region("DE", "BY", ("public", "catholic")), date(2026, 8, 15), True),
        (Region("DE", "BY", ("catholic",)), date(2026, 12, 25), True),
        (Region("DE", "BY", ("public", "catholic")), date(2026, 8, 8), False),
        (Region("DE", "Augsburg"), date(2026, 8, 15), True),
        (Region("DE", "Augsburg"), date(2026, 8, 8), True),
        (Region("DE", "TH"), date(2026, 6, 4), False),
        (Region("DE", "TH", ("public", "catholic")), date(2026, 6, 4), True),
        (Region("AT", "9"), date(2026, 10, 26), True),
        (Region("AT"), date(2026, 12, 8), True),
        (Region("AT"), date(2026, 12, 24), False),
        (Region("CH", "ZH"), date(2026, 8, 1), True),
        (Region("CH", "ZH"), date(2026, 1, 6), False),
        (Region("CH", "TI"), date(2026, 1, 6), True),
        (Region("CH", "BE"), date(2026, 1, 2), True),
        (Region("US"), date(2027, 12, 31), True),
    ],
)
def test_what_counts_depends_on_the_place_and_the_kinds_kept_there(region: Region, day: date, off: bool) -> None:
    assert (day in public_holidays(region, day.year)) is off


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (Region("de", "by"), Region("DE", "BY")),
        (Region("Deutschland", "Bayern"), Region("DE", "BY")),
        (Region("Germany", "Baden-Württemberg"), Region("DE", "BW")),
        (Region("Österreich", "Kärnten"), Region("AT", "2")),
        (Region("Schweiz", "zürich"), Region("CH", "ZH")),
        (Region("AUT"), Region("AT")),
        (Region("DE", "BY", ("catholic",)), Region("DE", "BY", ("catholic", "public"))),
    ],
)
def test_places_are_understood_by_code_and_by_name(given: Region, meant: Region) -> None:
    assert check_region(given) == meant
    assert public_holidays(given, 2026) == public_holidays(meant, 2026)


@pytest.mark.parametrize("country", ["DE", "AT", "CH"])
def test_every_part_of_the_three_countries_is_known_and_has_holidays(country: str) -> None:
    parts = {
        "DE": [*LAENDER, "Augsburg"],
        "AT": [str(number) for number in range(1, 10)],
        "CH": re.findall("..", "AGAIARBEBLBSFRGEGLGRJULUNENWOWSGSHSOSZTGTIURVDVSZGZH"),
    }[country]

    found = {part: len(public_holidays(Region(country, part), 2027)) for part in parts}

    assert {part: count for part, count in found.items() if not 5 <= count <= 16} == {}


@pytest.mark.parametrize(
    ("region", "part", "nearest"),
    [
        (Region("Deutschlnad"), "country", ("Deutschland",)),
        (Region("??"), "country", ("DE", "AT", "CH")),
        (Region("DE", "Bayer"), "subdivision of DE", ("Bayern",)),
        (Region("DE", "Sachsn"), "subdivision of DE", ("Sachsen", "Niedersachsen", "Sachsen-Anhalt")),
        (Region("AT", "Vorarlburg"), "subdivision of AT", ("Vorarlberg", "Salzburg")),
        (Region("AT", "?"), "subdivision of AT", ("1", "2", "3", "4", "5", "6", "7", "8", "9")),
        (Region("DE", "BY", ("katholisch",)), "category", ("catholic",)),
        (Region("AT", None, ("public", "catholic")), "category", ("bank", "protestant", "public", "school")),
    ],
)
def test_an_unknown_place_is_refused_with_the_nearest_that_exist(
    region: Region, part: str, nearest: tuple[str, ...]
) -> None:
    with pytest.raises(UnknownRegion) as refusal:
        public_holidays(region, 2026)

    assert (refusal.value.part, refusal.value.nearest) == (part, nearest)
    assert ", ".join(nearest) in str(refusal.value)


@pytest.mark.parametrize(
    ("region", "year"),
    [
        (Region("DE", "BY"), 2100),
        (Region("DE", "BE", ("catholic",)), 2100),  # no such days in Berlin: says nothing about the end of the data
        (Region("DE", "BY", ("school",)), 2029),
    ],
)
def test_the_end_of_the_data_is_known_so_that_planning_beyond_it_can_warn(region: Region, year: int) -> None:
    assert last_known_year(region) == year
    assert public_holidays(Region(region.country, region.subdivision), 2101) == frozenset()


def test_threads_that_ask_at_once_for_the_first_time_all_get_the_whole_year() -> None:
    public_holidays.cache_clear()
    regions._names.cache_clear()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            asked = [(Region("DE", land), year) for year in range(2020, 2030) for land in LAENDER for _ in range(4)]
            answers = list(pool.map(lambda each: date(each[1], 12, 25) in public_holidays(*each), asked))
    finally:
        sys.setswitchinterval(interval)

    assert answers == [True] * len(asked)


def test_a_year_is_built_once_and_shared() -> None:
    assert public_holidays(Region("DE", "BY"), 2026) is public_holidays(Region("DE", "BY"), 2026)


def test_the_package_of_holidays_is_loaded_only_when_first_needed() -> None:
    script = "import sys, jobs.rules.cadence, jobs.rules.dates, jobs.rules.slots; print('holidays' in sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert loaded.stdout.strip() == "False"
