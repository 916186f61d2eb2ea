"""Each catalogue speaks its own language: nothing was left untranslated, or put into the wrong one."""

import re

import pytest

from tests.bot.translations.catalogues import entries, named, whole

_GERMAN = """
und oder nicht ist sind der das dem den des ein eine einen einem einer mit für bis zum zur vom im auf ohne noch wird
werden bitte auch aber wenn dann nach bei aus über unter nur schon heute morgen gestern ich wir kein keine hier dort
jetzt später nächste nächster termin termine maßnahme tag tage woche monat jahr erledigt fällig vertretung rückblick
"""
_ENGLISH = """
the and with is are not your you of to for this that it what until from by been would will can could have has had who
which when where there here then they their them but if no yes please day days week month year task tasks as at due done
"""
WORDS = {"de": frozenset(_ENGLISH.split()), "en": frozenset(_GERMAN.split())}
"""What betrays the other language. Words that both have, such as "die", "am", "in" and "was", betray nothing."""

PLACES = ("region.",)
"""Names of places are what they are."""


def betraying(language: str, text: str) -> list[str]:
    """The words of a text that belong to the other language; what is filled in belongs to nobody."""
    words = re.findall(r"[A-Za-zäöüÄÖÜß]+", re.sub(r"\{\w*\}", "", text))
    umlauts = re.compile("[äöüÄÖÜß]" if language == "en" else "(?!)")
    return [word for word in words if word.lower() in WORDS[language] or umlauts.search(word)]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Noted: {day} ist fällig", ["ist", "fällig"]),
        ("en", "Übergeben", ["Übergeben"]),
        ("en", "Was it done? I am in, and so die Hard", []),
        ("en", "Until {bis}", []),
        ("de", "Notiert: the Newsletter is done", ["the", "is", "done"]),
        ("de", "Was am Ende in der Liste war", []),
    ],
)
def test_what_betrays_the_other_language(language: str, text: str, words: list[str]) -> None:
    assert betraying(language, text) == words


@pytest.mark.parametrize(("language", "context"), [("de", None), ("de", "sie"), ("en", None)])
def test_every_phrase_is_in_its_own_language(language: str, context: str | None) -> None:
    known = {id_: whole(one) for id_, one in entries(language, context).items() if not id_.startswith(PLACES)}
    assert named(language, (id_ for id_, text in known.items() if betraying(language, text))) == []
