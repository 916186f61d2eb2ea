"""Regions with public holidays of their own, and time zones, as a reader's list of choices."""

from collections.abc import Iterable

from bot.cards.form import Choice, ChoiceGroup
from bot.translations.phrases import PhraseId, Phrases
from jobs.rules.calendar_words import fold

COUNTRIES: dict[str, PhraseId] = {"DE": "region.DE", "AT": "region.AT", "CH": "region.CH"}
REGIONS: dict[str, PhraseId] = {
    "DE-BW": "region.DE-BW",
    "DE-BY": "region.DE-BY",
    "DE-BE": "region.DE-BE",
    "DE-BB": "region.DE-BB",
    "DE-HB": "region.DE-HB",
    "DE-HH": "region.DE-HH",
    "DE-HE": "region.DE-HE",
    "DE-MV": "region.DE-MV",
    "DE-NI": "region.DE-NI",
    "DE-NW": "region.DE-NW",
    "DE-RP": "region.DE-RP",
    "DE-SL": "region.DE-SL",
    "DE-SN": "region.DE-SN",
    "DE-ST": "region.DE-ST",
    "DE-SH": "region.DE-SH",
    "DE-TH": "region.DE-TH",
    "AT-1": "region.AT-1",
    "AT-2": "region.AT-2",
    "AT-3": "region.AT-3",
    "AT-4": "region.AT-4",
    "AT-5": "region.AT-5",
    "AT-6": "region.AT-6",
    "AT-7": "region.AT-7",
    "AT-8": "region.AT-8",
    "AT-9": "region.AT-9",
    "CH-AG": "region.CH-AG",
    "CH-AI": "region.CH-AI",
    "CH-AR": "region.CH-AR",
    "CH-BL": "region.CH-BL",
    "CH-BS": "region.CH-BS",
    "CH-BE": "region.CH-BE",
    "CH-FR": "region.CH-FR",
    "CH-GE": "region.CH-GE",
    "CH-GL": "region.CH-GL",
    "CH-GR": "region.CH-GR",
    "CH-JU": "region.CH-JU",
    "CH-LU": "region.CH-LU",
    "CH-NE": "region.CH-NE",
    "CH-NW": "region.CH-NW",
    "CH-OW": "region.CH-OW",
    "CH-SH": "region.CH-SH",
    "CH-SZ": "region.CH-SZ",
    "CH-SO": "region.CH-SO",
    "CH-SG": "region.CH-SG",
    "CH-TI": "region.CH-TI",
    "CH-TG": "region.CH-TG",
    "CH-UR": "region.CH-UR",
    "CH-VD": "region.CH-VD",
    "CH-VS": "region.CH-VS",
    "CH-ZG": "region.CH-ZG",
    "CH-ZH": "region.CH-ZH",
}
ZONES = (
    "Europe/Berlin",
    "Europe/Vienna",
    "Europe/Zurich",
    "Europe/Amsterdam",
    "Europe/Athens",
    "Europe/Brussels",
    "Europe/Bucharest",
    "Europe/Budapest",
    "Europe/Copenhagen",
    "Europe/Dublin",
    "Europe/Helsinki",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Luxembourg",
    "Europe/Madrid",
    "Europe/Oslo",
    "Europe/Paris",
    "Europe/Prague",
    "Europe/Rome",
    "Europe/Stockholm",
    "Europe/Warsaw",
)
_LOCALES = {"de": "de_DE", "en": "en_GB"}


def region_key(country: str, region: str | None) -> str:
    """How a region is chosen and comes back: `DE-BY`, or `DE` for what holds in the whole country."""
    return f"{country}-{region}" if region else country


def region_choices(now: str, phrases: Phrases) -> tuple[ChoiceGroup, ...]:
    """The parts of each country, after the country as a whole; and what holds `now`, if it is none of them."""
    groups = tuple(_country(country, phrases) for country in COUNTRIES)
    known = {choice.value for group in groups for choice in group.choices}
    if now in known:
        return groups
    return (ChoiceGroup(phrases.say("region.other"), (Choice(now, now),)), *groups)


def _country(country: str, phrases: Phrases) -> ChoiceGroup:
    named = ((key, phrases.say(words)) for key, words in REGIONS.items() if key.startswith(f"{country}-"))
    parts = sorted(named, key=lambda part: fold(part[1]))
    whole = Choice(country, phrases.say("region.whole"))
    return ChoiceGroup(phrases.say(COUNTRIES[country]), (whole, *(Choice(key, name) for key, name in parts)))


def zone_choices(first: Iterable[str], phrases: Phrases) -> tuple[Choice, ...]:
    """Zones by their city: those that suggest themselves first, then Europe's."""
    return tuple(Choice(zone, _city(zone, phrases)) for zone in dict.fromkeys((*first, *ZONES)))


def _city(zone: str, phrases: Phrases) -> str:
    from babel.dates import get_timezone_location

    return get_timezone_location(zone, locale=_LOCALES[phrases.language], return_city=True)
