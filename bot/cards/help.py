"""What can be said to the bot. The entries come from the registry of commands."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.card import Aside, Bold, Card, Heading, Paragraph, Rich, card_of_parts, joined
from bot.translations.phrases import PhraseId, Phrases, phrases_for
from jobs.facts import Reader


@dataclass(frozen=True)
class HelpEntry:
    usage: PhraseId
    does: PhraseId


def help_card(entries: Sequence[HelpEntry], reader: Reader) -> Card:
    """Every command with what it does, then how tasks and dates are written."""
    phrases = phrases_for(reader)
    lines = joined((_line(entry, phrases) for entry in entries), "\n")
    return card_of_parts(
        (
            Heading(phrases.say("help.head")),
            Paragraph(lines),
            Aside(phrases.rich("help.task")),
            Aside(phrases.rich("help.date")),
            Aside(phrases.rich("help.message")),
        )
    )


def _line(entry: HelpEntry, phrases: Phrases) -> Rich:
    return (Bold(phrases.say(entry.usage)), f" · {phrases.say(entry.does)}")
