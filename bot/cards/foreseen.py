"""A dry run: every message of a day, when, to whom, how it begins and why."""

from collections.abc import Iterator

from bot.cards.card import Aside, Bold, Card, Heading, Mention, Paragraph, Part, Rich, card_of_parts
from bot.cards.worded import card_for
from bot.translations.phrases import PhraseId, Phrases
from jobs.calendar_notices import CalendarUnreadable
from jobs.cover_notices import CoverageAhead, HandingOver, Returned, StandingIn, Uncovered
from jobs.facts import Reader
from jobs.mail_notices import PartnerMail
from jobs.notices import (
    Appointed,
    Composed,
    DecisionWanted,
    Escalation,
    Greeting,
    Left,
    NobodyThere,
    Notice,
    Nudge,
    RetrospectivePosted,
    Unreached,
)
from jobs.partner_notices import PartnerSaid
from jobs.pause_notices import PauseOver
from jobs.rehearsal import Foreseen
from jobs.use_cases.answers import Preview

SHOWN_MESSAGES = 20

_WHYS: dict[type[object], PhraseId] = {
    Nudge: "answer.preview.nudge",
    Escalation: "answer.preview.escalation",
    DecisionWanted: "answer.preview.decision",
    NobodyThere: "answer.preview.nobody_there",
    Unreached: "answer.preview.unreached",
    Greeting: "answer.preview.greeting",
    Appointed: "answer.preview.appointed",
    CalendarUnreadable: "answer.preview.calendar",
    Left: "answer.preview.left",
    HandingOver: "answer.preview.handover",
    StandingIn: "answer.preview.standin",
    CoverageAhead: "answer.preview.coverage",
    Uncovered: "answer.preview.uncovered",
    Returned: "answer.preview.returned",
    PartnerMail: "answer.preview.partner_mail",
    PauseOver: "answer.preview.pause_over",
    PartnerSaid: "answer.preview.partner_said",
    RetrospectivePosted: "answer.preview.retrospective",
}


def preview_card(preview: Preview, reader: Reader, phrases: Phrases) -> Card:
    """The day's messages in the order of their time, by the clock and in the language of whoever looks."""
    return card_of_parts(_parts(preview, reader, phrases))


def _parts(preview: Preview, reader: Reader, phrases: Phrases) -> Iterator[Part]:
    yield Heading(phrases.say("answer.preview", day=phrases.long_day(preview.on)))
    if not preview.messages:
        yield Paragraph(phrases.rich("answer.preview.empty"))
    for message in preview.messages[:SHOWN_MESSAGES]:
        first_line = card_for(Composed(message.notice, reader, message.at)).summary.partition("\n")[0]
        yield Paragraph((*_when_and_to_whom(message, phrases), "\n", first_line))
        yield Aside((phrases.say(why_of(message.notice)),))
    if len(preview.messages) > SHOWN_MESSAGES:
        yield Aside(phrases.rich("answer.more", n=len(preview.messages) - SHOWN_MESSAGES))


def why_of(notice: Notice) -> PhraseId:
    """Why a message of this kind goes to whom it goes."""
    return _WHYS[type(notice)]


def _when_and_to_whom(message: Foreseen, phrases: Phrases) -> Rich:
    clock = Bold(phrases.clock(message.at))
    if message.partner is not None:
        return phrases.rich("answer.preview.to_partner", clock=clock, name=message.partner)
    if message.to is not None:
        return phrases.rich("answer.preview.to", clock=clock, who=Mention(message.to))
    return phrases.rich("answer.preview.to_all", clock=clock)
