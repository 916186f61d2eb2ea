"""The tables of words themselves."""

from collections import Counter

import pytest

from bot.commands.freetext.joins import JOINED
from bot.commands.freetext.lexicon import GROUPS, KNOWN_WORDS, phrases_of
from bot.commands.freetext.outcomes import NEVER_CERTAIN
from bot.commands.freetext.repairs import repaired
from bot.commands.freetext.rule_table import RULES
from bot.commands.freetext.signals import Signal
from jobs.rules.calendar_words import fold


def test_no_phrase_stands_in_two_groups() -> None:
    """It would tell both."""
    phrases = Counter(phrase for group in GROUPS for phrase in set(phrases_of(group)))

    assert [phrase for phrase, count in phrases.items() if count > 1] == []


def test_every_word_is_spelt_as_replies_are_compared() -> None:
    assert [word for word in KNOWN_WORDS if word != fold(word) or "\n" in word] == []


def test_three_signals_are_foreseen_by_no_rule() -> None:
    """So whatever else a part of a text says, it is asked about."""
    foreseen = {signal for rule in RULES for need in (*rule.needs, rule.bears) for signal in need}
    joined = {signal for one in JOINED for need in one.needs for signal in need}

    assert set(Signal) - foreseen - joined - NEVER_CERTAIN == {Signal.STRANGE_DAY, Signal.AFTER, Signal.WINK}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("erldigt", "erledigt"),
        ("eldeigt", "eldeigt"),
        ("erleidgt", "erledigt"),
        ("verschikt", "verschickt"),
        ("ferttig", "fertig"),
        ("fertiggg", "fertig"),
        ("jaaa", "ja"),
        ("ubernehme", "uebernehme"),
        ("donerstag", "donnerstag"),
        ("nciht", "nicht"),
        ("poster", "poster"),
        ("licht", "licht"),
        ("fertige", "fertige"),
        ("verschicke", "verschicke"),
        ("three", "three"),
        ("state", "state"),
        ("statt", "statt"),
        ("annahme", "annahme"),
        ("nett", "nett"),
        ("denn", "denn"),
        ("", ""),
    ],
)
def test_only_safe_typos_are_repaired(typed: str, meant: str) -> None:
    assert repaired(typed) == meant
