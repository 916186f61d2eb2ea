"""A pause has ended by itself: what goes on, when it is due, and whose it is."""

from collections.abc import Iterator

from bot.cards.card import Actions, Aside, Bold, Card, Heading, Mention, Paragraph, Part, Rich, card_of_parts
from bot.cards.task import button
from bot.translations.phrases import Phrases
from jobs.pause_notices import PauseOver, RunsAgain

SHOWN_ACTIVITIES = 20
"""Two parts for each and what stands around them stay within a message of fifty blocks."""


def pause_over_card(notice: PauseOver, phrases: Phrases) -> Card:
    """Whoever coordinates can let each of them rest longer."""
    return card_of_parts(_parts(notice, phrases))


def _parts(notice: PauseOver, phrases: Phrases) -> Iterator[Part]:
    yield Heading(_heading(notice, phrases))
    if notice.running:
        yield Paragraph(phrases.rich("pause_over.why"))
    for one in notice.activities[:SHOWN_ACTIVITIES]:
        yield Paragraph(_line(one, notice, phrases))
        if notice.coordinates and one.paused_until is None and one.next is not None:
            yield Actions(str(one.next.id), (button(phrases.say("button.pause_longer"), "pause", one.next, phrases),))
    if len(notice.activities) > SHOWN_ACTIVITIES:
        yield Aside(phrases.rich("answer.more", n=len(notice.activities) - SHOWN_ACTIVITIES))


def _heading(notice: PauseOver, phrases: Phrases) -> str:
    running = notice.running
    if not running:
        return phrases.say("pause_over.head.longer")
    return phrases.say("pause_over.head", n=len(running), title=running[0].title)


def _line(one: RunsAgain, notice: PauseOver, phrases: Phrases) -> Rich:
    title = Bold(one.title)
    if one.paused_until is not None:
        return phrases.rich("pause_over.again", title=title, day=phrases.day(one.paused_until))
    if one.next is None:
        return (title,)
    line: Rich = phrases.rich("left.activity", title=title, day=phrases.day(one.next.due_on))
    return (*line, "\n", *_whose(one, notice, phrases))


def _whose(one: RunsAgain, notice: PauseOver, phrases: Phrases) -> Rich:
    if one.by is None:
        return phrases.rich("left.uncovered")
    if one.by.id == notice.reader.id:
        return phrases.rich("pause_over.yours")
    return phrases.rich("pause_over.whose", who=Mention(one.by))
