"""The nudge: what is due, since when, what helps, and the buttons to answer with."""

from collections.abc import Iterator

from bot.cards.card import Actions, Aside, Card, Heading, Link, Mention, Paragraph, Part, Rich, card_of_parts
from bot.cards.task import SHOWN_TASKS, button, choice, folded, outcome, reason_words, task_rich, with_sentence
from bot.translations.phrases import PhraseId, Phrases
from jobs.notices import Nudge, NudgeItem, PersonRef, TaskLine, Tone

_HEADINGS: dict[Tone, PhraseId] = {
    "heads_up": "nudge.head.heads_up",
    "due": "nudge.head.due",
    "again": "nudge.head.open",
    "take_over": "nudge.head.take_over",
    "deputy_asked": "nudge.head.open",
    "resumed": "nudge.head.resumed",
    "cover": "nudge.head.cover",
    "small_version": "nudge.head.small_version",
}


def nudge_card(nudge: Nudge, phrases: Phrases) -> Card:
    """Everything one person is asked at one slot; what was answered since shows its outcome instead of buttons."""
    return card_of_parts(_parts(nudge, phrases))


def _parts(nudge: Nudge, phrases: Phrases) -> Iterator[Part]:
    yield Heading(_heading(nudge, phrases))
    first_open = next((item for item in nudge.items if not item.answered), None)
    for item in nudge.items[:SHOWN_TASKS]:
        if item.answered:
            yield from _answered(item, nudge.reader, phrases)
        else:
            yield from _asked(item, nudge, phrases, primary=item is first_open)
    yield from folded(len(nudge.items), phrases)


def _heading(nudge: Nudge, phrases: Phrases) -> str:
    waiting = [item for item in nudge.items if not item.answered]
    if len(waiting) > 1:
        return phrases.say("nudge.head.several", n=len(waiting))
    if waiting:
        return phrases.say(_HEADINGS[_tone(waiting[0], nudge)], title=waiting[0].task.title)
    if len(nudge.items) == 1 and nudge.items[0].task.ended in ("done", "small"):
        return phrases.say("nudge.head.done", title=nudge.items[0].task.title)
    return phrases.say("nudge.head.answered")


def _tone(item: NudgeItem, nudge: Nudge) -> Tone:
    """A task asked for the first time after its due day (downtime, catching up) is open, not due today."""
    return "again" if item.tone == "due" and item.task.due_on < nudge.on else item.tone


def _answered(item: NudgeItem, reader: PersonRef, phrases: Phrases) -> Iterator[Part]:
    yield Paragraph(task_rich(item.task, phrases))
    yield Aside(outcome(item.task, reader, phrases) or _stalled_or_asked_again(item.task, phrases))


def _stalled_or_asked_again(task: TaskLine, phrases: Phrases) -> Rich:
    if task.stall_reason is None:
        return phrases.rich("outcome.newer")
    return phrases.rich("outcome.blocked", reason=reason_words(task.stall_reason, phrases))


def _asked(item: NudgeItem, nudge: Nudge, phrases: Phrases, *, primary: bool) -> Iterator[Part]:
    yield Paragraph(with_sentence(item.task, _sentence(item, nudge, phrases), phrases))
    yield from (Aside(text) for text in _small_print(item, phrases))
    yield _actions(item, phrases, primary=primary)


def _sentence(item: NudgeItem, nudge: Nudge, phrases: Phrases) -> Rich:
    match _tone(item, nudge):
        case "heads_up":
            return phrases.rich("nudge.heads_up", n=max(1, (item.task.due_on - nudge.on).days))
        case "due":
            return phrases.rich("nudge.due")
        case "again":
            return phrases.rich("nudge.again", day=phrases.day(item.task.due_on))
        case "take_over":
            return _taking_over(item, nudge.reader, phrases)
        case "deputy_asked":
            return _deputy_asked(item.deputy, phrases)
        case "resumed":
            return phrases.rich("nudge.resumed")
        case "cover":
            return _covering(item, nudge.reader, phrases)
        case "small_version":
            return phrases.rich("nudge.small_version")


def _taking_over(item: NudgeItem, reader: PersonRef, phrases: Phrases) -> Rich:
    asked = item.task.holder or item.task.owner
    if asked is None or asked.id == reader.id:
        return phrases.rich("nudge.take_over_from_nobody")
    return phrases.rich("nudge.take_over", who=Mention(asked))


def _deputy_asked(deputy: PersonRef | None, phrases: Phrases) -> Rich:
    if deputy is None:
        return phrases.rich("nudge.some_deputy_asked")
    return phrases.rich("nudge.deputy_asked", deputy=Mention(deputy))


def _covering(item: NudgeItem, reader: PersonRef, phrases: Phrases) -> Rich:
    owner, holder = item.task.owner, item.task.holder
    was_handed = holder is not None and holder.id == reader.id
    if was_handed or owner is None or owner.id == reader.id:
        return phrases.rich("nudge.handed")
    return phrases.rich("nudge.cover", owner=Mention(owner))


def _small_print(item: NudgeItem, phrases: Phrases) -> Iterator[Rich]:
    if item.instructions:
        yield phrases.rich("nudge.instructions", text=item.instructions)
    if item.material_link:
        yield phrases.rich("nudge.material", link=Link(phrases.say("nudge.material_link"), item.material_link))
    if item.small_version and item.tone == "small_version":
        yield phrases.rich("task.small_version", text=item.small_version)
    elif item.small_version:
        yield phrases.rich("nudge.small_offer", text=item.small_version)
    if item.lesson:
        yield phrases.rich("nudge.lesson", lesson=item.lesson)


def _actions(item: NudgeItem, phrases: Phrases, *, primary: bool) -> Actions:
    task = item.task
    if item.tone == "take_over":
        take = button(phrases.say("button.take_over"), "take_over", task, phrases, primary=primary)
        done = button(phrases.say("button.done"), "done", task, phrases)
        return Actions(str(task.id), (take, done, button(phrases.say("button.blocked"), "blocked", task, phrases)))
    return Actions(
        ref=str(task.id),
        buttons=(
            button(phrases.say("button.done"), "done", task, phrases, primary=primary),
            button(phrases.say("button.on_it"), "on_it", task, phrases),
            button(phrases.say("button.blocked"), "blocked", task, phrases),
            button(phrases.say("button.later"), "later", task, phrases),
        ),
        menu=(
            choice(phrases.say("button.small"), "small", task),
            choice(phrases.say("button.move"), "move", task),
            choice(phrases.say("button.skip"), "skip", task),
            choice(phrases.say("button.hand_over"), "hand_over", task),
        ),
    )
