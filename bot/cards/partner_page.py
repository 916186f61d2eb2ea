"""The pages behind a partner's links: what is asked there, what was said, and why a link opens nothing any more."""

from collections.abc import Iterator

from bot.cards.card import Aside, Bold, Card, Heading, Link, Paragraph, Part, Rich, card_of_parts, joined
from bot.cards.partner_mail import material, page_of
from bot.translations.phrases import PhraseId, Phrases
from jobs.use_cases.partner_visits import PartnerPurpose, Shut, Visited

_ASKED: dict[PartnerPurpose, PhraseId] = {
    "partner_done": "partner_page.done",
    "partner_needs": "partner_page.needs",
    "partner_later": "partner_page.later",
    "partner_stop": "partner_page.stop",
}
_THANKS: dict[PartnerPurpose, PhraseId] = {
    "partner_done": "partner_page.done.thanks",
    "partner_needs": "partner_page.needs.thanks",
    "partner_later": "partner_page.later.thanks",
    "partner_stop": "partner_page.stop.thanks",
}
_WAYS: dict[PartnerPurpose, PhraseId] = {
    "partner_done": "mail.done",
    "partner_needs": "mail.needs",
    "partner_later": "mail.later",
}
_SHUT: dict[str, PhraseId] = {
    "used": "partner_page.used",
    "expired": "partner_page.expired",
    "revoked": "partner_page.revoked",
    "settled": "partner_page.settled",
}
_SHUT_WHY: dict[str, PhraseId] = {
    "used": "partner_page.used.why",
    "expired": "partner_page.expired.why",
    "revoked": "partner_page.revoked.why",
    "settled": "partner_page.settled.why",
}


def asking_card(visited: Visited, phrases: Phrases) -> Card:
    """What the link is for, before anything has happened."""
    return card_of_parts(_asking(visited, phrases))


def _asking(visited: Visited, phrases: Phrases) -> Iterator[Part]:
    task = visited.task
    title = task.title if task else ""
    yield Heading(phrases.say(_ASKED[visited.purpose], title=title, company=visited.company))
    if task is None:
        yield Paragraph(phrases.rich("partner_page.stop.why", company=visited.company))
        return
    day = phrases.long_day(task.due_on)
    yield Paragraph(phrases.rich("partner_page.planned", company=visited.company, title=Bold(task.title), day=day))
    if task.instructions:
        yield Paragraph((task.instructions,))
    if task.material_link:
        yield material(task.material_link, phrases)


def below_asking(visited: Visited, phrases: Phrases) -> tuple[Part, ...]:
    """What else can be said about the task, whom to ask, and what else is open."""
    return (*_ways(visited, phrases), *_others(visited, phrases))


def _ways(visited: Visited, phrases: Phrases) -> Iterator[Part]:
    links = ((Link(phrases.say(_WAYS[way]), page_of(token)),) for way, token in visited.ways)
    if visited.ways:
        yield Aside((*phrases.rich("partner_page.instead"), *joined(links, " · ")))
    contact = visited.task.contact if visited.task else None
    if contact:
        yield Aside(phrases.rich("mail.contact", who=contact))


def _others(visited: Visited, phrases: Phrases) -> Iterator[Part]:
    if visited.others:
        yield Heading(phrases.say("partner_page.others"))
    for other in visited.others:
        title = Link(other.title, page_of(other.link)) if other.link else Bold(other.title)
        day = phrases.day(other.due_on, visited.today)
        yield Paragraph(phrases.rich("partner_page.other", title=title, day=day))


def thanks_card(visited: Visited, phrases: Phrases) -> Card:
    """What has happened, and what else is open."""
    stopped = visited.purpose == "partner_stop"
    heading = Heading(phrases.say("partner_page.stopped" if stopped else "partner_page.thanks"))
    title = Bold(visited.task.title if visited.task else "")
    day = phrases.long_day(visited.named) if visited.named else ""
    said: Rich = phrases.rich(_THANKS[visited.purpose], company=visited.company, title=title, day=day)
    return card_of_parts((heading, Paragraph(said), *_others(visited, phrases)))


def shut_card(shut: Shut, phrases: Phrases) -> Card:
    """Why the link opens nothing any more, and whom to ask."""
    stopped = shut.why == "used" and shut.purpose == "partner_stop"
    head, why = _SHUT[shut.why], _SHUT_WHY[shut.why]
    if stopped:
        head, why = "partner_page.stopped", "partner_page.stop.thanks"
    return card_of_parts(
        (Heading(phrases.say(head)), Paragraph(phrases.rich(why, company=shut.company))),
    )
