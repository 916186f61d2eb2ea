"""A message that could not be delivered: what, why, and what to do."""

from collections.abc import Iterator

from bot.cards.card import Card, Heading, Mention, Paragraph, Part, Rich, card_of_parts, joined
from bot.cards.reassigning import reassignable
from bot.cards.task import task_rich
from bot.translations.phrases import Phrases
from jobs.notices import Unreached


def unreached_card(notice: Unreached, phrases: Phrases) -> Card:
    """Who or which conversation was not reached, and the tasks it was about."""
    return card_of_parts(_parts(notice, phrases))


def _parts(notice: Unreached, phrases: Phrases) -> Iterator[Part]:
    yield Heading(_heading(notice, phrases))
    yield Paragraph(joined(_sentences(notice, phrases), " "))
    if notice.partner is None:
        yield from reassignable(notice.tasks, notice.reader, phrases)
    for task in notice.tasks if notice.partner is not None else ():
        yield Paragraph(task_rich(task, phrases))


def _heading(notice: Unreached, phrases: Phrases) -> str:
    if notice.partner is not None:
        return phrases.say("unreached.head.partner", name=notice.partner)
    name = notice.person.name if notice.person else notice.conversation
    return phrases.say("unreached.head.somebody", name=name) if name else phrases.say("unreached.head.nobody")


def _sentences(notice: Unreached, phrases: Phrases) -> Iterator[Rich]:
    if notice.partner is not None:
        yield phrases.rich("unreached.partner", why=notice.why, name=notice.partner)
        return
    yield phrases.rich("unreached.why", why=notice.why)
    if notice.person is not None:
        yield phrases.rich("unreached.person", who=Mention(notice.person))
    elif notice.conversation is not None:
        yield phrases.rich("unreached.conversation")
