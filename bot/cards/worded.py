"""Every notice, worded for its reader."""

from typing import assert_never

from bot.cards.absence_feeds import unreadable_card
from bot.cards.card import Card
from bot.cards.cover_notices import cover_notice_card
from bot.cards.coverage import coverage_card
from bot.cards.decision import decision_card
from bot.cards.escalation import escalation_card
from bot.cards.left import left_card
from bot.cards.nobody import nobody_card
from bot.cards.nudge import nudge_card
from bot.cards.partner import partner_said_card
from bot.cards.partner_mail import partner_mail_card
from bot.cards.retrospective import retrospective_card
from bot.cards.setup import appointed_card, greeting_card
from bot.cards.unreached import unreached_card
from bot.translations.phrases import Phrases, phrases_for
from jobs.calendar_notices import CalendarUnreadable
from jobs.cover_notices import CoverageAhead, HandingOver, Returned, StandingIn, Uncovered
from jobs.mail_notices import PartnerMail
from jobs.notices import (
    Appointed,
    Composed,
    DecisionWanted,
    Escalation,
    Greeting,
    Left,
    NobodyThere,
    Nudge,
    RetrospectivePosted,
    Unreached,
)
from jobs.partner_notices import PartnerSaid
from jobs.pause_notices import PauseOver


def card_for(composed: Composed) -> Card:
    """The notice as a card in its reader's language, form of address and zone."""
    phrases = phrases_for(composed.reader)
    match composed.notice:
        case Nudge() as notice:
            return nudge_card(notice, phrases)
        case Escalation() as notice:
            return escalation_card(notice, phrases)
        case DecisionWanted() as notice:
            return decision_card(notice, phrases)
        case NobodyThere() | Unreached() | Left() | CoverageAhead() | CalendarUnreadable() as notice:
            return _report_card(notice, phrases)
        case HandingOver() | StandingIn() | Uncovered() | Returned() | PauseOver() as notice:
            return cover_notice_card(notice, phrases)
        case PartnerMail() | PartnerSaid() as notice:
            return _partner_card(notice, phrases)
        case Greeting():
            return greeting_card(phrases)
        case Appointed() as notice:
            return appointed_card(notice, phrases)
        case RetrospectivePosted(company, figures):
            return retrospective_card(figures, company, phrases)
        case _ as never:
            assert_never(never)


def _partner_card(notice: PartnerMail | PartnerSaid, phrases: Phrases) -> Card:
    """What a partner is told, or has said."""
    if isinstance(notice, PartnerMail):
        return partner_mail_card(notice, phrases)
    return partner_said_card(notice, phrases)


def _report_card(notice: NobodyThere | Unreached | Left | CoverageAhead | CalendarUnreadable, phrases: Phrases) -> Card:
    """What whoever is in charge is told, or whoever has connected a calendar."""
    match notice:
        case NobodyThere():
            return nobody_card(notice, phrases)
        case Unreached():
            return unreached_card(notice, phrases)
        case Left():
            return left_card(notice, phrases)
        case CoverageAhead():
            return coverage_card(notice, phrases)
        case CalendarUnreadable():
            return unreadable_card(notice, phrases)
        case _ as never:
            assert_never(never)
