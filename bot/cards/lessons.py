"""Lessons: one that was just attached to an activity, and the latest ones."""

from collections.abc import Iterator

from bot.cards.card import Actions, Aside, Bold, Button, Card, Heading, Paragraph, Part, Rich, card_of_parts
from bot.translations.phrases import Phrases
from jobs.use_cases.learning_answers import LessonKept, LessonLine, Lessons


def lesson_card(kept: LessonKept, phrases: Phrases) -> Card:
    """The lesson as it is kept, and when it comes back."""
    return card_of_parts(_kept(kept, phrases))


def lessons_card(lessons: Lessons, phrases: Phrases) -> Card:
    """The latest lessons, with a button for a new one."""
    return card_of_parts(_lessons(lessons, phrases))


def _kept(kept: LessonKept, phrases: Phrases) -> Iterator[Part]:
    said = phrases.rich("lessons.kept", title=Bold(kept.lesson.activity))
    if kept.next_on is not None:
        said = (*said, " ", *phrases.rich("answer.next", day=phrases.day(kept.next_on, kept.lesson.on)))
    yield Paragraph(said)
    yield Aside(phrases.rich("lessons.text", text=kept.lesson.text))
    if kept.shortened:
        yield Aside(phrases.rich("answer.shortened", limit=phrases.number(len(kept.lesson.text))))


def _lessons(lessons: Lessons, phrases: Phrases) -> Iterator[Part]:
    yield Heading(phrases.say("lessons.head"))
    if not lessons.lessons:
        yield Paragraph(phrases.rich("lessons.none"))
    for lesson in lessons.lessons:
        yield _lesson(lesson, phrases)
    yield Actions("lessons", (Button(phrases.say("button.keep_lesson"), "form-lesson", ""),))


def _lesson(lesson: LessonLine, phrases: Phrases) -> Paragraph:
    line: Rich = phrases.rich("lessons.line", title=Bold(lesson.activity), day=phrases.long_day(lesson.on))
    return Paragraph((*line, "\n", lesson.text))
