"""From a phrase of a day to the day and the kind of phrase it is. Whatever could be two days is none."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.commands.freetext import weeks
from bot.commands.freetext.signals import Signal, Signals, word_set
from bot.commands.freetext.weeks import Seen
from jobs.rules.calendar_words import MONTHS, WEEKDAYS
from jobs.rules.dates import DateError, parse_date

FARTHEST = timedelta(days=270)
"""A day without its year that lies farther ahead was rather the last such day."""
MOST_DAYS_AHEAD = 60

NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "ein eine einem einer einen a an one",
            "zwei two",
            "drei three",
            "vier four",
            "fuenf five",
            "sechs six",
            "sieben seven",
            "acht eight",
            "neun nine",
            "zehn ten",
        ),
        1,
    )
    for name in names.split()
}
_BEFORE_A_SHORT_ONE = {
    "mo di mi do fr sa": word_set("am bis erst ab vor seit nach den zum auf wieder gegen spaetestens fruehestens"),
    "wed weds sat sun": word_set("on by until till til before since from latest"),
}
SHORT_WEEKDAYS = {name: words for names, words in _BEFORE_A_SHORT_ONE.items() for name in names.split()}
"""Also other words: they are days only behind one of these. "So" is none at all."""
LONG_WEEKDAYS = frozenset(WEEKDAYS) - SHORT_WEEKDAYS.keys() - {"so"}

Told = tuple[date | None, Signals]
Read = Callable[[Seen, re.Match[str], str], Told | None]
"""Gets the words of relation before it, such as "bis zum"; None where the words are no day after all."""

_STRANGE: Told = (None, frozenset({Signal.STRANGE_DAY}))
_PAST: Told = (None, frozenset({Signal.PAST}))
_ARTICLES = ("zum", "am", "den", "dem", "the")


def told(kind: Signal) -> Read:
    """A phrase without a day that counts."""
    return lambda _seen, _found, _before: (None, frozenset({kind}))


def near(days: int, *kind: Signal) -> Read:
    return lambda seen, _found, _before: (seen.today + timedelta(days=days), frozenset(kind))


def found_by(find: Callable[[Seen], date | None], kind: Signal) -> Read:
    return lambda seen, _found, _before: _or_strange(find(seen), kind)


def weekday(seen: Seen, found: re.Match[str], before: str) -> Told | None:
    """Said on that very weekday, it may be today or in a week."""
    name = found["weekday"]
    if before.rpartition(" ")[2] not in SHORT_WEEKDAYS.get(name, {before.rpartition(" ")[2]}):
        return None
    if WEEKDAYS[name] == seen.today.weekday():
        return _STRANGE
    return _or_strange(weeks.next_weekday(seen, WEEKDAYS[name]), Signal.WEEKDAY)


def this_weekday(seen: Seen, found: re.Match[str], _before: str) -> Told:
    day = weeks.monday(seen.today) + timedelta(days=WEEKDAYS[found["weekday"]])
    return _or_strange(day if day > seen.today else None, Signal.AHEAD)


def coming_weekday(seen: Seen, found: re.Match[str], _before: str) -> Told:
    return _or_strange(weeks.next_weekday(seen, WEEKDAYS[found["weekday"]]), Signal.AHEAD)


def next_weekday(seen: Seen, found: re.Match[str], _before: str) -> Told:
    """On a Tuesday, "next Friday" is this week's for some and next week's for others; "next Monday" is clear."""
    day = weeks.next_weekday(seen, WEEKDAYS[found["weekday"]])
    return _or_strange(day if day >= weeks.monday(seen.today) + weeks.WEEK else None, Signal.AHEAD)


def weekday_next_week(seen: Seen, found: re.Match[str], _before: str) -> Told:
    day = weeks.monday(seen.today) + weeks.WEEK + timedelta(days=WEEKDAYS[found["weekday"]])
    return _or_strange(day, Signal.AHEAD)


def numeric(seen: Seen, found: re.Match[str], before: str) -> Told:
    """Two numbers with a point between them are a day only where something says so: "3.12" may be a version."""
    name = found.groupdict().get("weekday")
    if not (before or name) and re.fullmatch(r"[0-9]+\.[0-9]+", found["numeric"]):
        return _STRANGE
    return _checked(seen, found["numeric"], name)


def day_and_month(seen: Seen, found: re.Match[str], _before: str) -> Told:
    year = f" {found['year']}" if found["year"] else ""
    return _checked(seen, f"{found['day']}. {found['month']}{year}", found.groupdict().get("weekday"))


def day_of_month(seen: Seen, found: re.Match[str], before: str) -> Told:
    """The words "zum 15." are a day; "bis 5." may be an hour."""
    clear = before.endswith(_ARTICLES)
    return _or_strange(weeks.next_day_of_month(seen.today, int(found["day"])) if clear else None, Signal.AHEAD)


def days_ahead(seen: Seen, found: re.Match[str], _before: str) -> Told:
    """Counted by the calendar, unless working days are said; a day that isn't worked becomes the next that is."""
    number, unit = NUMBERS.get(found["n"]) or int(found["n"]), found["unit"]
    if unit.startswith(("werk", "arbeits", "working", "business")):
        return _checked(seen, f"+{number}", None)
    days = number * (7 if unit.startswith(("woche", "week")) else 1)
    return _or_strange(
        weeks.worked(seen, seen.today + timedelta(days=days)) if 0 < days <= MOST_DAYS_AHEAD else None, Signal.AHEAD
    )


def working_days_ahead(seen: Seen, found: re.Match[str], _before: str) -> Told:
    return _checked(seen, f"+{found['n']}", None)


def end_of_month(seen: Seen, found: re.Match[str], _before: str) -> Told:
    return _or_strange(weeks.of_month(seen, MONTHS[found["month"]], last=True), Signal.AHEAD)


def beginning_of_month(seen: Seen, found: re.Match[str], _before: str) -> Told:
    return _or_strange(weeks.of_month(seen, MONTHS[found["month"]], last=False), Signal.SPAN)


def month(seen: Seen, found: re.Match[str], before: str) -> Told:
    """Said with "im", Januar is a time, in "der Januar-Newsletter" it is a name."""
    if before.endswith((" im", " in")) or before in {"im", "in"}:
        return beginning_of_month(seen, found, before)
    return None, frozenset({Signal.MONTH})


def _or_strange(day: date | None, kind: Signal) -> Told:
    return (day, frozenset({kind})) if day else _STRANGE


def _checked(seen: Seen, text: str, weekday_name: str | None) -> Told:
    """A date as the commands read it, if it is near enough and falls on the weekday that stands beside it."""
    try:
        day = parse_date(text, seen.today, seen.workdays)
    except DateError as fault:
        return _PAST if fault.code == "past" else _STRANGE
    if weekday_name and day.weekday() != WEEKDAYS[weekday_name]:
        return _STRANGE
    if day > seen.today + FARTHEST:
        return _PAST
    return _or_strange(day, Signal.TODAY if day == seen.today else Signal.AHEAD)
