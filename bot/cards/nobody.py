"""Tasks that nobody can be asked about."""

from collections.abc import Iterator

from bot.cards.card import Card, Heading, Paragraph, Part, card_of_parts
from bot.cards.reassigning import reassignable
from bot.translations.phrases import Phrases
from jobs.notices import NobodyThere


def nobody_card(notice: NobodyThere, phrases: Phrases) -> Card:
    """Each task with the means to give it to somebody; what has ended meanwhile shows how."""
    return card_of_parts(_parts(notice, phrases))


def _parts(notice: NobodyThere, phrases: Phrases) -> Iterator[Part]:
    waiting = [task for task in notice.tasks if task.is_open]
    if waiting:
        yield Heading(_heading([task.title for task in waiting], phrases))
        yield Paragraph(phrases.rich("nobody.why"))
    else:
        yield Heading(phrases.say("escalation.head.all_settled"))
    yield from reassignable(notice.tasks, notice.reader, phrases)


def _heading(titles: list[str], phrases: Phrases) -> str:
    if len(titles) == 1:
        return phrases.say("nobody.head.one", title=titles[0])
    return phrases.say("nobody.head.several", n=len(titles))
