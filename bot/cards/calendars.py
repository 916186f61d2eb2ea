"""What somebody is told who asks for their calendar: where to subscribe to it, or what the file holds."""

from collections.abc import Iterator

from bot.cards.card import Actions, Aside, Button, Card, Divider, Heading, Link, Paragraph, Part, card_of_parts
from bot.translations.phrases import Phrases
from jobs.use_cases.own_answers import CalendarLinks, CalendarSnapshot, WhichCalendar

PUBLIC_URL = "TAKTGEBER_PUBLIC_URL"


def snapshot_card(snapshot: CalendarSnapshot, phrases: Phrases) -> Card:
    """What the calendar file holds, that it is a snapshot, and what subscribing takes where it can't be done yet."""
    return card_of_parts(_snapshot(snapshot, phrases))


def _snapshot(snapshot: CalendarSnapshot, phrases: Phrases) -> Iterator[Part]:
    calendar = snapshot.calendar
    day = phrases.day(calendar.until, calendar.today)
    if not calendar.open_tasks:
        yield Paragraph(phrases.rich("calendar.empty", day=day))
    else:
        yield Paragraph(phrases.rich("calendar.tasks", n=calendar.open_tasks, day=day))
        yield Aside(phrases.rich("calendar.where"))
        yield Aside(phrases.rich("calendar.snapshot"))
    if snapshot.subscribable:
        return
    yield Aside(phrases.rich("calendar.unpublished"))
    if snapshot.may_publish:
        yield Aside(phrases.rich("calendar.unpublished.how", setting=PUBLIC_URL))


def links_card(links: CalendarLinks, phrases: Phrases) -> Card:
    """The addresses to subscribe to, each with what can be done about it; for whoever asked alone."""
    return card_of_parts(_links(links, phrases))


def _links(links: CalendarLinks, phrases: Phrases) -> Iterator[Part]:
    yield from _own(links, phrases)
    if links.may_share:
        yield Divider()
        yield from _company(links, phrases)


def _own(links: CalendarLinks, phrases: Phrases) -> Iterator[Part]:
    yield Heading(phrases.say("calendar.links.own"))
    if links.own is None:
        yield Paragraph(phrases.rich("calendar.links.off"))
        yield _actions("own", phrases, valid=False)
        return
    if links.changed == "own":
        yield Paragraph(phrases.rich("calendar.links.renewed"))
    day = phrases.day(links.until, links.today)
    if links.open_tasks:
        yield Paragraph(phrases.rich("calendar.links.tasks", n=links.open_tasks, day=day))
    else:
        yield Paragraph(phrases.rich("calendar.links.empty", day=day))
    yield from _address(links.own, phrases)
    yield Aside(phrases.rich("calendar.links.private"))
    yield _actions("own", phrases, valid=True)


def _company(links: CalendarLinks, phrases: Phrases) -> Iterator[Part]:
    yield Heading(phrases.say("calendar.links.company"))
    if links.company is None:
        off = links.changed == "company"
        yield Paragraph(phrases.rich("calendar.links.off" if off else "calendar.links.company.none"))
        yield _actions("company", phrases, valid=False)
        return
    if links.changed == "company":
        yield Paragraph(phrases.rich("calendar.links.renewed"))
    yield Paragraph(phrases.rich("calendar.links.company.what"))
    yield from _address(links.company, phrases)
    yield Aside(phrases.rich("calendar.links.company.private"))
    yield _actions("company", phrases, valid=True)


def _address(url: str, phrases: Phrases) -> Iterator[Part]:
    """Twice: some programs take the one, some the other; both can be copied as they stand here."""
    yield Paragraph((Link(url, url),))
    yield Aside(phrases.rich("calendar.links.webcal", url="webcal" + url[url.index(":") :]))


def _actions(which: WhichCalendar, phrases: Phrases, *, valid: bool) -> Actions:
    label = phrases.say("button.calendar.new" if valid else "button.calendar.make")
    buttons = [Button(label, "calendar_new", which, primary=not valid)]
    if valid:
        buttons.append(Button(phrases.say("button.calendar.off"), "calendar_off", which))
    if which == "own":
        buttons.append(Button(phrases.say("button.calendar.file"), "calendar_file", which))
    return Actions(f"calendar-{which}", tuple(buttons))
