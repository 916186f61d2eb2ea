"""What was answered about measuring and learning, each on its own card."""

from typing import assert_never

from bot.cards.card import Card
from bot.cards.decisions import decisions_card
from bot.cards.goals import goals_card, recorded_card, which_metric_card
from bot.cards.lessons import lesson_card, lessons_card
from bot.translations.phrases import Phrases
from jobs.use_cases.learning_answers import (
    Decisions,
    Goals,
    LearningAnswer,
    LessonKept,
    Lessons,
    Recorded,
    WhichMetric,
)


def learning_card(answer: LearningAnswer, phrases: Phrases) -> Card:
    """The answer, worded."""
    match answer:
        case Goals():
            return goals_card(answer, phrases)
        case Recorded():
            return recorded_card(answer, phrases)
        case WhichMetric():
            return which_metric_card(answer, phrases)
        case LessonKept():
            return lesson_card(answer, phrases)
        case Lessons():
            return lessons_card(answer, phrases)
        case Decisions():
            return decisions_card(answer, phrases)
        case _ as never:
            assert_never(never)
