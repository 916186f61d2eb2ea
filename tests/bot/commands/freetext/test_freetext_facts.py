"""What a reading keeps beside its meaning, and what a question back already knows."""

import pytest

from bot.commands.freetext.reading import Meaning, Reading, Unsure
from jobs.facts import StallReason
from tests.bot.commands.freetext.german_replies import GERMAN_TASKS, LINKEDIN, NEWSLETTER
from tests.bot.commands.freetext.scoring import read


def note_of(text: str) -> str:
    reading = read(text, GERMAN_TASKS)
    assert isinstance(reading, Reading)
    return reading.note


@pytest.mark.parametrize(
    "text",
    [
        "fertig, siehe https://example.com/newsletter",
        "erledigt, Öffnungsrate liegt bei 34 Prozent",
        "Kurzversion ist raus, danke an Dora",
        "warte auf die Freigabe von Max",
        "lass uns das diesmal auslassen, Messe",
        "auslassen wegen Messe",
        "Dora hat den Newsletter verschickt",
        "keine Zeit, lassen wir aus",
    ],
)
def test_what_says_more_than_the_reading_is_kept_as_it_stands(text: str) -> None:
    assert note_of(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "erledigt 👍",
        "Newsletter ist raus!",
        "Guten Morgen, Newsletter ist raus, danke",
        "warte auf Freigabe",
        "keine Zeit",
        "lassen wir diesmal aus",
        "mach du das bitte, Dora",
        "bin dran, bis Freitag",
        "verschieben auf Freitag, da ist Messe",
    ],
)
def test_what_says_nothing_more_leaves_no_note(text: str) -> None:
    assert note_of(text) == ""


def test_a_note_is_one_line() -> None:
    assert note_of("fertig\n\n  siehe   Link <https://example.com>") == "fertig siehe Link <https://example.com>"


@pytest.mark.parametrize(
    "text",
    [
        "Dora ist krank, ohne sie geht nichts",
        "Max is out sick",
        "auslassen, bin krank",
        "skip it, Dora has the flu",
        "erledigt, jetzt zum Arzt",
    ],
)
def test_nothing_about_anybodys_health_is_kept(text: str) -> None:
    assert note_of(text) == ""


@pytest.mark.parametrize(
    ("text", "meanings", "task", "reason"),
    [
        ("👍", (), None, None),
        ("danke", (), None, None),
        ("ist der Newsletter raus?", (), NEWSLETTER, None),
        ("Newsletter ist raus, passt das?", ("done",), NEWSLETTER, None),
        ("noch nicht fertig", ("on_it", "blocked", "later"), None, None),
        ("mach ich", ("on_it", "take_over"), None, None),
        ("Freitag", ("on_it", "later"), None, None),
        ("müsste raus sein", ("done",), None, None),
        ("wenn die Freigabe da ist, mache ich es", ("on_it", "blocked", "take_over"), None, "approval"),
        ("Newsletter ist raus, LinkedIn schaffe ich erst Donnerstag", ("done", "on_it"), None, None),
        ("hab heute keine Zeit", ("blocked", "later"), None, "time"),
        ("LinkedIn verschieben wir auf nächste Woche", ("move",), LINKEDIN, None),
        ("bin im Urlaub", ("blocked", "hand_over"), None, "absence"),
        ("können wir das auslassen?", ("skip",), None, None),
        ("warte auf den Praktikanten", ("blocked",), None, None),
        ("frag Dora", ("later",), None, None),
    ],
)
def test_a_question_back_offers_what_was_understood(
    text: str, meanings: tuple[Meaning, ...], task: object, reason: StallReason | None
) -> None:
    unsure = read(text, GERMAN_TASKS)

    assert isinstance(unsure, Unsure)
    assert (unsure.meanings, unsure.reason) == (meanings, reason)
    assert unsure.task_id == next((one.task_id for one in GERMAN_TASKS if one == task), None)
