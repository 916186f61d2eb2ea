"""The messages about an absence or a pause, each worded by its own card."""

from typing import assert_never

from bot.cards.card import Card
from bot.cards.handover import handover_card
from bot.cards.pause_over import pause_over_card
from bot.cards.returned import returned_card
from bot.cards.standin import standin_card
from bot.cards.uncovered import uncovered_card
from bot.translations.phrases import Phrases
from jobs.cover_notices import CoverNotice, HandingOver, Returned, StandingIn, Uncovered
from jobs.pause_notices import PauseOver


def cover_notice_card(notice: CoverNotice | PauseOver, phrases: Phrases) -> Card:
    match notice:
        case HandingOver():
            return handover_card(notice, phrases)
        case StandingIn():
            return standin_card(notice, phrases)
        case Uncovered():
            return uncovered_card(notice, phrases)
        case Returned():
            return returned_card(notice, phrases)
        case PauseOver():
            return pause_over_card(notice, phrases)
        case _ as never:
            assert_never(never)
