"""The words of the conversation in the reader's language, form of address and zone.

Message ids are symbolic (`nudge.due`); a plural's second form carries the id with `.many`. The polite form stands under
the context `sie` where it differs. A language is a folder with a .po file for each topic; they are read at first need,
so nothing has to be compiled.
Spans of a rich text are whatever the caller puts in: a phrase only knows where they belong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from jobs.facts import Reader
from jobs.rules.numbers import format_number

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

T = TypeVar("T")
PhraseId = str
"""Marks tables of message ids, so that the test of completeness finds those that aren't said literally."""

LANGUAGES = ("de", "en")
POLITE = "sie"
FAR_AWAY_DAYS = 183
"""From about half a year on a date without its year is read as the wrong one."""

_LOCALES = {"de": "de_DE", "en": "en_GB"}
_DAY = {"de": "EEE, d. MMMM", "en": "EEE, d MMMM"}
_LONG_DAY = {"de": "EEEE, d. MMMM y", "en": "EEEE, d MMMM y"}
_MONTH = "LLLL y"
_CLOCK = "HH:mm"
_NUMBER = "#,##0.######"


@dataclass(frozen=True)
class Phrases:
    """Words for one kind of reader. `language` is one of LANGUAGES, `zone` an IANA name."""

    language: str
    formality: str
    zone: str

    def say(self, id_: str, /, n: int | None = None, **facts: object) -> str:
        """The phrase with its facts filled in. KeyError for an unknown id.

        `n` chooses the plural and fills {n} in digits; {count} and, where a sentence begins, {Count} spell it out.
        """
        return self._template(id_, n).format(**self._with_number(n, facts))

    def rich(self, id_: str, /, n: int | None = None, **spans: T | tuple[T | str, ...] | int) -> tuple[T | str, ...]:
        """The phrase in spans: its own words as str, and in their places the spans or rich texts that were given."""
        return _filled(self._template(id_, n), self._with_number(n, spans))

    def day(self, day: date, today: date | None = None) -> str:
        """A civil day with its weekday: "Di., 1. Dezember"; with its year if `today` is half a year away."""
        far = today is not None and abs((day - today).days) > FAR_AWAY_DAYS
        return self._date(day, _DAY[self.language] + (" y" if far else ""))

    def long_day(self, day: date) -> str:
        """A civil day in full: "Dienstag, 1. Dezember 2026"."""
        return self._date(day, _LONG_DAY[self.language])

    def month(self, day: date) -> str:
        """The month a day lies in: "Dezember 2026"."""
        return self._date(day, _MONTH)

    def month_name(self, day: date) -> str:
        """The month a day lies in, without its year: "Dezember"."""
        return self._date(day, "LLLL")

    def clock(self, instant: datetime) -> str:
        """The reader's wall clock at an instant: "09:30"."""
        from babel.dates import format_time

        return format_time(instant, _CLOCK, tzinfo=ZoneInfo(self.zone), locale=_LOCALES[self.language])

    def number(self, value: float) -> str:
        """A number as the language groups it: "1.250", "0,125"."""
        from babel.numbers import format_decimal

        return format_decimal(value, format=_NUMBER, locale=_LOCALES[self.language])

    def typed(self, value: float) -> str:
        """A number as somebody would type it so that it can't be misunderstood: "1250", "1,5"."""
        from babel.numbers import get_decimal_symbol

        return format_number(value).replace(".", get_decimal_symbol(_LOCALES[self.language]))

    def spelled(self, value: int) -> str:
        """A count as it stands in a sentence: "drei"; in digits outside of two to twelve."""
        words = self.say("number.words").split()
        return words[value - 2] if 2 <= value < 2 + len(words) else self.number(value)

    def listed(self, items: Sequence[str]) -> str:
        """Several things in one breath: "A, B und C"."""
        from babel.lists import format_list

        return format_list(items, locale=_LOCALES[self.language])

    def either(self, items: Sequence[str]) -> str:
        """One of several things: "A, B oder C"."""
        from babel.lists import format_list

        return format_list(items, style="or", locale=_LOCALES[self.language])

    def listed_rich(self, items: Sequence[tuple[T | str, ...]]) -> tuple[T | str, ...]:
        """The same for rich texts."""
        places = {f"_{index}": item for index, item in enumerate(items)}
        return _filled(self.listed([f"{{{name}}}" for name in places]), places)

    def _template(self, id_: str, n: int | None) -> str:
        catalogue = _catalogue(self.language)
        polite = catalogue.get(id_, POLITE) if self.formality == POLITE else None
        message = polite or catalogue.get(id_)
        if message is None or message.string is None:
            raise KeyError(f"{id_!r} stands in no catalogue of {self.language!r}")
        if isinstance(message.string, str):
            return message.string
        return message.string[0 if n is None or self._is_one(n) else 1]

    def _is_one(self, n: int) -> bool:
        from babel import Locale

        return Locale.parse(_LOCALES[self.language]).plural_form(n) == "one"

    def _with_number(self, n: int | None, facts: Mapping[str, T]) -> dict[str, T | str]:
        if n is None:
            return dict(facts)
        words = self.spelled(n)
        return {**facts, "n": self.number(n), "count": words, "Count": words[:1].upper() + words[1:]}

    def _date(self, day: date, pattern: str) -> str:
        from babel.dates import format_date

        return format_date(day, pattern, locale=_LOCALES[self.language])


def phrases_for(reader: Reader) -> Phrases:
    """The reader's phrases; English for every language that isn't translated."""
    language = reader.language if reader.language in LANGUAGES else "en"
    return Phrases(language, reader.formality, reader.zone)


def _filled(template: str, spans: Mapping[str, T | tuple[T | str, ...] | str | int]) -> tuple[T | str, ...]:
    found: list[T | str] = []
    for words, name, _, _ in Formatter().parse(template):
        if words:
            found.append(words)
        if name is None:
            continue
        span = spans[name]
        if isinstance(span, tuple):
            found.extend(span)
        else:
            found.append(str(span) if isinstance(span, int) else span)
    return tuple(found)


@cache
def _catalogue(language: str) -> "Catalog":
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    whole = Catalog(locale=language)
    for part in sorted((Path(__file__).parent / language).glob("*.po")):
        with part.open("rb") as file:
            for message in read_po(file, locale=language, abort_invalid=True):
                if message.id:
                    whole[message.id] = message
    return whole
