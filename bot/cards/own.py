"""What belongs to one person: their calendars, and what is stored about them."""

from collections.abc import Iterator
from typing import assert_never

from bot.cards.calendars import links_card, snapshot_card
from bot.cards.card import Aside, Card, Heading, Paragraph, Part, card_of_parts, joined
from bot.cards.roles import role_words, roles_card
from bot.translations.phrases import LANGUAGES, PhraseId, Phrases
from jobs.rules.calendar_words import WEEKDAY_CODES
from jobs.use_cases.own_answers import Away, CalendarLinks, CalendarSnapshot, OwnAnswer, OwnData, OwnRole, Roles

_LANGUAGES: dict[str, PhraseId] = {"de": "own.language.de", "en": "own.language.en"}


def own_card(answer: OwnAnswer, phrases: Phrases) -> Card:
    """Whatever somebody asked about themselves and their team's roles."""
    match answer:
        case Roles():
            return roles_card(answer, phrases)
        case CalendarSnapshot():
            return snapshot_card(answer, phrases)
        case CalendarLinks():
            return links_card(answer, phrases)
        case OwnData():
            return own_data_card(answer, phrases)
        case _ as never:
            assert_never(never)


def own_data_card(data: OwnData, phrases: Phrases) -> Card:
    """What is stored about whoever asks, in plain words; what there is none of is left out."""
    return card_of_parts(
        (
            Heading(phrases.say("own.head")),
            Paragraph(joined(((line,) for line in _lines(data, phrases)), "\n")),
            *_counted(data, phrases),
            Aside(phrases.rich("own.kept")),
            Aside(phrases.rich("own.file")),
        )
    )


def _lines(data: OwnData, phrases: Phrases) -> Iterator[str]:
    if data.handle:
        yield phrases.say("own.name_and_handle", name=data.name, handle=data.handle)
    else:
        yield phrases.say("own.name", name=data.name)
    language = data.language if data.language in LANGUAGES else "en"
    yield phrases.say("own.language", language=phrases.say(_LANGUAGES[language]))
    yield phrases.say("own.zone", zone=data.zone)
    yield phrases.say("own.nudges", clock=f"{data.nudge_at:%H:%M}", days=_weekdays(data.weekdays, phrases))
    if data.roles:
        yield phrases.say("own.roles", roles=phrases.listed([_role(one, phrases) for one in data.roles]))
    if data.owned:
        yield phrases.say("own.owned", titles=phrases.listed(data.owned))
    if data.deputised:
        yield phrases.say("own.deputised", titles=phrases.listed(data.deputised))
    if data.turns:
        yield phrases.say("own.turns", titles=phrases.listed(data.turns))
    if data.absences:
        yield phrases.say("own.away", spans=phrases.listed([_span(one, phrases) for one in data.absences]))


def _weekdays(codes: tuple[str, ...], phrases: Phrases) -> str:
    names = phrases.say("own.weekdays").split()
    return phrases.listed([names[WEEKDAY_CODES.index(code)] for code in codes])


def _role(role: OwnRole, phrases: Phrases) -> str:
    name = role_words(role.name, phrases)
    return phrases.say("own.role.deputy", role=name) if role.as_deputy else name


def _span(span: Away, phrases: Phrases) -> str:
    first = phrases.long_day(span.first)
    if span.last is None:
        return phrases.say("own.span.open", first=first)
    return phrases.say("own.span", first=first, last=phrases.long_day(span.last))


def _counted(data: OwnData, phrases: Phrases) -> Iterator[Part]:
    counts = list(_counts(data, phrases))
    if counts:
        yield Paragraph(phrases.rich("own.counts", counts=phrases.listed(counts)))


def _counts(data: OwnData, phrases: Phrases) -> Iterator[str]:
    if data.events:
        yield phrases.say("own.events", n=data.events)
    if data.messages:
        yield phrases.say("own.messages", n=data.messages)
    if data.contributions:
        yield phrases.say("own.contributions", n=data.contributions)
