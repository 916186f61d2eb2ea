"""The small texts of a plan file turned into values; whatever is not meant that way is refused with an offer.

Every refusal is a PydanticCustomError whose type is the fault's code and whose context holds the fault's facts.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, time
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from pydantic_core import PydanticCustomError

from jobs.rules.cadence import CadenceError, format_cadence, parse_cadence
from jobs.rules.calendar_words import WEEKDAY_CODES, WEEKDAYS, fold, nearest_word
from jobs.rules.numbers import DECIMALS, NumberError, format_number, parse_number

_ISO_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}", re.ASCII)
_GERMAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_LOOSE_TIME = re.compile(r"([01]?\d|2[0-3])(?:[.:h ]([0-5]\d))?(?: ?uhr| ?h)?", re.ASCII | re.IGNORECASE)
_WHOLE = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
_DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


def refused(code: str, given: object, *offers: str, detail: str = "") -> PydanticCustomError:
    facts = {"given": str(given), "offers": offers, "detail": detail}
    return PydanticCustomError(code, "{given}", facts)


def one_line(text: str) -> str:
    """The text with single spaces and composed letters, so that equal names are equal."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def paragraph(text: str) -> str:
    """The text with its lines, without spaces at their ends and without empty lines around it."""
    lines = unicodedata.normalize("NFC", text).splitlines()
    return "\n".join(line.rstrip() for line in lines).strip()


def day(given: object) -> object:
    """A civil day from `2026-12-01`; `1.12.2026` is refused with the offer to write it so."""
    if not isinstance(given, str):
        return _not_a_date(given) if isinstance(given, datetime) else given
    text = given.strip()
    german = _GERMAN_DAY.fullmatch(text)
    if german:
        written = _existing(int(german[3]), int(german[2]), int(german[1]), given)
        raise refused("date_unknown", given, written.isoformat())
    if not _ISO_DAY.fullmatch(text):
        raise _not_a_date(given)
    year, month, number = map(int, text.split("-"))
    return _existing(year, month, number, given)


def _not_a_date(given: object) -> PydanticCustomError:
    return refused("date_unknown", given)


def _existing(year: int, month: int, number: int, given: str) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise refused("date_impossible", given, *_last_of_month(year, month, number)) from None


def _last_of_month(year: int, month: int, number: int) -> tuple[str, ...]:
    """What the 30th of February may have meant."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 29 <= number <= 31):
        return ()
    return (date(year, month, monthrange(year, month)[1]).isoformat(),)


def clock_time(given: object) -> object:
    """A wall time from `08:30`; `8.30` and `8 Uhr` are refused with the offer to write it so."""
    if not isinstance(given, str):
        return given
    exact = _TIME.fullmatch(given.strip())
    if exact:
        return time(int(exact[1]), int(exact[2]))
    loose = _LOOSE_TIME.fullmatch(given.strip())
    raise refused("time_unknown", given, *([f"{int(loose[1]):02}:{loose[2] or '00'}"] if loose else []))


def whole(given: object) -> object:
    """A whole number from digits."""
    if not isinstance(given, str):
        return given
    if not _WHOLE.fullmatch(given.strip()):
        raise refused("number_expected", given)
    return int(given)


def amount(given: object) -> object:
    """A number from `5000` or `2.5`, to six decimals.

    `5.000` is five thousand to a German and five to YAML, so it is refused with both offers; every other way to write a
    number with the offer to write it so.
    """
    if not isinstance(given, str):
        # Minus nothing is nothing, and would not be written as it was read.
        return round(given, DECIMALS) + 0.0 if isinstance(given, float) else given
    try:
        meant = parse_number(given)
    except NumberError as fault:
        code = "number_ambiguous" if fault.code == "ambiguous" else "number_expected"
        raise refused(code, given, *map(format_number, fault.offers)) from None
    if not _DECIMAL.fullmatch(given.strip()):
        raise refused("number_expected", given, format_number(meant))
    return meant


def weekday(given: object) -> object:
    """`mon` to `sun` from any German or English name of a weekday."""
    if not isinstance(given, str):
        return given
    number = WEEKDAYS.get(fold(given))
    if number is None:
        meant = nearest_word(given, WEEKDAYS)
        raise refused("weekday_unknown", given, *([WEEKDAY_CODES[WEEKDAYS[meant]]] if meant else []))
    return WEEKDAY_CODES[number]


def cadence(given: str) -> str:
    """The English text form of the cadence, whatever way it was written."""
    try:
        return format_cadence(parse_cadence(given))
    except CadenceError as error:
        raise refused(f"cadence_{error.code}", given, error.suggestion, detail=error.word or "") from None


def zone(given: str) -> str:
    """An IANA time zone."""
    if given in _zones():
        return given
    by_city = [name for name in _zones() if fold(given) in (fold(name), fold(name.rpartition("/")[2]))]
    near = by_city or get_close_matches(given, _zones(), n=2, cutoff=0.6)
    raise refused("zone_unknown", given, *near[:2])


@cache
def _zones() -> tuple[str, ...]:
    return tuple(sorted(available_timezones()))


def link(given: str) -> str:
    """A link for the browser; a path on somebody's disk opens for nobody else."""
    if re.match(r"https?://[^\s/]", given):
        return given
    raise refused("link", given, *([f"https://{given}"] if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", given) else []))


def email(given: str) -> str:
    """An address for mail: one, and nothing beside it. Whether anybody reads what goes there nobody can tell."""
    if _EMAIL.fullmatch(given):
        return given
    raise refused("email", given)


def conversation(given: str) -> str:
    """A conversation by its name, `#marketing`, or by its id."""
    if re.fullmatch(r"#[^\s#]+|[CG][A-Z0-9]{6,}", given):
        return given
    raise refused("conversation", given, *([f"#{given}"] if re.fullmatch(r"[^\s#]+", given) else []))
