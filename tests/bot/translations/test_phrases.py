"""Phrases in the reader's language, form of address and zone; both catalogues complete and alike."""

import ast
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter

import polib  # type: ignore[import-untyped]
import pytest

import bot
from bot.cards.card import Bold, Mention, Rich
from bot.translations.phrases import Phrases, phrases_for
from jobs.notices import PersonRef, Reader

ROOM = Path(bot.__file__).parent
GERMAN = Phrases("de", "du", "Europe/Berlin")
POLITE = Phrases("de", "sie", "Europe/Berlin")
ENGLISH = Phrases("en", "du", "Europe/Berlin")
OTTO = PersonRef(1, "Otto", "U1")
TUESDAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("reader", "phrases"),
    [
        (Reader("de", "du", "Europe/Berlin"), GERMAN),
        (Reader("de", "sie", "Europe/Berlin"), POLITE),
        (Reader("en", "du", "Europe/Berlin"), ENGLISH),
        (Reader("fr", "du", "Europe/Berlin"), ENGLISH),
    ],
)
def test_every_reader_gets_phrases(reader: Reader, phrases: Phrases) -> None:
    assert phrases_for(reader) == phrases


@pytest.mark.parametrize(
    ("phrases", "n", "said"),
    [
        (GERMAN, 0, "0 Termine brauchen dich"),
        (GERMAN, 1, "Ein Termin braucht dich"),
        (GERMAN, 2, "Zwei Termine brauchen dich"),
        (GERMAN, 5, "Fünf Termine brauchen dich"),
        (GERMAN, 12, "Zwölf Termine brauchen dich"),
        (GERMAN, 13, "13 Termine brauchen dich"),
        (GERMAN, 1_250, "1.250 Termine brauchen dich"),
        (POLITE, 1, "Ein Termin braucht Sie"),
        (POLITE, 2, "Zwei Termine brauchen Sie"),
        (ENGLISH, 1, "One task needs you"),
        (ENGLISH, 12, "Twelve tasks need you"),
        (ENGLISH, 1_250, "1,250 tasks need you"),
    ],
)
def test_a_number_chooses_the_plural(phrases: Phrases, n: int, said: str) -> None:
    assert phrases.say("nudge.head.several", n=n) == said


def test_the_polite_form_falls_back_where_it_does_not_differ() -> None:
    assert POLITE.say("nudge.due") == GERMAN.say("nudge.due")
    assert Phrases("en", "sie", "Europe/Berlin").say("nudge.head.several", n=2) == "Two tasks need you"


def test_what_is_filled_in_is_never_read_as_a_template() -> None:
    assert GERMAN.say("nudge.head.due", title="{n} {0.__class__}") == "Heute dran: {n} {0.__class__}"
    assert GERMAN.rich("nudge.lesson", lesson="{title}") == ("Vom letzten Mal: ", "{title}")


@pytest.mark.parametrize("phrases", [GERMAN, POLITE, ENGLISH])
def test_an_unknown_id_is_an_error(phrases: Phrases) -> None:
    with pytest.raises(KeyError, match=r"no\.such\.phrase"):
        phrases.say("no.such.phrase")
    with pytest.raises(KeyError, match=r"no\.such\.phrase"):
        phrases.rich("no.such.phrase")


def test_a_missing_fact_is_an_error() -> None:
    with pytest.raises(KeyError, match="title"):
        GERMAN.say("nudge.head.due")
    with pytest.raises(KeyError, match="title"):
        GERMAN.rich("nudge.head.due")


def test_rich_phrases_keep_the_spans_in_their_places() -> None:
    line: Rich = GERMAN.rich("task.line", title=Bold("Newsletter"), number=12, day="Di., 1. Dezember")
    inside: Rich = GERMAN.rich("escalation.asked", who=(Mention(OTTO), " und ", Mention(OTTO)))

    assert line == (Bold("Newsletter"), " · #", "12", " · fällig ", "Di., 1. Dezember")
    assert inside == ("Gefragt: ", Mention(OTTO), " und ", Mention(OTTO), ".")


@pytest.mark.parametrize(
    ("day", "today", "german", "english"),
    [
        (TUESDAY, None, "Di., 1. Dezember", "Tue, 1 December"),
        (TUESDAY, date(2026, 11, 23), "Di., 1. Dezember", "Tue, 1 December"),
        (TUESDAY, date(2026, 6, 1), "Di., 1. Dezember", "Tue, 1 December"),
        (TUESDAY, date(2026, 5, 31), "Di., 1. Dezember 2026", "Tue, 1 December 2026"),
        (TUESDAY, date(2027, 6, 3), "Di., 1. Dezember 2026", "Tue, 1 December 2026"),
    ],
)
def test_a_day_names_its_weekday_and_its_year_when_it_is_far_away(
    day: date, today: date | None, german: str, english: str
) -> None:
    assert (GERMAN.day(day, today), ENGLISH.day(day, today)) == (german, english)


