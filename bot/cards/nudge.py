"""The nudge: what is due, since when, what helps, and the buttons to answer with."""

from collections.abc import Iterator

from bot.cards.ball import ball_sentence
from bot.cards.card import (
    Actions,
    Aside,
    Card,
    Divider,
    Heading,
    Link,
    Mention,
    Paragraph,
    Part,
    Rich,
    card_of_parts,
    joined,
)
from bot.cards.replying import reply_actions
from bot.cards.task import SHOWN_TASKS, button, folded, outcome, reason_words, task_rich, with_sentence
from bot.translations.phrases import PhraseId, Phrases
from jobs.facts import PersonRef, TaskLine
from jobs.notices import Nudge, NudgeItem, Tone
from jobs.rules.turns import Every

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
_TURNS: dict[Every, PhraseId] = {
    "task": "nudge.turn.task",
    "week": "nudge.turn.week",
    "month": "nudge.turn.month",
    "quarter": "nudge.turn.quarter",
}


def nudge_card(nudge: Nudge, phrases: Phrases) -> Card:
    """Everything one person is asked at one slot; what was answered since shows its outcome instead of buttons."""
    return card_of_parts(_parts(nudge, phrases))


def _parts(nudge: Nudge, phrases: Phrases) -> Iterator[Part]:
    yield Heading(_heading(nudge, phrases))
    if _is_folded(nudge):
        yield Paragraph(joined((task_rich(item.task, phrases) for item in (*nudge.items, *nudge.waiting)), "\n"))
        return
    first_open = next((item for item in nudge.items if not item.answered), None)
    for item in nudge.items[:SHOWN_TASKS]:
        if item.answered:
            yield from _answered(item, nudge.reader, phrases)
        else:
            yield from _asked(item, nudge, phrases, primary=item is first_open)
    yield from folded(len(nudge.items), phrases)
    yield from _waiting(nudge, phrases)


def _is_folded(nudge: Nudge) -> bool:
    """Whether a later message has taken over everything that this one still asked."""
    everything = (*nudge.items, *nudge.waiting)
    return bool(everything) and all(item.newer for item in everything)


def _waiting(nudge: Nudge, phrases: Phrases) -> Iterator[Part]:
    """What was asked before comes along, so that one message is enough; where a newer one has it, it is gone here."""
    shown = nudge.waiting[: max(0, SHOWN_TASKS - len(nudge.items))]
    if not shown:
        return
    yield Divider()
    yield Aside(phrases.rich("nudge.waiting"))
    for item in shown:
        if item.answered:
            yield from _answered(item, nudge.reader, phrases)
        else:
            yield Paragraph(task_rich(item.task, phrases))
            yield actions(item, phrases, primary=False)


def _heading(nudge: Nudge, phrases: Phrases) -> str:
    waiting = [item for item in nudge.items if not item.answered]
    waiting = waiting or [item for item in nudge.waiting if not item.answered]
    if len(waiting) > 1:
        return phrases.say("nudge.head.several", n=len(waiting))
    if waiting:
        return phrases.say(_HEADINGS[_tone(waiting[0], nudge)], title=waiting[0].task.title)
    if len(nudge.items) == 1 and nudge.items[0].task.ended in ("done", "small"):
        return phrases.say("nudge.head.done", title=nudge.items[0].task.title)
    if any(item.newer for item in (*nudge.items, *nudge.waiting)):  # nothing is open here any more
        return phrases.say("nudge.head.newer")
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
    yield Paragraph(with_sentence(item.task, joined(_sentences(item, nudge, phrases), " "), phrases))
    yield from (Aside(text) for text in _small_print(item, phrases))
    yield actions(item, phrases, primary=primary)


def _sentences(item: NudgeItem, nudge: Nudge, phrases: Phrases) -> Iterator[Rich]:
    yield sentence(item, nudge, phrases)
    if item.turn is not None:
        yield phrases.rich(_TURNS[item.turn.every], next=Mention(item.turn.then))
    if said := ball_sentence(item.task, phrases):
        yield said


def sentence(item: NudgeItem, nudge: Nudge, phrases: Phrases) -> Rich:
    """What is asked, in one sentence."""
    match _tone(item, nudge):
        case "heads_up":
            return phrases.rich("nudge.heads_up", n=max(1, (item.task.due_on - nudge.on).days))
        case "due":
            return phrases.rich("nudge.due")
        case "again":
            return _asked_again(item.task, phrases)
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


def _asked_again(task: TaskLine, phrases: Phrases) -> Rich:
    """Silence is told of whoever has the ball."""
    day = phrases.day(task.due_on)
    if task.ball is not None and task.ball.party == "partner":
        return phrases.rich("nudge.again.partner", day=day, partner=task.partner or "")
    return phrases.rich("nudge.again", day=day)


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
    elif item.small_version and item.small_offer != "menu":
        yield phrases.rich("nudge.small_offer", text=item.small_version)
    if item.lesson:
        yield phrases.rich("nudge.lesson", lesson=item.lesson)


def actions(item: NudgeItem, phrases: Phrases, *, primary: bool) -> Actions:
    """The buttons with which it is answered."""
    task = item.task
    offers_small = bool(item.small_version) and item.small_offer == "button"
    if item.tone == "take_over":
        take = button(phrases.say("button.take_over"), "take_over", task, phrases, primary=primary)
        done = button(phrases.say("button.done"), "done", task, phrases)
        blocked = button(phrases.say("button.blocked"), "blocked", task, phrases)
        small = (button(phrases.say("button.small"), "small", task, phrases),) if offers_small else ()
        return Actions(str(task.id), (take, done, blocked, *small))
    return reply_actions(task, phrases, primary=primary, offers_small=offers_small)
