"""Both catalogues are complete and alike, hold what is said and nothing else, and say it quietly."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest

from tests.bot.translations.catalogues import ROOM, catalogue, entries, files, named, places, texts, whole


def test_every_topic_has_a_file_in_both_languages_and_every_id_stands_once() -> None:
    assert [file.name for file in files("de")] == [file.name for file in files("en")]
    for language in ("de", "en"):
        often = Counter((entry.msgctxt, entry.msgid) for entry in catalogue(language))
        assert named(language, (id_ for (_, id_), times in often.items() if times > 1)) == []


def said_in(tree: ast.AST) -> Iterator[str]:
    """Ids that are said literally, marked by PhraseId(…), or stand in a table annotated with PhraseId."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="say" | "rich"), args=[first, *_]):
                yield from _strings(first)
            case ast.Call(func=ast.Name(id="PhraseId"), args=[first, *_]):
                yield from _strings(first)
            case ast.AnnAssign(annotation=annotation, value=ast.Dict(values=values)) if _names_ids(annotation):
                for value in values:
                    yield from _strings(value)


def _names_ids(annotation: ast.expr) -> bool:
    return any(isinstance(node, ast.Name) and node.id == "PhraseId" for node in ast.walk(annotation))


def _strings(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def test_the_catalogues_hold_what_is_said_and_nothing_else() -> None:
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in ROOM.rglob("*.py")]
    said = {id_ for tree in trees for id_ in said_in(tree)}
    spelled = {id_ for tree in trees for id_ in _strings(tree)}

    assert sorted(said - set(entries("de"))) == []
    assert named("de", set(entries("de")) - spelled) == []


def test_both_languages_have_the_same_phrases_places_and_plurals() -> None:
    german, english = entries("de"), entries("en")

    assert named("de", set(german) - set(english)) == []
    assert named("en", set(english) - set(german)) == []
    assert named("en", (id_ for id_ in english if places(english[id_]) != places(german[id_]))) == []
    assert named("en", (id_ for id_ in english if english[id_].msgid_plural != german[id_].msgid_plural)) == []


def test_the_polite_form_replaces_phrases_that_exist_and_differ() -> None:
    plain, polite = entries("de"), entries("de", "sie")

    assert named("de", set(polite) - set(plain)) == []
    assert named("de", (id_ for id_ in polite if places(polite[id_]) != places(plain[id_]))) == []
    assert named("de", (id_ for id_ in polite if texts(polite[id_]) == texts(plain[id_]))) == []
    assert named("de", (id_ for id_ in polite if polite[id_].msgid_plural != plain[id_].msgid_plural)) == []
    assert named("en", entries("en", "sie")) == []


def _wrong(language: str, faults: Iterable[tuple[bool, str]]) -> list[str]:
    return named(language, {id_ for fault, id_ in faults if fault})


@pytest.mark.parametrize("language", ["de", "en"])
def test_nothing_is_fuzzy_empty_or_loud(language: str) -> None:
    known = catalogue(language)

    assert _wrong(language, ((one.fuzzy or one.obsolete, one.msgid) for one in known)) == []
    assert _wrong(language, ((not all(texts(one)), one.msgid) for one in known)) == []
    assert _wrong(language, ((bool(set(whole(one)) & set("!*_~`<>")), one.msgid) for one in known)) == []
    assert _wrong(language, ((one.msgid_plural not in ("", f"{one.msgid}.many"), one.msgid) for one in known)) == []


def labels(language: str) -> dict[str, str]:
    known = entries(language).items()
    return {id_: entry.msgstr for id_, entry in known if id_.startswith("button.") and not places(entry)}


@pytest.mark.parametrize("language", ["de", "en"])
def test_labels_fit_a_button(language: str) -> None:
    assert labels(language)
    assert named(language, (id_ for id_, label in labels(language).items() if len(label) > 75)) == []


def test_english_labels_are_in_title_case() -> None:
    small = (id_ for id_, label in labels("en").items() if any(word[0].islower() for word in label.split()))

    assert named("en", small) == []