def test_dates_and_times_follow_language_and_zone() -> None:
    instant = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)

    assert (GERMAN.long_day(TUESDAY), ENGLISH.long_day(TUESDAY)) == (
        "Dienstag, 1. Dezember 2026",
        "Tuesday, 1 December 2026",
    )
    assert (GERMAN.month(TUESDAY), ENGLISH.month(TUESDAY)) == ("Dezember 2026", "December 2026")
    assert (GERMAN.month_name(TUESDAY), ENGLISH.month_name(TUESDAY)) == ("Dezember", "December")
    assert GERMAN.clock(instant) == "09:30"
    assert Phrases("en", "du", "America/New_York").clock(instant) == "03:30"


@pytest.mark.parametrize(
    ("items", "german", "english"),
    [
        ((), "", ""),
        (("A",), "A", "A"),
        (("A", "B"), "A und B", "A and B"),
        (("A", "{B}", "C"), "A, {B} und C", "A, {B} and C"),
    ],
)
def test_several_things_in_one_breath(items: tuple[str, ...], german: str, english: str) -> None:
    assert (GERMAN.listed(items), ENGLISH.listed(items)) == (german, english)


@pytest.mark.parametrize(
    ("value", "german", "english", "typed"),
    [
        (1250, "1.250", "1,250", ("1250", "1250")),
        (1250.5, "1.250,5", "1,250.5", ("1250,5", "1250.5")),
        (0.125, "0,125", "0.125", ("0,125", "0.125")),
        (1.255, "1,255", "1.255", ("1,2550", "1.2550")),
        (-3, "-3", "-3", ("-3", "-3")),
    ],
)
def test_numbers_are_grouped_to_be_read_and_plain_to_be_typed(
    value: float, german: str, english: str, typed: tuple[str, str]
) -> None:
    assert (GERMAN.number(value), ENGLISH.number(value)) == (german, english)
    assert (GERMAN.typed(value), ENGLISH.typed(value)) == typed


def test_one_of_several_things() -> None:
    assert (GERMAN.either(("A", "B")), ENGLISH.either(("A", "B", "C"))) == ("A oder B", "A, B or C")


def test_people_in_one_breath_stay_mentions() -> None:
    dora = PersonRef(2, "Dora")

    assert GERMAN.listed_rich([(Mention(OTTO),), (Mention(dora),)]) == (Mention(OTTO), " und ", Mention(dora))


def files(language: str) -> list[Path]:
    return sorted((ROOM / "translations" / language).glob("*.po"))


def catalogue(language: str) -> list[polib.POEntry]:
    return [entry for file in files(language) for entry in polib.pofile(str(file), check_for_duplicates=True)]


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def places(entry: polib.POEntry) -> set[str]:
    """The placeholders of an entry; a number is always at hand, and a singular may spell it out."""
    parsed = (part for text in texts(entry) for part in Formatter().parse(text))
    return {name for _, name, _, _ in parsed if name is not None} - {"n", "count", "Count"}


def test_every_topic_has_a_file_in_both_languages_and_every_id_stands_once() -> None:
    assert [file.name for file in files("de")] == [file.name for file in files("en")]
    for language in ("de", "en"):
        found = [(entry.msgctxt, entry.msgid) for entry in catalogue(language)]
        assert sorted(set(found), key=str) == sorted(found, key=str)


def entries(language: str, context: str | None = None) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in catalogue(language) if entry.msgctxt == context}


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
    assert sorted(set(entries("de")) - spelled) == []
    assert sorted(entries("en")) == sorted(entries("de"))


def test_both_languages_have_the_same_places_and_plurals() -> None:
    german, english = entries("de"), entries("en")

    assert {id_: places(entry) for id_, entry in german.items()} == {
        id_: places(entry) for id_, entry in english.items()
    }
    assert {id_ for id_, entry in german.items() if entry.msgid_plural} == {
        id_ for id_, entry in english.items() if entry.msgid_plural
    }


def test_the_polite_form_replaces_phrases_that_exist_and_differ() -> None:
    plain = entries("de")

    for id_, entry in entries("de", "sie").items():
        assert places(entry) == places(plain[id_]), id_
        assert texts(entry) != texts(plain[id_]), id_
        assert bool(entry.msgid_plural) == bool(plain[id_].msgid_plural), id_
    assert entries("en", "sie") == {}


@pytest.mark.parametrize("language", ["de", "en"])
def test_nothing_is_fuzzy_empty_or_loud(language: str) -> None:
    for entry in catalogue(language):
        assert not entry.fuzzy, entry.msgid
        assert not entry.obsolete, entry.msgid
        assert all(texts(entry)), entry.msgid
        assert not [text for text in texts(entry) if set(text) & set("!*_~`<>")], entry.msgid
        assert entry.msgid_plural in ("", f"{entry.msgid}.many"), entry.msgid


@pytest.mark.parametrize("language", ["de", "en"])
def test_labels_fit_a_button(language: str) -> None:
    labels = [entry for id_, entry in entries(language).items() if id_.startswith("button.") and not places(entry)]

    assert labels
    assert [entry.msgid for entry in labels if len(entry.msgstr) > 75] == []


def test_english_labels_are_in_title_case() -> None:
    labels = [entry.msgstr for id_, entry in entries("en").items() if id_.startswith("button.") and not places(entry)]

    assert [label for label in labels if any(word[0].islower() for word in label.split())] == []
