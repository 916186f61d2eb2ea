"""Activities that rest by agreement, and those that go on."""

from collections.abc import Iterator
from datetime import date

from bot.cards.card import Actions, Aside, Bold, Button, Card, Paragraph, Part, Rich, card_of_parts, joined
from bot.cards.task import task_rich
from bot.translations.phrases import Phrases
from jobs.use_cases.cover_answers import Paused, PausedActivity, PauseTakenBack, Resumed, WhichPaused

SHOWN_RETURNED = 8
SHOWN_PAUSED = 10


def paused_card(answer: Paused, given: str, phrases: Phrases) -> Card:
    """Until when it rests and what that means. `given` is the reason as it was written."""
    return card_of_parts(_paused(answer, given, phrases))


def resumed_card(answer: Resumed, phrases: Phrases) -> Card:
    """It goes on, with the tasks that are open again."""
    return card_of_parts(_resumed(answer, phrases))


def pause_taken_back(taken: PauseTakenBack, phrases: Phrases) -> Rich:
    """A pause, or its end, that was said and holds no longer: what holds again."""
    if taken.until is None:
        return phrases.rich("pause.taken_back", title=Bold(taken.title))
    return phrases.rich("pause.taken_back.until", title=Bold(taken.title), day=phrases.day(taken.until, taken.on))


def which_paused_card(answer: WhichPaused, phrases: Phrases) -> Card:
    """Several activities rest: a button for each."""
    return card_of_parts(_which(answer, phrases))


def _paused(answer: Paused, given: str, phrases: Phrases) -> Iterator[Part]:
    yield Paragraph(joined(_sentences(answer, phrases), " "))
    yield Aside(phrases.rich("pause.reason", reason=answer.reason))
    if len(given) > len(answer.reason):
        yield Aside(phrases.rich("answer.shortened", limit=phrases.number(len(answer.reason))))
    yield Actions("resume", (Button(phrases.say("button.resume"), "resume", str(answer.id)),))


def _sentences(answer: Paused, phrases: Phrases) -> Iterator[Rich]:
    yield phrases.rich("pause.noted", title=Bold(answer.title), day=phrases.day(answer.until, answer.on))
    if answer.resting:
        yield (phrases.say("pause.resting", answer.resting),)
    if answer.next_on is not None:
        yield phrases.rich("answer.next", day=phrases.day(answer.next_on, answer.on))


def _resumed(answer: Resumed, phrases: Phrases) -> Iterator[Part]:
    sentences = [phrases.rich("resume.noted", title=Bold(answer.title))]
    if answer.next_on is not None:
        sentences.append(phrases.rich("answer.next", day=phrases.day(answer.next_on, answer.on)))
    yield Paragraph(joined(sentences, " "))
    if answer.returned:
        lines = (task_rich(task, phrases) for task in answer.returned[:SHOWN_RETURNED])
        yield Paragraph(joined(((phrases.say("resume.returned"),), *lines), "\n"))
    if len(answer.returned) > SHOWN_RETURNED:
        yield Aside(phrases.rich("answer.more", n=len(answer.returned) - SHOWN_RETURNED))


def _which(answer: WhichPaused, phrases: Phrases) -> Iterator[Part]:
    shown = answer.activities[:SHOWN_PAUSED]
    lines = (_until(one, answer.on, phrases) for one in shown)
    yield Paragraph(joined(((phrases.say("resume.which"),), *lines), "\n"))
    yield Actions("resume", tuple(Button(one.title, "resume", str(one.id)) for one in shown))


def _until(one: PausedActivity, today: date, phrases: Phrases) -> Rich:
    return phrases.rich("resume.paused_until", title=Bold(one.title), day=phrases.day(one.until, today))
