"""The catalogues as they are written, entry by entry."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from string import Formatter

import polib  # type: ignore[import-untyped]

import bot

ROOM = Path(bot.__file__).parent


def files(language: str) -> list[Path]:
    return sorted((ROOM / "translations" / language).glob("*.po"))


@cache
def _by_file(language: str) -> dict[str, list[polib.POEntry]]:
    return {file.name: list(polib.pofile(str(file), check_for_duplicates=True)) for file in files(language)}


def catalogue(language: str) -> list[polib.POEntry]:
    return [entry for found in _by_file(language).values() for entry in found]


@cache
def entries(language: str, context: str | None = None) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in catalogue(language) if entry.msgctxt == context}


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def whole(entry: polib.POEntry) -> str:
    """Everything an entry says, in one text."""
    return "\n".join(texts(entry))


def places(entry: polib.POEntry) -> set[str]:
    """The placeholders of an entry; a number is always at hand, and a singular may spell it out."""
    parsed = (part for text in texts(entry) for part in Formatter().parse(text))
    return {name for _, name, _, _ in parsed if name is not None} - {"n", "count", "Count"}


def named(language: str, ids: Iterable[str]) -> list[str]:
    """Ids with the file in which each stands, so that it is found at once."""
    topics = {entry.msgid: name for name, found in _by_file(language).items() for entry in found}
    return [f"{language}/{topics[id_]}: {id_}" for id_ in sorted(ids)]
