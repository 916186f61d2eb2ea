"""Calendars from which absences are read: which there are, what counts, and what to do about one that can't be read.

Of an address only the host is shown.
"""

from collections.abc import Iterator
from typing import Literal

from bot.cards.card import Actions, Aside, Button, Card, Heading, Mention, Paragraph, Part, Rich, card_of_parts
from bot.translations.phrases import PhraseId, Phrases
from jobs.calendar_notices import CalendarUnreadable
from jobs.facts import PersonRef
from jobs.rules.feeds import CalendarFault
from jobs.use_cases.feed_answers import FeedAnswer, FeedConnected, FeedLine, FeedRemoved, Feeds

FORM = "form-absence_calendar"
REMOVE = "feed_off"
SHOWN_FEEDS = 20
FAULTS: dict[CalendarFault, PhraseId] = {
    "not_found": "feed.fault.not_found",
    "forbidden": "feed.fault.forbidden",
    "not_a_calendar": "feed.fault.not_a_calendar",
    "too_large": "feed.fault.too_large",
    "unreachable": "feed.fault.unreachable",
    "not_public": "feed.fault.not_public",
}

Scope = Literal["own", "person", "company"]
UNREADABLE: dict[Scope, PhraseId] = {
    "own": "feed.unreadable.own",
    "person": "feed.unreadable",
    "company": "feed.unreadable.company",
}
READABLE: dict[Scope, PhraseId] = {
    "own": "feed.readable.own",
    "person": "feed.readable",
    "company": "feed.readable.company",
}


def feed_card(answer: FeedAnswer, phrases: Phrases) -> Card:
    """What was answered about calendars."""
    match answer:
        case Feeds():
            return card_of_parts(_list(answer, phrases))
        case FeedConnected():
            return card_of_parts(_connected(answer, phrases))
        case FeedRemoved():
            return card_of_parts(_removed(answer, phrases))


def unreadable_card(notice: CalendarUnreadable, phrases: Phrases) -> Card:
    """What is wrong, and the two things that can be done about it."""
    return card_of_parts(_unreadable(notice, phrases))


def rules(phrases: Phrases) -> Iterator[Part]:
    """What counts, in full."""
    yield Aside(phrases.rich("feed.rule"))
    yield Aside(phrases.rich("feed.rule.company"))


def _list(answer: Feeds, phrases: Phrases) -> Iterator[Part]:
    yield Paragraph(phrases.rich("feed.list" if answer.feeds else "feed.list.none"))
    for feed in answer.feeds[:SHOWN_FEEDS]:
        yield Paragraph((*_whose(feed.whose, answer.reader, phrases), "\n", *_state(feed, phrases)))
        yield _actions(feed.id, phrases)
    if len(answer.feeds) > SHOWN_FEEDS:
        yield Aside(phrases.rich("answer.more", n=len(answer.feeds) - SHOWN_FEEDS))
    yield from rules(phrases)
    own = any(feed.whose is not None and feed.whose.id == answer.reader.id for feed in answer.feeds)
    if answer.may_all or not own:
        yield Actions("feeds", (Button(phrases.say("button.feeds"), FORM, "", primary=not answer.feeds),))


def _whose(person: PersonRef | None, reader: PersonRef, phrases: Phrases) -> Rich:
    if person is None:
        return phrases.rich("feed.of_company")
    return phrases.rich("feed.own") if person.id == reader.id else phrases.rich("feed.of", who=Mention(person))


def _state(feed: FeedLine, phrases: Phrases) -> Rich:
    if feed.fault is not None:
        return phrases.rich("feed.state.fault", host=feed.host)
    if not feed.read:
        return phrases.rich("feed.state.new", host=feed.host)
    if not feed.ahead:
        return phrases.rich("feed.state.none", host=feed.host)
    return phrases.rich("feed.state", feed.ahead, host=feed.host)


def _actions(feed_id: int, phrases: Phrases) -> Actions:
    address = Button(phrases.say("button.feed_address"), FORM, str(feed_id))
    return Actions(f"feed-{feed_id}", (address, Button(phrases.say("button.feed_off"), REMOVE, str(feed_id))))


def _connected(answer: FeedConnected, phrases: Phrases) -> Iterator[Part]:
    yield Paragraph(phrases.rich("feed.connected", host=answer.feed.host))
    yield from rules(phrases)
    yield _actions(answer.feed.id, phrases)


def _removed(answer: FeedRemoved, phrases: Phrases) -> Iterator[Part]:
    removed: Rich = phrases.rich("feed.removed")
    if answer.dropped:
        removed = (*removed, " ", phrases.say("feed.dropped", answer.dropped))
    yield Paragraph(removed)


def _unreadable(notice: CalendarUnreadable, phrases: Phrases) -> Iterator[Part]:
    heading = READABLE if notice.fault is None else UNREADABLE
    yield Heading(phrases.say(heading[_scope(notice)], name=notice.whose.name if notice.whose else ""))
    if notice.fault is None:
        yield Paragraph(phrases.rich("feed.readable.next", host=notice.address))
        return
    yield Paragraph(phrases.rich(FAULTS[notice.fault]))
    yield Aside(phrases.rich("feed.holds", host=notice.address))
    yield _actions(notice.id, phrases)


def _scope(notice: CalendarUnreadable) -> Scope:
    if notice.whose is None:
        return "company"
    return "own" if notice.whose.id == notice.reader.id else "person"
