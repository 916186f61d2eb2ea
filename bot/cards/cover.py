"""What was answered about absences, pauses and cover, as cards."""

from typing import assert_never

from bot.cards.absence import absence_card, over_card, which_absence_card
from bot.cards.absence_list import absence_list_card
from bot.cards.card import Card
from bot.cards.pauses import paused_card, resumed_card, which_paused_card
from bot.cards.team import team_card
from bot.translations.phrases import Phrases
from jobs.use_cases.cover_answers import (
    AbsenceList,
    AbsenceNoted,
    AbsenceOver,
    CoverAnswer,
    Paused,
    Resumed,
    Team,
    WhichAbsence,
    WhichPaused,
)


def cover_card(answer: CoverAnswer, given: str, phrases: Phrases) -> Card:
    """The answer in the reader's words. `given` is the reason of a pause as it was written."""
    match answer:
        case AbsenceNoted():
            return absence_card(answer, phrases)
        case AbsenceOver():
            return over_card(answer, phrases)
        case WhichAbsence():
            return which_absence_card(answer, phrases)
        case AbsenceList():
            return absence_list_card(answer, phrases)
        case Paused():
            return paused_card(answer, given, phrases)
        case Resumed():
            return resumed_card(answer, phrases)
        case WhichPaused():
            return which_paused_card(answer, phrases)
        case Team():
            return team_card(answer, phrases)
        case _ as never:
            assert_never(never)
