"""A mail to a partner: what is theirs, by when, and a link for each answer. Its heading is the subject.

Links that begin with a slash lead to pages of our own; whoever sends the mail knows under which address they are found.
"""

from collections.abc import Iterator

from bot.cards.card import Aside, Bold, Card, Divider, Heading, Link, Paragraph, Part, card_of_parts
from bot.translations.phrases import PhraseId, Phrases
from jobs.mail_notices import PartnerItem, PartnerMail, Stage

_HEADS: dict[Stage, PhraseId] = {
    "heads_up": "mail.head.heads_up",
    "due": "mail.head.due",
    "again": "mail.head.again",
}
_DAYS: dict[Stage, PhraseId] = {"heads_up": "mail.day.heads_up", "due": "mail.day.due", "again": "mail.day.again"}


def page_of(token: str) -> str:
    """Where the page behind a link is found, under the address of the web process."""
    return f"/p/{token}"


def material(link: str, phrases: Phrases) -> Paragraph:
    """Where the material lies. What is no address on the web stands there as it was written."""
    shown = Link(link, link) if link.startswith(("https://", "http://")) else link
    return Paragraph((*phrases.rich("mail.material"), shown))


def partner_mail_card(notice: PartnerMail, phrases: Phrases) -> Card:
    return card_of_parts(_parts(notice, phrases))


def _parts(notice: PartnerMail, phrases: Phrases) -> Iterator[Part]:
    yield Heading(_subject(notice, phrases))
    yield Paragraph(phrases.rich("mail.hello"))
    yield Paragraph(phrases.rich("mail.intro", company=notice.company))
    for number, item in enumerate(notice.items):
        if number:
            yield Divider()
        yield from _item(item, phrases)
    yield from _end(notice, phrases)


def _subject(notice: PartnerMail, phrases: Phrases) -> str:
    if len(notice.items) > 1:
        return phrases.say("mail.head.several", len(notice.items), company=notice.company)
    [item] = notice.items
    day = phrases.day(item.due_on)
    return phrases.say(_HEADS[item.stage], company=notice.company, title=item.title, day=day)


def _item(item: PartnerItem, phrases: Phrases) -> Iterator[Part]:
    day = phrases.say(_DAYS[item.stage], day=phrases.long_day(item.due_on))
    yield Paragraph((Bold(item.title), "\n", day))
    if item.instructions:
        yield Paragraph((item.instructions,))
    if item.material_link:
        yield material(item.material_link, phrases)
    yield Paragraph((Link(phrases.say("mail.done"), page_of(item.links.done)),))
    yield Paragraph((Link(phrases.say("mail.needs"), page_of(item.links.needs)),))
    yield Paragraph((Link(phrases.say("mail.later"), page_of(item.links.later)),))


def _end(notice: PartnerMail, phrases: Phrases) -> Iterator[Part]:
    yield Divider()
    if notice.contact:
        yield Aside(phrases.rich("mail.contact", who=notice.contact))
    yield Aside(phrases.rich("mail.origin", company=notice.company))
    yield Aside((Link(phrases.say("mail.stop"), page_of(notice.stop)),))
