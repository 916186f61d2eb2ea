"""From what people type to the few symbols a cadence is made of, German and English.

A symbol is one of the words of `_MEANINGS`, a weekday (`tue`), a month (`dec`), a number (`15`), a place in a row
(`#2`) or a day with its month (`24/12`). Only the words listed as filling are dropped; any other stranger is reported,
because a word that is passed over ("except July") is a date that is wrong.
"""

import re
from dataclasses import dataclass

from jobs.rules.calendar_words import (
    MONTH_CODES,
    MONTHS,
    REPEATED_WEEKDAYS,
    WEEKDAY_CODES,
    WEEKDAYS,
    fold,
    nearest_word,
)

_FILLING = "a an the of in on am im an der des den dem die das und and"

_MEANINGS = {
    "every": "every each jede jeden jeder jedes jedem alle pro per once einmal",
    "other": "other",
    "day": "day days tag tage tagen tags",
    "every day": "daily taeglich",
    "workday": "workday workdays werktag werktage werktagen werktages arbeitstag arbeitstage arbeitstagen",
    "every workday": "werktags werktaeglich arbeitstags arbeitstaeglich",
    "weekday": "weekday weekdays wochentag wochentage wochentagen wochentags",
    "week": "week weeks woche wochen",
    "every week": "weekly woechentlich",
    "every 2 week": "fortnightly zweiwoechentlich vierzehntaegig",
    "month": "month months monat monate monaten monats",
    "every month": "monthly monatlich",
    "last day month": "monatsende ultimo",
    "quarter": "quarter quarters quartal quartale quartals",
    "every quarter": "quarterly vierteljaehrlich quartalsweise",
    "every 6 month": "halbjaehrlich",
    "year": "year years jahr jahre jahren jahres",
    "every year": "yearly annually jaehrlich",
    "last": "last letzte letzten letzter letztes letztem",
    "after": "after nach",
    "completion": "completion abschluss erledigung",
    "atmost": "hoechstens spaetestens maximal",
    "to": "to bis",
    "1": "one ein eine einen einem einer",
    "2": "two zwei",
    "3": "three drei",
    "4": "four vier",
    "#1": "first erste ersten erster erstes",
    "#2": "second zweite zweiten zweiter zweites",
    "#3": "third dritte dritten dritter drittes",
    "#4": "fourth vierte vierten vierter viertes",
    "#5": "fifth fuenfte fuenften fuenfter fuenftes",
    "several": "twice zweimal dreimal",
    "biweekly": "biweekly",
    "at": "at um",
    "oclock": "uhr oclock",
    "subdaily": "hour hours hourly stunde stunden stuendlich minute minutes minuten minuetlich seconds sekunden",
}

_PHRASES = (
    (re.compile(r"\b(?:working|business|work)[ -]days?\b"), "workday"),
    (re.compile(r"\b(?:at most|no later than|at the latest)\b"), "atmost"),
    (re.compile(r"\b([0-9]+)[ -]?(?:taegig|taeglich)\b"), r"every \1 day"),
    (re.compile(r"\b([0-9]+)[ -]?woechentlich\b"), r"every \1 week"),
    (re.compile(r"\bhalf[ -]yearly\b"), "every 6 month"),
    (re.compile(r"\b[0-9]+ ?(?:x|mal|times)(?= )"), "twice"),
)

_TOKEN = re.compile(
    r"(?P<date>[0-9]{1,2}\.[0-9]{1,2}(?![0-9])\.?)"
    r"|(?P<time>[0-9]{1,2}:[0-9]{2})"
    r"|(?P<nth>[0-9]{1,4})(?:st|nd|rd|th|\.)(?![a-z0-9])"
    r"|(?P<number>[0-9]{1,4})(?![a-z0-9])"
    r"|(?P<word>[a-z]+)\.?"
    r"|(?P<range>[-–])"
    r"|(?P<gap>[\s,&+/;]+)"
    r"|(?P<stranger>\S+?(?=[\s,]|$))"
)


def _meanings() -> dict[str, str]:
    words = {word: symbol for symbol, group in _MEANINGS.items() for word in group.split()}
    words |= {symbol: symbol for symbol in _MEANINGS if " " not in symbol and symbol.isalpha()}
    words |= {word: WEEKDAY_CODES[weekday] for word, weekday in (WEEKDAYS | REPEATED_WEEKDAYS).items()}
    words |= {word: MONTH_CODES[month - 1] for word, month in MONTHS.items()}
    return words | dict.fromkeys(_FILLING.split(), "")


_WORDS = _meanings()


@dataclass(frozen=True, slots=True)
class Stranger:
    """A word that means nothing in a cadence, with the most similar one that does."""

    word: str
    nearest: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: `symbols` with strangers left out, `mended` with the nearest known word in their place."""

    symbols: str
    mended: str
    strangers: tuple[Stranger, ...]


def read(text: str) -> Reading:
    """The symbols of a text, in its order. Never raises: what is no cadence is for the grammar to refuse."""
    folded = fold(text)
    for pattern, replacement in _PHRASES:
        folded = pattern.sub(replacement, folded)
    symbols, mended, strangers = [], [], []
    for token in _TOKEN.finditer(folded):
        symbol = _symbol(token)
        if symbol is None:
            stranger = Stranger(token.group(), nearest_word(token.group(), _WORDS))
            strangers.append(stranger)
            mended.append(_WORDS.get(stranger.nearest or "", ""))
        else:
            symbols.append(symbol)
            mended.append(symbol)
    return Reading(_joined(symbols), _joined(mended), tuple(strangers))


def _symbol(token: re.Match[str]) -> str | None:
    match token.lastgroup:
        case "date":
            day, month = token["date"].rstrip(".").split(".")
            return f"{int(day)}/{int(month)}"
        case "nth":
            return f"#{int(token['nth'])}"
        case "number":
            return str(int(token["number"]))
        case "word":
            return _WORDS.get(token["word"])
        case "time":
            return "clock"
        case "range":
            return "to"
        case "gap":
            return ""
        case _:
            return None


def _joined(symbols: list[str]) -> str:
    said = " ".join(" ".join(symbols).split())
    return re.sub(r"\bevery(?: every)+\b", "every", said)
