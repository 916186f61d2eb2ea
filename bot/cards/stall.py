"""Why a task waits, in words for whoever can settle it, and what can be pressed to settle it."""

from collections.abc import Iterator

from bot.cards.ball import with_ball
from bot.cards.card import Aside, Button, Mention, Paragraph, Part, Rich, cut, joined
from bot.cards.task import SHOWN_NOTE, button, outcome, reason_words, task_rich, with_sentence
from bot.translations.phrases import Phrases
from jobs.facts import PersonRef, TaskLine
from jobs.notices import EscalationItem

SHOWN_CANDIDATES = 3


def stalled(item: EscalationItem, phrases: Phrases) -> Iterator[Part]:
    """The task, why it waits, and what is known that helps."""
    yield Paragraph(with_sentence(item.task, with_ball(_sentence(item, phrases), item.task, phrases), phrases))
    if item.small_version:
        yield Aside(phrases.rich("task.small_version", text=item.small_version))
    able = tuple(person for person in item.candidates if person not in item.asked)
    if able:
        yield Aside(phrases.rich("escalation.candidates", who=_people(able[:SHOWN_CANDIDATES], phrases)))


def settled(task: TaskLine, reader: PersonRef, phrases: Phrases) -> Iterator[Part]:
    """The task and what became of it; nothing to press any more."""
    yield Paragraph(task_rich(task, phrases))
    yield Aside(outcome(task, reader, phrases) or phrases.rich("escalation.nothing_to_do"))


def reassign_button(task: TaskLine, phrases: Phrases, *, primary: bool) -> Button:
    return button(phrases.say("button.reassign"), "reassign", task, phrases, primary=primary)


def move_button(task: TaskLine, phrases: Phrases) -> Button:
    return button(phrases.say("button.move"), "move", task, phrases)


def _sentence(item: EscalationItem, phrases: Phrases) -> Rich:
    match item.cause:
        case "silence":
            return joined(_silence(item, phrases), " ")
        case "blocked":
            return _blocked(item.task, phrases)
        case "postponed":
            return phrases.rich("escalation.postponed")


def _silence(item: EscalationItem, phrases: Phrases) -> Iterator[Rich]:
    if item.asked:
        yield phrases.rich("escalation.asked", who=_people(item.asked, phrases))
    if item.silent_days > 0:
        yield phrases.rich("escalation.silent", n=item.silent_days)
    else:
        yield phrases.rich("escalation.silent_today")


def _blocked(task: TaskLine, phrases: Phrases) -> Rich:
    if task.stall_reason is None:
        return phrases.rich("escalation.blocked_unknown")
    reason = reason_words(task.stall_reason, phrases)
    if task.note:
        return phrases.rich("escalation.blocked_noted", reason=reason, note=cut(task.note, SHOWN_NOTE))
    return phrases.rich("escalation.blocked", reason=reason)


def _people(people: tuple[PersonRef, ...], phrases: Phrases) -> Rich:
    return phrases.listed_rich([(Mention(person),) for person in people])
