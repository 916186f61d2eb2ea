"""Du and Sie: whoever is addressed is addressed in both forms, and in each of them throughout."""

import re

import pytest

from tests.bot.translations.catalogues import entries, files, named, whole

_PRONOUNS = re.compile(r"\b(?:du|dich|dir|dein(?:e[rmns]?|s)?|euch|euer|eure[rmns]?)\b", re.IGNORECASE)
_POLITE = re.compile(r"\b(?:Sie|Ihnen|Ihre?[rmns]?)\b")
_MIDDLE = re.compile(r"(?<=[a-zäöüß0-9,;–“}] )" + _POLITE.pattern)
_PLACE = re.compile(r"\{\w*\}")
_SENTENCE = r"(?:^|(?<=[.?:–] )|(?<=\n))"

_THIRD_PERSON = """
ist erst zuerst fest selbst sonst meist zumeist lässt misst passt fasst isst vergisst liest reist löst kost
"""
"""Words of the third person, and others, that end like a verb of the second."""

_SECOND_PERSON = """
bist hast kannst willst sollst musst darfst magst möchtest weißt wirst warst hattest könntest würdest brauchst findest
siehst gibst nimmst schreibst sagst machst gehst kommst bekommst hörst
"""
"""Verbs that are told from nouns also where a sentence begins."""

_IMPERATIVES = """
achte ändere antworte beende bestätige bleib denk drück drücke entscheide ergänz ergänze erwähn erwähne erzähl frag füg
füge geh gib hilf hol hole klick klicke komm kürz kürze lade lass leg lege lies lösch lösche mach melde nenn nenne nimm
nutz nutze öffne prüf prüfe probier probiere sag schau schick schicke schreib schreibe setz setze sieh speicher
speichere sprich starte stell stelle such teile tipp tippe trag trage überleg übernimm verschieb versuch versuche
verwende wähl wähle warte wirf zeig
"""

THE_FORMS_THEMSELVES = {"setup.speech.de-du", "setup.speech.de-sie"}
"""What the two forms are called, where one is chosen."""


def _stems() -> frozenset[str]:
    """What the polite phrases ask for, as it is asked of a friend: "Prüfen Sie" is "prüfe" or "prüf"."""
    polite = "\n".join(whole(entry) for entry in entries("de", "sie").values())
    asked = re.findall(rf"(?:{_SENTENCE}|[Bb]itte |oder |und )([A-Za-zäöüß]{{3,}})en Sie\b", polite, re.MULTILINE)
    return frozenset(form for stem in asked for form in (stem.lower(), f"{stem.lower()}e"))


THIRD_PERSON, SECOND_PERSON = frozenset(_THIRD_PERSON.split()), frozenset(_SECOND_PERSON.split())
IMPERATIVES = (frozenset(_IMPERATIVES.split()) | _stems()) - {"halt", "teil", "könn", "wiss"}


def familiar(text: str) -> list[str]:
    """The words of a text that address a friend."""
    text = _PLACE.sub("", text)
    found = [match[0] for match in _PRONOUNS.finditer(text)]
    for match in re.finditer(r"[A-Za-zäöüÄÖÜß]+", text):
        word, before, after = match[0], text[: match.start()], text[match.end() :]
        small = word.islower()
        second = word.lower() in SECOND_PERSON or (small and word.endswith("st") and word not in THIRD_PERSON)
        begins = before == "" or bool(re.search(r"[.?:–\n] ?$", before))
        told = word.lower() in IMPERATIVES and (small or begins)
        of_mine = after.startswith(" ich") or before.endswith("ich ")
        if second or (told and not of_mine):
            found.append(word)
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Schreib die Nummer dazu", ["Schreib"]),
        ("Das geht nicht. Wähle einen anderen Tag", ["Wähle"]),
        ("Bitte prüfe das Konto oder teile neu zu", ["prüfe", "teile"]),
        ("Kannst du einspringen?", ["du", "Kannst"]),
        ("Was du brauchst, zeigt die Liste", ["du", "brauchst"]),
        ("Deine Termine, eure Ziele", ["Deine", "eure"]),
        ("Der Name {du} ist ein Platz", []),
        ("Bis dahin frage ich nicht nach, danach schreibe ich wieder", []),
        ("Es ist erst fest, wenn es passt", []),
        ("Die Suche nach dem Rest", []),
        ("Schreiben Sie die Nummer dazu", []),
    ],
)
def test_what_counts_as_addressing_a_friend(text: str, words: list[str]) -> None:
    assert familiar(text) == words


def wrong(ids: dict[str, list[str]]) -> list[str]:
    """Each phrase with the words that are wrong in it."""
    found = {id_: words for id_, words in ids.items() if words and id_ not in THE_FORMS_THEMSELVES}
    return [f"{place}: {', '.join(found[place.split(': ')[1]])}" for place in named("de", found)]


def test_whoever_is_addressed_is_addressed_politely_too() -> None:
    polite = entries("de", "sie")
    assert wrong({id_: familiar(whole(one)) for id_, one in entries("de").items() if id_ not in polite}) == []


def test_the_polite_form_is_polite_throughout() -> None:
    polite = entries("de", "sie")
    assert wrong({id_: familiar(whole(entry)) for id_, entry in polite.items()}) == []
    assert wrong({id_: ["addresses nobody"] for id_, one in polite.items() if not _POLITE.search(whole(one))}) == []


def test_there_is_no_polite_form_of_what_addresses_nobody() -> None:
    plain = entries("de")
    needless = {id_: ["needless"] for id_ in entries("de", "sie") if not familiar(whole(plain[id_]))}
    assert wrong(needless) == []


def test_a_friend_is_never_called_sie() -> None:
    assert wrong({id_: _MIDDLE.findall(whole(entry)) for id_, entry in entries("de").items()}) == []


def test_the_catalogues_are_there() -> None:
    assert len(files("de")) > 20
    assert len(entries("de", "sie")) > 20
